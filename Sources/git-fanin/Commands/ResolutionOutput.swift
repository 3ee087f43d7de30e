import FanIn
import GitValues

/// How open conflicts and remembered resolutions are shown.
struct ResolutionOutput {
  let style: Style
  let isVerbose: Bool

  /// How many lines of a version are shown, unless all are wanted.
  private var mostLines: Int { isVerbose ? .max : 12 }

  func headline(_ resolution: OpenResolution) -> String {
    let lane = style.bold(escaped(resolution.lane))
    let place = escaped(resolution.folder)
    if resolution.open.isEmpty { return "everything is decided for \(lane) in \(place)\n" }
    return "the conflicts of \(lane) wait in \(place)\n\n"
  }

  /// What the person can do now.
  func next(_ resolution: OpenResolution) -> String {
    guard !resolution.open.isEmpty else { return "\ngo on: git fanin resolve --continue\n" }
    return "\nedit the files there, or use --take LANE, --union, --edit, --with CMD; "
      + "then: git fanin resolve --continue\n"
  }

  func clashes(_ clashes: [OpenClash], of resolution: OpenResolution) -> String {
    let silent = resolution.silent.map { "  \(style.yellow("to see to"))  \(escaped($0))\n" }.joined()
    return silent
      + clashes.map { clash in
        let mark = clash.isSettled ? style.dim("settled") : style.red("open")
        let head = "  \(mark)  \(style.bold(escaped(clash.path.bytes)))  \(style.dim(clash.kind))"
        let reason = clash.reason.isEmpty ? "" : "\n        " + escaped(clash.reason)
        return head + reason + "\n" + clash.hunks.map { hunk($0, of: resolution) }.joined()
      }.joined()
  }

  private func hunk(_ hunk: OpenClash.Hunk, of resolution: OpenResolution) -> String {
    guard let lines = hunk.lines else { return "" }
    let place =
      lines.count == 1 ? "line \(lines.lowerBound)" : "lines \(lines.lowerBound)–\(lines.upperBound)"
    let inside = hunk.definition.map { ", in \(escaped($0))" } ?? ""
    return "\n    \(style.cyan(place + inside))\n" + version("base", hunk.base, nil)
      + version(resolution.target, hunk.ours.text, hunk.ours.author)
      + version(resolution.lane, hunk.theirs.text, hunk.theirs.author)
  }

  private func version(_ name: String, _ text: [UInt8], _ author: LineAuthor?) -> String {
    let by = author.map { author in
      let date = DateText.text(seconds: author.time)
      return "  \(escaped(author.name)), \(date), \(author.commit.short) \(escaped(author.subject))"
    }
    return "      \(style.bold(escaped(name)))\(style.dim(by ?? ""))\n" + lines(text)
  }

  /// The lines of a text, indented.
  func lines(_ text: [UInt8], indent: String = "        ") -> String {
    guard !text.isEmpty else { return indent + style.dim("(nothing)") + "\n" }
    var parts = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    if parts.last?.isEmpty == true { parts.removeLast() }
    let shown = parts.prefix(mostLines).map { indent + escaped($0) + "\n" }.joined()
    let rest = parts.count - mostLines
    return rest > 0 ? shown + indent + style.dim("… and \(rest) more lines (-v shows all)") + "\n" : shown
  }

  /// One remembered resolution.
  func entry(_ resolution: RememberedResolution) -> String {
    let date = DateText.text(seconds: resolution.time)
    var text = "\(style.bold(String(resolution.id.prefix(10))))  \(escaped(resolution.path.bytes))"
    text += "  \(style.dim(date))\n"
    for (name, lines) in [("base", resolution.base)] + resolution.sides.map({ ("side", $0) })
      + [("settled as", resolution.result)]
    {
      text += "    \(style.dim(name))\n" + self.lines(lines)
    }
    return text
  }

  func document(_ resolution: OpenResolution, result: String) -> JSONObject {
    [
      "schema": 1, "command": "resolve", "result": .string(result), "lane": .string(resolution.lane),
      "target": .string(resolution.target), "worktree": .string(resolution.folder),
      "silent": .strings(resolution.silent),
      "paths": .array(
        resolution.clashes.map { clash in
          var object: JSONObject = [
            "kind": .string(clash.kind), "reason": .string(clash.reason), "settled": .bool(clash.isSettled),
            "hunks": .array(
              clash.hunks.map { JSONValue($0, ours: resolution.target, theirs: resolution.lane) }),
          ]
          object.setPath(clash.path.bytes)
          return .object(object)
        }),
    ]
  }
}

extension JSONValue {
  /// An open conflict as `--json` shows it.
  init(_ hunk: OpenClash.Hunk, ours: String, theirs: String) {
    var object: JSONObject = [
      "lines": hunk.lines.map { [.int($0.lowerBound), .int($0.upperBound)] } ?? .null,
      "definition": hunk.definition.map { .string($0) } ?? .null,
      "sides": [JSONValue(hunk.ours, lane: ours), JSONValue(hunk.theirs, lane: theirs)],
    ]
    object.setText(hunk.base, key: "base")
    self = .object(object)
  }

  private init(_ version: OpenClash.Version, lane: String) {
    var object: JSONObject = [
      "lane": .string(lane), "lines": .lines(version.lines), "author": .null,
    ]
    object.setText(version.text)
    if let author = version.author {
      object["author"] = [
        "name": .string(author.name), "mail": .string(author.mail), "time": .int(Int(author.time)),
        "commit": .string(author.commit.hex), "subject": .string(author.subject),
      ]
    }
    self = .object(object)
  }

  /// A remembered resolution as `--json` shows it.
  init(_ resolution: RememberedResolution) {
    var object: JSONObject = [
      "id": .string(resolution.id), "time": .int(Int(resolution.time)),
      "sides": .array(
        resolution.sides.map { side in
          var object = JSONObject()
          object.setText(side)
          return .object(object)
        }),
    ]
    object.setPath(resolution.path.bytes)
    object.setText(resolution.base, key: "base")
    object.setText(resolution.result, key: "result")
    self = .object(object)
  }

  /// What a resolver command is asked.
  init(_ question: ResolverQuestion) {
    var object: JSONObject = [
      "schema": 1, "lane": .string(question.lane), "target": .string(question.target),
      "markerSize": .int(question.markerSize),
      "hunks": .array(
        question.hunks.map { JSONValue($0, ours: question.target, theirs: question.lane) }),
    ]
    object.setPath(question.path.bytes)
    object.setText(question.base, key: "base")
    object.setText(question.ours, key: "ours")
    object.setText(question.theirs, key: "theirs")
    object.setText(question.merged, key: "merged")
    self = .object(object)
  }
}
