import FanIn

extension CommandContext {
  /// `git fanin merge`
  func merge() throws -> Outcome {
    var options = FanInOptions()
    options.keepGoing = call[.keepGoing]
    options.squash = call[.squash]
    options.message = call[.message]
    options.order = call[.order]
    options.allowDirty = call[.allowDirty]
    options.gate = try gate()
    let report = try withProgress { progress in
      try workspace.merge(
        call.operands, into: call[.into], options: options, isDryRun: call[.dryRun], progress: progress)
    }
    return outcome(of: report)
  }

  /// The gate's command: from the command line, else from the user's own configuration.
  func gate() throws -> String? {
    if call[.noGate] { return nil }
    if let command = call[.gate] { return command }
    return try workspace.configuredGate()
  }

  /// Runs work that tells what it does, with a line for each thing.
  func withProgress<Result>(_ work: ((String, Int, Int) -> Void) throws -> Result) rethrows -> Result {
    var label = ""
    var line = progress("")
    defer { line.finish() }
    return try work { what, done, total in
      if what != label {
        line.finish()
        label = what
        line = progress(what)
      }
      line.update(done, of: total)
    }
  }

  func outcome(of report: MergeReport) -> Outcome {
    let isOpen = report.result == .open || report.result == .gateFailed || !report.plan.open.isEmpty
    var outcome = Outcome(
      text: MergeText(report: report, style: style, isVerbose: call[.verbose]).text(isQuiet: call[.quiet]),
      document: document(report), status: isOpen ? .open : .done)
    outcome.warnings = report.leftAlone.map {
      "\($0.text) was changed while the fan-in was published, and left as it is"
    }
    return outcome
  }

  private func document(_ report: MergeReport) -> JSONValue {
    let gate: JSONValue =
      report.gate.map {
        [
          "command": .string($0.command), "status": .int(Int($0.status)), "log": .string($0.log),
          "culprits": [],
        ]
      } ?? .null
    return [
      "schema": 1, "command": "merge", "result": .string(report.result.rawValue),
      "target": .string(report.plan.target.name), "before": .string(report.plan.target.commit.hex),
      "after": .string(report.after.hex),
      "lanes": .array(report.plan.outcomes.map(document)),
      "order": .strings(report.plan.merged.map(\.lane.name)),
      "decisions": .array(report.plan.decisions.map { JSONValue($0) }),
      "open": .array(report.plan.open.map { JSONValue($0) }), "gate": gate,
    ]
  }

  private func document(_ outcome: LaneOutcome) -> JSONValue {
    [
      "name": .string(outcome.lane.name), "ref": .string(outcome.lane.ref),
      "commit": .string(outcome.lane.commit.hex), "adapted": .optional(outcome.adapted?.hex),
      "merge": .optional(outcome.merge?.hex),
      "state": .string(outcome.state.rawValue), "reason": .string(outcome.reason),
    ]
  }
}

/// What `merge` says to people.
struct MergeText {
  let report: MergeReport
  let style: Style
  let isVerbose: Bool

  /// - Parameter isQuiet: only what needs a decision.
  func text(isQuiet: Bool) -> String {
    let clashes = ClashOutput(style: style)
    let open = clashes.list(report.plan.open, most: isVerbose ? .max : 40)
    if isQuiet { return report.result == .gateFailed ? gate : open }
    var text = headline + "\n"
    text += lanes
    if isVerbose && report.plan.outcomes.count > 1 {
      text += style.dim("  order: \(report.plan.orderReason)") + "\n"
    }
    if !open.isEmpty { text += "\n" + open }
    if isVerbose && !report.plan.decisions.isEmpty {
      text += "\n" + clashes.list(report.plan.decisions, most: .max)
    }
    return text + gate + next
  }

  private var name: String { style.bold(escaped(report.plan.target.shortName)) }

  private var headline: String {
    let before = report.plan.target.commit.short
    let after = report.plan.after.short
    switch report.result {
    case .published: return style.green("published") + ": \(name) \(before) → \(after)"
    case .dryRun:
      return style.cyan("dry run") + ": \(name) would go \(before) → \(after); nothing was changed"
    case .nothing: return "nothing to do: \(name) has all of it already"
    case .open: return style.red("open") + ": \(name) is unchanged, clashes need a decision"
    case .gateFailed: return style.red("gate failed") + ": \(name) is unchanged"
    }
  }

  private var lanes: String {
    let width = report.plan.outcomes.map { displayWidth(escaped($0.lane.name)) }.max() ?? 0
    return report.plan.outcomes.map { outcome in
      let label = padded(escaped(outcome.lane.name), to: min(width, 40))
      let state =
        switch outcome.state {
        case .merged: report.result == .published ? style.green("merged") : "merges"
        case .already: style.dim("already in")
        case .leftOut: style.red("left out")
        }
      let reason = outcome.state == .leftOut ? ": \(escaped(outcome.reason))" : ""
      return "  \(label)  \(state)\(reason)\n"
    }.joined()
  }

  private var gate: String {
    guard let gate = report.gate else { return "" }
    if gate.isPassed { return isVerbose ? style.dim("  gate passed: \(escaped(gate.command))") + "\n" : "" }
    let lines = gate.lastLines.map { "    " + escaped($0) + "\n" }.joined()
    return
      "\n  \(escaped(gate.command)) ended with \(gate.status):\n\(lines)  all of it: \(escaped(gate.log))\n"
  }

  /// What the person can do now.
  private var next: String {
    switch report.result {
    case .published where report.plan.open.isEmpty: return style.dim("  take it back: git fanin undo") + "\n"
    case .published, .open: return "\n  settle it: git fanin resolve\n"
    default: return ""
    }
  }
}
