public import GitValues

/// Who may change which paths, as it was agreed when the lanes were started.
///
/// A lane with globs owns what they match and nothing else. With a lane without globs nothing was agreed: it may change
/// what it likes. Integration files (registries, lists of routes, shared configuration) belong to the orchestrator, even
/// where a lane's globs match them: they are carved out of what lanes own.
public struct Ownership: Sendable {
  /// Who owns a path that a lane has no right to.
  public enum Owner: Sendable, Hashable {
    /// Other lanes; several where their globs overlap.
    case lanes([String])
    case orchestrator
    /// No lane: whoever wants it asks the orchestrator.
    case nobody
  }

  private let lanes: [(name: String, owns: [PathGlob])]
  private let integration: [PathGlob]

  /// - Parameters:
  ///   - lanes: every lane by name, with the globs of the paths that it owns; no globs where nothing was agreed.
  ///   - integration: the globs of the files that the orchestrator owns.
  public init(lanes: [(name: String, owns: [PathGlob])], integration: [PathGlob] = []) {
    self.lanes = lanes
    self.integration = integration
  }

  /// Who owns a path.
  public func owner(of path: GitPath) -> Owner {
    if integration.contains(where: { $0.matches(path) }) { return .orchestrator }
    let owners = lanes.filter { lane in lane.owns.contains { $0.matches(path) } }.map(\.name)
    return owners.isEmpty ? .nobody : .lanes(owners)
  }

  /// Who owns a path that a lane changed without owning it; nil where the lane may change it.
  ///
  /// - Parameter lane: a lane's name; one that is not known has agreed to nothing.
  public func breach(of path: GitPath, by lane: String) -> Owner? {
    if integration.contains(where: { $0.matches(path) }) { return .orchestrator }
    let owns = lanes.first { $0.name.isExactly(lane) }?.owns ?? []
    if owns.isEmpty || owns.contains(where: { $0.matches(path) }) { return nil }
    return owner(of: path)
  }
}

/// What becomes of a path that a lane changed without owning it (`fanin.ownership`).
public enum OwnershipPolicy: String, Sendable, Hashable, CaseIterable {
  /// It is left for a decision.
  case ask
  /// The owner's version is taken; a path without an owner is left for a decision.
  case owner
  /// Ownership is not looked at.
  case off
}
