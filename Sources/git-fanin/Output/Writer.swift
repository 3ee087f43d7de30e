#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Collects output and writes it in large pieces. Whoever ends the process calls `flush` first.
struct Writer: ~Copyable {
  private let descriptor: Int32
  private var buffer: [UInt8] = []

  /// How much is collected before it is written.
  private static let limit = 64 * 1024

  init(descriptor: Int32) { self.descriptor = descriptor }

  static var standardOutput: Writer { Writer(descriptor: STDOUT_FILENO) }
  static var standardError: Writer { Writer(descriptor: STDERR_FILENO) }

  /// Makes writing to a closed pipe an error that can be caught instead of the end of the process.
  ///
  /// To be called once at the start. Children inherit this: who starts one gives it the default back.
  static func ignoreClosedPipes() { _ = signal(SIGPIPE, SIG_IGN) }

  mutating func write(_ text: String) throws(WriteError) {
    buffer.append(contentsOf: text.utf8)
    if buffer.count >= Self.limit { try flush() }
  }

  mutating func write(_ bytes: [UInt8]) throws(WriteError) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.limit { try flush() }
  }

  /// Writes a line.
  mutating func line(_ text: String = "") throws(WriteError) { try write(text + "\n") }

  /// Writes a JSON document.
  mutating func write(_ document: JSONValue) throws(WriteError) {
    try write(JSONEncoding.document(document))
  }

  /// Writes what has been collected.
  mutating func flush() throws(WriteError) {
    let pending = buffer
    // Emptied first: after a failure nothing is to be written twice.
    buffer.removeAll(keepingCapacity: true)
    try Self.writeAll(pending, to: descriptor)
  }

  /// Writes all bytes, however many calls it takes.
  static func writeAll(_ bytes: [UInt8], to descriptor: Int32) throws(WriteError) {
    var done = 0
    while done < bytes.count {
      let count = bytes[done...].withUnsafeBytes { systemWrite(descriptor, $0) }
      guard count < 0 else {
        done += count
        continue
      }
      switch errno {
      case EINTR: continue
      case EAGAIN: waitUntilWritable(descriptor)
      case EPIPE: throw .closedPipe
      case let code: throw .failed(code)
      }
    }
  }

  private static func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    #if canImport(Glibc)
      Glibc.write(descriptor, bytes.baseAddress, bytes.count)
    #elseif canImport(Musl)
      Musl.write(descriptor, bytes.baseAddress, bytes.count)
    #else
      Darwin.write(descriptor, bytes.baseAddress, bytes.count)
    #endif
  }

  /// Waits for the reader. A parent process can have made the pipe non-blocking for us as well.
  private static func waitUntilWritable(_ descriptor: Int32) {
    var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    _ = poll(&request, 1, 1000)
  }
}
