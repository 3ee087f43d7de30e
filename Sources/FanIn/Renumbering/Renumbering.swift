import Conflicts
import Git
import GitValues

/// Carries out what a search for migrations makes of one branch.
struct Renumbering {
  private let workspace: Workspace
  private var repository: Repository { workspace.repository }

  init(_ workspace: Workspace) { self.workspace = workspace }

  // MARK: - The current worktree

  /// What is to be done in the current worktree, all of it looked at before anything is written.
  struct WorktreePlan {
    let update: WorktreeUpdate
    let from: ObjectID
    let to: ObjectID
    /// In an order in which each finds its place free.
    let moves: [UntrackedMove]
  }

  /// Works out what is to be done in the current worktree.
  ///
  /// Tracked files change in the worktree and the index; files that git does not track only in the worktree.
  ///
  /// - Throws: of kind `refused` where something of the user's is in the way.
  func plan(_ adaptation: Adaptation, state: WorkingState) throws -> WorktreePlan {
    let untracked = Set(state.untracked)
    let from = try repository.staged().tree
    var updates: [GitPath: FileEntry?] = [:]
    var moves: [UntrackedMove] = []
    for edit in adaptation.edits {
      let old = edit.movedFrom ?? edit.path
      if untracked.contains(old) {
        moves.append(try move(edit, from: old, in: state.tree))
      } else if let source = edit.movedFrom {
        updates.updateValue(nil, forKey: source)
      }
    }
    for edit in adaptation.edits where !untracked.contains(edit.movedFrom ?? edit.path) {
      updates[edit.path] = FileEntry(mode: edit.mode, id: try repository.objects.add(.blob, edit.bytes))
    }
    let to = try repository.objects.apply(updates, to: from)
    let update = try repository.planUpdate(from: from, to: to)
    let freed = Set(updates.filter { $0.value == nil }.keys)
    var blockers = update.blockers
    for move in moves {
      let leaving = freed.union(moves.map(\.old))
      if let reason = try repository.blocker(of: move, leaving: leaving) {
        blockers.append((move.old, reason))
      }
    }
    guard blockers.isEmpty else { throw refusal(blockers, in: repository.workFolder ?? ".") }
    return WorktreePlan(update: update, from: from, to: to, moves: ordered(moves))
  }

  private func move(_ edit: FileEdit, from old: GitPath, in tree: ObjectID) throws -> UntrackedMove {
    let entry = try repository.objects.entry(at: old, in: tree)
    guard let entry, entry.mode.isRegular else {
      throw refusal([(old, "it is no ordinary file")], in: repository.workFolder ?? ".")
    }
    return UntrackedMove(
      old: old, new: edit.path, before: try repository.objects.blob(entry.id), after: edit.bytes,
      isExecutable: entry.mode == .executable)
  }

  /// Those come first whose new place no other one holds.
  private func ordered(_ moves: [UntrackedMove]) -> [UntrackedMove] {
    var rest = moves
    var result: [UntrackedMove] = []
    while !rest.isEmpty {
      let held = Set(rest.map(\.old))
      let next = rest.firstIndex { $0.new == $0.old || !held.contains($0.new) } ?? 0
      result.append(rest.remove(at: next))
    }
    return result
  }

  /// Does it. Whatever stops it, each file is there under its old name or its new one, or in the index, and the next
  /// run does the rest.
  ///
  /// - Returns: paths that were left alone, as somebody changed them at the same moment.
  func carryOut(_ plan: WorktreePlan) throws -> [GitPath] {
    let journal = RenumberJournal(repository)
    let old = try addCommit(plan.from, parents: [], "Before a renumbering\n")
    let new = try addCommit(plan.to, parents: [old], "After a renumbering\n")
    try repository.store([new])
    try journal.write(new, plan.moves[...])
    CrashPoint.pass("renumber-journal")
    let left = plan.from == plan.to ? [] : try apply(plan.update, journal)
    CrashPoint.pass("renumber-files")
    for (index, move) in plan.moves.enumerated() {
      try repository.perform(move)
      CrashPoint.pass("renumber-move-\(index)")
      // So that only one is ever in doubt: a place that a move leaves may be the next one's.
      try journal.write(new, plan.moves[(index + 1)...])
      CrashPoint.pass("renumber-noted-\(index)")
    }
    try journal.remove()
    return left
  }

  private func apply(_ update: WorktreeUpdate, _ journal: RenumberJournal) throws -> [GitPath] {
    do {
      return try repository.apply(update, mending: false)
    } catch {
      // Then nothing has been written.
      if error.code == .dirty || error.code == .locked { try journal.remove() }
      throw error
    }
  }

  private func addCommit(_ tree: ObjectID, parents: [ObjectID], _ message: String) throws -> ObjectID {
    try repository.addCommit(
      tree: tree, parents: parents, author: .nobody, committer: .nobody, message: message)
  }

  private func refusal(_ blockers: [(path: GitPath, reason: String)], in folder: String) -> FanInError {
    let shown = blockers.prefix(10).map { "\($0.path): \($0.reason)" }
    let more = blockers.count - shown.count
    return .refused(
      "dirty", "renumbering would overwrite your files in \(folder)",
      hints: shown + (more > 0 ? ["and \(more) more"] : []) + [
        "commit, stage or move them, then run the command again"
      ])
  }

  // MARK: - A branch

  /// Puts a commit with the adaptation on top of a branch, and brings its worktree along if it is clean.
  ///
  /// - Returns: the commit, and paths that were left alone.
  func commit(
    _ adaptation: Adaptation, on lane: Lane, base: ObjectID, target: Reference
  ) throws -> (commit: ObjectID, left: [GitPath]) {
    let old = try repository.graph.commit(lane.commit).tree
    let tree = try repository.objects.apply(adaptation, to: old, from: base)
    let (author, committer) = try workspace.signatures()
    let notes = adaptation.notes.map { Trailers.escape($0) + "\n" }.joined()
    let commit = try repository.addCommit(
      tree: tree, parents: [lane.commit], author: author, committer: committer,
      message: "Renumber migrations past \(target.shortName)\n\n" + notes)
    let holding = try repository.worktrees().first { $0.holds(lane.ref) && !$0.isMissing }
    let repository = repository
    func publish() throws(GitError) {
      try repository.store([commit])
      try repository.setReference(
        lane.ref, to: commit, expecting: lane.commit, message: "fanin: renumber migrations")
    }
    guard let holding else {
      try publish()
      return (commit, [])
    }
    let other = try repository.openWorktree(holding)
    guard try other.workingState(untracked: true, into: repository.objects).isClean else {
      throw FanInError.refused(
        "dirty", "\(lane.ref.branchName) is checked out in \(holding.path), which has uncommitted changes",
        hints: ["commit them, or run there: git fanin renumber"])
    }
    let update = try other.planUpdate(from: old, to: tree)
    guard update.blockers.isEmpty else { throw refusal(update.blockers, in: holding.path) }
    return (commit, try other.apply(update, mending: false, publish: publish))
  }
}
