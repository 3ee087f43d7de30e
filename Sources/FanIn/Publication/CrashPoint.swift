#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Places at which tests kill the process, to see what a crash there leaves behind. Nothing in a release.
enum CrashPoint {
  /// Ends the process at once if the environment names this place.
  static func pass(_ name: String) {
    #if DEBUG
      guard let wanted = getenv("FANIN_CRASH_AT"), String(cString: wanted) == name else { return }
      kill(getpid(), SIGKILL)
    #endif
  }
}
