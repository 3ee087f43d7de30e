/// Goes through a merge's regions and puts what was settled in the place of conflicts.
struct HunkPlacer {
  private var ground: MergeGround
  let resolver: SymmetricResolver
  private(set) var regions: [MergeRegion] = []
  /// What was settled, in ascending order.
  private(set) var settlements: [(Settlement, Hunk)] = []

  init(ground: MergeGround, resolver: SymmetricResolver) {
    self.ground = ground
    self.resolver = resolver
  }

  /// Whether something was settled with more lines than either side had, or by keys, so that a name may stand twice.
  var hasGrown: Bool {
    settlements.contains { settlement, hunk in
      settlement.rule == ResolutionRule.keyed.name
        || settlement.bytes.count { $0 == 0x0A } > max(hunk.ours.count, hunk.theirs.count, hunk.base.count)
    }
  }

  mutating func run(_ style: ConflictStyle) {
    for region in ground.regions {
      guard region.outcome == .conflict else {
        regions.append(region)
        continue
      }
      if let settlement = resolver.settle(Hunk(region)) {
        settlements.append((settlement, Hunk(region)))
        regions.append(region.settled(settlement.bytes))
        continue
      }
      placeParts(of: region, style)
    }
  }

  /// Settles what can be settled of git's smaller conflicts.
  private mutating func placeParts(of region: MergeRegion, _ style: ConflictStyle) {
    let parts = ground.parts(of: region)
    let isSplit = parts.count > 1 && ground.isMirrored(parts, of: region)
    var isAnySettled = false
    var placed: [MergeRegion] = []
    for (index, part) in parts.enumerated() {
      let isApart =
        (index == 0 || parts[index - 1].base.upperBound <= part.base.lowerBound)
        && (index + 1 == parts.count || part.base.upperBound <= parts[index + 1].base.lowerBound)
      if part.outcome == .conflict, isSplit, isApart, let settlement = resolver.settle(Hunk(part)) {
        settlements.append((settlement, Hunk(part)))
        placed.append(part.settled(settlement.bytes))
        isAnySettled = true
      } else {
        placed.append(part)
      }
    }
    if style != .merge && !isAnySettled {
      placed =
        style == .zdiff3
        ? ConflictRefinement.trim([region], ours: ground.ours, theirs: ground.theirs) : [region]
    }
    // Only the style that shows no base joins conflicts that stand close to each other.
    if style == .merge {
      for part in placed { ConflictRefinement.add(part, to: &regions) }
    } else {
      regions += placed
    }
  }
}
