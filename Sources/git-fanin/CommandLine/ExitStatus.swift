/// What the process tells its caller, for scripts and hooks to act on.
enum ExitStatus: Int32, CaseIterable, Sendable {
  case done = 0
  case open = 1
  case usage = 2
  case refused = 3
  case failed = 4
  case interrupted = 130

  /// What the status means, as help and the manual say it.
  var meaning: String {
    switch self {
    case .done: "Done, nothing is open."
    case .open: "A clash needs a decision, or the gate or a lane failed; the target is unchanged."
    case .usage: "Wrong usage, plan or configuration."
    case .refused: "Refused so that nothing is lost: dirty, locked, moved target, unmerged."
    case .failed: "The repository or the system does not allow it."
    case .interrupted: "Interrupted by Ctrl-C."
    }
  }
}
