/// A run of lines that a diff replaces: lines of the old text by lines of the new one.
///
/// One of the ranges may be empty, for a pure insertion or deletion; its bounds then say where.
public struct LineChange: Sendable, Hashable {
  /// Lines of the old text, numbered from 0.
  public var old: Range<Int>
  /// Lines of the new text, numbered from 0.
  public var new: Range<Int>

  /// Makes a change.
  ///
  /// - Parameters:
  ///   - old: Lines of the old text, numbered from 0.
  ///   - new: Lines of the new text that stand in their place, numbered from 0.
  public init(old: Range<Int>, new: Range<Int>) {
    self.old = old
    self.new = new
  }
}

/// The lines in which two texts differ, as git's merge sees them.
///
/// A histogram diff whose changes have been slid as far down as they go, without the indent heuristic that
/// `git diff` adds.
///
/// - Parameters:
///   - old: The old text, of up to 2³¹ - 1 lines.
///   - new: The new text, of up to 2³¹ - 1 lines.
/// - Returns: The changes in ascending order, at least one unchanged line between each two.
/// - Complexity: O(*n* · *c*) for *n* lines and *c* changes at worst, near O(*n* log *c*) for common texts.
public func diffLines(old: [UInt8], new: [UInt8]) -> [LineChange] {
  var interner = LineInterner(expectedBytes: old.count + new.count)
  let oldLines = interner.add(old)
  let newLines = interner.add(new)
  var differ = LineDiffer(distinctCount: interner.distinctCount)
  return differ.changes(old: oldLines.ids, new: newLines.ids)
}
