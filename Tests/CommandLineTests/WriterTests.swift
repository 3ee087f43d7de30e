import Testing

import class Foundation.Thread

@testable import git_fanin

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite struct WriterTests {
  /// A pipe, as the ends for reading and for writing.
  private func makePipe() throws -> (reader: Int32, writer: Int32) {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    return (ends[0], ends[1])
  }

  private func readAll(_ descriptor: Int32) -> [UInt8] {
    var result: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 4096)
    while case let count = read(descriptor, &piece, piece.count), count > 0 { result += piece[..<count] }
    return result
  }

  @Test func `Text arrives when it is flushed`() throws {
    let pipe = try makePipe()
    defer { close(pipe.reader) }
    var writer = Writer(descriptor: pipe.writer)
    try writer.line("größe")
    try writer.write(["a": 1] as JSONValue)
    try writer.flush()
    close(pipe.writer)
    #expect(readAll(pipe.reader) == Array("größe\n{\n  \"a\": 1\n}\n".utf8))
  }

  @Test func `More than a pipe holds arrives whole, also through a pipe that does not block`() throws {
    let pipe = try makePipe()
    defer { close(pipe.reader) }
    #expect(fcntl(pipe.writer, F_SETFL, O_NONBLOCK) == 0)
    let bytes = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 / 7) }
    // A thread of its own: reading blocks, and a machine may have one core.
    Thread.detachNewThread {
      defer { close(pipe.writer) }
      var writer = Writer(descriptor: pipe.writer)
      try? writer.write(bytes)
      try? writer.flush()
    }
    let received = readAll(pipe.reader)
    // Not compared by `==` inside the expectation, which would look for the differences for minutes.
    let isSame = received == bytes
    #expect(isSame, "\(received.count) bytes arrived")
  }

  @Test func `A closed pipe is an error that can be caught`() throws {
    Writer.ignoreClosedPipes()
    let pipe = try makePipe()
    close(pipe.reader)
    defer { close(pipe.writer) }
    var writer = Writer(descriptor: pipe.writer)
    try writer.write("text")
    do {
      try writer.flush()
      Issue.record("The flush succeeded.")
    } catch {
      #expect(error == .closedPipe)
    }
    // What could not be written is not tried again.
    try writer.flush()
  }

  @Test func `A full disk is an error with its reason`() throws {
    let descriptor = open("/dev/full", O_WRONLY)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    let error = #expect(throws: WriteError.self) { try Writer.writeAll([1], to: descriptor) }
    #expect(error == .failed(ENOSPC))
    #expect(error?.reason.hasPrefix("cannot write the output: ") == true)
  }
}
