// What to say about words that the table does not know.
extension CommandParser {
  /// The command of that name.
  func findCommand(_ name: String) throws(UsageError) -> CommandSpec {
    if let command = table.command(named: name) { return command }
    let suggestion = Suggestions.phrase(for: name, among: table.commands.map(\.name))
    throw UsageError(
      "unknown command '\(name)'\(suggestion)", hint: "'git fanin -h' lists the commands")
  }

  func noCommand() -> UsageError {
    let names = table.commands.map(\.name).joined(separator: ", ")
    return UsageError(
      "no command was given; the commands are \(names)", hint: "'git fanin -h' explains them")
  }

  func unknownLong(_ name: String) -> UsageError {
    let owners = commands { $0.long == name }
    guard command != nil else { return unknownBeforeCommand("--\(name)", owners: owners) }
    // Whoever says no does not mean yes.
    let candidates = knownOptions.map(\.long).filter { !name.hasBytes("no-") || $0.hasBytes("no-") }
    let suggestion = Suggestions.phrase(for: name, among: candidates, prefix: "--")
    return unknown("--\(name)", suggestion.isEmpty ? belonging(to: owners) : suggestion)
  }

  func unknownShort(_ letter: Unicode.Scalar, in argument: String) -> UsageError {
    let isLetter: (OptionSpec) -> Bool = { $0.short == Character(letter) }
    let name = argument.dropScalars(1).cut(at: "=").head
    if knownOptions.contains(where: { $0.long == name }) {
      return unknown(argument, "; did you mean '--\(name)'?")
    }
    let bundle = argument.unicodeScalars.count > 2 ? " in '\(argument)'" : ""
    guard command != nil else {
      return unknownBeforeCommand("-\(letter)", owners: commands(with: isLetter))
    }
    return unknown("-\(letter)", bundle + belonging(to: commands(with: isLetter)))
  }

  private func unknown(_ option: String, _ end: String) -> UsageError {
    guard let command else {
      return UsageError("unknown option '\(option)'\(end)", hint: "'git fanin -h' lists the options")
    }
    return UsageError(
      "unknown option '\(option)' for '\(command.name)'\(end)",
      hint: "'git fanin \(command.name) -h' lists its options")
  }

  private func unknownBeforeCommand(_ option: String, owners: [String]) -> UsageError {
    guard owners.isEmpty else {
      let names = owners.map { "'\($0)'" }.joined(separator: ", ")
      return UsageError(
        "option '\(option)' belongs after the name of the command (\(names))",
        hint: "for example: git fanin \(owners[0]) \(option) …")
    }
    let globals = table.globalOptions.map(\.long)
    return unknown(option, Suggestions.phrase(for: option.dropScalars(2), among: globals, prefix: "--"))
  }

  private func belonging(to owners: [String]) -> String {
    owners.isEmpty ? "" : "; it belongs to \(owners.map { "'\($0)'" }.joined(separator: ", "))"
  }

  /// The names of the commands with an option like that.
  private func commands(with isMeant: (OptionSpec) -> Bool) -> [String] {
    table.commands.filter { $0.options.contains(where: isMeant) }.map(\.name)
  }
}
