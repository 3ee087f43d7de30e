extension ResolutionRule {
  /// One side only changed white space: the other side's edit in the new form.
  static let whiteSpace = Self(name: "white-space") { hunk, scene in
    guard scene.size(hunk) <= TokenRules.largestText else { return nil }
    var merge = TokenMerge(
      base: scene.tokenize(scene.base.slice(hunk.base)), ours: scene.tokenize(scene.ours.slice(hunk.ours)),
      theirs: scene.tokenize(scene.theirs.slice(hunk.theirs)))
    guard merge.run(), merge.oursChangesTokens != merge.theirsChangesTokens else { return nil }
    let formatter = merge.oursChangesTokens ? "theirs" : "ours"
    return Settlement(
      bytes: merge.bytes, certainty: .likely,
      reason: "\(formatter) only changed white space, which the other side's edit was given too",
      liberties: .composes)
  }
}
