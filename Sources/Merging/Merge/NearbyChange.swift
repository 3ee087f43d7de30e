/// The most unchanged base lines between two changes that still count as near each other.
public let nearbyDistance = 3

/// Two changes, one a side, that merge cleanly but stand within `nearbyDistance` lines of each other, or are
/// identical.
///
/// All ranges are half-open, number lines from 0, and cover both changes and what lies between them.
public struct NearbyChange: Sendable, Hashable {
  /// Lines of the base.
  public var base: Range<Int>
  /// Lines of ours.
  public var ours: Range<Int>
  /// Lines of theirs.
  public var theirs: Range<Int>

  /// Makes a pair of changes.
  ///
  /// - Parameters:
  ///   - base: Lines of the base.
  ///   - ours: Lines of ours.
  ///   - theirs: Lines of theirs.
  public init(base: Range<Int>, ours: Range<Int>, theirs: Range<Int>) {
    self.base = base
    self.ours = ours
    self.theirs = theirs
  }
}
