#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// A worktree's index, locked as git locks it: nobody else writes it until this is gone.
struct IndexLock: ~Copyable {
  private let path: String
  private var isHeld = true

  private init(held path: String) { self.path = path }

  deinit { if isHeld { unlink(path + ".lock") } }

  /// Takes the lock.
  ///
  /// - Parameter gitFolder: the worktree's own, ending in a slash.
  /// - Throws: `.locked` where somebody else holds the lock.
  static func take(in gitFolder: String) throws(GitError) -> IndexLock {
    let path = gitFolder + "index"
    let file = open(path + ".lock", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard file >= 0 else {
      let error = SystemError.last
      guard error.number == EEXIST else { throw error.doing("cannot lock \(path)") }
      throw GitError(
        .locked, "another git process is changing the index (\(path).lock exists)",
        hint: "wait for it; if none is running, remove that file")
    }
    close(file)
    return IndexLock(held: path)
  }

  /// Puts new content in the index's place in one step.
  mutating func commit(_ index: IndexFile) throws(GitError) {
    let lock = path + ".lock"
    guard writeFile(lock, index.encoded()) else { throw SystemError.last.doing("cannot write \(lock)") }
    guard rename(lock, path) == 0 else { throw SystemError.last.doing("cannot replace \(path)") }
    // Should another process have made a lock by now, it must stay.
    isHeld = false
  }
}
