import Outlines

extension ResolutionRule {
  /// Both sides added definitions of different names at one place: both, ours first.
  static let definitions = Self(name: "definitions") { hunk, scene in
    guard scene.size(hunk) <= TokenRules.largestText, let added = AddedItems(hunk, scene),
      added.commonName == nil,
      !added.isEntriesOnly
    else { return nil }
    return Settlement(
      bytes: added.bytes, certainty: .likely,
      reason: names("both added definitions", added))
  }

  /// A reason that names what both sides added.
  static func names(_ start: String, _ added: AddedItems) -> String {
    let names = (added.ours + added.theirs).map(\.name)
    let shown = names.prefix(6).joined(separator: ", ")
    return "\(start): \(shown)" + (names.count > 6 ? ", …" : "")
  }
}
