import FanIn

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Reads the command line, runs the command and says how it went: in one place for all commands.
enum Program {
  /// - Returns: the exit status of the process.
  static func run() -> Int32 {
    Writer.ignoreClosedPipes()
    Interrupt.catchSignals()
    var words: [String] = []
    do {
      words = ProcessArguments.current()
      let call = try CommandParser.parse(words)
      if !call.command.takesBytes { try ProcessArguments.refuseBytes(in: words) }
      return try run(call)
    } catch {
      let status = report(error, words: words)
      return isDriver(words) ? MergeFileCommand.status(of: status) : status.rawValue
    }
  }

  /// Whether git ran us as a merge driver: then the status of a failure is one that stops it.
  private static func isDriver(_ words: [String]) -> Bool {
    words.first == CommandSpec.mergeFile.name || (try? CommandParser.parse(words))?.command == .mergeFile
  }

  private static func run(_ call: Invocation) throws -> Int32 {
    let terminal = Terminal.standardOutput(color: call[.color])
    let outcome = try outcome(of: call, terminal)
    try write(outcome, call)
    for warning in outcome.warnings { warn(warning, call) }
    let style = Terminal.standardError(color: call[.color]).style
    for complaint in outcome.complaints { complaint.report(style: style) }
    try note(outcome.notes)
    return outcome.code ?? outcome.status.rawValue
  }

  /// - Throws: `WriteError` where the output cannot be written, unless its reader has seen enough.
  private static func write(_ outcome: Outcome, _ call: Invocation) throws {
    var out = Writer.standardOutput
    do {
      if call[.json], let document = outcome.document {
        try out.write(document)
      } else {
        try out.write(outcome.text)
        try out.write(outcome.bytes)
      }
      try out.flush()
    } catch WriteError.closedPipe {
      return
    }
  }

  private static func note(_ lines: [String]) throws {
    var writer = Writer.standardError
    for line in lines { try writer.line("git-fanin: " + line) }
    try? writer.flush()
  }

  /// Says something besides the results.
  static func warn(_ text: String, _ call: Invocation) {
    let style = Terminal.standardError(color: call[.color]).style
    Diagnostic(level: .warning, code: "warning", message: text).report(style: style)
  }

  private static func outcome(of call: Invocation, _ terminal: Terminal) throws -> Outcome {
    switch call.command {
    case .help:
      return Outcome(text: HelpText(style: terminal.style, width: terminal.width).text(for: call))
    case .version:
      return Outcome(
        text: "git-fanin \(Version.text)\n",
        document: ["schema": 1, "command": "version", "version": .string(Version.text)])
    case .manual:
      return Outcome(text: ManualPage(version: Version.text, date: Version.date).roff())
    case .completions:
      return try CompletionsCommand(call: call).run()
    case .mergeFile:
      return try MergeFileCommand(call: call).run()
    default:
      return try CommandContext(call, terminal).run()
    }
  }

  /// How an error becomes text, a document and an exit status.
  private static func report(_ error: any Error, words: [String]) -> ExitStatus {
    let failure = Failure(error)
    if failure.status == .interrupted { return .interrupted }
    if CommandParser.asksForJSON(words) {
      var out = Writer.standardOutput
      let command = try? CommandParser.parse(words).command.name
      try? out.write(failure.diagnostic.document(command: command))
      try? out.flush()
    }
    failure.diagnostic.report(style: Terminal.standardError().style)
    return failure.status
  }
}
