/// The git hooks that git-fanin has, by the names that git gives them.
public enum GitHook: String, Sendable, CaseIterable {
  case preCommit = "pre-commit"
  case preMergeCommit = "pre-merge-commit"
  case prePush = "pre-push"
  case update

  /// What the hook sees to, for the first lines of its script.
  var purpose: String {
    switch self {
    case .preCommit: "a lane stays inside the paths it owns."
    case .preMergeCommit: "no merge is committed that git thinks clean and that is wrong."
    case .prePush: "no merge is pushed that git thinks clean and that is wrong."
    case .update: "nothing is taken in that git thinks clean and that is wrong, nor what a lane does not own."
    }
  }

  /// Whether git hands it lines on its standard input.
  var readsInput: Bool { self == .prePush }

  /// Whether it belongs into a repository that others push to.
  var isServerSide: Bool { self == .update }
}
