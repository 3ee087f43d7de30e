/// A range of lines in which at least one side changed the base, and what the merge makes of it.
///
/// Between regions all three texts are equal, as far as the diffs of the sides tell.
struct MergeRegion {
  enum Outcome: Equatable {
    case ours
    case theirs
    case conflict
    /// A conflict whose sides turned out to be equal.
    case same
    /// A conflict that these lines stand for.
    case settled([UInt8])
  }

  var outcome: Outcome
  var base: Range<Int>
  var ours: Range<Int>
  var theirs: Range<Int>

  /// Stretches the region to the end of another one behind it.
  mutating func extend(to other: MergeRegion) {
    base = base.lowerBound..<max(base.upperBound, other.base.upperBound)
    ours = ours.lowerBound..<other.ours.upperBound
    theirs = theirs.lowerBound..<other.theirs.upperBound
  }
}

extension MergeRegion {
  /// The region with lines in its place.
  func settled(_ bytes: [UInt8]) -> MergeRegion {
    var region = self
    region.outcome = .settled(bytes)
    return region
  }

  /// The region with the sides swapped.
  var mirrored: MergeRegion {
    let outcome: Outcome =
      switch outcome {
      case .ours: .theirs
      case .theirs: .ours
      default: outcome
      }
    return MergeRegion(outcome: outcome, base: base, ours: theirs, theirs: ours)
  }
}

/// The range that starts and ends a distance further on.
func moved(_ range: Range<Int>, by distance: Int) -> Range<Int> {
  range.lowerBound + distance..<range.upperBound + distance
}
