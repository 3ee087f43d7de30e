/// The manual page git-fanin(1) in roff, made from the table.
struct ManualPage {
  let table: CommandTable
  let version: String
  /// The date of the release, for the foot of the page: `2025-11-24`.
  let date: String

  init(table: CommandTable = .standard, version: String, date: String) {
    self.table = table
    self.version = version
    self.date = date
  }

  /// The whole page.
  func roff() -> String {
    var page = Roff()
    page.macro("TH", "GIT-FANIN", "1", date, "git-fanin \(version)", "Git Manual")
    // No hyphens at the ends of lines and a ragged margin: options must stand as they are typed.
    page.macro("nh")
    page.macro("ad", "l")
    page.macro("SH", "NAME")
    page.line("git-fanin - merge the branches of parallel work, nothing lost")
    page.macro("SH", "SYNOPSIS")
    page.macro("B", "git fanin")
    page.line("COMMAND [OPTION…] [ARGUMENT…]")
    addDescription(to: &page)
    page.macro("SH", "COMMANDS")
    for command in table.commands { add(command, to: &page) }
    page.macro("SH", "OPTIONS OF EVERY COMMAND")
    for option in table.globalOptions { page.term(option.plainLabel, option.help) }
    page.macro("SH", "EXIT STATUS")
    for status in ExitStatus.allCases { page.term("\(status.rawValue)", status.meaning) }
    addJSON(to: &page)
    addEnvironment(to: &page)
    page.macro("SH", "SEE ALSO")
    page.line("git-merge(1), git-worktree(1), gitattributes(5)")
    return page.text
  }

  private func addDescription(to page: inout Roff) {
    page.macro("SH", "DESCRIPTION")
    page.line("Gives each parallel coding agent a worktree and a branch of its own, a lane, says early")
    page.line("which branches clash, and folds them all into one branch, the target: every decision")
    page.line("explained, nothing half done, nothing lost. Works in any repository without being set up.")
    page.macro("PP")
    page.line("Options may stand before and after arguments; '--' ends them. A value follows its option")
    page.line("as '--into main' or '--into=main', '-m text' or '-mtext'. When an option is given twice, the")
    page.line("last one counts, unless it is one that adds up. Long options cannot be abbreviated.")
  }

  private func add(_ command: CommandSpec, to page: inout Roff) {
    page.macro("SS", "git fanin \(command.name)")
    page.line(command.summary.capitalizedStart + ".")
    page.macro("PP")
    page.macro("B", command.usage)
    for paragraph in command.description {
      page.macro("PP")
      page.line(paragraph)
    }
    if let operands = command.operands { page.term(operands.usage, operands.help) }
    for option in command.options { page.term(option.plainLabel, option.help) }
    guard !command.examples.isEmpty else { return }
    page.macro("PP")
    page.line(command.examples.count == 1 ? "Example:" : "Examples:")
    for example in command.examples { page.term(example.line, example.effect) }
  }

  private func addEnvironment(to page: inout Roff) {
    page.macro("SH", "ENVIRONMENT")
    page.term("NO_COLOR", "If not empty, '--color auto' means never.")
    page.term("TERM", "If 'dumb', '--color auto' means never, and no progress is shown.")
    page.term("COLUMNS", "The width of the output, instead of the terminal's.")
  }
}

extension OptionSpec {
  /// The label without the space that help leaves for a missing letter.
  fileprivate var plainLabel: String { String(label.drop { $0 == " " }) }
}

extension String {
  /// This text with its first letter as a capital.
  fileprivate var capitalizedStart: String { prefix(1).uppercased() + dropFirst() }
}
