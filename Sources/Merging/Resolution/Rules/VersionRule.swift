extension ResolutionRule {
  /// Both sides raised version numbers: the higher ones.
  static let version = Self(name: "version") { hunk, scene in
    guard hunk.base.count == hunk.ours.count, hunk.base.count == hunk.theirs.count,
      scene.size(hunk) <= TokenRules.largestText
    else { return nil }
    let raise = VersionRaise(
      scene.tokenize(scene.base.slice(hunk.base)), scene.tokenize(scene.ours.slice(hunk.ours)),
      scene.tokenize(scene.theirs.slice(hunk.theirs)))
    guard let raise, let (winner, name) = raise.winner,
      raise.isFull || contains(scene.ours.slice(hunk.ours), "version")
    else { return nil }
    return Settlement(
      bytes: Array(scene.text(winner).slice(hunk.lines(winner))),
      // Two first numbers: the file of another line of releases, for which people often choose a number of their own.
      certainty: raise.isOneSeries ? .certain : .likely,
      reason: "both raised a version number, \(name) is the higher one", liberties: .drops)
  }

  /// Whether a text has a word, in lower case or upper.
  static func contains(_ text: ArraySlice<UInt8>, _ word: String) -> Bool {
    let word = Array(word.utf8)
    return text.indices.dropLast(word.count - 1).contains { start in
      zip(text[start...], word).allSatisfy { $0 | 0x20 == $1 }
    }
  }
}

/// What the rules that look at tokens share.
enum TokenRules {
  /// Texts with more bytes than this are left to a person.
  static let largestText = 65_536
}
