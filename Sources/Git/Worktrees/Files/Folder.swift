internal import GitValues

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// An open folder: the place from which all names are looked up, one step at a time.
///
/// Nothing here follows a symbolic link below the folder first opened. A link put in the way of a path, before
/// or while files are written, makes a call fail instead of leading it out of the worktree.
struct Folder: ~Copyable {
  let descriptor: Int32

  private init(descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }

  /// Opens a folder by its path, through links as everywhere in the system.
  init(_ path: String) throws(SystemError) {
    descriptor = try retrying { open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
  }

  /// Opens the folder `name` in this one.
  func folder(_ name: some Collection<UInt8>) throws(SystemError) -> Folder {
    try withFailure {
      withName(name) { openat(descriptor, $0, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC) }
    }
  }

  private func withFailure(_ call: () -> Int32) throws(SystemError) -> Folder {
    Folder(descriptor: try retrying(call))
  }

  /// Opens the folder at a path below this one.
  ///
  /// - Throws: a missing or not-a-folder error where a part is absent, a file or a link.
  func folder(at path: GitPath) throws(SystemError) -> Folder {
    var current = try withFailure { openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    for name in path.components { current = try current.folder(name) }
    return current
  }

  /// Opens the folder at a path below this one and makes what is missing of it.
  func makeFolder(at path: GitPath) throws(SystemError) -> Folder {
    var current = try withFailure { openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    for name in path.components { current = try current.makeFolder(name) }
    return current
  }

  /// Opens the folder `name` in this one; makes it if nothing has that name.
  func makeFolder(_ name: some Collection<UInt8>) throws(SystemError) -> Folder {
    do { return try folder(name) } catch {
      guard error.number == ENOENT else { throw error }
    }
    let status = withName(name) { mkdirat(descriptor, $0, 0o777) }
    // Another thread may have been quicker.
    guard status == 0 || errno == EEXIST else { throw .last }
    return try folder(name)
  }
}

extension Folder {
  /// What `name` is; nil if nothing has that name.
  func status(of name: some Collection<UInt8>) throws(SystemError) -> FileStatus? {
    var raw = stat()
    let status = withName(name) { fstatat(descriptor, $0, &raw, AT_SYMLINK_NOFOLLOW) }
    if status == 0 { return FileStatus(raw) }
    let error = SystemError.last
    if error.isMissing { return nil }
    throw error
  }

  /// The names in the folder without `.` and `..`, in no order, and what they are.
  func list() throws(SystemError) -> [(name: [UInt8], kind: FileStatus.Kind)] {
    // The stream owns its descriptor and moves its position: it gets one of its own.
    let own = try retrying { openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard let stream = fdopendir(own) else {
      let error = SystemError.last
      close(own)
      throw error
    }
    defer { closedir(stream) }
    var found: [(name: [UInt8], kind: FileStatus.Kind)] = []
    while true {
      errno = 0
      guard let entry = readdir(stream) else {
        if errno != 0 { throw .last }
        return found
      }
      let name = Folder.name(of: entry)
      if name == [UInt8(ascii: ".")] || name == Array("..".utf8) { continue }
      guard let kind = try kind(entry.pointee.d_type, name) else { continue }
      found.append((name, kind))
    }
  }

  private static func name(of entry: UnsafeMutablePointer<dirent>) -> [UInt8] {
    // The field is a tuple of 256 characters, of which the system may fill fewer than it declares.
    guard let offset = MemoryLayout<dirent>.offset(of: \dirent.d_name) else { return [] }
    let start = (UnsafeRawPointer(entry) + offset).assumingMemoryBound(to: UInt8.self)
    var end = 0
    while start[end] != 0 { end += 1 }
    return Array(UnsafeBufferPointer(start: start, count: end))
  }

  /// - Returns: nil if the name is gone by now.
  private func kind(_ type: UInt8, _ name: [UInt8]) throws(SystemError) -> FileStatus.Kind? {
    switch Int32(type) {
    case Int32(DT_REG): .file
    case Int32(DT_DIR): .folder
    case Int32(DT_LNK): .symlink
    // Some file systems do not say.
    case Int32(DT_UNKNOWN): try status(of: name)?.kind
    default: .other
    }
  }
}
