import Conflicts
import FanIn
import GitValues

extension CommandContext {
  /// `git fanin hook`
  func hook() throws -> Outcome {
    let name = call.operands.first ?? ""
    if name == "agent" { return try agentHook() }
    guard let hook = GitHook(rawValue: name) else {
      let names = GitHook.allCases.map(\.rawValue) + ["agent"]
      throw UsageError(
        "there is no hook '\(name)'\(Suggestions.phrase(for: name, among: names))",
        hint: "the hooks are \(names.joined(separator: ", "))")
    }
    let input = hook == .prePush ? try StandardInput.read() : []
    let report = try workspace.run(hook, Array(call.operands.dropFirst()), input: input)
    return outcome(of: report, HookText(hook: hook), name: name, blocking: .open)
  }

  /// The hook of agents. Its status 2 is what they take as a no.
  private func agentHook() throws -> Outcome {
    let event: AgentEvent
    do {
      event = try AgentEvent(try StandardInput.read())
    } catch let error as JSONError {
      throw FanInError(
        .failed, "bad-input", "the input is no event of an agent: \(error.message) at byte \(error.offset)",
        hints: [
          #"it is JSON such as {"tool_name": "Edit", "tool_input": {"file_path": "/a/b"}, "cwd": "/a"}"#
        ])
    }
    let place = try event.folder.map { try workspace.elsewhere($0) } ?? workspace
    let report = try place.judgeEdit(of: event.paths, from: event.folder)
    return outcome(of: report, HookText(hook: nil), name: "agent", blocking: .usage)
  }

  private func outcome(
    of report: HookReport, _ text: HookText, name: String, blocking: ExitStatus
  ) -> Outcome {
    var outcome = Outcome(
      document: document(report, name: name), status: report.isBlocking ? blocking : .done)
    outcome.warnings = report.notes
    outcome.complaints = text.complaints(report)
    return outcome
  }

  private func document(_ report: HookReport, name: String) -> JSONValue {
    [
      "schema": 1, "command": "hook", "hook": .string(name), "lane": .optional(report.lane),
      "foreign": .array(
        report.foreign.map { item in
          var object: JSONObject = ["owner": .string(item.owner.word), "lanes": .strings(item.owner.lanes)]
          object.setPath(item.path.bytes)
          return .object(object)
        }),
      "strays": .array(report.strays.map { ["path": .string($0.path), "worktree": .string($0.worktree)] }),
      "clashes": .array(report.clashes.map { JSONValue($0) }), "notes": .strings(report.notes),
      "blocking": .bool(report.isBlocking),
    ]
  }
}

extension Ownership.Owner {
  fileprivate var word: String {
    switch self {
    case .lanes: "lane"
    case .orchestrator: "orchestrator"
    case .nobody: "nobody"
    }
  }

  fileprivate var lanes: [String] {
    if case .lanes(let names) = self { names } else { [] }
  }

  /// Whose a path is, for the end of a line.
  fileprivate var sentence: String {
    switch self {
    case .lanes(let names):
      "owned by the lane\(names.count == 1 ? "" : "s") " + names.joined(separator: ", ")
    case .orchestrator: "an integration file: owned by the orchestrator"
    case .nobody: "owned by no lane"
    }
  }
}

/// What a hook says to people and agents.
struct HookText {
  /// Nil for an agent's own.
  let hook: GitHook?

  private static let mostLines = 20

  func complaints(_ report: HookReport) -> [Diagnostic] {
    let lane = report.lane ?? ""
    var complaints: [Diagnostic] = []
    if !report.foreign.isEmpty {
      complaints.append(
        Diagnostic(
          code: "ownership",
          message: "the lane '\(lane)' does not own \(Self.count(report.foreign.count, "path"))",
          details: Self.brief(report.foreign.map { "\($0.path.text): \($0.owner.sentence)" }),
          hints: ownershipHints(report.foreign.map(\.path))))
    }
    if !report.strays.isEmpty {
      complaints.append(
        Diagnostic(
          code: "other-worktree",
          message: "\(Self.count(report.strays.count, "file")) outside the worktree of the lane '\(lane)'",
          details: Self.brief(report.strays.map { "\($0.path): in the worktree of \($0.worktree)" }),
          hints: ["edit the file of the same name in this lane's worktree"]))
    }
    if !report.clashes.isEmpty {
      complaints.append(
        Diagnostic(
          code: "silent-clash",
          message: "git sees no conflict, but \(Self.count(report.clashes.count, "thing")) would be wrong",
          details: Self.brief(report.clashes.map { "\($0.path.text): \($0.reason)" }), hints: clashHints))
    }
    return complaints
  }

  private func ownershipHints(_ paths: [GitPath]) -> [String] {
    let ask = "or ask the orchestrator for the path"
    switch hook {
    case nil: return ["ask the orchestrator for the path, or leave the change to its owner"]
    case .preCommit:
      // Only what a shell reads as it is written is worth copying.
      let words = paths.prefix(5).map { shellQuoted($0.text) }.joined(separator: " ")
      let more = paths.count > 5 ? " …" : ""
      return [
        "take it out of the commit: git restore --staged -- \(words)\(more)", ask,
        "or commit all the same, and fan-in will ask: git commit --no-verify",
      ]
    case .preMergeCommit:
      return ["let fan-in settle it: git fanin merge", "or merge all the same: git merge --no-verify"]
    case .prePush, .update: return ["take it out of the lane's commits, then push again", ask]
    }
  }

  private var clashHints: [String] {
    switch hook {
    case nil: []
    case .preCommit: ["see both sides: git fanin check", "or commit all the same: git commit --no-verify"]
    case .preMergeCommit:
      ["let fan-in settle it: git fanin merge", "or merge all the same: git merge --no-verify"]
    case .prePush: ["settle it in a further commit", "or push all the same: git push --no-verify"]
    case .update: ["settle it in the merge, then push again"]
    }
  }

  private static func count(_ number: Int, _ what: String) -> String {
    number == 1 ? "1 \(what)" : "\(number) \(what)s"
  }

  private static func brief(_ lines: [String]) -> [String] {
    lines.count <= mostLines ? lines : lines.prefix(mostLines) + ["… and \(lines.count - mostLines) more"]
  }
}
