#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Why the system refused a call: its `errno`.
struct SystemError: Error {
  let number: Int32

  init(_ number: Int32) { self.number = number }

  /// The failure of the call just made; `errno` is thread-local and overwritten by the next one.
  static var last: SystemError { SystemError(errno) }

  static let gone = SystemError(ENOENT)

  var isExisting: Bool { number == EEXIST || number == ENOTEMPTY }
  /// The name is not there, or something above it is no folder.
  var isMissing: Bool { number == ENOENT || number == ENOTDIR }

  /// A link was met where none is followed.
  var isLink: Bool { number == ELOOP }

  /// The error for the outside, with what was being done: "cannot write a/b".
  func doing(_ what: String) -> GitError {
    let code: GitError.Code = isExisting ? .exists : number == ENOENT ? .notFound : .io
    let hint: String? =
      switch number {
      case ENOSPC, EDQUOT: "free some space and try again"
      case EACCES, EPERM, EROFS: "check who may write there"
      case EMFILE, ENFILE: "raise the limit of open files: ulimit -n 4096"
      default: nil
      }
    return GitError(code, "\(what): \(String(cString: strerror(number)))", hint: hint)
  }
}

/// Runs `body` and says what was being done if the system refuses.
func doing<Result: ~Copyable>(
  _ what: @autoclosure () -> String, _ body: () throws(SystemError) -> Result
) throws(GitError) -> Result {
  do { return try body() } catch { throw error.doing(what()) }
}

/// Repeats a call that a signal interrupted.
///
/// - Returns: what the call returned, never negative.
@discardableResult
func retrying<Number: SignedInteger>(_ call: () -> Number) throws(SystemError) -> Number {
  while true {
    let result = call()
    if result >= 0 { return result }
    if errno != EINTR { throw .last }
  }
}

/// Hands bytes to a call that wants a C string; no name of git's has a zero byte in it.
func withName<Result>(
  _ name: some Collection<UInt8>, _ body: (UnsafePointer<CChar>) -> Result
) -> Result {
  withUnsafeTemporaryAllocation(of: CChar.self, capacity: name.count + 1) { buffer in
    var end = 0
    for byte in name {
      buffer[end] = CChar(bitPattern: byte)
      end += 1
    }
    buffer[end] = 0
    // The buffer has at least one element, so it has an address.
    return body(UnsafePointer(buffer.baseAddress.unsafelyUnwrapped))
  }
}
