import Git
import GitValues

/// Which lanes a process is starting, written down before the first of them exists.
///
/// The journal's lock dies with the process. Whoever can take it knows that the start was cut off, and takes back
/// what there is of it: branches that nothing was done on, and git's locks on them.
enum StartJournal {
  /// Does something while the journal says that these lanes are being started.
  static func around<Result>(
    _ records: [LaneRecord], in workspace: Workspace, _ body: () throws -> Result
  ) throws -> Result {
    let state = StateFolder(workspace.repository)
    try SystemFiles.makeFolder(state.path)
    let path = "\(state.path)/start-\(SystemFiles.processID)"
    guard let lock = try patiently({ try ProcessLock.take(path + ".lock") }) else { throw Publisher.busy }
    return try lock.held {
      try SystemFiles.replace(path, with: text(of: records))
      defer {
        try? SystemFiles.remove(path)
        try? SystemFiles.remove(path + ".lock")
      }
      return try body()
    }
  }

  /// Tries again for a while: somebody who clears up may hold the lock for a moment.
  private static func patiently(_ take: () throws -> ProcessLock?) throws -> ProcessLock? {
    for _ in 0..<50 {
      if let lock = try take() { return lock }
      SystemFiles.pause(milliseconds: 20)
    }
    return nil
  }

  private static func text(of records: [LaneRecord]) -> String {
    var trailers = Trailers()
    for record in records {
      trailers.add("Fanin-Branch", record.branch)
      trailers.add("Fanin-Base", record.base.hex)
    }
    return trailers.text
  }

  /// Takes back the starts of processes that have ended.
  static func clearDead(_ workspace: Workspace) throws {
    let state = StateFolder(workspace.repository)
    for name in fileNames(in: state.path)
    where name.after("start-") != nil && name.utf8.suffix(5).elementsEqual(".lock".utf8) {
      let path = state.path + "/" + String(name.dropLast(".lock".count))
      guard let lock = try ProcessLock.take(path + ".lock") else { continue }
      try lock.held {
        let trailers = Trailers(reading: String(decoding: readFile(path) ?? [], as: UTF8.self))
        for (branch, base) in zip(trailers.all("Fanin-Branch"), trailers.all("Fanin-Base")) {
          if let base = ObjectID(hex: base) { try takeBack(branch, base, workspace.repository) }
        }
        try SystemFiles.remove(path)
        try SystemFiles.remove(path + ".lock")
      }
    }
  }

  /// Removes a branch that was made and not yet given to anybody; one that has a record is a lane.
  private static func takeBack(_ branch: String, _ base: ObjectID, _ repository: Repository) throws {
    guard let lane = branch.after("refs/heads/lane/") else { return }
    let record = LaneRecord.folder + "lane/" + lane
    for name in [branch, record] { try removeLock(of: name, repository) }
    guard try repository.value(ofReference: record) == nil, try repository.commit(ofReference: branch) == base
    else { return }
    if let worktree = try repository.worktree(holding: branch) {
      // Complete but for the record. If somebody works in it already, it stays a plain branch with a worktree.
      guard worktree.id != nil, try repository.losses(of: worktree).isEmpty else { return }
      try repository.removeWorktree(worktree)
    }
    try repository.removeReference(branch, expecting: base)
  }

  private static func removeLock(of name: String, _ repository: Repository) throws {
    let path = repository.commonFolder + name + ".lock"
    guard let bytes = readFile(path), bytes.isEmpty || bytes.count == 2 * ObjectID.byteCount + 1 else {
      return
    }
    try SystemFiles.remove(path)
  }
}
