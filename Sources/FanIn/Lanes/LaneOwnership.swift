import Conflicts
import Git
import GitValues

extension LaneRecord {
  /// What people call the lane: its branch without `refs/heads/lane/`, as `Lane.name`.
  var laneName: String { branch.after("refs/heads/lane/") ?? branch.branchName }

  var globs: [PathGlob] { owns.map { PathGlob($0) } }
}

extension Workspace {
  /// The record of a branch; nil where it was not started as a lane.
  ///
  /// - Parameter branch: its whole name.
  func laneRecord(of branch: String) throws -> LaneRecord? {
    guard let name = branch.after("refs/heads/"),
      let commit = try repository.commit(ofReference: LaneRecord.folder + name),
      let record = LaneRecord(try repository.graph.commit(commit)), record.branch.isExactly(branch)
    else { return nil }
    return record
  }

  /// Who may change which paths: what lanes were started with, and `fanin.integration`.
  func ownership(_ records: [LaneRecord], _ settings: Settings) throws -> Ownership {
    Ownership(
      lanes: records.map { ($0.laneName, $0.globs) },
      integration: try settings.strings("fanin.integration").map { PathGlob($0) })
  }

  /// What lanes changed without owning it, for those that compare all lanes.
  ///
  /// - Parameters:
  ///   - lanes: with what each changed since its merge base with the target.
  ///   - target: the whole name of the target's branch.
  ///   - settings: of the target.
  ///   - policy: what becomes of such paths.
  func ownershipClashes(
    among lanes: [LaneTree], target: String, _ settings: Settings, policy: OwnershipPolicy
  ) throws -> [Clash] {
    guard policy != .off else { return [] }
    let ownership = try ownership(try laneRecords(), settings)
    return OwnershipClashes(ownership, policy: policy, target: target).clashes(among: lanes)
  }

  /// What becomes of paths that a lane changed without owning them (`fanin.ownership`).
  func ownershipPolicy(_ settings: Settings) throws -> OwnershipPolicy {
    let words = OwnershipPolicy.allCases.map(\.rawValue)
    return OwnershipPolicy(rawValue: try settings.word("fanin.ownership", among: words)) ?? .ask
  }
}
