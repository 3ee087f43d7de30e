import FanIn
import GitValues

extension CommandContext {
  /// `git fanin explain`
  func explain() throws -> Outcome {
    let merges = try workspace.explain(
      call.operands[0].argumentBytes, count: call[.decisionCount] ?? 5)
    let output = ExplanationOutput(lines: ResolutionOutput(style: style, isVerbose: call[.verbose]))
    return Outcome(
      text: merges.isEmpty
        ? "no fan-in decided anything about it\n" : merges.map(output.text).joined(separator: "\n"),
      document: [
        "schema": 1, "command": "explain", "merges": .array(merges.map(output.document)),
      ])
  }
}

/// How the decisions of merges are shown.
struct ExplanationOutput {
  let lines: ResolutionOutput
  private var style: Style { lines.style }

  func text(_ merge: ExplainedMerge) -> String {
    let lane = merge.lane.map { ", lane \(escaped($0))" } ?? ""
    var text = "\(style.bold(escaped(merge.subject)))\n"
    text += style.dim("  \(merge.commit.short), \(DateText.text(seconds: merge.time))\(lane)") + "\n"
    if merge.decisions.isEmpty && merge.paths.isEmpty {
      text +=
        merge.parents.count == 2
        ? "  nothing had to be decided: git merges it cleanly\n" : "  nothing was decided here\n"
    }
    for decision in merge.decisions {
      let how = [decision.rule, decision.certainty ?? ""].filter { !$0.isEmpty }.joined(separator: ", ")
      let reason = decision.reason.map { ": \(escaped($0))" } ?? ""
      text +=
        "  \(style.bold(escaped(decision.path)))  \(style.dim(decision.kind))  \(escaped(how))\(reason)\n"
    }
    return text + merge.paths.map(self.text).joined()
  }

  private func text(_ path: ExplainedPath) -> String {
    var text = "\n  \(style.bold(escaped(path.path.bytes)))\n"
    for hunk in path.hunks {
      let place = hunk.lines.map { $0.isEmpty ? "" : ", line \($0.lowerBound + 1)" } ?? ""
      let rule = hunk.rule.map { " (\(escaped($0)))" } ?? " (by a rule that is not recorded)"
      text += "    \(style.dim("git would have written"))\n" + lines.lines(hunk.git)
      text += "    \(style.dim("what stands there\(place)\(rule)"))\n"
      text += hunk.text.map { lines.lines($0) } ?? "        (the lines around it were changed as well)\n"
    }
    return text
  }

  func document(_ merge: ExplainedMerge) -> JSONValue {
    [
      "commit": .string(merge.commit.hex), "subject": .string(merge.subject), "time": .int(Int(merge.time)),
      "lane": .optional(merge.lane), "parents": .strings(merge.parents.map(\.hex)),
      "decisions": .array(
        merge.decisions.map { decision in
          [
            "path": .string(decision.path), "kind": .string(decision.kind), "rule": .string(decision.rule),
            "certainty": .optional(decision.certainty), "reason": .optional(decision.reason),
          ]
        }), "paths": .array(merge.paths.map(document)),
    ]
  }

  private func document(_ path: ExplainedPath) -> JSONValue {
    var object: JSONObject = [
      "hunks": .array(
        path.hunks.map { hunk in
          var object: JSONObject = [
            "lines": hunk.lines.map { .lines($0) } ?? .null, "text": .null, "rule": .optional(hunk.rule),
            "certainty": .optional(hunk.certainty?.rawValue), "reason": .optional(hunk.reason),
          ]
          object.setText(hunk.git, key: "git")
          if let text = hunk.text { object.setText(text) }
          return .object(object)
        })
    ]
    object.setPath(path.path.bytes)
    return .object(object)
  }
}
