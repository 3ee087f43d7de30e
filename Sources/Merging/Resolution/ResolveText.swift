/// Merges three versions of a file as git does, and lets the rules settle what git leaves open.
///
/// - Parameter request: the versions, and what may be done with them.
/// - Returns: git's text where git is clean, byte for byte; else what the rules make of it.
/// - Complexity: that of `mergeText`, and work for each conflict that is bounded by the caps of the rules.
public func resolveText(_ request: ResolutionRequest) -> ResolvedText {
  TextResolver(request).run()
}

/// Resolves one file.
struct TextResolver {
  private let request: ResolutionRequest

  init(_ request: ResolutionRequest) {
    self.request = request
  }

  func run() -> ResolvedText {
    let ground = MergeGround(base: request.base, ours: request.ours, theirs: request.theirs)
    guard request.options.favor == .none, ground.hasConflicts else { return open(ground) }
    let scene = MergeScene(
      base: ground.base, ours: ground.ours, theirs: ground.theirs, path: request.path,
      regions: ground.regions, differ: ground.differ, memory: request.memory)
    var placer = HunkPlacer(ground: ground, resolver: HunkResolver(scene: scene, policy: request.policy))
    placer.run(request.options.style)
    return written(placer, ground)
  }

  /// Git's outcome.
  private func open(_ ground: MergeGround) -> ResolvedText {
    let merged = ground.merged(request.options)
    return ResolvedText(
      bytes: merged.bytes, conflicts: merged.conflicts, nearby: merged.nearby,
      decisions: merged.conflicts.map(Self.openDecision))
  }

  private func written(_ placer: HunkPlacer, _ ground: MergeGround) -> ResolvedText {
    var writer = MergedTextWriter(
      base: ground.base, ours: ground.ours, theirs: ground.theirs, options: request.options)
    writer.write(placer.regions)
    var decisions = writer.conflicts.map(Self.openDecision)
    for (settled, place) in zip(placer.settlements, writer.settled) {
      let (settlement, hunk) = settled
      decisions.append(
        HunkDecision(
          certainty: settlement.certainty, rule: settlement.rule, reason: settlement.reason,
          base: hunk.base, ours: hunk.ours, theirs: hunk.theirs, merged: place))
    }
    decisions.sort { $0.merged.lowerBound < $1.merged.lowerBound }
    return ResolvedText(
      bytes: writer.bytes, conflicts: writer.conflicts,
      nearby: NearbyFinder.find(placer.regions, identical: ground.identical), decisions: decisions)
  }

  private static func openDecision(_ hunk: ConflictHunk) -> HunkDecision {
    HunkDecision(
      certainty: .ask, rule: "git", reason: "both changed the same lines", base: hunk.base,
      ours: hunk.ours, theirs: hunk.theirs, merged: hunk.merged)
  }
}

/// Goes through a merge's regions and puts what was settled in the place of conflicts.
struct HunkPlacer {
  private var ground: MergeGround
  let resolver: HunkResolver
  private(set) var regions: [MergeRegion] = []
  /// What was settled, in ascending order.
  private(set) var settlements: [(Settlement, Hunk)] = []

  init(ground: MergeGround, resolver: HunkResolver) {
    self.ground = ground
    self.resolver = resolver
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
    var isAnySettled = false
    var placed: [MergeRegion] = []
    for (index, part) in parts.enumerated() {
      let isApart =
        (index == 0 || parts[index - 1].base.upperBound <= part.base.lowerBound)
        && (index + 1 == parts.count || part.base.upperBound <= parts[index + 1].base.lowerBound)
      if part.outcome == .conflict, parts.count > 1, isApart, let settlement = resolver.settle(Hunk(part)) {
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
    for part in placed { ConflictRefinement.add(part, to: &regions) }
  }
}
