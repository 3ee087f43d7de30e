extension ResolutionRule {
  /// One side only changed white space: the other side's edit in the new form. Or both made the same of it, but for
  /// white space: one of the two forms.
  static let whiteSpace = Self(name: "white-space") { hunk, scene in
    guard scene.size(hunk) <= TokenRules.largestText else { return nil }
    var merge = TokenMerge(
      base: scene.tokenize(scene.base.slice(hunk.base)), ours: scene.tokenize(scene.ours.slice(hunk.ours)),
      theirs: scene.tokenize(scene.theirs.slice(hunk.theirs)))
    if merge.ours.ids == merge.theirs.ids { return sameTokens(merge, hunk, scene) }
    guard merge.run(), merge.oursChangesTokens != merge.theirsChangesTokens else { return nil }
    let formatter = merge.oursChangesTokens ? Side.theirs : .ours
    guard keepsIndentation(hunk, formatter, scene) else { return nil }
    let name = formatter == .ours ? "ours" : "theirs"
    return Settlement(
      bytes: withEndings(of: scene.text(formatter).slice(hunk.lines(formatter)), merge.bytes),
      certainty: Set([hunk.base.count, hunk.ours.count, hunk.theirs.count]).count == 1 ? .certain : .likely,
      reason: "\(name) only changed white space, which the other side's edit was given too",
      liberties: .composes)
  }

  /// Either side, where both have the same tokens and only the space between them differs.
  private static func sameTokens(_ merge: TokenMerge, _ hunk: Hunk, _ scene: MergeScene) -> Settlement? {
    let isFree = scene.language.map { !$0.indentationCounts } ?? false
    let ours = indentations(scene.ours, hunk.ours)
    let theirs = indentations(scene.theirs, hunk.theirs)
    // In quotes space is content.
    guard isFree || ours == theirs, !merge.ours.bytes.contains(where: { "\"'`".utf8.contains($0) })
    else { return nil }
    return Settlement(
      bytes: Array(scene.ours.slice(hunk.ours)),
      certainty: merge.base.ids == merge.ours.ids ? .likely : .certain,
      reason: "both made the same change but for white space", liberties: .drops)
  }

  /// What lines that are not blank begin with.
  private static func indentations(_ text: TextLines, _ lines: Range<Int>) -> [ArraySlice<UInt8>] {
    lines.map { text.slice($0..<$0 + 1) }.filter { !$0.allSatisfy(isSpace) }.map(indentation)
  }

  /// Whether no new line of the editing side can end up at a depth that it was not written for.
  private static func keepsIndentation(_ hunk: Hunk, _ formatter: Side, _ scene: MergeScene) -> Bool {
    if scene.language.map({ !$0.indentationCounts }) ?? false { return true }
    if hunk.base.count == hunk.lines(formatter.other).count { return true }
    return indentations(scene.base, hunk.base) == indentations(scene.text(formatter), hunk.lines(formatter))
  }

  /// Lines with the endings that all lines of a text have; as they are if it has both kinds.
  private static func withEndings(of text: ArraySlice<UInt8>, _ bytes: [UInt8]) -> [UInt8] {
    let feeds = text.indices.filter { text[$0] == 0x0A }
    let returns = feeds.filter { $0 > text.startIndex && text[$0 - 1] == 0x0D }
    guard returns.isEmpty || returns.count == feeds.count else { return bytes }
    var result: [UInt8] = []
    for byte in bytes {
      if byte == 0x0A {
        while result.last == 0x0D { result.removeLast() }
        if !returns.isEmpty { result.append(0x0D) }
      }
      result.append(byte)
    }
    return result
  }
}
