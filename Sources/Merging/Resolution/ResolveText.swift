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
    if let resolved = FinalLineFeed(request)?.resolved() { return resolved }
    let ground = MergeGround(base: request.base, ours: request.ours, theirs: request.theirs)
    guard request.options.favor == .none, ground.hasConflicts else { return open(ground) }
    let scene = MergeScene(
      base: ground.base, ours: ground.ours, theirs: ground.theirs, path: request.path,
      regions: ground.regions, differ: ground.differ, memory: request.memory)
    var policy = request.policy
    if isGenerated(request.path, request.ours) { policy = policy.onlyRemembered }
    var placer = HunkPlacer(ground: ground, resolver: SymmetricResolver(scene: scene, policy: policy))
    placer.run(request.options.style)
    let resolved = written(placer, ground)
    // What is sure hunk by hunk may be wrong as a whole: nobody knows which one it was.
    return !resolved.isClean || isPassed(resolved.bytes, placer, scene) ? resolved : open(ground)
  }

  private func isPassed(_ merged: [UInt8], _ placer: HunkPlacer, _ scene: MergeScene) -> Bool {
    let lines = LineCheck.problems(
      base: scene.base.bytes[...], ours: scene.ours.bytes[...], theirs: scene.theirs.bytes[...],
      merged: merged[...], free: placer.settlements.flatMap(\.0.free))
    return lines.isEmpty && (!placer.hasGrown || FileCheck(scene: scene, merged: merged).problems.isEmpty)
  }

  /// Git's outcome.
  private func open(_ ground: MergeGround) -> ResolvedText {
    let merged = ground.merged(request.options)
    return ResolvedText(
      bytes: merged.bytes, conflicts: merged.conflicts, nearby: merged.nearby,
      decisions: merged.conflicts.map(openDecision))
  }

  private func written(_ placer: HunkPlacer, _ ground: MergeGround) -> ResolvedText {
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
