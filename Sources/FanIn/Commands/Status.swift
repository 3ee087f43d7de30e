import Conflicts
public import Git
public import GitValues

/// How a lane is doing.
public struct LaneStatus: Sendable {
  public let lane: Lane
  /// How many commits it has that the target has not.
  public let ahead: Int
  /// How many commits the target has that it has not.
  public let behind: Int
  /// Globs of the paths it owns; none means that nothing was agreed.
  public let owns: [String]
  /// Changed paths that it does not own; empty where nothing was agreed.
  public let foreign: [GitPath]
  /// How many open clashes it takes part in.
  public let open: Int
  /// Whether the target has all its commits and no file of it is uncommitted.
  public let isMerged: Bool
}

/// What `status` found.
public struct StatusReport: Sendable {
  public let target: Reference
  public let lanes: [LaneStatus]
}

extension Workspace {
  /// Says how each lane is doing. Changes nothing.
  ///
  /// - Parameters:
  ///   - words: the lanes; none means all.
  ///   - progress: called now and then with how much is done, of how much.
  public func status(_ words: [String], progress: (Int, Int) -> Void) throws -> StatusReport {
    let check = try check(words, into: nil, committedOnly: false, progress: progress)
    let records = try laneRecords()
    let graph = repository.graph
    let merger = try CommitMerger(repository, attributesOf: check.target.commit)
    let lanes = try check.lanes.map { lane in
      let record = records.first { $0.branch.isExactly(lane.ref) }
      let globs = (record?.owns ?? []).map { PathGlob($0) }
      var foreign: [GitPath] = []
      if !globs.isEmpty {
        let base = try merger.baseTree(of: check.target.commit, lane.tip)
        foreign = try merger.changes(from: base, to: graph.commit(lane.tip).tree).changes.map(\.path)
          .filter { path in !globs.contains { $0.matches(path) } }
      }
      let ahead = try graph.commits(from: lane.commit, hiding: check.target.commit).count
      return LaneStatus(
        lane: lane, ahead: ahead,
        behind: try graph.commits(from: check.target.commit, hiding: lane.commit).count,
        owns: record?.owns ?? [], foreign: foreign,
        open: check.clashes.count { $0.isOpen && $0.lanes.containsExactly(lane.name) },
        isMerged: ahead == 0 && lane.dirty.isEmpty)
    }
    return StatusReport(target: check.target, lanes: lanes)
  }
}
