import GitValues

/// Finds what lanes changed without owning it.
///
/// Such a clash has the level `silent`: git merges it without a word, and the result is not what was agreed. The level
/// `file` would make it a piece of information, and `conflict` is git's own word. Where git stops at the path as well,
/// that is a clash of its own.
///
/// Complexity: the changed paths times the globs of their lane; only paths that are not the lane's own meet all globs.
public struct OwnershipClashes: Sendable {
  private let ownership: Ownership
  private let policy: OwnershipPolicy
  private let target: String

  /// - Parameters:
  ///   - ownership: who may change which paths.
  ///   - policy: what becomes of the others.
  ///   - target: the whole name of the target's branch, which stands for the orchestrator.
  public init(_ ownership: Ownership, policy: OwnershipPolicy, target: String) {
    self.ownership = ownership
    self.policy = policy
    self.target = target
  }

  /// The clashes of some lanes: in the order of the lanes, each sorted by path.
  ///
  /// A path at which a lane has the very version of an owner is none: it has merged that lane, or done the same.
  ///
  /// - Parameter lanes: with what each changed since its merge base with the target.
  public func clashes(among lanes: [LaneTree]) -> [Clash] {
    guard policy != .off else { return [] }
    return lanes.flatMap { lane in
      lane.changes.changes.compactMap { change -> Clash? in
        guard let owner = ownership.breach(of: change.path, by: lane.name),
          !isOwners(change, owner, among: lanes)
        else { return nil }
        return clash(change.path, lane.name, owner)
      }
    }
  }

  private func isOwners(_ change: PathChange, _ owner: Ownership.Owner, among lanes: [LaneTree]) -> Bool {
    guard case .lanes(let names) = owner else { return false }
    return lanes.contains { lane in
      guard names.containsExactly(lane.name), let theirs = lane.changes.change(at: change.path) else {
        return false
      }
      return theirs.new == change.new
    }
  }

  private func clash(_ path: GitPath, _ lane: String, _ owner: Ownership.Owner) -> Clash {
    let others =
      switch owner {
      case .lanes(let names): names
      case .orchestrator, .nobody: [target]
      }
    // What no lane owns has nobody whose version could be taken: dropping the change would lose it silently.
    let isSettled = policy == .owner && owner != .nobody
    let lanes = [lane] + others
    return Clash(
      id: clashID(kind: "ownership", lanes: lanes, path: path), kind: "ownership", level: .silent,
      lanes: lanes, path: path, paths: [path], lines: [], decision: isSettled ? .likely : .ask,
      rule: isSettled ? "owner" : "ownership",
      reason: OwnershipClashes.reason(lane, owner) + (isSettled ? "; the owner's version is taken" : ""))
  }

  private static func reason(_ lane: String, _ owner: Ownership.Owner) -> String {
    let whose =
      switch owner {
      case .lanes(let names): "it is owned by " + names.joined(separator: " and ")
      case .orchestrator: "it is an integration file, which the orchestrator owns"
      case .nobody: "no lane owns it"
      }
    return "\(lane) changed it, but \(whose)"
  }
}
