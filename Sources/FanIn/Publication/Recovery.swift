import Git
import GitValues

/// Brings a repository in line after a publication was cut off.
struct Recovery {
  private let workspace: Workspace
  private let state: StateFolder
  private var repository: Repository { workspace.repository }

  /// How long a lock file of git's is given to go away by itself, in milliseconds.
  private static let patience: UInt32 = 2000

  init(_ workspace: Workspace) {
    self.workspace = workspace
    state = StateFolder(workspace.repository)
  }

  /// Finishes what was published, and takes back what was not. To be called under the publication lock.
  ///
  /// - Returns: what was done, in a sentence; nil where nothing had to be done.
  @discardableResult
  func mend() throws -> String? {
    guard state.hasJournal else { return nil }
    guard let journal = state.journal() else {
      throw FanInError(
        .failed, "journal", "\(state.journalPath) is damaged",
        hints: ["see what it says; when nothing of a fan-in is missing, remove it"])
    }
    try removeStaleLocks(journal)
    return try settle(journal)
  }

  /// Finishes what was published, and takes back what was not.
  ///
  /// - Returns: what was done, in a sentence.
  func settle(_ journal: Journal) throws -> String {
    let current = try repository.commit(ofReference: journal.target)
    guard let current, try wasPublished(journal, current) else {
      try takeBackRecord(journal)
      try state.removeJournal()
      return "a fan-in into \(journal.target) was cut off before it was published; nothing of it is left"
    }
    let left = try finishWorktrees(journal, at: current)
    try state.removeJournal()
    guard left.isEmpty else {
      let names = left.prefix(5).map(\.text).joined(separator: ", ")
      return
        "a fan-in into \(journal.target) was cut off and is complete now, but for files you changed: \(names)"
    }
    return "a fan-in into \(journal.target) was cut off and is complete now"
  }

  /// Whether the target has been where the fan-in took it; somebody may have gone on from there.
  private func wasPublished(_ journal: Journal, _ current: ObjectID) throws -> Bool {
    if current == journal.after { return true }
    guard current != journal.before, repository.objects.contains(journal.after) else { return false }
    return try repository.graph.isAncestor(journal.after, of: current)
  }

  private func finishWorktrees(_ journal: Journal, at current: ObjectID) throws -> [GitPath] {
    let old = try repository.graph.commit(journal.before).tree
    let new = try repository.graph.commit(current).tree
    var left: [GitPath] = []
    for worktree in try repository.worktrees()
    where worktree.branch.isExactly(journal.target) && !worktree.isMissing {
      let tree = try repository.openWorktree(worktree)
      let update = try tree.planUpdate(from: old, to: new)
      left += try tree.apply(update, mending: true)
    }
    return left
  }

  /// A record of something that was not published is taken out of the log.
  private func takeBackRecord(_ journal: Journal) throws {
    guard try repository.value(ofReference: FanInRecord.reference) == journal.log else { return }
    if let previous = journal.previousLog {
      try repository.setReference(
        FanInRecord.reference, to: previous, expecting: journal.log, message: "not published")
    } else {
      try repository.removeReference(FanInRecord.reference, expecting: journal.log)
    }
  }

  /// Removes the lock files that the dead process left.
  ///
  /// Those of indexes say whose they are. Those of references are told from a living git's by what is in them: nothing,
  /// or the value that the dead process was about to set. And a living process lets go of them soon.
  private func removeStaleLocks(_ journal: Journal) throws {
    let paths = [
      repository.commonFolder + journal.target + ".lock",
      repository.commonFolder + FanInRecord.reference + ".lock",
    ]
    for worktree in try repository.worktrees() { worktree.removeStaleLocks() }
    let born = SystemFiles.status(state.journalPath)?.modified ?? 0
    for path in paths where isLeftOver(path, since: born, journal) { try SystemFiles.remove(path) }
    removeTemporaryPacks(since: born)
  }

  private func isLeftOver(_ path: String, since born: Int, _ journal: Journal) -> Bool {
    guard let first = SystemFiles.status(path), first.modified >= born else { return false }
    var waited: UInt32 = 0
    while waited < Recovery.patience {
      guard let now = SystemFiles.status(path), now == first else { return false }
      // Our own locks are old when somebody comes to mend.
      if SystemFiles.seconds() - first.modified > 10 { break }
      SystemFiles.pause(milliseconds: 100)
      waited += 100
    }
    guard let bytes = readFile(path) else { return false }
    return bytes.isEmpty || [journal.after, journal.log].contains { Array(($0.hex + "\n").utf8) == bytes }
  }

  /// Packs that were being written are of no use to anybody.
  private func removeTemporaryPacks(since born: Int) {
    let folder = repository.commonFolder + "objects/pack"
    for name in fileNames(in: folder) where name.hasPrefix("pack_git2_") {
      guard let status = SystemFiles.status(folder + "/" + name), status.modified >= born else { continue }
      try? SystemFiles.remove(folder + "/" + name)
    }
  }
}

extension Workspace {
  /// Brings in line what processes that were killed left: a fan-in, worktrees half made, lanes half started, gates.
  ///
  /// - Returns: what there is to say about it, in a sentence; nil where there is nothing.
  public func mendInterruptedFanIn() throws -> String? {
    try LeftOvers(self).clear()
    let state = StateFolder(repository)
    guard state.hasJournal else { return nil }
    return try state.withLock { try Recovery(self).mend() } ?? nil
  }

  /// A warning where a fan-in was cut off; changes nothing.
  public func interruptedFanIn() throws -> String? {
    let state = StateFolder(repository)
    guard state.hasJournal, try state.withLock({ true }) != nil else { return nil }
    return "a fan-in was cut off; the next command that writes brings the repository in line"
  }
}
