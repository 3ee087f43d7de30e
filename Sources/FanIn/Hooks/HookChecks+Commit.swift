import Conflicts
import Git
import GitValues

extension HookChecks {
  /// Before a commit: in a lane's worktree, what is about to be committed is the lane's, and clashes with nobody's.
  ///
  /// The index is the one that `GIT_INDEX_FILE` names, so that partial commits are judged by what they hold.
  func preCommit() throws -> HookReport {
    var report = HookReport()
    guard let branch = try branch(), let record = try workspace.laneRecord(of: branch) else { return report }
    report.lane = record.laneName
    let staged = try repository.staged(in: workspace.environment["GIT_INDEX_FILE"])
    guard !staged.changes.isEmpty else { return report }
    let target = try repository.commit(ofReference: record.target)
    let tip = try repository.commit(ofReference: branch)
    let base = if let target, let tip { try baseTree(tip, target) } else { ObjectID?.none }
    var allowed = try repository.mergeHeads().map { try repository.graph.commit($0).tree }
    if let target { allowed.append(try repository.graph.commit(target).tree) }
    if let base { allowed.append(base) }
    report.foreign = try foreign(staged.changes, of: record, allowing: allowed)
    if let target, let base {
      report.clashes = try newClashes(of: record, staged, target: target, base: base)
    }
    cache.save()
    return report
  }

  /// The silent clashes in which a path takes part that is about to be committed.
  private func newClashes(
    of record: LaneRecord, _ staged: StagedState, target: ObjectID, base: ObjectID
  ) throws -> [Clash] {
    let lane = LaneTree(
      name: record.laneName, base: base, tree: staged.tree,
      changes: try repository.objects.changes(from: base, to: staged.tree))
    let paths = Set(staged.changes.map(\.path))
    return try search.clashes(lane, try others(of: record, target: target, base: base), workspace)
      .filter { clash in
        clash.level == .silent && clash.paths.contains { paths.contains($0) }
      }
  }

  /// Before a merge that git made cleanly is committed.
  func preMergeCommit() throws -> HookReport {
    var report = HookReport()
    guard case .branch(let head) = try repository.head() else { return report }
    let staged = try repository.staged(in: workspace.environment["GIT_INDEX_FILE"])
    for (theirs, name) in try merged() {
      let base = try baseTree(head.commit, theirs)
      let record = try laneRecord(at: theirs, target: head.name)
      let ours = try side(head.name, base: base, commit: head.commit)
      let lane = try side(record?.laneName ?? name, base: base, commit: theirs)
      let found = try search.clashes(lane, [ours], workspace).filter { $0.level == .silent }
      report.clashes += try remaining(found, in: staged.tree)
      if let record {
        report.lane = record.laneName
        report.foreign += try foreign(lane.changes.changes, of: record, allowing: [staged.head])
      }
    }
    cache.save()
    return report
  }

  /// The lane of a target whose tip is a commit.
  private func laneRecord(at commit: ObjectID, target: String) throws -> LaneRecord? {
    try workspace.laneRecords().first {
      try $0.target.isExactly(target) && repository.commit(ofReference: $0.branch) == commit
    }
  }

  /// The commits that are being merged, with what they were called.
  ///
  /// When it runs the hook, git has not yet written them to a file: it names them in variables of the environment.
  private func merged() throws -> [(commit: ObjectID, name: String)] {
    var found: [ObjectID: String] = [:]
    for commit in repository.mergeHeads() { found[commit] = commit.short }
    for (variable, name) in workspace.environment {
      guard let commit = variable.after("GITHEAD_").flatMap({ ObjectID(hex: $0) }),
        repository.objects.contains(commit)
      else { continue }
      found[commit] = name
    }
    return found.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}
