public import Git

/// Why a command could not do what it was asked, in words for a person and a code for a program.
public struct FanInError: Error, Sendable {
  /// What sort of failure it is; it decides the exit status.
  public enum Kind: Sendable {
    /// The words of the command, or the configuration, make no sense.
    case usage
    /// Something would be lost or overwritten.
    case refused
    /// The repository or the system does not allow it.
    case failed
  }

  public let kind: Kind
  /// A stable word.
  public let code: String
  public let message: String
  /// What to do, each on a line of its own.
  public internal(set) var hints: [String]
  /// A name that fits nothing, and the names that it may be a slip of.
  public internal(set) var unknown: (name: String, among: [String])?

  public init(_ kind: Kind, _ code: String, _ message: String, hints: [String] = []) {
    self.kind = kind
    self.code = code
    self.message = message
    self.hints = hints
  }

  static func refused(_ code: String, _ message: String, hints: [String] = []) -> FanInError {
    FanInError(.refused, code, message, hints: hints)
  }

  static func usage(_ code: String, _ message: String, hints: [String] = []) -> FanInError {
    FanInError(.usage, code, message, hints: hints)
  }
}

extension FanInError {
  /// What an error of git's means for a command.
  public init(_ error: GitError) {
    let kind: Kind =
      switch error.code {
      case .locked, .moved, .dirty, .exists: .refused
      case .invalidName: .usage
      default: .failed
      }
    self.init(kind, error.code.rawValue, error.message, hints: error.hint.map { [$0] } ?? [])
  }
}
