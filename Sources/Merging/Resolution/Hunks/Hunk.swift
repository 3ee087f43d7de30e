/// One of the two sides of a merge.
enum Side {
  case ours
  case theirs

  var other: Side { self == .ours ? .theirs : .ours }
}

/// A place where both sides changed the base: lines of the three texts that stand for one another.
struct Hunk: Hashable {
  var base: Range<Int>
  var ours: Range<Int>
  var theirs: Range<Int>

  func lines(_ side: Side) -> Range<Int> { side == .ours ? ours : theirs }

  /// With the sides swapped.
  var mirrored: Hunk { Hunk(base: base, ours: theirs, theirs: ours) }
}

extension Hunk {
  init(_ region: MergeRegion) {
    self.init(base: region.base, ours: region.ours, theirs: region.theirs)
  }
}
