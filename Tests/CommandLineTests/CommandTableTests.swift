import Testing

@testable import git_fanin

/// An option of the table with a command that has it.
struct TableEntry: Sendable, CustomTestStringConvertible {
  let command: CommandSpec
  let option: OptionSpec

  var testDescription: String { "\(command.name) \(option.spelling)" }

  static var all: [TableEntry] {
    CommandTable.standard.commands.flatMap { command in
      (CommandTable.standard.globalOptions + command.options).map {
        TableEntry(command: command, option: $0)
      }
    }
  }

  /// Options that make the line mean something else.
  var isHelp: Bool { ["help", "version"].contains(option.long) }
}

@Suite struct CommandTableTests {
  @Test(arguments: TableEntry.all.filter { !$0.isHelp })
  func `Every option of the table is read in each of its spellings`(entry: TableEntry) throws {
    let option = entry.option
    var spellings = [[option.spelling] + [option.sampleValue].compactMap(\.self)]
    if let value = option.sampleValue { spellings.append(["\(option.spelling)=\(value)"]) }
    if let short = option.short {
      spellings.append(["-\(short)"] + [option.sampleValue].compactMap(\.self))
      if let value = option.sampleValue { spellings.append(["-\(short)\(value)"]) }
    }
    let line = option.isRequired ? [entry.command.name] : entry.command.smallestLine
    for spelling in spellings {
      let invocation = try CommandParser.parse(line + spelling)
      #expect(invocation.command == entry.command)
      #expect(invocation.options.has(option))
    }
  }

  @Test(arguments: CommandTable.standard.commands.map(\.name))
  func `Every command can be called and gives help for itself`(name: String) throws {
    let command = try #require(CommandTable.standard.command(named: name))
    #expect(try CommandParser.parse(command.smallestLine).command == command)
    for flag in ["-h", "--help"] {
      let help = try parse(name, flag)
      #expect(help.command == .help)
      #expect(help.operands == [name])
    }
  }

  @Test func `No two commands and no two options of a command have the same name`() {
    let table = CommandTable.standard
    #expect(Set(table.commands.map(\.name)).count == table.commands.count)
    for command in table.commands {
      let options = table.globalOptions + command.options
      #expect(Set(options.map(\.long)).count == options.count, "\(command.name)")
      let letters = options.compactMap(\.short)
      #expect(Set(letters).count == letters.count, "\(command.name)")
    }
  }

  @Test func `Overrides, exclusions and replacements name options of the same command`() {
    for command in CommandTable.standard.commands {
      let known = Set((CommandTable.standard.globalOptions + command.options).map(\.long))
      for option in command.options {
        #expect(known.isSuperset(of: option.overrides + option.excludes), "\(command.name) \(option.long)")
      }
      if let replacement = command.operands?.replacement { #expect(known.contains(replacement)) }
    }
  }

  @Test func `Summaries are short and have no full stop, other texts have one`() {
    for command in CommandTable.standard.commands {
      #expect(command.summary.count <= 60, "\(command.name)")
      #expect(!command.summary.hasSuffix("."), "\(command.name)")
      let texts = command.description + command.options.map(\.help) + command.examples.map(\.effect)
      for text in texts { #expect(text.hasSuffix("."), "\(command.name): \(text)") }
    }
  }

  @Test func `Every example is a command line that is understood`() throws {
    for command in CommandTable.standard.commands {
      for example in command.examples {
        let words = example.line.split(separator: " ").map { String($0) }
        #expect(words.prefix(2) == ["git", "fanin"])
        // The only quoted word with a space in it is the command of a gate.
        let line = example.line.contains("'make test'") ? words.filter { $0 != "test'" } : words
        #expect(try CommandParser.parse(Array(line.dropFirst(2))).command == command, "\(example.line)")
      }
    }
  }

  @Test func `A command that is added to a list is parsed, helped and suggested`() throws {
    let added = CommandSpec(
      name: "renumber", summary: "give new migrations free numbers",
      operands: .optional("N", help: "How many."), options: [Option.dryRun.spec], description: ["More."])
    let table = CommandTable(
      groups: [.init(title: "All", commands: [added, .help])], globalOptions: [Option.help.spec])
    let invocation = try CommandParser.parse(["renumber", "-n", "3"], table: table)
    #expect(invocation.command == added)
    #expect(invocation[.dryRun])
    #expect(invocation.operands == ["3"])
    #expect(HelpText(table: table).overview().contains("give new migrations"))
    #expect(ManualPage(table: table, version: "1", date: "").roff().contains("git fanin renumber"))
    let error = try #require(throws: UsageError.self) { try CommandParser.parse(["renumbr"], table: table) }
    #expect(error.message == "unknown command 'renumbr'; did you mean 'renumber'?")
  }
}
