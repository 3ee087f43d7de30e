import Git
import GitValues

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The few things that the program does with files of its own.
enum SystemFiles {
  /// Writes a file so that a crash leaves the old one or the new one, and a power cut does, too.
  static func replace(_ path: String, with text: String) throws {
    try replace(path, with: Array(text.utf8))
  }

  /// The same for any bytes.
  static func replace(_ path: String, with bytes: [UInt8]) throws {
    let temporary = "\(path).\(getpid()).new"
    guard writeFile(temporary, bytes) else { throw failure("cannot write", temporary) }
    guard sync(temporary), rename(temporary, path) == 0 else {
      let error = failure("cannot write", path)
      unlink(temporary)
      throw error
    }
    syncFolder(of: path)
  }

  /// Removes a file; one that is not there is no failure.
  static func remove(_ path: String) throws {
    guard unlink(path) == 0 || errno == ENOENT else { throw failure("cannot remove", path) }
    syncFolder(of: path)
  }

  static func makeFolder(_ path: String) throws {
    guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw failure("cannot make the folder", path) }
  }

  static func exists(_ path: String) -> Bool { status(path) != nil }

  /// What kind of thing is at a path, how large and how old; links are not followed. Nil if nothing is there.
  static func status(_ path: String) -> (isFolder: Bool, size: Int, modified: Int)? {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    #if canImport(Darwin)
      let modified = status.st_mtimespec.tv_sec
    #else
      let modified = status.st_mtim.tv_sec
    #endif
    return (status.st_mode & S_IFMT == S_IFDIR, Int(status.st_size), Int(modified))
  }

  /// Whether this process was started in a folder or below it.
  static func isWorking(in folder: String) -> Bool {
    guard let real = realpath(folder, nil) else { return false }
    defer { free(real) }
    guard let place = workingFolder() else { return false }
    let wanted = String(cString: real)
    return place.isExactly(wanted) || place.after(wanted + "/") != nil
  }

  /// An absolute path with all links followed, as far as it exists; what does not is taken by its text.
  static func resolved(_ path: String) -> String {
    var rest: [String] = []
    var known = path
    while true {
      if let real = realpath(known, nil) {
        defer { free(real) }
        return ([String(cString: real)] + rest.reversed()).reduce(into: "") { whole, part in
          switch part {
          case ".", "": break
          case "..": whole = String(whole[..<(whole.lastIndex(of: "/") ?? whole.startIndex)])
          default: whole += whole.isEmpty || whole.hasSuffix("/") ? part : "/" + part
          }
        }
      }
      guard let cut = known.lastIndex(of: "/"), cut > known.startIndex else { return path }
      rest.append(String(known[known.index(after: cut)...]))
      known = String(known[..<cut])
    }
  }

  /// Puts a file in another one's place, in one step.
  static func move(_ old: String, to new: String) -> Bool { rename(old, new) == 0 }

  /// The folder that the process works in.
  static func workingFolder() -> String? {
    guard let here = getcwd(nil, 0) else { return nil }
    defer { free(here) }
    return String(cString: here)
  }

  static func isLink(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }

  static func pause(milliseconds: UInt32) { usleep(milliseconds * 1000) }

  static func seconds() -> Int { Int(time(nil)) }

  static var processID: Int32 { getpid() }

  private static func syncFolder(of path: String) {
    _ = sync(path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ".")
  }

  /// Waits until a file or folder is on disk.
  private static func sync(_ path: String) -> Bool {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return fsync(descriptor) == 0
  }

  static func failure(_ doing: String, _ path: String) -> FanInError {
    FanInError(.failed, "io", "\(doing) \(path): \(String(cString: strerror(errno)))")
  }
}

/// A lock that the system lets go of when the process ends, however it ends.
struct ProcessLock: ~Copyable {
  private let descriptor: Int32

  /// - Returns: nil where another process holds the lock.
  static func take(_ path: String) throws -> ProcessLock? {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard descriptor >= 0 else { throw SystemFiles.failure("cannot open", path) }
    // Whoever had it before may have removed the file: a lock on what is no longer there keeps nobody out.
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0, isFile(descriptor, at: path) else {
      close(descriptor)
      return nil
    }
    return ProcessLock(descriptor: descriptor)
  }

  private static func isFile(_ descriptor: Int32, at path: String) -> Bool {
    var held = stat()
    var found = stat()
    return fstat(descriptor, &held) == 0 && lstat(path, &found) == 0 && held.st_ino == found.st_ino
  }

  /// Does something while the lock is held.
  func held<Result>(_ body: () throws -> Result) rethrows -> Result { try body() }

  deinit { close(descriptor) }
}
