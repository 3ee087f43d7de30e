import Conflicts
import FanIn
import GitValues

extension CommandContext {
  /// `git fanin resolve`
  func resolve() throws -> Outcome {
    if call[.list] { return outcome(of: try workspace.rememberedResolutions()) }
    if call[.forget] { return try forget() }
    if call[.abort] { return outcome(of: try workspace.abortResolution()) }
    if call[.proceed] {
      let gate = try gate()
      return outcome(
        of: try withProgress { try workspace.continueResolution(gate: gate, progress: $0) })
    }
    if let way { return outcome(of: try workspace.settle(way, paths: paths, into: call[.into])) }
    // Branches are named by text.
    try ProcessArguments.refuseBytes(in: call.operands)
    return outcome(of: try workspace.openResolution(call.operands, into: call[.into]))
  }

  /// How open conflicts are to be settled; nil where they are only to be shown.
  private var way: SettlingWay? {
    if let lane = call[.take] { return .take(lane) }
    if call[.union] { return .union }
    if call[.edit] { return .edit }
    guard let command = call[.with] else { return nil }
    let limit = call[.timeout] ?? 300
    return .command(
      ResolverCommand(command, limit: limit == 0 ? nil : limit) { JSONEncoding.document(JSONValue($0)) })
  }

  /// The operands as paths from the repository's root.
  private var paths: [GitPath] {
    call.operands.map { operand in
      var bytes = operand.argumentBytes[...]
      while bytes.starts(with: "./".utf8) { bytes = bytes.dropFirst(2) }
      while bytes.last == UInt8(ascii: "/") { bytes = bytes.dropLast() }
      return GitPath(bytes.elementsEqual(".".utf8) ? [] : bytes)
    }
  }

  private func forget() throws -> Outcome {
    guard call[.allResolutions] != !call.operands.isEmpty else {
      throw UsageError(
        "'--forget' needs the name of a resolution, or '--all'", hint: "list them: git fanin resolve --list")
    }
    let count = try workspace.forgetResolutions(call[.allResolutions] ? nil : call.operands)
    return Outcome(
      text: "forgot \(count == 1 ? "1 resolution" : "\(count) resolutions")\n",
      document: ["schema": 1, "command": "resolve", "result": "forgotten", "count": .int(count)])
  }

  private func outcome(of resolutions: [RememberedResolution]) -> Outcome {
    let output = ResolutionOutput(style: style, isVerbose: call[.verbose])
    return Outcome(
      text: resolutions.isEmpty ? "nothing is remembered\n" : resolutions.map(output.entry).joined(),
      document: [
        "schema": 1, "command": "resolve", "result": "listed",
        "resolutions": .array(resolutions.map { JSONValue($0) }),
      ])
  }

  private func outcome(of report: ResolveReport) -> Outcome {
    switch report {
    case .nothing:
      return Outcome(
        text: "nothing is open\n", document: ["schema": 1, "command": "resolve", "result": "nothing"])
    case .aborted(let lane):
      return Outcome(
        text: "gave up the resolution of \(style.bold(escaped(lane)))\n",
        document: ["schema": 1, "command": "resolve", "result": "aborted", "lane": .string(lane)])
    case .continued(_, let report, let remembered, let doubts):
      return outcome(of: report, remembered: remembered, doubts)
    case .opened(let resolution, let clashes, let others):
      return opened(resolution, clashes, others)
    case .waiting(let resolution, let refused):
      return waiting(resolution, refused)
    }
  }

  private func outcome(of report: MergeReport, remembered: Int, _ doubts: [PathRemark]) -> Outcome {
    var outcome = outcome(of: report)
    outcome.warnings += doubts.map(warning)
    if remembered > 0, !call[.quiet] {
      let count = remembered == 1 ? "1 resolution" : "\(remembered) resolutions"
      outcome.text += style.dim("  remembered \(count): git fanin resolve --list") + "\n"
    }
    if case .object(var object)? = outcome.document {
      object["remembered"] = .int(remembered)
      object["doubts"] = remarks(doubts)
      outcome.document = .object(object)
    }
    return outcome
  }

  private func opened(_ resolution: OpenResolution, _ clashes: [Clash], _ others: [String]) -> Outcome {
    let output = ResolutionOutput(style: style, isVerbose: call[.verbose])
    var text =
      output.headline(resolution) + output.clashes(resolution.clashes, of: resolution)
      + output.next(resolution)
    if !others.isEmpty { text += style.dim("after it: \(escaped(others.joined(separator: ", ")))") + "\n" }
    var object = output.document(resolution, result: "opened")
    object["clashes"] = .array(clashes.map { JSONValue($0) })
    object["others"] = .strings(others)
    return Outcome(text: text, document: .object(object), status: .open)
  }

  private func waiting(_ resolution: OpenResolution, _ refused: [PathRemark]) -> Outcome {
    let output = ResolutionOutput(style: style, isVerbose: call[.verbose])
    let isSettled = resolution.open.isEmpty
    var object = output.document(resolution, result: isSettled ? "settled" : "waiting")
    object["refused"] = remarks(refused)
    object["doubts"] = remarks(resolution.doubts)
    var outcome = Outcome(
      text: output.headline(resolution) + output.clashes(resolution.open, of: resolution)
        + output.next(resolution), document: .object(object), status: isSettled ? .done : .open)
    outcome.warnings = (refused + resolution.doubts).map(warning)
    return outcome
  }

  private func warning(_ remark: PathRemark) -> String {
    "\(escaped(remark.path.bytes)): \(escaped(remark.reason))"
  }

  private func remarks(_ remarks: [PathRemark]) -> JSONValue {
    .array(
      remarks.map { remark in
        var entry: JSONObject = ["reason": .string(remark.reason)]
        entry.setPath(remark.path.bytes)
        return .object(entry)
      })
  }
}
