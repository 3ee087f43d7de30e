/// One place where git stops: a pair of markers in the merged text.
///
/// All ranges are half-open and number lines from 0.
public struct ConflictHunk: Sendable, Hashable {
  /// Lines of the base.
  ///
  /// Exact for the styles that show the base. The style `merge` splits and trims conflicts by comparing the
  /// two sides alone; then this is the narrowest range of base lines that the sides' diffs can tell, and
  /// hunks split from one conflict may share lines.
  public var base: Range<Int>
  /// Lines of ours between the markers.
  public var ours: Range<Int>
  /// Lines of theirs between the markers.
  public var theirs: Range<Int>
  /// Lines of the merged text, both outer markers included.
  public var merged: Range<Int>

  /// Makes a hunk.
  ///
  /// - Parameters:
  ///   - base: Lines of the base.
  ///   - ours: Lines of ours.
  ///   - theirs: Lines of theirs.
  ///   - merged: Lines of the merged text, markers included.
  public init(base: Range<Int>, ours: Range<Int>, theirs: Range<Int>, merged: Range<Int>) {
    self.base = base
    self.ours = ours
    self.theirs = theirs
    self.merged = merged
  }
}
