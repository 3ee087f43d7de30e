extension ResolutionRule {
  /// One side holds all that the other changed, and more: it stands for both.
  static let contained = Self(name: "contained") { hunk, scene in
    for side in [Side.ours, .theirs] {
      guard let reason = containment(of: side.other, in: side, hunk, scene) else { continue }
      return Settlement(
        bytes: Array(scene.text(side).slice(hunk.lines(side))), certainty: .likely, reason: reason)
    }
    return nil
  }

  /// Why all changes of a side are also in the other; nil if they are not.
  private static func containment(
    of small: Side, in large: Side, _ hunk: Hunk, _ scene: MergeScene
  ) -> String? {
    let wanted = scene.changes(hunk, small)
    var made = scene.changes(hunk, large)[...]
    for change in wanted {
      while let first = made.first, first.old.upperBound < change.old.upperBound { made.removeFirst() }
      guard let first = made.first, first.old.lowerBound <= change.old.lowerBound,
        first.old.upperBound >= change.old.upperBound,
        // What one side only removed, the other may not have put something else for.
        !change.new.isEmpty || first.new.isEmpty,
        isSubsequence(change.new, of: small, first.new, of: large, scene)
      else { return nil }
    }
    let holder = large == .ours ? "ours" : "theirs"
    return hunk.base.isEmpty
      ? "both added the same lines, \(holder) more of them" : "\(holder) has every change of the other side"
  }

  /// Whether lines of one side stand in the same order among lines of the other, white space aside.
  private static func isSubsequence(
    _ lines: Range<Int>, of small: Side, _ others: Range<Int>, of large: Side, _ scene: MergeScene
  ) -> Bool {
    var rest = others
    for line in lines {
      let id = scene.text(small).ids[line]
      while let other = rest.first, scene.text(large).ids[other] != id { rest.removeFirst() }
      if rest.isEmpty { return false }
      rest.removeFirst()
    }
    return true
  }
}
