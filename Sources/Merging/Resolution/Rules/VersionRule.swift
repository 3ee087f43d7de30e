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
    var raise = VersionRaise()
    for (old, (our, their)) in zip(base.tokens, zip(ours.tokens, theirs.tokens))
    where our.id != old.id || their.id != old.id {
      guard raise.add(base.text(old), ours.text(our), theirs.text(their)) else { return nil }
    }
    guard let (winner, name) = raise.winner,
      raise.isFull || contains(scene.ours.slice(hunk.ours), "version")
    else { return nil }
    return Settlement(
      bytes: Array(scene.text(winner).slice(hunk.lines(winner))),
      certainty: .certain,
      reason: "both raised a version number, \(name) is the higher one", liberties: .drops)
  }

  private static func contains(_ text: ArraySlice<UInt8>, _ word: String) -> Bool {
    let word = Array(word.utf8)
    return text.indices.dropLast(word.count - 1).contains { start in
      zip(text[start...], word).allSatisfy { $0 | 0x20 == $1 }
    }
  }
}

/// Version numbers that both sides raised at one place.
private struct VersionRaise {
  private var winners: [Side: ArraySlice<UInt8>] = [:]
  /// Whether each has three numbers or more, so that it cannot be an amount.
  private(set) var isFull = true

  /// Takes note of a number that changed; false if it is none that was raised.
  mutating func add(_ base: ArraySlice<UInt8>, _ ours: ArraySlice<UInt8>, _ theirs: ArraySlice<UInt8>) -> Bool
  {
    guard let old = VersionNumber(base), let our = VersionNumber(ours), let their = VersionNumber(theirs),
      min(old.count, our.count, their.count) > 1, our == old || old < our, their == old || old < their
    else { return false }
    if min(old.count, our.count, their.count) < 3 { isFull = false }
    if our == their { return true }
    let (high, low) = our < their ? (their, our) : (our, their)
    guard !low.differsInSuffix(high), high.form == old.form || high.form == low.form else { return false }
    if low.form != old.form || high.form != old.form {
      // One side was released, or a development branch opened: within one series nobody knows which one counts.
      guard high.isOtherSeries(than: low) || high.form == low.form else { return false }
    }
    winners[our < their ? .theirs : .ours] = our < their ? theirs : ours
    return true
  }

  /// The side whose numbers are all the higher ones.
  var winner: (Side, String)? {
    guard winners.count == 1, let first = winners.first else { return nil }
    return (first.key, String(decoding: first.value, as: UTF8.self))
  }
}

/// What the rules that look at tokens share.
enum TokenRules {
  /// Texts with more bytes than this are left to a person.
  static let largestText = 65_536
}
