extension ResolutionRule {
  /// Both sides raised version numbers: the higher ones.
  static let version = Self(name: "version") { hunk, scene in
    guard hunk.base.count == hunk.ours.count, hunk.base.count == hunk.theirs.count,
      scene.size(hunk) <= TokenRules.largestText
    else { return nil }
    let base = scene.tokenize(scene.base.slice(hunk.base))
    let ours = scene.tokenize(scene.ours.slice(hunk.ours))
    let theirs = scene.tokenize(scene.theirs.slice(hunk.theirs))
    guard base.tokens.count == ours.tokens.count, base.tokens.count == theirs.tokens.count else { return nil }
    var winners: Set<Side> = []
    var names: [String] = []
    for (old, (our, their)) in zip(base.tokens, zip(ours.tokens, theirs.tokens)) {
      if our.id == their.id && our.id == old.id { continue }
      guard let one = VersionNumber(base.text(old)), let two = VersionNumber(ours.text(our)),
        let three = VersionNumber(theirs.text(their)), one < two || our.id == old.id,
        one < three || their.id == old.id
      else { return nil }
      if our.id == their.id { continue }
      winners.insert(two < three ? .theirs : .ours)
      names.append(String(decoding: two < three ? theirs.text(their) : ours.text(our), as: UTF8.self))
    }
    guard winners.count == 1, let winner = winners.first, let name = names.first else { return nil }
    return Settlement(
      bytes: Array(scene.text(winner).slice(hunk.lines(winner))), certainty: .likely,
      reason: "both raised a version number, \(name) is the higher one", liberties: .drops)
  }
}

/// What the rules that look at tokens share.
enum TokenRules {
  /// Texts with more bytes than this are left to a person.
  static let largestText = 65_536
}
