import Conflicts
import Git
import GitValues

/// What the hooks look at. Nothing is changed but a cache.
struct HookChecks {
  let workspace: Workspace
  var search = SilentSearch.standard
  let cache: ChangeSetCache
  var repository: Repository { workspace.repository }

  init(_ workspace: Workspace) {
    self.workspace = workspace
    cache = ChangeSetCache(workspace.repository)
  }

  /// The branch that this worktree commits to, by its whole name: the current one, or the one that is being rebased.
  func branch() throws -> String? {
    switch try repository.head() {
    case .branch(let reference): reference.name
    case .unborn(let name): name
    case .detached: repository.rebasedBranch()
    }
  }

  /// The tree that two commits are compared with.
  func baseTree(_ a: ObjectID, _ b: ObjectID) throws -> ObjectID {
    let bases = try repository.graph.mergeBases(a, b)
    if bases.count == 1 { return try repository.graph.commit(bases[0]).tree }
    return try CommitMerger(repository, attributesOf: a).baseTree(of: a, b)
  }

  /// A commit as one side of a merge.
  func side(_ name: String, base: ObjectID, commit: ObjectID) throws -> LaneTree {
    let tree = try repository.graph.commit(commit).tree
    return LaneTree(name: name, base: base, tree: tree, changes: try cache.changes(from: base, to: tree))
  }

  /// The target and the other lanes that fan in to it, each with what it changed and is committed.
  ///
  /// - Parameter base: the tree at which the lane left the target.
  func others(of record: LaneRecord, target: ObjectID, base: ObjectID) throws -> [LaneTree] {
    var found = [try side(record.target, base: base, commit: target)]
    for other in try workspace.laneRecords()
    where other.target.isExactly(record.target) && !other.branch.isExactly(record.branch) {
      guard let tip = try repository.commit(ofReference: other.branch), tip != target else { continue }
      let lane = try side(other.laneName, base: try baseTree(tip, target), commit: tip)
      if !lane.changes.isEmpty { found.append(lane) }
    }
    return found
  }

  /// The paths that a lane may not change as it did.
  ///
  /// A path that has the version of one of `allowed` is left out: it was merged, or a change of it is taken back.
  ///
  /// - Parameters:
  ///   - changes: what it changed.
  ///   - allowed: trees whose versions of any path the lane may have.
  func foreign(
    _ changes: [PathChange], of record: LaneRecord, allowing allowed: [ObjectID]
  ) throws -> [ForeignPath] {
    let settings = try workspace.settings(of: record)
    guard try workspace.ownershipPolicy(settings) != .off else { return [] }
    let own = try workspace.ownership([record], settings)
    let suspects = changes.filter { own.breach(of: $0.path, by: record.laneName) != nil }
    guard !suspects.isEmpty else { return [] }
    let all = try workspace.ownership(try workspace.laneRecords(), settings)
    return try suspects.compactMap { change in
      guard let owner = all.breach(of: change.path, by: record.laneName) else { return nil }
      for tree in allowed {
        let entry = try repository.objects.entry(at: change.path, in: tree)
        if (entry?.mode == .tree ? nil : entry) == change.new { return nil }
      }
      return ForeignPath(path: change.path, owner: owner)
    }
  }

  /// The clashes whose paths are all still there: whoever took one away has decided.
  func remaining(_ clashes: [Clash], in tree: ObjectID) throws -> [Clash] {
    try clashes.filter { clash in
      try clash.paths.allSatisfy { try repository.objects.entry(at: $0, in: tree) != nil }
    }
  }
}
