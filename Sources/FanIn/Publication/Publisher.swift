import Git
import GitValues

/// Publishes the result of a fan-in: the one step in which anything changes.
///
/// The order of its writes is what makes it safe:
/// 1. the lock that keeps other publications out, which dies with the process;
/// 2. the journal, which says what is about to happen;
/// 3. the new objects, as one pack;
/// 4. git's locks on the indexes of the worktrees that have the target checked out, where it is seen once more that
///    nothing of the user's is in the way;
/// 5. under git's own lock on the target, whose value is compared again: the record, then the target.
///    This is the moment at which the old state becomes the new one;
/// 6. the files and indexes of those worktrees;
/// 7. the journal goes.
/// Whatever stops the process, the target is old or new, and `Recovery` brings the rest in line.
struct Publisher {
  private let workspace: Workspace
  private let state: StateFolder
  private var repository: Repository { workspace.repository }

  init(_ workspace: Workspace) {
    self.workspace = workspace
    state = StateFolder(workspace.repository)
  }

  /// Moves the target from `record.before` to `record.after`.
  ///
  /// - Returns: paths of worktrees that were left alone, as somebody changed them at the same moment.
  /// - Throws: `FanInError` of kind `refused` where the target moved or a user's files are in the way; then nothing has changed.
  func publish(_ record: FanInRecord) throws -> [GitPath] {
    guard let left = try state.withLock({ try publishUnderLock(record) }) else { throw Publisher.busy }
    return left
  }

  private func publishUnderLock(_ record: FanInRecord) throws -> [GitPath] {
    try Recovery(workspace).mend()
    guard try repository.commit(ofReference: record.target) == record.before else {
      throw moved(record.target)
    }
    let updates = try planUpdates(record)
    let previous = try repository.value(ofReference: FanInRecord.reference)
    let log = try addRecord(record, previous: previous)
    let journal = Journal(
      target: record.target, before: record.before, after: record.after, previousLog: previous, log: log)
    try state.write(journal)
    CrashPoint.pass("journal")
    do {
      try repository.store([record.after, log])
      CrashPoint.pass("objects")
      let left = try carryOut(updates[...]) { try move(record, log: log, previous: previous) }
      CrashPoint.pass("files")
      try state.removeJournal()
      return left
    } catch {
      // Takes back or finishes what this process itself began; locks of others are none of its business.
      _ = try Recovery(workspace).settle(journal)
      throw error
    }
  }

  /// Locks worktree after worktree, moves the target, and brings their files along.
  private func carryOut(
    _ updates: ArraySlice<(Repository, WorktreeUpdate)>, _ move: () throws -> Void
  ) throws -> [GitPath] {
    guard let (tree, update) = updates.first else {
      try move()
      CrashPoint.pass("target")
      return []
    }
    var left: [GitPath] = []
    var failure: (any Error)?
    do {
      return try tree.apply(update, mending: false) { () throws(GitError) in
        do {
          left = try carryOut(updates.dropFirst(), move)
        } catch {
          failure = error
          throw GitError(.moved, "not published")
        }
      } + left
    } catch {
      throw failure ?? error
    }
  }

  /// Refuses what `publish` would refuse as things stand; changes nothing.
  func preflight(_ record: FanInRecord) throws { _ = try planUpdates(record) }

  static var busy: FanInError {
    .refused(
      "busy", "another fan-in is being published in this repository", hints: ["try again when it has ended"])
  }

  private func moved(_ target: String) -> FanInError {
    .refused("moved", "\(target) was moved by somebody else meanwhile", hints: ["run the command again"])
  }

  /// What is to be done in the worktrees that have the target checked out.
  private func planUpdates(_ record: FanInRecord) throws -> [(Repository, WorktreeUpdate)] {
    let old = try repository.graph.commit(record.before).tree
    let new = try repository.graph.commit(record.after).tree
    let holding = try repository.worktrees().filter { $0.holds(record.target) && !$0.isMissing }
    return try holding.map { worktree in
      let tree = try repository.openWorktree(worktree)
      if let operation = tree.operation() {
        throw FanInError.refused(
          "operation", "a \(operation) is under way in \(worktree.path)", hints: ["finish or abort it first"])
      }
      let update = try tree.planUpdate(from: old, to: new)
      guard update.blockers.isEmpty else { throw blocked(worktree, update) }
      let adds = update.changes.changes.contains { $0.old == nil }
      if adds, try tree.configuration().bool("core.sparsecheckout") == true {
        throw FanInError.refused(
          "sparse", "\(worktree.path) is a sparse checkout, and it is not known where new files belong in it",
          hints: ["check another branch out there, then: git fanin merge --into \(record.target)"])
      }
      return (tree, update)
    }
  }

  private func blocked(_ worktree: Worktree, _ update: WorktreeUpdate) -> FanInError {
    let shown = update.blockers.prefix(10).map { "\($0.path): \($0.reason)" }
    let more = update.blockers.count - shown.count
    return .refused(
      "dirty", "the fan-in would overwrite your files in \(worktree.path)",
      hints: shown + (more > 0 ? ["and \(more) more"] : []) + [
        "commit or stash them, then run the command again"
      ])
  }

  private func addRecord(_ record: FanInRecord, previous: ObjectID?) throws -> ObjectID {
    let (author, committer) = try workspace.signatures()
    return try repository.addCommit(
      tree: repository.objects.add(.tree, []),
      parents: [record.after, record.before] + (previous.map { [$0] } ?? []),
      author: author, committer: committer, message: record.message)
  }

  /// The moment: compares and moves the target under its lock.
  private func move(_ record: FanInRecord, log: ObjectID, previous: ObjectID?) throws {
    let lock = try ReferenceLock(repository, record.target)
    CrashPoint.pass("locked")
    guard lock.value == record.before else { throw moved(record.target) }
    try repository.setReference(FanInRecord.reference, to: log, expecting: previous, message: record.title)
    CrashPoint.pass("record")
    try lock.publish(record.after, message: "fanin: \(record.title)")
  }
}
