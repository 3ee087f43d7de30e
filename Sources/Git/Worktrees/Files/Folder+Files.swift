#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

extension Folder {
  /// Makes a file that must not exist.
  ///
  /// - Parameters:
  ///   - bytes: its content.
  ///   - time: when it is to count as modified; nil for now.
  /// - Returns: its status after the last change.
  /// - Throws: also where a link of that name leads nowhere. A file that could not be filled is removed again.
  func create(
    _ name: some Collection<UInt8>, _ bytes: [UInt8], isExecutable: Bool, time: FileTime? = nil
  ) throws(SystemError) -> FileStatus {
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let mode: mode_t = isExecutable ? 0o777 : 0o666
    let file = try retrying { withName(name) { openat(descriptor, $0, flags, mode) } }
    defer { close(file) }
    do throws(SystemError) {
      try Folder.fill(file, bytes)
      if let time { try Folder.setTime(of: file, time) }
      var raw = stat()
      guard fstat(file, &raw) == 0 else { throw .last }
      return FileStatus(raw)
    } catch {
      try? remove(name)
      throw error
    }
  }

  private static func fill(_ file: Int32, _ bytes: [UInt8]) throws(SystemError) {
    var offset = 0
    while offset < bytes.count {
      offset += try retrying {
        bytes.withUnsafeBytes { write(file, $0.baseAddress! + offset, $0.count - offset) }
      }
    }
  }

  private static func setTime(of file: Int32, _ time: FileTime) throws(SystemError) {
    let value = timespec(tv_sec: Int(time.seconds), tv_nsec: Int(time.nanoseconds))
    let times = [value, value]
    guard futimens(file, times) == 0 else { throw .last }
  }

  /// Makes a symbolic link of a name that must not exist.
  func createLink(
    _ name: some Collection<UInt8>, to target: [UInt8], time: FileTime? = nil
  ) throws(SystemError) -> FileStatus {
    try retrying { withName(target) { target in withName(name) { symlinkat(target, descriptor, $0) } } }
    if let time {
      let value = timespec(tv_sec: Int(time.seconds), tv_nsec: Int(time.nanoseconds))
      let times = [value, value]
      // A file system that cannot do it leaves the link as new as it is, which costs one comparison later.
      _ = withName(name) { utimensat(descriptor, $0, times, AT_SYMLINK_NOFOLLOW) }
    }
    guard let status = try status(of: name) else { throw SystemError(ENOENT) }
    return status
  }

  /// The bytes of a file, which must not be reached through a link.
  func read(_ name: some Collection<UInt8>) throws(SystemError) -> [UInt8] {
    let flags = O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK
    let file = try retrying { withName(name) { openat(descriptor, $0, flags) } }
    defer { close(file) }
    var raw = stat()
    guard fstat(file, &raw) == 0 else { throw .last }
    guard raw.st_mode & S_IFMT == S_IFREG else { throw SystemError(EISDIR) }
    var bytes = [UInt8](repeating: 0, count: Int(raw.st_size) + 1)
    var end = 0
    while true {
      if end == bytes.count { bytes += [UInt8](repeating: 0, count: max(1 << 16, bytes.count)) }
      let offset = end
      let count = try retrying {
        bytes.withUnsafeMutableBytes { Self.fill(file, $0, offset) }
      }
      if count == 0 { break }
      end += count
    }
    bytes.removeLast(bytes.count - end)
    return bytes
  }

  private static func fill(_ file: Int32, _ buffer: UnsafeMutableRawBufferPointer, _ offset: Int) -> Int {
    let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[offset...])
    #if canImport(Glibc)
      return Glibc.read(file, rest.baseAddress, rest.count)
    #elseif canImport(Musl)
      return Musl.read(file, rest.baseAddress, rest.count)
    #else
      return Darwin.read(file, rest.baseAddress, rest.count)
    #endif
  }

  /// Where a symbolic link leads.
  func target(of name: some Collection<UInt8>) throws(SystemError) -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: 1 << 12)
    while true {
      let count = try retrying {
        buffer.withUnsafeMutableBytes { bytes in
          let start = bytes.bindMemory(to: CChar.self)
          return withName(name) { readlinkat(descriptor, $0, start.baseAddress!, start.count) }
        }
      }
      if count < buffer.count { return Array(buffer[..<count]) }
      buffer = [UInt8](repeating: 0, count: buffer.count * 2)
    }
  }
}

extension Folder {
  /// Removes a file or a link, not a folder.
  func remove(_ name: some Collection<UInt8>) throws(SystemError) {
    guard withName(name, { unlinkat(descriptor, $0, 0) }) == 0 else { throw .last }
  }

  /// Removes a folder that is empty.
  func removeFolder(_ name: some Collection<UInt8>) throws(SystemError) {
    guard withName(name, { unlinkat(descriptor, $0, AT_REMOVEDIR) }) == 0 else { throw .last }
  }

  /// Removes a folder with all that is in it. A link is removed, not followed.
  func removeTree(_ name: [UInt8]) throws(SystemError) {
    do {
      let folder = try folder(name)
      for (inner, kind) in try folder.list() {
        if kind == .folder { try folder.removeTree(inner) } else { try folder.remove(inner) }
      }
    }
    try removeFolder(name)
  }

  /// Gives `name` the name `new`, in place of the file that has it.
  func rename(_ name: some Collection<UInt8>, to new: some Collection<UInt8>) throws(SystemError) {
    let status = withName(name) { name in withName(new) { renameat(descriptor, name, descriptor, $0) } }
    guard status == 0 else { throw .last }
  }

  /// Gives `name` the name `new`, which must not exist: never takes a file's place.
  func renameIfFree(_ name: some Collection<UInt8>, to new: some Collection<UInt8>) throws(SystemError) {
    let status = withName(name) { name in withName(new) { linkat(descriptor, name, descriptor, $0, 0) } }
    guard status == 0 else { throw .last }
    try remove(name)
  }
}
