/// Tells which base lines belong to a part of a conflict, from the diffs that led to each side.
struct BaseLocator {
  let oursChanges: [LineChange]
  let theirsChanges: [LineChange]

  /// The base lines of a part of a conflict.
  ///
  /// - Parameters:
  ///   - ours: Lines of ours.
  ///   - theirs: Lines of theirs.
  ///   - bounds: The base lines of the whole conflict.
  /// - Complexity: O(log changes).
  func range(ours: Range<Int>, theirs: Range<Int>, within bounds: Range<Int>) -> Range<Int> {
    let oursStart = Self.places(of: ours.lowerBound, oursChanges).lowerBound
    let theirsStart = Self.places(of: theirs.lowerBound, theirsChanges).lowerBound
    let oursEnd = Self.places(of: ours.upperBound, oursChanges).upperBound
    let theirsEnd = Self.places(of: theirs.upperBound, theirsChanges).upperBound
    let start = max(bounds.lowerBound, oursStart, theirsStart)
    let end = min(bounds.upperBound, oursEnd, theirsEnd)
    // The sides can place the part differently; then nothing narrower than the whole is certain.
    return start <= end ? start..<end : bounds
  }

  /// Where a line boundary of a side may lie in the base: one place, or all of a change that it falls into.
  private static func places(of boundary: Int, _ changes: [LineChange]) -> ClosedRange<Int> {
    var low = 0
    var high = changes.count
    while low < high {
      let middle = (low + high) / 2
      if changes[middle].new.upperBound < boundary { low = middle + 1 } else { high = middle }
    }
    if low < changes.count, changes[low].new.lowerBound <= boundary {
      let change = changes[low]
      if change.new.isEmpty { return change.old.lowerBound...change.old.upperBound }
      if boundary == change.new.lowerBound { return change.old.lowerBound...change.old.lowerBound }
      if boundary == change.new.upperBound { return change.old.upperBound...change.old.upperBound }
      return change.old.lowerBound...change.old.upperBound
    }
    let shift = low == 0 ? 0 : changes[low - 1].old.upperBound - changes[low - 1].new.upperBound
    return boundary + shift...boundary + shift
  }
}
