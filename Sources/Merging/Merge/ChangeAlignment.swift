/// Lays the changes of two sides over one another and sorts them into regions.
///
/// Changes of both sides that share a base line or touch are one region and conflict, unless they are the
/// same change. The others are taken from their side.
///
/// Source: the three-way merge of diff3 (S. Khanna, K. Kunal, B. Pierce, "A Formal Investigation of Diff3",
/// 2007), with touching changes as conflicts, as git's merge has them.
///
/// Invariant: regions ascend in all three texts and do not touch.
///
/// Complexity: O(changes + lines in identical changes).
struct ChangeAlignment {
  private let base: TextLines
  private let ours: TextLines
  private let theirs: TextLines
  private(set) var regions: [MergeRegion] = []
  /// Changes that both sides made alike; they are no regions, as ours has them already.
  private(set) var identical: [NearbyChange] = []

  /// Aligns the changes that lead from the base to each side.
  init(
    base: TextLines, ours: TextLines, oursChanges: [LineChange],
    theirs: TextLines, theirsChanges: [LineChange]
  ) {
    self.base = base
    self.ours = ours
    self.theirs = theirs
    var oursRest = oursChanges[...]
    var theirsRest = theirsChanges[...]
    while oursRest.first != nil || theirsRest.first != nil {
      step(&oursRest, &theirsRest)
    }
  }

  /// Handles the change that comes first, and the one of the other side that meets it.
  private mutating func step(
    _ oursRest: inout ArraySlice<LineChange>, _ theirsRest: inout ArraySlice<LineChange>
  ) {
    let (our, their) = (oursRest.first, theirsRest.first)
    if let our, our.old.upperBound < their?.old.lowerBound ?? .max {
      let shift = their.map(Self.shift) ?? theirs.count - base.count
      let unchanged = moved(our.old, by: shift)
      append(MergeRegion(outcome: .ours, base: our.old, ours: our.new, theirs: unchanged))
      oursRest.removeFirst()
    } else if let their, their.old.upperBound < our?.old.lowerBound ?? .max {
      let shift = our.map(Self.shift) ?? ours.count - base.count
      let unchanged = moved(their.old, by: shift)
      append(MergeRegion(outcome: .theirs, base: their.old, ours: unchanged, theirs: their.new))
      theirsRest.removeFirst()
    } else if let our, let their {
      meet(our, their)
      if our.old.upperBound >= their.old.upperBound { theirsRest.removeFirst() }
      if their.old.upperBound >= our.old.upperBound { oursRest.removeFirst() }
    }
  }

  /// Two changes that overlap or touch.
  private mutating func meet(_ our: LineChange, _ their: LineChange) {
    if our.old == their.old && ours.ids[our.new] == theirs.ids[their.new] {
      identical.append(NearbyChange(base: our.old, ours: our.new, theirs: their.new))
      return
    }
    let start = min(our.old.lowerBound, their.old.lowerBound)
    let end = max(our.old.upperBound, their.old.upperBound)
    func widened(_ change: LineChange) -> Range<Int> {
      let above = change.old.lowerBound - start
      let below = end - change.old.upperBound
      return change.new.lowerBound - above..<change.new.upperBound + below
    }
    append(
      MergeRegion(
        outcome: .conflict, base: start..<end, ours: widened(our), theirs: widened(their)))
  }

  /// Adds a region, or stretches the last one if they touch in either side.
  private mutating func append(_ region: MergeRegion) {
    guard let last = regions.last,
      region.ours.lowerBound <= last.ours.upperBound
        || region.theirs.lowerBound <= last.theirs.upperBound
    else {
      regions.append(region)
      return
    }
    regions[regions.count - 1].extend(to: region)
    if last.outcome != region.outcome { regions[regions.count - 1].outcome = .conflict }
  }

  /// How much further down lines stand in a side than in the base, above a change.
  private static func shift(_ change: LineChange) -> Int {
    change.new.lowerBound - change.old.lowerBound
  }
}
