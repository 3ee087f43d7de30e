import FanIn
import GitValues

extension CommandContext {
  /// `git fanin undo`
  func undo() throws -> Outcome {
    let report = try workspace.undo(isDryRun: call[.dryRun])
    let record = report.record
    let verb = call[.dryRun] ? "would go back" : "went back"
    let name = record.target.branchName
    var outcome = Outcome(
      text: call[.quiet]
        ? "" : "\(style.bold(escaped(name))) \(verb): \(record.after.short) → \(record.before.short)\n",
      document: [
        "schema": 1, "command": "undo", "result": call[.dryRun] ? "dry-run" : "published",
        "target": .string(record.target), "before": .string(record.after.hex),
        "after": .string(record.before.hex),
        "lanes": .strings(record.lanes),
      ])
    outcome.warnings = report.leftAlone.map { "\($0.text) was changed meanwhile, and left as it is" }
    return outcome
  }

  /// `git fanin log`
  func log() throws -> Outcome {
    let records = try workspace.log(count: call[.maxCount])
    let text = records.map { record in
      let date = style.dim(DateText.text(seconds: record.time))
      let lanes = record.lanes.isEmpty ? "" : ": " + escaped(record.lanes.joined(separator: ", "))
      return "\(date)  \(record.before.short) → \(record.after.short)  \(escaped(record.title))\(lanes)\n"
        + record.passedOver.map { "  ownership was off: \(escaped($0))\n" }.joined()
    }.joined()
    return Outcome(
      text: text.isEmpty ? "no fan-ins yet\n" : text,
      document: [
        "schema": 1, "command": "log",
        "fanins": .array(
          records.map { record in
            [
              "kind": .string(record.kind.rawValue), "id": .optional(record.id?.hex),
              "target": .string(record.target), "before": .string(record.before.hex),
              "after": .string(record.after.hex), "lanes": .strings(record.lanes),
              "gate": .optional(record.gate), "ownership": .strings(record.passedOver),
              "time": .int(Int(record.time)),
            ]
          }),
      ])
  }
}

/// Dates for people.
enum DateText {
  /// The date and time of day in UTC: `2026-11-24 03:12`.
  ///
  /// Civil date from days: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms".
  static func text(seconds: Int64) -> String {
    let days = seconds >= 0 ? seconds / 86400 : (seconds - 86399) / 86400
    let rest = seconds - days * 86400
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * month + 2) / 5 + 1
    let number = month < 10 ? month + 3 : month - 9
    let year = yearOfEra + era * 400 + (number <= 2 ? 1 : 0)
    return "\(year)-\(two(number))-\(two(day)) \(two(rest / 3600)):\(two(rest % 3600 / 60))"
  }

  private static func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
