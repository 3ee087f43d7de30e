import Git
import GitValues

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

// What `install` does with files that are others' as well.

extension SystemFiles {
  /// What tells one file from another, and how it may be used.
  struct Identity: Equatable {
    let device: UInt64
    let inode: UInt64
    /// The permissions, without the kind of file.
    let mode: UInt16
    let isRegular: Bool

    static func == (a: Identity, b: Identity) -> Bool { a.device == b.device && a.inode == b.inode }
  }

  /// What is at a path; links are not followed. Nil if nothing is there.
  static func identity(_ path: String) -> Identity? {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    return Identity(
      device: UInt64(truncatingIfNeeded: status.st_dev), inode: UInt64(status.st_ino),
      mode: UInt16(truncatingIfNeeded: status.st_mode & 0o7777),
      isRegular: status.st_mode & S_IFMT == S_IFREG)
  }

  /// Makes a file that was not there, and waits until it is on disk.
  ///
  /// - Parameters:
  ///   - mode: its permissions, of which the user's mask takes some away.
  ///   - content: its bytes, given the permissions that it got.
  static func create(_ path: String, mode: UInt16, _ content: (UInt16) throws -> [UInt8]) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode_t(mode))
    guard descriptor >= 0 else { throw failure("cannot make", path) }
    close(descriptor)
    do {
      guard writeFile(path, try content(identity(path)?.mode ?? mode)), isSynced(path) else {
        throw failure("cannot write", path)
      }
    } catch {
      unlink(path)
      throw error
    }
  }

  /// Gives a file a second name that was free; a link is not followed.
  ///
  /// - Returns: false where the name is taken, or the file system knows no second names.
  static func name(_ path: String, also other: String) -> Bool {
    linkat(AT_FDCWD, path, AT_FDCWD, other, 0) == 0
  }

  /// Makes a folder.
  ///
  /// - Returns: false if it was there.
  static func makeNewFolder(_ path: String) throws -> Bool {
    if mkdir(path, 0o755) == 0 { return true }
    guard errno == EEXIST else { throw failure("cannot make the folder", path) }
    return false
  }

  /// Removes a folder if nothing is in it.
  static func removeEmptyFolder(_ path: String) { rmdir(path) }

  /// Changes a file as git changes its own: under its lock, in one step, with the permissions that it has.
  ///
  /// - Parameters:
  ///   - path: of a file that may be a link to the true one.
  ///   - change: from the old content to the new; nil to leave it.
  /// - Throws: `locked` where somebody else is changing it.
  static func edit(_ path: String, _ change: ([UInt8]) throws -> [UInt8]?) throws {
    let path = resolved(path)
    let lock = path + ".lock"
    let descriptor = open(lock, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      guard errno == EEXIST else { throw failure("cannot write", lock) }
      throw FanInError.refused(
        "locked", "another git process is changing \(path)",
        hints: ["wait for it; if none is running, remove \(lock)"])
    }
    defer { close(descriptor) }
    var isMoved = false
    defer { if !isMoved { unlink(lock) } }
    guard let old = readFile(path), let mode = identity(path)?.mode else {
      throw failure("cannot read", path)
    }
    guard let new = try change(old) else { return }
    guard fchmod(descriptor, mode_t(mode)) == 0, writeFile(lock, new), isSynced(lock), move(lock, to: path)
    else {
      throw failure("cannot write", path)
    }
    isMoved = true
  }

  private static func isSynced(_ path: String) -> Bool {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return fsync(descriptor) == 0
  }

  /// The path by which this program is best found again: the first in `PATH` that leads to it, else its own.
  ///
  /// A link in `PATH` outlives an update of what it leads to.
  ///
  /// - Throws: where the system does not say.
  static func program(_ environment: [String: String]) throws -> String {
    #if canImport(Darwin)
      var size = UInt32(PATH_MAX)
      var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
      guard _NSGetExecutablePath(&buffer, &size) == 0 else { throw failure("cannot find", "this program") }
      let own = resolved(
        String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self))
    #else
      let own = resolved("/proc/self/exe")
    #endif
    for folder in (environment["PATH"] ?? "").split(separator: ":")
    where folder.utf8.first == UInt8(ascii: "/") {
      let candidate = String(folder) + "/git-fanin"
      if resolved(candidate).isExactly(own), exists(candidate) { return candidate }
    }
    guard exists(own), own.after("/proc/") == nil else { throw failure("cannot find", "this program") }
    return own
  }
}
