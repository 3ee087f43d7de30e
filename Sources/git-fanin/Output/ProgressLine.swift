import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// One line on a terminal that says how far long work has come, and is gone when the work is done.
///
/// Nothing is shown in the first moments, so short work does not flicker, nor when standard error is
/// no terminal or `--quiet` is given. May be updated from any thread.
final class ProgressLine: Sendable {
  private struct State {
    /// When the line may be drawn next, in milliseconds.
    var next: UInt64
    var isDrawn = false
  }

  private let label: String
  private let width: Int
  private let isShown: Bool
  private let now: @Sendable () -> UInt64
  private let write: @Sendable (String) -> Void
  private let state: Mutex<State>

  /// How long work may take before it is shown, and how often the line is drawn, in milliseconds.
  private static let delay: UInt64 = 300
  private static let interval: UInt64 = 100

  init(
    _ label: String, on terminal: Terminal, isQuiet: Bool,
    now: @escaping @Sendable () -> UInt64 = ProgressLine.milliseconds,
    write: @escaping @Sendable (String) -> Void = ProgressLine.writeToStandardError
  ) {
    self.label = escaped(label)
    width = terminal.width
    isShown = terminal.isCapable && !isQuiet
    self.now = now
    self.write = write
    state = Mutex(State(next: isShown ? now() + Self.delay : 0))
  }

  deinit { finish() }

  /// Says that `done` of `total` is done; without a total, only how much.
  func update(_ done: Int, of total: Int? = nil) {
    guard isShown else { return }
    let moment = now()
    // Drawn inside the lock: otherwise an older line could be drawn over a newer one.
    state.withLock { state in
      guard moment >= state.next else { return }
      state.next = moment + Self.interval
      state.isDrawn = true
      write("\r" + truncated(text(done, total), to: width - 1) + "\u{1b}[K")
    }
  }

  /// Takes the line away. To be called before anything else is written; it may come back afterwards.
  func finish() {
    guard isShown else { return }
    state.withLock { state in
      if state.isDrawn { write("\r\u{1b}[K") }
      state.isDrawn = false
    }
  }

  private func text(_ done: Int, _ total: Int?) -> String {
    guard let total, total > 0 else { return "\(label): \(done)" }
    let part = min(max(done, 0), total)
    return "\(label): \(part)/\(total) (\(Int(Double(part) * 100 / Double(total)))%)"
  }

  @Sendable static func milliseconds() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1000 + UInt64(time.tv_nsec) / 1_000_000
  }

  @Sendable static func writeToStandardError(_ text: String) {
    // Progress that cannot be shown is no reason to stop the work.
    try? Writer.writeAll(Array(text.utf8), to: STDERR_FILENO)
  }
}
