import Git
import GitValues

/// What is about to be published, written down before it is begun, so that the next run can finish or take back what a crash left.
struct Journal: Sendable, Equatable {
  /// The branch that moves.
  let target: String
  let before: ObjectID
  let after: ObjectID
  /// What `refs/fanin/log` was before; nil if there was none.
  let previousLog: ObjectID?
  /// The record of this publication.
  let log: ObjectID

  var text: String {
    var trailers = Trailers()
    trailers.add("Fanin-Target", target)
    trailers.add("Fanin-Before", before.hex)
    trailers.add("Fanin-After", after.hex)
    if let previousLog { trailers.add("Fanin-Previous", previousLog.hex) }
    trailers.add("Fanin-Log", log.hex)
    return trailers.text
  }

  init(target: String, before: ObjectID, after: ObjectID, previousLog: ObjectID?, log: ObjectID) {
    self.target = target
    self.before = before
    self.after = after
    self.previousLog = previousLog
    self.log = log
  }

  /// Reads a journal; nil if the text is none.
  init?(_ text: String) {
    let trailers = Trailers(reading: text)
    guard let target = trailers["Fanin-Target"], target.after("refs/") != nil,
      let before = trailers.id("Fanin-Before"),
      let after = trailers.id("Fanin-After"),
      let log = trailers.id("Fanin-Log")
    else { return nil }
    self.init(
      target: target, before: before, after: after,
      previousLog: trailers.id("Fanin-Previous"), log: log)
  }
}

/// The folder `fanin` in the repository's common folder: the lock of publications, their journal, logs of gates.
struct StateFolder {
  let path: String

  init(_ repository: Repository) { path = repository.commonFolder + "fanin" }

  var journalPath: String { path + "/journal" }
  private var lockPath: String { path + "/lock" }
  var gateFolder: String { path + "/gate" }

  /// Does something under the lock that lets one process at a time publish.
  ///
  /// - Returns: nil where another process holds the lock; then nothing was done.
  func withLock<Result>(_ body: () throws -> Result) throws -> Result? {
    try SystemFiles.makeFolder(path)
    guard let lock = try ProcessLock.take(lockPath) else { return nil }
    return try lock.held(body)
  }

  /// What was being published when a process was stopped, or is being published now.
  func journal() -> Journal? {
    readFile(journalPath).flatMap { Journal(String(decoding: $0, as: UTF8.self)) }
  }

  /// Whether a publication was begun and not ended.
  var hasJournal: Bool { SystemFiles.exists(journalPath) }

  func write(_ journal: Journal) throws { try SystemFiles.replace(journalPath, with: journal.text) }

  func removeJournal() throws { try SystemFiles.remove(journalPath) }
}
