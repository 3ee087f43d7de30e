/// What must hold for the lines that a rule puts in a hunk's place.
///
/// No line that a side added is missing, no line is there that none of the three texts has, and no line is
/// back that both sides removed; white space aside. A rule that puts lines together is held to the same for
/// words. Whatever the rule, brackets balance as the sides say.
struct SettlementCheck {
  let scene: MergeScene
  let hunk: Hunk
  let settlement: Settlement

  /// What is wrong; nil if all is well.
  var problem: String? {
    if settlement.liberties.contains(.drops) { return nil }
    let composes = settlement.liberties.contains(.composes)
    func units(_ bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>: Int] {
      composes ? Self.words(bytes) : Self.lines(bytes)
    }
    let base = units(scene.base.slice(hunk.base))
    let ours = units(scene.ours.slice(hunk.ours))
    let theirs = units(scene.theirs.slice(hunk.theirs))
    let merged = units(settlement.bytes[...])
    for (unit, count) in merged where base[unit] == nil && ours[unit] == nil && theirs[unit] == nil {
      _ = count
      return "invented"
    }
    for side in [ours, theirs] {
      for (unit, count) in side where count > base[unit] ?? 0 && merged[unit] ?? 0 < 1 { return "lost" }
    }
    return nil
  }

  private static func lines(_ bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>: Int] {
    var counts: [ArraySlice<UInt8>: Int] = [:]
    for line in bytes.split(separator: 0x0A) {
      let content = line.drop(while: isSpace)
      let end = content.lastIndex { !isSpace($0) }
      if let end { counts[content[...end], default: 0] += 1 }
    }
    return counts
  }

  private static func words(_ bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>: Int] {
    var table = TokenTable()
    let text = table.tokenize(bytes)
    var counts: [ArraySlice<UInt8>: Int] = [:]
    for token in text.tokens.dropLast() { counts[text.text(token), default: 0] += 1 }
    return counts
  }
}
