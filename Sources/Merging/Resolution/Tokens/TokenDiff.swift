/// The tokens in which two texts differ, by least cost.
enum TokenDiff {
  /// - Parameters:
  ///   - old: numbers of the old text's tokens.
  ///   - new: numbers of the new text's tokens.
  /// - Returns: the changes in ascending order, at least one common token between each two.
  /// - Complexity: O(*n* · *d*) for *n* tokens and *d* changed ones.
  static func changes(old: [Int32], new: [Int32]) -> [LineChange] {
    if old == new { return [] }
    var changed = ChangedLines(oldCount: old.count, newCount: new.count)
    var myers = MyersDiff(
      old: KeptLines(ids: old, positions: Array(old.indices)),
      new: KeptLines(ids: new, positions: Array(new.indices)))
    myers.run(&changed)
    ChangeSlider.slide(lines: old, changed: &changed.old, other: changed.new)
    ChangeSlider.slide(lines: new, changed: &changed.new, other: changed.old)
    return changed.changes()
  }
}
