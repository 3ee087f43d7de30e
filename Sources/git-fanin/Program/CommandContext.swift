import FanIn

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What a command came to: text for people, a document for programs, and the exit status.
struct Outcome {
  var text = ""
  /// What follows the text, as it is.
  var bytes: [UInt8] = []
  var document: JSONValue?
  var status = ExitStatus.done
  /// The exit status of a command that has git's instead of ours.
  var code: Int32?
  /// What is to be known besides; goes to standard error.
  var warnings: [String] = []
  /// What was done besides, in a line each; goes to standard error.
  var notes: [String] = []
  /// What is wrong with what was looked at; goes to standard error.
  var complaints: [Diagnostic] = []
}

/// What a command has at hand.
struct CommandContext {
  let call: Invocation
  let terminal: Terminal
  let workspace: Workspace

  var style: Style { terminal.style }

  init(_ call: Invocation, _ terminal: Terminal) throws {
    self.call = call
    self.terminal = terminal
    workspace = try Workspace(directory: call.directory ?? ".", environment: Self.environment())
  }

  /// Runs the command. A new command is a case here, an entry in the table and a file beside this one.
  func run() throws -> Outcome {
    // A hook is in the middle of what git does, and quick: it mends nothing and does not look whether it could.
    if call.command == .hook { return try hook() }
    let isReading = [.check, .status, .log, .explain].contains(call.command)
    // Said at once: it is true even if the command itself is refused then.
    if let note = isReading ? try workspace.interruptedFanIn() : try workspace.mendInterruptedFanIn() {
      Program.warn(note, call)
    }
    return try runCommand()
  }

  private func runCommand() throws -> Outcome {
    switch call.command {
    case .check: try check()
    case .merge: try merge()
    case .start: try start()
    case .status: try status()
    case .finish: try finish()
    case .resolve: try resolve()
    case .renumber: try renumber()
    case .undo: try undo()
    case .log: try log()
    case .explain: try explain()
    case .install: try install()
    case .uninstall: try uninstall()
    default: throw UsageError("the command '\(call.command.name)' cannot be run", hint: nil)
    }
  }

  /// A line that shows how far long work has come.
  func progress(_ label: String) -> ProgressLine {
    ProgressLine(label, on: Terminal.standardError(color: call[.color]), isQuiet: call[.quiet])
  }

  static func environment() -> [String: String] {
    var variables: [String: String] = [:]
    var next = environ
    while let entry = next.pointee {
      let text = String(cString: entry)
      if let cut = text.firstIndex(of: "=") {
        variables[String(text[..<cut])] = String(text[text.index(after: cut)...])
      }
      next += 1
    }
    return variables
  }
}
