/// Finds clean changes of both sides that are identical or stand close to each other.
enum NearbyFinder {
  /// - Parameters:
  ///   - regions: The merge's regions, in ascending order.
  ///   - identical: Changes that both sides made alike and that are no regions, in ascending order.
  /// - Returns: The pairs in ascending order of base lines.
  /// - Complexity: O(*n* log *n*) for *n* regions and changes.
  static func find(_ regions: [MergeRegion], identical: [NearbyChange]) -> [NearbyChange] {
    var found = identical
    for region in regions where region.outcome == .same {
      found.append(NearbyChange(base: region.base, ours: region.ours, theirs: region.theirs))
    }
    for (first, second) in zip(regions, regions.dropFirst()) {
      guard areFromTwoSides(first, second),
        second.base.lowerBound - first.base.upperBound <= nearbyDistance
      else { continue }
      var both = first
      both.extend(to: second)
      found.append(NearbyChange(base: both.base, ours: both.ours, theirs: both.theirs))
    }
    return found.sorted {
      ($0.base.lowerBound, $0.base.upperBound) < ($1.base.lowerBound, $1.base.upperBound)
    }
  }

  private static func areFromTwoSides(_ first: MergeRegion, _ second: MergeRegion) -> Bool {
    switch (first.outcome, second.outcome) {
    case (.ours, .theirs), (.theirs, .ours): true
    default: false
    }
  }
}
