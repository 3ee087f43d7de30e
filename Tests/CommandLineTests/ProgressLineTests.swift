import Synchronization
import Testing

@testable import git_fanin

/// A clock that is set by hand and a place that keeps what is written.
private final class Stage: Sendable {
  private let time = Mutex<UInt64>(0)
  private let text = Mutex("")

  var written: String { text.withLock { $0 } }

  func pass(_ milliseconds: UInt64) { time.withLock { $0 += milliseconds } }

  func line(isTerminal: Bool = true, isQuiet: Bool = false) -> ProgressLine {
    let terminal = Terminal(isTerminal: isTerminal, systemWidth: 25, color: .never) {
      $0 == "TERM" ? "xterm" : nil
    }
    return ProgressLine(
      "merging lanes", on: terminal, isQuiet: isQuiet,
      now: { self.time.withLock { $0 } }, write: { piece in self.text.withLock { $0 += piece } })
  }
}

@Suite struct ProgressLineTests {
  @Test func `Short work shows nothing`() {
    let stage = Stage()
    let line = stage.line()
    stage.pass(200)
    line.update(1, of: 2)
    line.finish()
    #expect(stage.written.isEmpty)
  }

  @Test func `Long work shows how far it is, not too often, and clears the line`() {
    let stage = Stage()
    let line = stage.line()
    stage.pass(400)
    line.update(1, of: 4)
    line.update(2, of: 4)
    stage.pass(150)
    line.update(3)
    line.finish()
    line.finish()
    #expect(
      stage.written == "\rmerging lanes: 1/4 (25%)\u{1b}[K"
        + "\rmerging lanes: 3\u{1b}[K" + "\r\u{1b}[K")
  }

  @Test func `A line that is forgotten is cleared`() {
    let stage = Stage()
    do {
      let line = stage.line()
      stage.pass(400)
      line.update(100_000, of: 200_000)
    }
    #expect(stage.written == "\rmerging lane…00000 (50%)\u{1b}[K\r\u{1b}[K")
  }

  @Test(arguments: [(false, false), (true, true), (false, true)])
  func `Nothing is shown to a pipe or when quiet`(isTerminal: Bool, isQuiet: Bool) {
    let stage = Stage()
    let line = stage.line(isTerminal: isTerminal, isQuiet: isQuiet)
    stage.pass(1000)
    line.update(1, of: 2)
    line.finish()
    #expect(stage.written.isEmpty)
  }
}
