/// Makes conflicts as small as their style allows.
enum ConflictRefinement {
  /// Conflicts with at most so many lines between them are written as one.
  static let joiningDistance = 3

  /// Splits conflicts into the parts in which the two sides differ.
  ///
  /// Equal lines of both sides leave the conflict; a conflict without a difference becomes `same`. Parts
  /// and conflicts that end up close to each other are then joined, as a few shared lines between markers
  /// read worse than one larger conflict.
  ///
  /// Source: the "zealous" level of git's merge, of which diff3 styles are exempt as they show the base.
  ///
  /// - Complexity: That of the diffs of each conflict's sides.
  static func split(
    _ regions: [MergeRegion], ours: TextLines, theirs: TextLines,
    differ: inout LineDiffer, locator: BaseLocator
  ) -> [MergeRegion] {
    var refined: [MergeRegion] = []
    for var region in regions {
      guard region.outcome == .conflict, !region.ours.isEmpty, !region.theirs.isEmpty else {
        add(region, to: &refined)
        continue
      }
      let differences = differ.changes(
        old: Array(ours.ids[region.ours]), new: Array(theirs.ids[region.theirs]))
      if differences.isEmpty {
        region.outcome = .same
        add(region, to: &refined)
      }
      for difference in differences {
        add(part(of: region, difference, locator), to: &refined)
      }
    }
    return refined
  }

  /// Moves lines with which both sides of a conflict begin or end out of it.
  static func trim(_ regions: [MergeRegion], ours: TextLines, theirs: TextLines) -> [MergeRegion] {
    regions.map { region in
      guard region.outcome == .conflict else { return region }
      var region = region
      while let first = region.ours.first, let other = region.theirs.first,
        ours.ids[first] == theirs.ids[other]
      {
        region.ours.removeFirst()
        region.theirs.removeFirst()
      }
      while let last = region.ours.last, let other = region.theirs.last,
        ours.ids[last] == theirs.ids[other]
      {
        region.ours.removeLast()
        region.theirs.removeLast()
      }
      return region
    }
  }

  private static func part(
    of region: MergeRegion, _ difference: LineChange, _ locator: BaseLocator
  ) -> MergeRegion {
    let ours = moved(difference.old, by: region.ours.lowerBound)
    let theirs = moved(difference.new, by: region.theirs.lowerBound)
    let base = locator.range(ours: ours, theirs: theirs, within: region.base)
    return MergeRegion(outcome: .conflict, base: base, ours: ours, theirs: theirs)
  }

  /// Appends a region, or joins it with the last one if both conflict and stand close to each other.
  static func add(_ region: MergeRegion, to regions: inout [MergeRegion]) {
    guard let last = regions.last, last.outcome == .conflict, region.outcome == .conflict,
      region.ours.lowerBound - last.ours.upperBound <= joiningDistance
    else {
      regions.append(region)
      return
    }
    regions[regions.count - 1].extend(to: region)
  }
}
