import Testing

@testable import git_fanin

@Suite struct HelpTests {
  @Test(arguments: [40, 60, 80, 200], CommandTable.standard.commands.map(\.name))
  func `Help of a command fits`(width: Int, name: String) throws {
    let command = try #require(CommandTable.standard.command(named: name))
    let text = HelpText(width: width).text(for: command)
    for line in text.split(separator: "\n") {
      // Examples are for copying and are never broken.
      let isExample = line.hasPrefix("  git fanin")
      #expect(displayWidth(String(line)) <= (isExample ? 80 : min(width, 80)), "\(line)")
      #expect(line.last != " ", "\(line)")
    }
  }

  @Test func `The overview fits 80 columns and names every command in the order of the work`() {
    let lines = HelpText().overview().split(separator: "\n").map { String($0) }
    for line in lines { #expect(displayWidth(line) <= 80, "\(line)") }
    let names = CommandTable.standard.commands.map(\.name)
    let listed = lines.compactMap { line in names.first { line.hasPrefix("  \($0) ") } }
    #expect(listed == names)
    #expect(
      names.prefix(10) == [
        "start", "status", "check", "merge", "resolve", "renumber", "undo", "log", "explain", "finish",
      ])
  }

  @Test func `The overview says every exit status`() {
    let text = HelpText().overview()
    for status in ExitStatus.allCases { #expect(text.contains("\n  \(status.rawValue) ")) }
  }

  @Test(arguments: CommandTable.standard.commands.map(\.name))
  func `Help and the manual page of a command name all its options`(name: String) throws {
    let command = try #require(CommandTable.standard.command(named: name))
    let help = HelpText().text(for: command)
    let manual = ManualPage(version: "1.0", date: "2025-11-24").roff()
    for option in command.options {
      #expect(help.contains(option.label))
      #expect(manual.contains(Roff.escaped(option.spelling)))
    }
  }

  @Test func `Help for an invocation is that of the command it names`() throws {
    let help = HelpText()
    #expect(try help.text(for: parse("help", "merge")) == help.text(for: .merge))
    #expect(try help.text(for: parse("merge", "-h")) == help.text(for: .merge))
    #expect(try help.text(for: parse("help")) == help.overview())
  }

  @Test func `Only styled help has escape sequences`() {
    #expect(!HelpText().overview().contains("\u{1b}"))
    #expect(HelpText(style: Style(isOn: true)).overview().contains("\u{1b}[1m"))
  }

  @Test func `The manual page has its sections and every document`() {
    let page = ManualPage(version: "1.0", date: "2025-11-24").roff()
    #expect(page.hasPrefix(".TH GIT\\-FANIN 1 2025\\-11\\-24"))
    for section in ["NAME", "SYNOPSIS", "DESCRIPTION", "COMMANDS", "JSON", "ENVIRONMENT"] {
      #expect(page.contains("\n.SH \(section)\n"))
    }
    #expect(page.contains(".SH \"EXIT STATUS\""))
    for command in CommandTable.standard.commands {
      for key in command.json { #expect(page.contains(Roff.escaped(key.name))) }
    }
  }

  @Test func `Roff does not read text as markup`() {
    var page = Roff()
    page.line(".so /etc/passwd")
    page.line("'br \\fB-x")
    page.macro("B", "say \"hello\" twice")
    #expect(page.text == "\\&.so /etc/passwd\n\\(aqbr \\efB\\-x\n.B \"say \\(dqhello\\(dq twice\"\n")
  }
}
