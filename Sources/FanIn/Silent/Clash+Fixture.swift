import Conflicts
import GitValues

extension Clash {
  /// A test that would get another fixture after the fan-in than on its own lane, or on the target.
  ///
  /// - Parameters:
  ///   - lane: the lane whose test it is, or by which the target's test would get another one.
  ///   - target: the whole name of the target's branch.
  init(_ difference: FixtureDifference, lane: String, target: String) {
    let test = String(decoding: difference.wanted.test, as: UTF8.self)
    let name = String(decoding: difference.wanted.name, as: UTF8.self)
    let what =
      switch difference.kind {
      case .missing: "would no longer find the fixture \(name) of \(difference.wanted.definitionPath.text)"
      case .otherDefinition:
        "would get \(name) from \((difference.got ?? difference.wanted).definitionPath.text) instead of"
          + " \(difference.wanted.definitionPath.text)"
      case .otherContent: "would get another \(name) than on its lane"
      case .added: "would get \(name) of \(difference.wanted.definitionPath.text) as well (autouse)"
      }
    let path = difference.wanted.path
    self.init(
      id: clashID(kind: "fixture", lanes: [lane, target], path: path, detail: test + " " + name),
      kind: "fixture", level: .silent, lanes: [lane, target], path: path,
      paths: path == difference.wanted.definitionPath ? [path] : [path, difference.wanted.definitionPath],
      lines: [], decision: .ask, rule: "fixtures", reason: "\(test) " + what)
  }
}
