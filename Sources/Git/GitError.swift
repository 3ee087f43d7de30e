internal import Clibgit2

/// Why git could not do something.
public struct GitError: Error, Sendable {
  /// What went wrong, as a word that programs can rely on.
  public enum Code: String, Sendable {
    case notARepository = "not-a-repository"
    case notFound = "not-found"
    case unsupported = "unsupported-repository"
    case foreignOwner = "foreign-owner"
    case exists
    case locked
    /// A reference no longer has the value that was expected.
    case moved
    case invalidName = "invalid-name"
    case missingObject = "missing-object"
    case corrupt
    case dirty
    case io
  }

  public let code: Code
  /// One line, without a full stop, that says what went wrong and with what.
  public let message: String
  /// What to do about it; nil if nothing sensible can be said.
  public let hint: String?

  public init(_ code: Code, _ message: String, hint: String? = nil) {
    self.code = code
    self.message = message
    self.hint = hint
  }
}

extension GitError {
  /// Puts libgit2's status and text together with what was being done.
  ///
  /// The text is thread-local in libgit2 and overwritten by the next call: this must be called at once.
  static func last(_ status: Int32, _ doing: String) -> GitError {
    let text = git_error_last().flatMap { $0.pointee.message }.map { String(cString: $0) }
    let code: Code =
      switch git_error_code(rawValue: status) {
      case GIT_ENOTFOUND: .notFound
      case GIT_EEXISTS: .exists
      case GIT_ELOCKED: .locked
      case GIT_EMODIFIED: .moved
      case GIT_EINVALIDSPEC: .invalidName
      case GIT_EOWNER: .foreignOwner
      default: .io
      }
    // Where the system has nothing to add, libgit2's text ends in a colon.
    let reason = text.map { String($0.reversed().drop { $0 == ":" || $0 == " " }.reversed()) }
    return GitError(code, reason.map { "\(doing): \($0)" } ?? doing)
  }
}

/// Turns a libgit2 status into a thrown error.
///
/// - Parameters:
///   - status: what the call returned; negative is a failure.
///   - doing: what was being done, for the message: "cannot read the index".
/// - Returns: the status, as some calls count with it.
@discardableResult
func check(_ status: Int32, _ doing: @autoclosure () -> String) throws(GitError) -> Int32 {
  guard status < 0 else { return status }
  throw GitError.last(status, doing())
}
