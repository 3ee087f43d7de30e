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
      words = try ProcessArguments.current()
      let call = try CommandParser.parse(words)
      return try run(call).rawValue
    } catch {
      return report(error, words: words).rawValue
    }
  }

  private static func run(_ call: Invocation) throws -> ExitStatus {
    let terminal = Terminal.standardOutput(color: call[.color])
    let outcome = try outcome(of: call, terminal)
    try write(outcome, call)
    for warning in outcome.warnings { warn(warning, call) }
    let style = Terminal.standardError(color: call[.color]).style
    for complaint in outcome.complaints { complaint.report(style: style) }
    return outcome.status
  }

  /// - Throws: `WriteError` where the output cannot be written, unless its reader has seen enough.
  private static func write(_ outcome: Outcome, _ call: Invocation) throws {
    var out = Writer.standardOutput
    do {
      if call[.json], let document = outcome.document {
        try out.write(document)
      } else {
        try out.write(outcome.text)
      }
      try out.flush()
    } catch WriteError.closedPipe {
      return
    }
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
