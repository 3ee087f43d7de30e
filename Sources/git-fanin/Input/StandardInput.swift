import FanIn

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What others write to this process.
enum StandardInput {
  /// How many bytes are read at most.
  static let limit = 64 << 20

  /// Reads all of it.
  ///
  /// - Throws: where it cannot be read, or there is more than the limit.
  static func read() throws -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = buffer.withUnsafeMutableBytes { readPart($0) }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else {
        throw FanInError(.failed, "io", "cannot read the input: \(String(cString: strerror(errno)))")
      }
      if count == 0 { return bytes }
      bytes += buffer[..<count]
      guard bytes.count <= limit else {
        throw FanInError(.failed, "bad-input", "the input has more than \(limit >> 20) megabytes")
      }
    }
  }

  private static func readPart(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
    #if canImport(Glibc)
      Glibc.read(STDIN_FILENO, buffer.baseAddress, buffer.count)
    #elseif canImport(Musl)
      Musl.read(STDIN_FILENO, buffer.baseAddress, buffer.count)
    #else
      Darwin.read(STDIN_FILENO, buffer.baseAddress, buffer.count)
    #endif
  }
}
