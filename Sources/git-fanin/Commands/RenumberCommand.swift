import Conflicts
import FanIn
import GitValues

extension CommandContext {
  /// `git fanin renumber`
  func renumber() throws -> Outcome {
    if let word = call.operands.first {
      guard word == "reserve", call.operands.count <= 2 else {
        throw UsageError("'renumber' takes 'reserve [N]' or nothing, not '\(word)'", hint: nil)
      }
      return try reserve()
    }
    let isCheck = call[.renumberCheck]
    let report = try workspace.renumber(
      RenumberRequest(
        branch: call[.branch], onto: call[.onto], isDryRun: isCheck || call[.dryRun],
        acceptsSameObject: call[.acceptSameObject]))
    let isOpen = report.result == .open || isCheck && report.result != .nothing
    var outcome = Outcome(
      text: call[.quiet] ? "" : RenumberText(report: report, style: style).text,
      document: document(report), status: isOpen ? .open : .done)
    outcome.warnings = report.leftAlone.map { "\($0.text) was changed meanwhile, and left as it is" }
    if report.finishedEarlier { outcome.notes.append("finished a renumbering that was interrupted") }
    return outcome
  }

  private func document(_ report: RenumberReport) -> JSONValue {
    [
      "schema": 1, "command": "renumber", "result": .string(report.result.rawValue),
      "target": JSONValue(reference: report.target), "branch": .string(report.branch),
      "commit": .optional(report.commit?.hex),
      "units": .array(report.units.map { JSONValue(unit: $0) }),
      "open": .array(report.open.map { JSONValue($0) }),
      "duplicates": .array(report.duplicates.map { JSONValue(duplicate: $0) }),
    ]
  }

  /// `git fanin renumber reserve`
  private func reserve() throws -> Outcome {
    if call[.listReserved] {
      let all = try workspace.reservations()
      let text = all.map { item in
        "\(escaped(item.group.bytes))  \(item.numbers.joined(separator: " "))  \(escaped(item.lane))\n"
      }.joined()
      return Outcome(
        text: all.isEmpty ? "nothing is reserved\n" : text, document: document("list", all))
    }
    let word = call.operands.dropFirst().first ?? "1"
    guard let count = Option<Int?>.wholeNumber(word), (1...1000).contains(count) else {
      throw UsageError("'reserve' takes a whole number from 1 to 1000, not '\(word)'", hint: nil)
    }
    let reservation = try workspace.reserve(
      count, in: call[.group], for: call[.reservedLane], onto: call[.onto])
    return Outcome(
      text: reservation.numbers.map { $0 + "\n" }.joined(), document: document("reserved", [reservation]))
  }

  private func document(_ result: String, _ reservations: [Reservation]) -> JSONValue {
    [
      "schema": 1, "command": "renumber", "result": .string(result),
      "reservations": .array(
        reservations.map { item in
          var object: JSONObject = [
            "scheme": .string(item.scheme), "lane": .string(item.lane), "numbers": .strings(item.numbers),
          ]
          object.setPath(item.group.bytes, key: "group")
          return .object(object)
        }),
    ]
  }
}

extension JSONValue {
  /// What becomes of a migration, as `--json` shows it.
  fileprivate init(unit: MigrationReport.Unit) {
    var object: JSONObject = [
      "scheme": .string(unit.scheme), "lane": .string(unit.lane), "from": .string(unit.from),
      "to": .string(unit.to), "reason": .string(unit.reason), "regenerate": .optional(unit.regenerate),
      "level": .string(unit.level.rawValue), "code": .optional(unit.code),
      "files": .array(unit.files.map { .path($0.bytes) }),
      "rewrites": .array(unit.rewrites.map { JSONValue(mention: $0) }),
      "mentions": .array(unit.mentions.map { JSONValue(mention: $0) }),
    ]
    object.setPath(unit.group.bytes, key: "group")
    self = .object(object)
  }

  fileprivate init(duplicate: MigrationReport.Duplicate) {
    var object: JSONObject = [
      "scheme": .string(duplicate.scheme), "code": .string(duplicate.code),
      "files": .array(duplicate.files.map { .path($0.bytes) }),
    ]
    object.setPath(duplicate.group.bytes, key: "group")
    self = .object(object)
  }

  private init(mention: MigrationReport.Reference) {
    var object: JSONObject = ["line": .int(mention.line), "tier": .int(mention.tier.rawValue)]
    object.setPath(mention.path.bytes)
    self = .object(object)
  }
}

/// What `renumber` says to people.
private struct RenumberText {
  let report: RenumberReport
  let style: Style

  var text: String { result + report.duplicates.map(line).joined() }

  private var result: String {
    switch report.result {
    case .nothing:
      return "nothing to do: \(escaped(report.branch.branchName)) fits \(target)\n"
    case .open:
      let count = report.open.count
      let stopped = report.units.filter { $0.level == .stop }
      return style.red("nothing was changed, as something needs a decision first") + "\n"
        + (count > 0 ? ClashOutput(style: style).list(report.open, most: .max) : "")
        + stopped.map(line).joined()
    case .renumbered, .dryRun:
      let verb = report.result == .dryRun ? "would be renumbered" : "renumbered"
      let commit = report.commit.map { " in \($0.short)" } ?? ""
      return "\(escaped(report.branch.branchName)) \(verb) past \(target)\(commit)\n"
        + report.units.map(line).joined()
    }
  }

  private var target: String { style.bold(escaped(report.target.shortName)) }

  private func line(_ duplicate: MigrationReport.Duplicate) -> String {
    let names = duplicate.files.map { escaped($0.name) }.joined(separator: ", ")
    return
      "  \(escaped(duplicate.group.bytes))  for information: \(names) collide on \(target) already, and stay "
      + "(\(duplicate.code))\n"
  }

  private func line(_ unit: MigrationReport.Unit) -> String {
    let code = unit.code.map { " (\($0))" } ?? ""
    var text = "  \(escaped(unit.group.bytes))  \(escaped(unit.from)) → \(escaped(unit.to)): "
    text += escaped(unit.reason) + code + "\n"
    for mention in unit.mentions {
      text += "      not touched: \(escaped(mention.path.bytes)):\(mention.line) may mean it\n"
    }
    if let command = unit.regenerate { text += "      then: \(escaped(command))\n" }
    return text
  }
}
