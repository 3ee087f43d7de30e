#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file of the caller's, by a name that need not be UTF-8.
struct NamedFile {
  private let name: [CChar]
  /// The name with what is not UTF-8 replaced, for messages.
  let text: String

  init(_ name: [UInt8]) {
    self.name = name.prefix { $0 != 0 }.map { CChar(bitPattern: $0) } + [0]
    text = String(decoding: name, as: UTF8.self)
  }

  /// All of its bytes; links are followed, as the caller named them.
  func read() throws -> [UInt8] {
    let descriptor = open(name, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemFiles.failure("cannot read", text) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = buffer.withUnsafeMutableBytes { systemRead(descriptor, $0) }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw SystemFiles.failure("cannot read", text) }
      if count == 0 { return bytes }
      bytes += buffer[..<count]
    }
  }

  /// Gives the file new bytes and leaves its mode: a reader finds the old ones or the new ones.
  ///
  /// Where no file can be made beside it, it is written in place.
  func replace(with bytes: [UInt8]) throws {
    // A link stays one: what it leads to is replaced.
    guard let real = realpath(name, nil) else { throw SystemFiles.failure("cannot find", text) }
    defer { free(real) }
    var status = stat()
    guard stat(real, &status) == 0 else { throw SystemFiles.failure("cannot read", text) }
    let target = Array(UnsafeBufferPointer(start: real, count: strlen(real)))
    let temporary = target + ".fanin-\(getpid())".utf8.map { CChar(bitPattern: $0) } + [0]
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
    let file = open(temporary, flags, status.st_mode & 0o777)
    guard file >= 0 else { return try overwrite(with: bytes) }
    let isWritten = NamedFile.write(bytes, to: file) && fchmod(file, status.st_mode & 0o7777) == 0
    guard close(file) == 0, isWritten, rename(temporary, real) == 0 else {
      let error = SystemFiles.failure("cannot write", text)
      unlink(temporary)
      throw error
    }
  }

  private func overwrite(with bytes: [UInt8]) throws {
    let file = open(name, O_WRONLY | O_CLOEXEC)
    guard file >= 0 else { throw SystemFiles.failure("cannot write", text) }
    let isWritten = NamedFile.write(bytes, to: file) && ftruncate(file, off_t(bytes.count)) == 0
    guard close(file) == 0, isWritten else { throw SystemFiles.failure("cannot write", text) }
  }

  private static func write(_ bytes: [UInt8], to file: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { systemWrite(file, $0) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }
}

private func systemRead(_ file: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
  read(file, buffer.baseAddress, buffer.count)
}

private func systemWrite(_ file: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
  write(file, bytes.baseAddress, bytes.count)
}
