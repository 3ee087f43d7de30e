/// Reads a command line by the table.
///
/// Options may stand before and after operands; `--` ends them. Before the command's name only global
/// options are known. A mistake ends the reading at once, but what only the whole line can tell (a
/// required option, the number of operands) is looked at last, so that `-h` always gets its help.
struct CommandParser {
  let table: CommandTable
  private var rest: ArraySlice<String>
  /// The command, once its name has been read.
  private(set) var command: CommandSpec?
  private var options = ParsedOptions()
  private var operands: [String] = []

  private init(_ arguments: [String], table: CommandTable) {
    self.table = table
    rest = arguments[...]
  }

  /// Reads `arguments`, which do not include the name of the program.
  static func parse(_ arguments: [String], table: CommandTable = .standard) throws(UsageError) -> Invocation {
    var parser = CommandParser(arguments, table: table)
    return try parser.parse()
  }

  /// Whether the line asks for JSON, also when it cannot be read: an error is then JSON as well.
  static func asksForJSON(_ arguments: [String]) -> Bool {
    arguments.prefix { $0 != "--" }.contains(Option.json.spec.spelling)
  }

  /// The options known at this point of the line.
  var knownOptions: [OptionSpec] { table.globalOptions + (command?.options ?? []) }

  private mutating func parse() throws(UsageError) -> Invocation {
    while let argument = rest.popFirst() {
      if argument == "--" {
        for operand in rest { try addOperand(operand) }
        break
      }
      if argument.hasBytes("--") {
        try readLong(argument.dropScalars(2))
      } else if argument.hasBytes("-"), argument.utf8.count > 1 {
        try readShort(argument)
      } else {
        try addOperand(argument)
      }
    }
    return try finish()
  }

  private mutating func addOperand(_ text: String) throws(UsageError) {
    guard let command else {
      self.command = try findCommand(text)
      return
    }
    guard !text.isEmpty else {
      let name = command.operands?.placeholder ?? "argument"
      throw UsageError("an empty \(name) was given", hint: "a variable of the calling script may be unset")
    }
    operands.append(text)
  }

  /// Reads `NAME` or `NAME=VALUE` after `--`.
  private mutating func readLong(_ text: String) throws(UsageError) {
    let (name, attached) = text.cut(at: "=")
    guard let spec = knownOptions.first(where: { $0.long == name }) else { throw unknownLong(name) }
    if spec.isFlag {
      guard attached == nil else {
        throw UsageError("option '\(spec.spelling)' takes no value", hint: "write '\(spec.spelling)' alone")
      }
      options.add(spec, "")
    } else if let attached {
      try add(spec, attached)
    } else {
      try add(spec, nextValue(of: spec))
    }
  }

  /// Reads the letters after `-`: flags, the last of which may take the rest as its value.
  private mutating func readShort(_ argument: String) throws(UsageError) {
    var letters = Substring(argument).unicodeScalars.dropFirst()
    while let letter = letters.popFirst() {
      guard let spec = knownOptions.first(where: { $0.short == Character(letter) }) else {
        throw unknownShort(letter, in: argument)
      }
      if spec.isFlag {
        options.add(spec, "")
      } else {
        return try add(spec, letters.isEmpty ? nextValue(of: spec) : String(letters))
      }
    }
  }

  private mutating func add(_ spec: OptionSpec, _ value: String) throws(UsageError) {
    try spec.check(value)
    options.add(spec, value)
  }

  /// The argument after an option that needs a value.
  ///
  /// An argument that is itself an option of this command is a forgotten value, not a value: no branch
  /// starts with `-`, and a message that does can be written with `=`.
  private mutating func nextValue(of spec: OptionSpec) throws(UsageError) -> String {
    guard let next = rest.first else {
      throw UsageError("option '\(spec.spelling)' needs a value (\(spec.placeholderName))")
    }
    guard spec.isVerbatim || (next != "--" && !isOption(next)) else {
      throw UsageError(
        "option '\(spec.spelling)' needs a value (\(spec.placeholderName)), but '\(next)' follows",
        hint: "write '\(spec.spelling)=\(next)' if that is the value")
    }
    rest.removeFirst()
    return next
  }

  private func isOption(_ argument: String) -> Bool {
    let name = argument.cut(at: "=").head
    return knownOptions.contains { $0.spelling == name || $0.short.map { "-\($0)" == argument } ?? false }
  }

  private func finish() throws(UsageError) -> Invocation {
    if options[.help] {
      return Invocation(command: .help, options: options, operands: command.map { [$0.name] } ?? [])
    }
    if options[.version] { return Invocation(command: .version, options: options, operands: []) }
    guard let command else { throw noCommand() }
    try checkWhole(command, options: options, operands: operands)
    return Invocation(command: command, options: options, operands: operands)
  }
}
