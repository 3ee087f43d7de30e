/// Where the words come from that may stand as a value or an argument.
enum CompletionSource: Hashable, Sendable {
  case commands
  /// Local branches.
  case branches
  case remoteBranches
  /// Lanes by their names, and what else may be one: every branch.
  case lanes
  /// Files and folders, which the shell knows best.
  case files
  case folders
  /// These words and no others.
  case words([String])

  /// What each placeholder of the table stands for; one that is not here is free text.
  private static let meanings: [String: [CompletionSource]] = [
    "COMMAND": [.commands],
    "BRANCH": [.branches, .remoteBranches],
    "TARGET": [.branches],
    "REF": [.branches, .remoteBranches],
    "LANE": [.lanes],
    "LIST": [.lanes],
    "BRANCH|FILE|ID": [.branches, .remoteBranches, .files],
    "COMMIT|PATH": [.branches, .remoteBranches, .files],
    "BASE OURS THEIRS": [.files],
    "PATH": [.files],
    "CMD": [.files],
    "DIR": [.folders],
    "FOLDER": [.folders],
    "SHELL": [.words(CompletionScript.allCases.map(\.rawValue))],
    "reserve [N]": [.words(["reserve"])],
  ]

  /// Whether the table's placeholder stands for something that can be listed.
  static func of(placeholder: String) -> [CompletionSource] { meanings[placeholder] ?? [] }
}

extension OptionSpec {
  /// Where the words come from that may be its value.
  var sources: [CompletionSource] {
    if case .oneOf(let words) = kind { return [.words(words)] }
    return CompletionSource.of(placeholder: placeholder ?? "")
  }
}
