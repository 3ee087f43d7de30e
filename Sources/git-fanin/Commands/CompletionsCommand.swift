import FanIn

/// `git fanin completions`: the script of a shell, and what that script asks at each press of the key.
struct CompletionsCommand {
  let call: Invocation

  func run() throws(UsageError) -> Outcome {
    if let word = call[.completedWord] { return Outcome(text: answer(to: word).text) }
    let shells = CompletionScript.allCases.map(\.rawValue)
    guard let name = call.operands.first, call.operands.count == 1 else {
      throw UsageError("'completions' needs the name of one shell", hint: shells.joined(separator: ", "))
    }
    guard let script = CompletionScript(rawValue: name) else {
      throw UsageError(
        "there are no completions for '\(name)'" + Suggestions.phrase(for: name, among: shells),
        hint: "there are for \(shells.joined(separator: ", "))")
    }
    return Outcome(text: script.text)
  }

  private func answer(to word: String) -> CompletionAnswer {
    let line = CompletionLine(call.operands)
    // The -C of the line that is typed comes on top of that of the script's call.
    let steps = call[.directory] + line.options[.directory]
    var options = ParsedOptions()
    for step in steps { options.add(Option.directory.spec, step) }
    let typed = Invocation(command: call.command, options: options, operands: [])
    return CompletionAnswer(
      choice: line.choice(for: word), table: .standard, names: KnownNames(directory: typed.directory ?? "."))
  }
}

/// The names of the repository of a folder; none where there is no repository, or it cannot be read.
private struct KnownNames: CompletionAnswer.Names {
  let directory: String

  func lanes() -> [String] { list { try $0.laneNames() } }
  func branches() -> [String] { list { try $0.branchNames() } }
  func remoteBranches() -> [String] { list { try $0.remoteBranchNames() } }

  private func list(_ names: (Workspace) throws -> [String]) -> [String] {
    let workspace = try? Workspace(directory: directory, environment: CommandContext.environment())
    return workspace.flatMap { try? names($0) } ?? []
  }
}
