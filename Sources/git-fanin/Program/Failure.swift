import FanIn
import Git

/// An error as the user meets it: what is said, and the exit status.
struct Failure {
  let diagnostic: Diagnostic
  let status: ExitStatus

  init(_ error: any Error) {
    switch error {
    case let error as UsageError:
      self.init(Diagnostic(error), .usage)
    case let error as FanInError:
      self.init(error)
    case let error as GitError:
      self.init(FanInError(error))
    case let error as WriteError:
      self.init(Diagnostic(code: "io", message: "cannot write the output: \(error.reason)"), .failed)
    case is Interrupted:
      self.init(Diagnostic(code: "interrupted", message: "interrupted"), .interrupted)
    default:
      self.init(Diagnostic(code: "internal", message: "\(error)"), .failed)
    }
  }

  private init(_ error: FanInError) {
    let status: ExitStatus =
      switch error.kind {
      case .usage: .usage
      case .refused: .refused
      case .failed: .failed
      }
    var hints = error.hints
    if let (name, names) = error.unknown, let nearest = Suggestions.nearest(to: name, among: names) {
      hints.insert("did you mean '\(nearest)'?", at: 0)
    }
    self.init(Diagnostic(code: error.code, message: error.message, hints: hints), status)
  }

  private init(_ diagnostic: Diagnostic, _ status: ExitStatus) {
    self.diagnostic = diagnostic
    self.status = status
  }
}
