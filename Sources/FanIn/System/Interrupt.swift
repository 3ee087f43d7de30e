import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Thrown where work ends because the user pressed Ctrl-C.
public struct Interrupted: Error {
  public init() {}
}

/// Notes Ctrl-C and lets work end at a place where nothing is half done.
public enum Interrupt {
  private static let wasSignalled = Atomic<Bool>(false)

  /// Catches the signals that ask a process to end. To be called once, at the start.
  public static func catchSignals() {
    var numbers = sigset_t()
    sigemptyset(&numbers)
    for number in [SIGINT, SIGTERM, SIGHUP] {
      sigaddset(&numbers, number)
      signal(number) { _ in Interrupt.wasSignalled.store(true, ordering: .relaxed) }
    }
    // Who started us may have blocked them, which is inherited.
    sigprocmask(SIG_UNBLOCK, &numbers, nil)
  }

  /// Whether the user asked the process to end.
  static var isRequested: Bool { wasSignalled.load(ordering: .relaxed) }

  /// - Throws: `Interrupted` where the user asked the process to end.
  static func check() throws(Interrupted) {
    if isRequested { throw Interrupted() }
  }
}
