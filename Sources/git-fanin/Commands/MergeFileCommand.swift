import FanIn
import Merging

/// `git fanin merge-file`, which git runs as a merge driver: it needs no repository, and its exit status is git's.
struct MergeFileCommand {
  let call: Invocation

  /// What git does not replace, because it is older than the placeholder, counts as not given.
  private static let placeholders = ["%S", "%X", "%Y"]

  func run() throws -> Outcome {
    let isShown = call[.toStandardOutput]
    let report = try mergeFile(
      try request(), in: call.directory ?? ".", environment: CommandContext.environment())
    var outcome = Outcome(
      bytes: isShown ? report.bytes : [], document: document(report, isShown: isShown),
      code: Int32(min(report.conflicts, 127)))
    outcome.warnings = report.warnings
    if report.result == .binary {
      outcome.warnings.append("\(name): binary files cannot be merged; ours was left as it is")
    }
    if let settled = settled(report), !call[.quiet] { outcome.notes.append(settled) }
    return outcome
  }

  /// The exit status for a failure. Git takes up to 127 for a number of conflicts, and stops at more.
  static func status(of failure: ExitStatus) -> Int32 { failure == .usage ? 129 : 255 }

  private func request() throws -> FileMergeRequest {
    let files = call.operands.map { file($0.argumentBytes) }
    var request = FileMergeRequest(base: files[0], ours: files[1], theirs: files[2])
    request.path = call[.path]?.argumentBytes ?? []
    request.options.markerSize = min(call[.markerSize] ?? 7, 1000)
    if let label = label(.oursLabel) { request.options.oursLabel = label }
    if let label = label(.baseLabel) { request.options.baseLabel = label }
    if let label = label(.theirsLabel) { request.options.theirsLabel = label }
    if call[.diff3] || call[.zdiff3] {
      request.options.style = call[.diff3] ? .diff3 : .zdiff3
      request.hasStyle = true
    }
    request.accept = call[.accept].map { word in
      word == "certain" ? .certain : word == "likely" ? .likely : .ask
    }
    request.replacesOurs = !call[.toStandardOutput]
    return request
  }

  /// A file's name as seen from where we are.
  private func file(_ name: [UInt8]) -> [UInt8] {
    guard let folder = call.directory, name.first != UInt8(ascii: "/") else { return name }
    return folder.argumentBytes + [UInt8(ascii: "/")] + name
  }

  /// - Returns: nil where none was given. A label is one line.
  private func label(_ option: Option<String?>) -> [UInt8]? {
    guard let text = call[option], !Self.placeholders.contains(text) else { return nil }
    return text.argumentBytes.map { $0 == UInt8(ascii: "\n") ? UInt8(ascii: " ") : $0 }
  }

  private var name: String { escaped((call[.path] ?? call.operands[1]).argumentBytes) }

  /// What the rules settled, in a line; nil if nothing.
  private func settled(_ report: FileMergeReport) -> String? {
    let settled = report.decisions.filter { $0.certainty != .ask }
    guard !settled.isEmpty else { return nil }
    let rules = settled.map(\.rule).reduce(into: [String]()) { names, rule in
      if !names.contains(rule) { names.append(rule) }
    }
    let count = settled.count == 1 ? "1 conflict" : "\(settled.count) conflicts"
    let open = report.conflicts == 0 ? "" : "; \(report.conflicts) left"
    return "\(name): \(count) settled (\(rules.joined(separator: ", ")))\(open)"
  }

  private func document(_ report: FileMergeReport, isShown: Bool) -> JSONValue {
    var object: JSONObject = [
      "schema": 1, "command": "merge-file", "result": .string(report.result.rawValue),
      "conflicts": .int(report.conflicts), "path": .null,
      "decisions": .array(
        report.decisions.map { decision in
          [
            "decision": .string(decision.certainty.rawValue), "rule": .string(decision.rule),
            "reason": .string(decision.reason), "base": .lines(decision.base), "ours": .lines(decision.ours),
            "theirs": .lines(decision.theirs), "merged": .lines(decision.merged),
          ]
        }),
    ]
    if let path = call[.path] { object.setPath(path.argumentBytes) }
    if isShown { object.setText(report.bytes) }
    return .object(object)
  }
}

extension JSONValue {
  /// A range of lines that counts from 0 as `[first, last]` from 1; an empty one is `[n, n - 1]`.
  static func lines(_ range: Range<Int>) -> JSONValue {
    [.int(range.lowerBound + 1), .int(range.upperBound)]
  }
}
