extension ResolutionRule {
  /// Both sides inserted lines at one place that have nothing to do with each other: both, ours first.
  ///
  /// The last rule to be asked: it knows nothing of what the lines are.
  static let insertions = Self(name: "insertions") { hunk, scene in
    guard scene.size(hunk) <= TokenRules.largestText, let pair = InsertedLines(hunk, scene),
      pair.areUnrelated, !scene.needsComma(hunk)
    else { return nil }
    return Settlement(
      bytes: Array(scene.ours.slice(hunk.ours)) + scene.theirs.slice(hunk.theirs), certainty: .likely,
      reason: "both inserted lines that have nothing in common")
  }
}
