/// Merges three versions of a file as git does, and lets the rules settle what git leaves open.
///
/// - Parameters:
///   - request: the versions, and what may be done with them.
///   - ground: the comparison of the same versions, if it is there already.
/// - Returns: git's text where git is clean, byte for byte; else what the rules make of it.
/// - Complexity: that of `mergeText`, and work for each conflict that is bounded by the caps of the rules.
public func resolveText(_ request: ResolutionRequest, ground: MergeGround? = nil) -> ResolvedText {
  let ground = ground ?? MergeGround(base: request.base, ours: request.ours, theirs: request.theirs)
  return FinalLineFeed(request, ground)?.resolved() ?? TextResolver(request, ground).run()
}

/// Resolves one file.
struct TextResolver {
  private let request: ResolutionRequest
  private let ground: MergeGround

  init(_ request: ResolutionRequest, _ ground: MergeGround) {
    self.request = request
    self.ground = ground
  }

  func run() -> ResolvedText {
    guard request.options.favor == .none, ground.hasConflicts else { return open() }
    let scene = MergeScene(
      base: ground.base, ours: ground.ours, theirs: ground.theirs, path: request.path,
      regions: ground.regions, differ: ground.differ, memory: request.memory)
    var policy = request.policy
    if isGenerated(request.path, request.ours) { policy = policy.onlyRemembered }
    var placer = HunkPlacer(ground: ground, resolver: SymmetricResolver(scene: scene, policy: policy))
    placer.run(request.options.style)
    let resolved = written(placer)
    // What is sure hunk by hunk may be wrong as a whole: nobody knows which one it was.
    return !resolved.isClean || isPassed(resolved.bytes, placer, scene) ? resolved : open()
  }

  private func isPassed(_ merged: [UInt8], _ placer: HunkPlacer, _ scene: MergeScene) -> Bool {
    // Lines that are all there as they are need no look at what they are without white space.
    let suspects = ground.suspectLines(of: merged)
    guard
      suspects.isEmpty
        || LineCheck.problems(
          base: request.base[...], ours: request.ours[...], theirs: request.theirs[...], merged: merged[...],
          free: placer.settlements.flatMap(\.0.free), among: ContentFilter(suspects)
        ).isEmpty
    else { return false }
    return !placer.hasGrown || FileCheck(scene: scene, merged: merged).problems.isEmpty
  }

  /// Git's outcome.
  private func open() -> ResolvedText {
    let merged = ground.merged(request.options)
    return ResolvedText(
      bytes: merged.bytes, conflicts: merged.conflicts, nearby: merged.nearby,
      decisions: merged.conflicts.map(openDecision))
  }

  private func written(_ placer: HunkPlacer) -> ResolvedText {
    var writer = MergedTextWriter(
      base: ground.base, ours: ground.ours, theirs: ground.theirs, options: request.options)
    writer.write(placer.regions)
    var decisions = writer.conflicts.map(openDecision)
    for (settled, place) in zip(placer.settlements, writer.settled) {
      let (settlement, hunk) = settled
      decisions.append(
        HunkDecision(
          certainty: settlement.certainty, rule: settlement.rule, reason: settlement.reason,
          base: hunk.base, ours: hunk.ours, theirs: hunk.theirs, merged: place))
    }
    // What became nothing stands in front of what begins where it was.
    decisions.sort {
      ($0.merged.lowerBound, $0.merged.upperBound, $0.base.lowerBound, $0.ours.lowerBound)
        < ($1.merged.lowerBound, $1.merged.upperBound, $1.base.lowerBound, $1.ours.lowerBound)
    }
    return ResolvedText(
      bytes: writer.bytes, conflicts: writer.conflicts,
      nearby: NearbyFinder.find(placer.regions, identical: ground.identical), decisions: decisions)
  }

  private func openDecision(_ hunk: ConflictHunk) -> HunkDecision {
    let isGenerated = isGenerated(request.path, request.ours)
    return HunkDecision(
      certainty: .ask, rule: isGenerated ? "generated" : "git",
      reason: isGenerated
        ? "the file is generated: merge what it is made from and regenerate it"
        : "both changed the same lines",
      base: hunk.base, ours: hunk.ours, theirs: hunk.theirs, merged: hunk.merged)
  }
}

extension ResolutionPolicy {
  /// The policy without any rule but what people decided before.
  fileprivate var onlyRemembered: Self {
    var policy = self
    if only == nil { policy.only = ResolutionRule.remembered.name }
    return policy
  }
}
