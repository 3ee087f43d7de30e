import Conflicts
import FanIn
import Git
import GitValues

extension CommandContext {
  /// `git fanin check`
  func check() throws -> Outcome {
    let line = progress("comparing pairs")
    let report = try workspace.check(
      call.operands, into: call[.into], committedOnly: call[.committed]
    ) { line.update($0, of: $1) }
    line.finish()
    return Outcome(
      text: CheckText(report: report, style: style, width: terminal.width, isVerbose: call[.verbose])
        .text(isQuiet: call[.quiet]),
      document: document(report), status: report.openCount > 0 ? .open : .done)
  }

  private func document(_ report: CheckReport) -> JSONValue {
    [
      "schema": 1, "command": "check",
      "target": JSONValue(reference: report.target),
      "lanes": .array(report.lanes.map(JSONValue.init(lane:))),
      "pairs": .array(
        report.pairs.map { pair in
          [
            "a": .string(pair.a), "b": .string(pair.b), "same": .int(pair.same),
            "conflicts": .int(pair.conflicts), "silent": .int(pair.silent), "open": .int(pair.open),
          ]
        }),
      "clashes": .array(report.clashes.map { JSONValue($0) }), "open": .int(report.openCount),
    ]
  }
}

extension JSONValue {
  /// A branch and its commit as `--json` shows them.
  init(reference: Reference) {
    self = ["ref": .string(reference.name), "commit": .string(reference.commit.hex)]
  }

  /// A lane as `--json` shows it.
  init(lane: Lane) {
    self = [
      "name": .string(lane.name), "ref": .string(lane.ref), "commit": .string(lane.commit.hex),
      "worktree": .optional(lane.worktree), "dirty": .int(lane.dirty.count), "changed": .int(lane.changed),
    ]
  }
}

/// What `check` says to people.
struct CheckText {
  let report: CheckReport
  let style: Style
  let width: Int
  let isVerbose: Bool

  /// - Parameter isQuiet: only what needs a decision.
  func text(isQuiet: Bool) -> String {
    let clashes = ClashOutput(style: style)
    let open = report.clashes.filter { $0.isOpen }
    let others = report.clashes.filter { !$0.isOpen }
    if isQuiet { return clashes.list(open, most: .max) }
    var text = headline + "\n"
    if report.lanes.count > 1 || !report.pairs.isEmpty { text += "\n" + matrix + legend }
    if !open.isEmpty { text += "\n" + clashes.list(open, most: isVerbose ? .max : 40) }
    if isVerbose && !others.isEmpty {
      text += "\n" + clashes.list(others, most: .max)
    } else if !others.isEmpty {
      let files = Set(others.map(\.path)).count
      text +=
        "\n\(files == 1 ? "1 file was" : "\(files) files were") changed by more than one and"
        + " \(files == 1 ? "merges" : "merge") cleanly (-v lists \(files == 1 ? "it" : "them")).\n"
    }
    return text
  }

  private var headline: String {
    let count = report.openCount
    let lanes = report.lanes.count == 1 ? "1 lane" : "\(report.lanes.count) lanes"
    let dirty = report.lanes.count { !$0.dirty.isEmpty }
    let uncommitted = dirty == 0 ? "" : ", \(dirty) with uncommitted files"
    let verdict =
      switch count {
      case 0: style.green("nothing needs a decision")
      case 1: style.red("1 clash needs a decision")
      default: style.red("\(count) clashes need a decision")
      }
    return "\(lanes) into \(style.bold(escaped(report.target.shortName)))\(uncommitted): \(verdict)"
  }

  private var matrix: String {
    let names = report.lanes.map(\.name) + [report.target.name]
    var worst: [[ExactText]: Clash.Level] = [:]
    for clash in report.clashes {
      let pair = clash.lanes.map { ExactText($0) }
      if clash.level.weight >= (worst[pair] ?? .file).weight { worst[pair] = clash.level }
    }
    return renderMatrix(
      names: report.lanes.map(\.name) + [report.target.shortName],
      cells: { row, column in
        worst[[ExactText(names[column]), ExactText(names[row])]].map(Self.cell) ?? "·"
      },
      width: width, style: style)
  }

  private static func cell(_ level: Clash.Level) -> String {
    switch level {
    case .file: "-"
    case .region: "~"
    case .silent: "?"
    case .conflict: "!"
    }
  }

  private var legend: String {
    style.dim("! conflict   ? silent clash   ~ same region   - same file   · nothing in common") + "\n"
  }
}
