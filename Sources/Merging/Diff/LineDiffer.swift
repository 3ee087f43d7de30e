/// The diff of git's merge: histogram diff, then sliding of its changes.
///
/// Keeps its tables between calls, as refining a merge's conflicts takes many small diffs over one numbering.
struct LineDiffer {
  private var index: OccurrenceIndex

  /// Prepares for line numbers below a count.
  init(distinctCount: Int) {
    index = OccurrenceIndex(distinctCount: distinctCount)
  }

  /// The changes that lead from one list of lines to another, in ascending order.
  mutating func changes(old: [LineID], new: [LineID]) -> [LineChange] {
    if old == new { return [] }
    var histogram = HistogramDiff(old: old, new: new, index: index)
    // Given away for the time, as two owners would make the diff copy the whole table.
    index = OccurrenceIndex(distinctCount: 0)
    histogram.run()
    index = histogram.index
    var changed = histogram.changed
    ChangeSlider.slide(lines: old, changed: &changed.old, other: changed.new)
    ChangeSlider.slide(lines: new, changed: &changed.new, other: changed.old)
    return changed.changes()
  }
}
