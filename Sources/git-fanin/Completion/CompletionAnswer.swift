/// How a word may go on, as the scripts of all shells read it.
///
/// The first line says what the shell is to add itself: `files`, `folders` or `none`. Each further line is a whole word,
/// with what it means behind a tab.
struct CompletionAnswer {
  /// The names of a repository, which may hold anything that git allows.
  protocol Names {
    func lanes() -> [String]
    func branches() -> [String]
    func remoteBranches() -> [String]
  }

  let choice: CompletionLine.Choice
  let table: CommandTable
  let names: any Names

  var text: String {
    var lines = [shellKind]
    var seen: Set<String> = []
    for (word, help) in candidates where word.hasBytes(choice.start) {
      // No name can take a line of its own, or stand for another to the eye.
      guard escaped(word) == word, seen.insert(word).inserted else { continue }
      lines.append(choice.kept + word + (help.isEmpty ? "" : "\t" + help))
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private var shellKind: String {
    if choice.sources.contains(.files) { return "files" }
    return choice.sources.contains(.folders) ? "folders" : "none"
  }

  private var candidates: [(word: String, help: String)] {
    choice.options.map { ($0.spelling, $0.help) } + choice.sources.flatMap(words)
  }

  private func words(of source: CompletionSource) -> [(word: String, help: String)] {
    switch source {
    case .commands: table.commands.map { ($0.name, $0.summary) }
    case .branches: names.branches().map { ($0, "") }
    case .remoteBranches: names.remoteBranches().map { ($0, "") }
    case .lanes: (names.lanes() + names.branches()).map { ($0, "") }
    case .words(let words): words.map { ($0, "") }
    case .files, .folders: []
    }
  }
}
