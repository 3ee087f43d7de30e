#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// A worktree's index, locked as git locks it: nobody else writes it until this is gone.
///
/// The lock file says which process holds it. One that was left by a process that has ended is taken over; git's own
/// say nothing and never are.
struct IndexLock: ~Copyable {
  private let path: String

  private init(held path: String) { self.path = path }

  deinit { unlink(path + ".lock") }

  /// Takes the lock.
  ///
  /// - Parameter gitFolder: the worktree's own, ending in a slash.
  /// - Throws: `.locked` where somebody else holds the lock.
  static func take(in gitFolder: String) throws(GitError) -> IndexLock {
    let path = gitFolder + "index"
    if try create(path + ".lock") { return IndexLock(held: path) }
    removeLeftLock(path + ".lock")
    if try create(path + ".lock") { return IndexLock(held: path) }
    throw GitError(
      .locked, "another git process is changing the index (\(path).lock exists)",
      hint: "wait for it; if none is running, remove that file")
  }

  /// - Returns: false where there is a lock already.
  private static func create(_ lock: String) throws(GitError) -> Bool {
    // Marked before it is a lock: at no moment is there one that does not say whose it is.
    let marked = "\(lock).\(getpid())"
    guard writeFile(marked, Array(ProcessMark(.updating).reason.utf8)) else {
      throw SystemError.last.doing("cannot write \(marked)")
    }
    defer { unlink(marked) }
    guard link(marked, lock) == 0 else {
      let error = SystemError.last
      guard error.number == EEXIST else { throw error.doing("cannot make \(lock)") }
      return false
    }
    return true
  }

  /// Removes the lock of a process of this program that has ended.
  static func removeLeftLock(_ lock: String) {
    guard isLeft(lock) else { return }
    // Somebody else may do the same: only who gets it out of the way may look at what it was and remove it.
    let aside = "\(lock).\(getpid())"
    guard rename(lock, aside) == 0 else { return }
    // It was a new one by then: its holder gets it back, unless there is yet another.
    if !isLeft(aside) { link(aside, lock) }
    unlink(aside)
  }

  private static func isLeft(_ lock: String) -> Bool {
    readLine(lock).flatMap { ProcessMark(reason: $0) }?.isDead ?? false
  }

  /// Puts new content in the index's place in one step.
  func commit(_ index: IndexFile) throws(GitError) {
    // Not written to the lock itself, which must say whose it is until the end.
    let new = path + ".git-fanin"
    guard writeFile(new, index.encoded()), rename(new, path) == 0 else {
      let error = SystemError.last
      unlink(new)
      throw error.doing("cannot write \(path)")
    }
  }
}
