import Outlines

extension ResolutionRule {
  /// Both sides added entries to one list: both, in the list's order.
  static let entries = Self(name: "entries") { hunk, scene in
    guard scene.size(hunk) <= TokenRules.largestText, !scene.areTwoTexts else { return nil }
    if let added = AddedItems(hunk, scene), added.commonName == nil, added.areEntries,
      !added.shareText, !scene.needsComma(hunk)
    {
      return Settlement(bytes: added.bytes, certainty: .certain, reason: names("both added entries", added))
    }
    guard let list = EntryList(hunk, scene) else { return nil }
    return Settlement(
      bytes: list.merged(), certainty: list.isPlain ? .certain : .likely,
      reason: "both added entries to a list", liberties: .composes)
  }
}

extension MergeScene {
  /// Whether both sides added the file: their entries are two texts then, not additions to one list.
  ///
  /// A list of lines, such as `.gitignore`, is one all the same.
  fileprivate var areTwoTexts: Bool { base.count == 0 && oursOutline?.language != .lineList }

  /// Whether an insertion ends without the comma that a line behind it would call for.
  func needsComma(_ hunk: Hunk) -> Bool {
    func endsInComma(_ bytes: ArraySlice<UInt8>) -> Bool { bytes.last { !isSpace($0) } == UInt8(ascii: ",") }
    let (our, their) = (endsInComma(ours.slice(hunk.ours)), endsInComma(theirs.slice(hunk.theirs)))
    return our != their || !our && endsInComma(ours.slice(0..<hunk.ours.lowerBound))
  }
}
