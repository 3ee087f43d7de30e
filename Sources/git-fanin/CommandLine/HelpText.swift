/// The help that `-h`, `--help` and the command `help` show, made from the table.
struct HelpText {
  let table: CommandTable
  let style: Style
  /// How wide lines may be; more than 80 columns are not easier to read.
  let width: Int

  init(table: CommandTable = .standard, style: Style = .plain, width: Int = 80) {
    self.table = table
    self.style = style
    self.width = min(width, 80)
  }

  /// The help that an invocation of `help` asks for.
  func text(for invocation: Invocation) -> String {
    guard let command = invocation.operands.first.flatMap(table.command(named:)) else { return overview() }
    return text(for: command)
  }

  /// All commands in the order of the work, the global options and the exit statuses.
  func overview() -> String {
    var layout = TextLayout(width: width)
    layout.title("git fanin", "merge the branches of parallel work, nothing lost", style: style)
    layout.line()
    layout.line(style.bold("Usage:") + " git fanin COMMAND [OPTION…] [ARGUMENT…]")
    for group in table.groups {
      layout.line()
      layout.line(style.bold(group.title))
      for command in group.commands { layout.term(command.name, command.summary, column: 15) }
    }
    layout.line()
    layout.line(style.bold("Options of every command"))
    for option in table.globalOptions { layout.term(option.label, option.help) }
    addExitStatuses(to: &layout)
    layout.line()
    layout.paragraph("'git fanin COMMAND -h' explains a command, 'man git-fanin' everything.")
    return layout.text
  }

  /// Everything about one command.
  func text(for command: CommandSpec) -> String {
    var layout = TextLayout(width: width)
    layout.title("git fanin \(command.name)", command.summary, style: style)
    layout.line()
    addUsage(of: command, to: &layout)
    for paragraph in command.description {
      layout.line()
      layout.paragraph(paragraph)
    }
    if let operands = command.operands {
      addHeading("Arguments", to: &layout)
      layout.term(operands.usage, operands.help)
    }
    if !command.options.isEmpty {
      addHeading("Options", to: &layout)
      for option in command.options { layout.term(option.label, option.help) }
    }
    addGlobalOptions(to: &layout)
    addExamples(of: command, to: &layout)
    return layout.text
  }

  private func addHeading(_ heading: String, to layout: inout TextLayout) {
    layout.line()
    layout.line(style.bold(heading))
  }

  private func addUsage(of command: CommandSpec, to layout: inout TextLayout) {
    let start = "Usage: git fanin \(command.name)"
    // Below the first option, unless the longest one would not fit there.
    let longest = command.usageWords.map { displayWidth($0) }.max() ?? 0
    let column = min(displayWidth(start) + 1, max(2, width - longest))
    layout.paragraph([start] + command.usageWords, hanging: column)
  }

  private func addGlobalOptions(to layout: inout TextLayout) {
    layout.line()
    let names = table.globalOptions.map { option in
      let name = option.short.map { "-\($0)" } ?? option.spelling
      return option.placeholder.map { "\(name) \($0)" } ?? name
    }
    layout.paragraph("Options of every command: \(names.joined(separator: ", ")); see 'git fanin -h'.")
  }

  private func addExamples(of command: CommandSpec, to layout: inout TextLayout) {
    guard !command.examples.isEmpty else { return }
    addHeading("Examples", to: &layout)
    for example in command.examples {
      layout.line("  " + example.line)
      layout.paragraph(example.effect, indent: 6)
    }
  }

  private func addExitStatuses(to layout: inout TextLayout) {
    addHeading("Exit status", to: &layout)
    for status in ExitStatus.allCases { layout.term("\(status.rawValue)", status.meaning, column: 7) }
  }
}
