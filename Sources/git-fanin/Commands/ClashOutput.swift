import Conflicts
import GitValues

/// How clashes are shown, the same way by every command.
struct ClashOutput {
  let style: Style

  /// Clashes by path, each with its lanes and their lines.
  ///
  /// Pairs of lanes that clash at one path in one way are told together: ten lanes that all change one
  /// line are one matter, not forty-five.
  func list(_ clashes: [Clash], most: Int) -> String {
    var order: [Key] = []
    var groups: [Key: [Clash]] = [:]
    for clash in clashes {
      let key = Key(path: clash.path, kind: clash.kind, level: clash.level)
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(clash)
    }
    var text = order.prefix(most).map { entry($0, groups[$0] ?? []) }.joined()
    if order.count > most { text += "  … and \(order.count - most) more (-v shows all)\n" }
    return text
  }

  private struct Key: Hashable {
    let path: GitPath
    let kind: String
    let level: Clash.Level
  }

  private func entry(_ key: Key, _ clashes: [Clash]) -> String {
    guard let first = clashes.first else { return "" }
    let mark =
      first.isOpen
      ? style.red("open")
      : style.dim([.conflict, .silent].contains(key.level) ? "settled" : "same \(key.level.rawValue)")
    var text = "  \(mark)  \(style.bold(escaped(key.path.bytes)))  \(style.dim(key.kind))\n"
    let lanes = clashes.reduce(into: [String]()) { names, clash in
      for lane in clash.lanes where !names.containsExactly(lane) { names.append(lane) }
    }
    let parts = lanes.map { lane in
      let lines = clashes.lazy.flatMap(\.lines).first { $0.lane.isExactly(lane) }
      return escaped(lane.branchName) + (lines.map { " " + Self.text($0.range) } ?? "")
    }
    let pairs = clashes.count > 1 ? " (\(clashes.count) pairs)" : ""
    text += "        " + parts.joined(separator: ", ") + pairs + ": " + escaped(first.reason) + "\n"
    return text
  }

  private static func text(_ lines: ClosedRange<Int>) -> String {
    lines.count == 1 ? "line \(lines.lowerBound)" : "lines \(lines.lowerBound)–\(lines.upperBound)"
  }
}

extension JSONValue {
  /// A clash as `--json` shows it.
  init(_ clash: Clash) {
    var object: JSONObject = [
      "id": .string(clash.id), "kind": .string(clash.kind), "level": .string(clash.level.rawValue),
      "lanes": .strings(clash.lanes), "decision": .string(clash.decision.rawValue),
      "rule": .string(clash.rule), "reason": .string(clash.reason),
      "paths": .array(clash.paths.map { .path($0.bytes) }),
    ]
    object.setPath(clash.path.bytes)
    var lines = JSONObject()
    for item in clash.lines { lines[item.lane] = [.int(item.range.lowerBound), .int(item.range.upperBound)] }
    object["lines"] = .object(lines)
    self = .object(object)
  }
}
