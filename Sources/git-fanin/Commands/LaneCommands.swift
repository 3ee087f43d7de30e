import FanIn
import GitValues

extension CommandContext {
  /// `git fanin start`
  func start() throws -> Outcome {
    let line = progress("writing files")
    let report = try workspace.start(
      call[.lane].map { LaneWish(name: $0.name, owns: $0.globs) }, from: call[.from]
    ) { line.update($0, of: $1) }
    line.finish()
    let text = report.lanes.map { lane in
      "started \(style.bold(escaped(lane.name)))  \(escaped(lane.worktree ?? ""))\n"
    }.joined()
    return Outcome(
      text: call[.quiet] ? "" : text,
      document: [
        "schema": 1, "command": "start",
        "target": JSONValue(reference: report.target),
        "lanes": .array(report.lanes.map(JSONValue.init(lane:))),
      ],
      warnings: report.warnings)
  }

  /// `git fanin status`
  func status() throws -> Outcome {
    let line = progress("looking at lanes")
    let report = try workspace.status(call.operands) { line.update($0, of: $1) }
    line.finish()
    return Outcome(
      text: StatusText(report: report, style: style).text(isVerbose: call[.verbose]),
      document: [
        "schema": 1, "command": "status",
        "target": JSONValue(reference: report.target),
        "lanes": .array(report.lanes.map(document)),
      ])
  }

  private func document(_ status: LaneStatus) -> JSONValue {
    guard case .object(var object) = JSONValue(lane: status.lane) else { return .null }
    object["ahead"] = .int(status.ahead)
    object["behind"] = .int(status.behind)
    object["owns"] = .strings(status.owns)
    object["foreign"] = .array(status.foreign.map { .path($0.bytes) })
    object["open"] = .int(status.open)
    object["merged"] = .bool(status.isMerged)
    object["operation"] = .optional(status.lane.operation)
    return .object(object)
  }

  /// `git fanin finish`
  func finish() throws -> Outcome {
    let report = try workspace.finish(call.operands, discardsIgnored: call[.discardIgnored])
    var text = report.removed.map { lane in
      "removed \(style.bold(escaped(lane.name)))"
        + style.dim(
          "  back again: git branch \(escaped(lane.ref.branchName)) \(lane.commit.short)"
        ) + "\n"
    }.joined()
    for lane in report.kept {
      text += "kept \(style.bold(escaped(lane.name))): \(escaped(lane.reason))\n"
      text += "  " + style.cyan("hint:") + " \(escaped(lane.hint))\n"
    }
    if text.isEmpty { text = "nothing to remove: no lane is merged\n" }
    return Outcome(
      text: call[.quiet] && report.kept.isEmpty ? "" : text,
      document: [
        "schema": 1, "command": "finish",
        "removed": .array(
          report.removed.map {
            ["name": .string($0.name), "commit": .string($0.commit.hex), "worktree": .optional($0.worktree)]
          }),
        "kept": .array(
          report.kept.map {
            ["name": .string($0.name), "reason": .string($0.reason), "hint": .string($0.hint)]
          }),
      ],
      status: report.kept.isEmpty ? .done : .refused)
  }
}

/// What `status` says to people.
struct StatusText {
  let report: StatusReport
  let style: Style

  func text(isVerbose: Bool) -> String {
    let width = min(report.lanes.map { displayWidth(escaped($0.lane.name)) }.max() ?? 0, 30)
    return "lanes of \(style.bold(escaped(report.target.shortName)))\n"
      + report.lanes.map { line($0, width: width, isVerbose: isVerbose) }.joined()
  }

  private func line(_ status: LaneStatus, width: Int, isVerbose: Bool) -> String {
    var facts: [String] = []
    if let operation = status.lane.operation { facts.append(style.red("\(operation) under way")) }
    if status.open > 0 { facts.append(style.red("\(status.open) open")) }
    if !status.lane.dirty.isEmpty { facts.append(style.yellow("\(status.lane.dirty.count) uncommitted")) }
    if !status.foreign.isEmpty { facts.append(style.yellow("\(status.foreign.count) outside its paths")) }
    if status.isMerged {
      facts.append(style.green(status.behind == 0 && status.ahead == 0 ? "no commits yet" : "merged"))
    }
    let place = status.lane.worktree == nil ? style.dim("  no worktree") : ""
    let counts = paddedLeft("+\(status.ahead)", to: 5) + paddedLeft("-\(status.behind)", to: 5)
    var text = "  \(padded(truncated(escaped(status.lane.name), to: width), to: width)) \(counts)"
    text +=
      "  \(status.lane.changed) changed" + (facts.isEmpty ? "" : "  ") + facts.joined(separator: ", ") + place
      + "\n"
    guard isVerbose else { return text }
    if let folder = status.lane.worktree { text += style.dim("      \(escaped(folder))") + "\n" }
    if !status.owns.isEmpty {
      text += style.dim("      owns \(escaped(status.owns.joined(separator: ", ")))") + "\n"
    }
    for path in status.foreign { text += "      outside: \(escaped(path.bytes))\n" }
    for path in status.lane.dirty { text += "      uncommitted: \(escaped(path.bytes))\n" }
    return text
  }
}
