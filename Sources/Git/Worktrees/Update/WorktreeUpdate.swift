public import GitValues

/// What it takes to bring a checked-out worktree from one tree to another.
public struct WorktreeUpdate: Sendable {
  /// The paths that differ between the two trees.
  public let changes: ChangeSet
  /// The paths at which something of the user's is in the way, and what; nothing may be applied while there are any.
  public let blockers: [(path: GitPath, reason: String)]
  /// What is updated in the index only, such as the commit of a submodule, and why.
  public let notes: [(path: GitPath, reason: String)]
}

extension Repository {
  /// Works out what it takes to bring this worktree from one tree to another, and what of the user's is in the way.
  ///
  /// What the user changed, staged, removed, or has untracked or ignored at a changed path blocks it. All other paths are
  /// of no concern. Nothing is written.
  ///
  /// - Parameters:
  ///   - from: the tree that the worktree was checked out from, as a rule HEAD's.
  ///   - to: the tree it is to have; its blobs may be in memory only.
  /// - Throws: `.unsupported` for a bare repository and for a split or sparse index; `.missingObject`; `.io`.
  /// - Complexity: linear in the changed paths and the index; a file is read only where its status does not settle it.
  public func planUpdate(from: ObjectID, to: ObjectID) throws(GitError) -> WorktreeUpdate {
    let changes = try objects.changes(from: from, to: to)
    let index = try IndexFile(readingFrom: gitFolder + "index")
    let inspector = try UpdateInspector(self, index, changes, mending: false)
    var blockers = index.conflicted.map { (path: $0, reason: "it is in conflict") }
    var notes: [(path: GitPath, reason: String)] = []
    for change in changes.changes {
      switch try inspector.inspect(change) {
      case .blocked(let reason): blockers.append((change.path, reason))
      case .indexOnly(let reason): notes.append((change.path, reason))
      case .ready, .done: break
      }
    }
    return WorktreeUpdate(changes: changes, blockers: blockers, notes: notes)
  }

  /// Brings this worktree to the tree that an update was planned for.
  ///
  /// The index is locked throughout and written once, at the end. Each file is written beside its place and takes it in one
  /// step, once it was seen that the place still holds what it held; removed files take emptied folders along.
  /// If the system refuses something half way, the index tells what was done until then.
  ///
  /// - Parameters:
  ///   - update: planned on this worktree.
  ///   - mending: after a crash in an earlier call: paths that have arrived already count as done, and those that are
  ///     neither where they began nor where they should be are left alone. Blockers are then of no concern.
  ///   - publish: called once the index is locked and nothing is in the way, before anything is written; if it throws,
  ///     nothing is.
  /// - Returns: the paths that were left alone, as the user changed them in the meantime; their index entries are those
  ///   of the new tree, so that git shows the difference.
  /// - Throws: `.dirty` before anything is written where something is in the way by now; `.locked`; `.io`.
  public func apply(
    _ update: WorktreeUpdate, mending: Bool, publish: () throws(GitError) -> Void = {}
  ) throws(GitError) -> [GitPath] {
    let lock = try IndexLock.take(in: gitFolder)
    let index = try IndexFile(readingFrom: gitFolder + "index")
    if !mending, let path = index.conflicted.first { throw UpdateWriter.refusal(path, "it is in conflict") }
    let inspector = try UpdateInspector(self, index, update.changes, mending: mending)
    var inspections: [(PathChange, UpdateInspector.Inspection)] = []
    for change in update.changes.changes {
      let inspection = try inspector.inspect(change)
      if !mending, case .blocked(let reason) = inspection { throw UpdateWriter.refusal(change.path, reason) }
      inspections.append((change, inspection))
    }
    var writer = try UpdateWriter(self, inspector)
    try publish()
    if mending { writer.removeTemporaryFiles(beside: update.changes) }
    let failure = writer.perform(inspections)
    var rewritten = index
    rewritten.replace(writer.entries, leaving: writer.untouched)
    try lock.commit(rewritten)
    if let failure { throw failure }
    return writer.leftAlone.sorted()
  }
}
