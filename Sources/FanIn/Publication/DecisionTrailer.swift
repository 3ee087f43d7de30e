import Conflicts
import GitValues

/// A decision as a fan-in's merge commit records it: `PATH: KIND, RULE[, CERTAINTY][: REASON]`.
public struct RecordedDecision: Sendable, Hashable {
  /// The path as text; bytes that are not UTF-8 are replaced.
  public let path: String
  public let kind: String
  public let rule: String
  /// `certain`, `likely` or `ask`; nil where the record does not say.
  public let certainty: String?
  public let reason: String?

  /// Our own words for clashes that git does not see.
  private static let ownKinds = [
    "migration", "fixture", "definition", "duplicate-key", "duplicate-import", "semantic", "ownership",
  ]
  private static let certainties = ["certain", "likely", "ask"]

  /// Reads the value of a trailer, leniently; nil where it is of another form.
  ///
  /// A path can hold a colon itself: the first one that a known kind follows ends it.
  init?(_ text: String) {
    let parts = text.components(separatedBy: ": ")
    guard parts.count > 1 else { return nil }
    let kinds = ConflictKind.allCases.map(\.rawValue) + RecordedDecision.ownKinds
    let place = parts.indices.dropFirst().first { index in
      kinds.contains { parts[index].isExactly($0) || parts[index].after($0 + ",") != nil }
    }
    let index = place ?? 1
    let words = parts[index].components(separatedBy: ", ")
    guard words.count > 1 || place != nil else { return nil }
    path = parts[..<index].joined(separator: ": ")
    kind = words[0]
    let isSure = words.count > 2 && RecordedDecision.certainties.contains(words[words.count - 1])
    certainty = isSure ? words.last : nil
    rule = words.dropFirst().dropLast(isSure ? 1 : 0).joined(separator: ", ")
    let rest = parts[(index + 1)...]
    reason = rest.isEmpty ? nil : rest.joined(separator: ": ")
  }
}

extension RecordedDecision {
  private static let decisionKey = "Fanin-Decision"
  private static let ownershipKey = "Fanin-Ownership"

  /// What a merge commit records: what was decided, then what was passed over.
  static func all(in trailers: Trailers) -> [RecordedDecision] {
    (trailers.all(decisionKey) + trailers.all(ownershipKey)).compactMap(RecordedDecision.init)
  }

  /// Records what was decided about a clash.
  static func note(_ clash: Clash, in trailers: inout Trailers) {
    trailers.add(
      decisionKey,
      "\(clash.path.text): \(clash.kind), \(clash.rule), \(clash.decision.rawValue): \(clash.reason)")
  }

  /// Records that a lane changed a path which is not its own, and that nobody was asked, as `fanin.ownership` is off.
  static func notePassedOver(_ clash: Clash, in trailers: inout Trailers) {
    trailers.add(ownershipKey, "\(clash.path.text): \(clash.kind), off: \(clash.reason)")
  }
}

extension String {
  /// The parts between the places where a separator of ASCII stands.
  fileprivate func components(separatedBy separator: String) -> [String] {
    var parts: [String] = []
    var rest = utf8[...]
    var start = rest.startIndex
    while !rest.isEmpty {
      if rest.starts(with: separator.utf8) {
        parts.append(String(Substring(utf8[start..<rest.startIndex])))
        rest = rest.dropFirst(separator.utf8.count)
        start = rest.startIndex
      } else {
        rest = rest.dropFirst()
      }
    }
    return parts + [String(Substring(utf8[start...]))]
  }
}
