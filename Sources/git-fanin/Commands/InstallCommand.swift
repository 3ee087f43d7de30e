import FanIn

extension CommandContext {
  /// `git fanin install`
  func install() throws -> Outcome {
    var options = installOptions()
    // How git merges is changed only where that is asked for.
    if !options.driver { options.hooks = true }
    let report = try workspace.install(options)
    var text = report.hooks.map { line("hook \($0.name)", $0.outcome, at: $0.path) }.joined()
    if let driver = report.driver { text += line("merge driver", driver) }
    return Outcome(text: call[.quiet] ? "" : text, document: document(report))
  }

  /// `git fanin uninstall`
  func uninstall() throws -> Outcome {
    var options = installOptions()
    if !options.hooks && !options.driver { (options.hooks, options.driver) = (true, true) }
    let report = try workspace.uninstall(options)
    var text = report.hooks.map { line("hook \($0.name)", $0.outcome, at: $0.path) }.joined()
    if let driver = report.driver { text += line("merge driver", driver) }
    if text.isEmpty && report.left.isEmpty { text = "nothing of git-fanin is installed here\n" }
    var outcome = Outcome(
      text: call[.quiet] ? "" : text, document: document(report),
      status: report.left.isEmpty ? .done : .refused)
    outcome.complaints = report.left.map {
      Diagnostic(code: "changed", message: $0.reason, hints: $0.hint.isEmpty ? [] : [$0.hint])
    }
    return outcome
  }

  private func installOptions() -> InstallOptions {
    var options = InstallOptions()
    options.hooksFolder = call[.hooksFolder]
    options.hooks = call[.hooks] || options.hooksFolder != nil
    options.driver = call[.driver]
    return options
  }

  private func line(_ what: String, _ outcome: String, at path: String? = nil) -> String {
    "\(outcome) \(style.bold(what))" + (path.map { "  \(escaped($0))" } ?? "") + "\n"
  }

  private func document(_ report: InstallReport) -> JSONValue {
    [
      "schema": 1, "command": .string(call.command.name),
      "hooks": .array(
        report.hooks.map {
          ["name": .string($0.name), "path": .string($0.path), "outcome": .string($0.outcome)]
        }),
      "driver": .optional(report.driver),
      "left": .array(report.left.map { ["reason": .string($0.reason), "hint": .string($0.hint)] }),
    ]
  }
}
