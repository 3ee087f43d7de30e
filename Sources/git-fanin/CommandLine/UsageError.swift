/// A command line that cannot be meant, with what to do about it. The exit status is `ExitStatus.usage`.
struct UsageError: Error, Hashable {
  /// What is wrong, in one line without a full stop.
  let message: String
  /// Where to go on from here, if the message does not say it.
  var hint: String?

  init(_ message: String, hint: String? = nil) {
    self.message = message
    self.hint = hint
  }

  /// The same error with `hint`, unless it has one.
  func withHint(_ hint: String) -> UsageError { UsageError(message, hint: self.hint ?? hint) }
}
