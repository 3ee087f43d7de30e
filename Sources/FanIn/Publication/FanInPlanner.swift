import Conflicts
import Git
import GitValues

/// Merges lane after lane in memory, and finds all clashes on the way.
///
/// Lanes that merge cleanly come first, in order. Then those that conflict are tried on what has come of the
/// others: with what a person decided about them, or else they are left out with everything that is open.
struct FanInPlanner {
  private let repository: Repository
  private let merger: CommitMerger
  private let target: Reference
  private let options: FanInOptions
  private let signatures: (author: Signature, committer: Signature)
  private let resolutions: [ExactText: Resolution]
  private var tip: ObjectID
  private var outcomes: [LaneOutcome] = []
  private var decisions: [Clash] = []
  private var open: [Clash] = []

  /// - Parameters:
  ///   - workspace: where the lanes are.
  ///   - target: what they fan in to.
  ///   - options: how.
  init(_ workspace: Workspace, target: Reference, options: FanInOptions) throws {
    repository = workspace.repository
    merger = try CommitMerger(repository, attributesOf: target.commit)
    self.target = target
    self.options = options
    signatures = try workspace.signatures()
    resolutions = try workspace.resolutions()
    tip = target.commit
  }

  /// Plans the fan-in of `lanes`.
  ///
  /// - Parameter progress: called with how many lanes are merged, of how many.
  mutating func plan(_ lanes: [Lane], progress: (Int, Int) -> Void) throws -> FanInPlan {
    let order = try LaneOrder(lanes, target: target, first: options.order, merger: merger)
    var conflicting: [Lane] = []
    for (index, lane) in order.lanes.enumerated() {
      try Interrupt.check()
      progress(index, order.lanes.count)
      if try add(lane) != nil { conflicting.append(lane) }
    }
    for lane in conflicting {
      try Interrupt.check()
      try addConflicting(lane, order)
    }
    tellClashesAmongLeftOut(order)
    return FanInPlan(
      target: target, after: tip, outcomes: outcomes, orderReason: order.reason,
      decisions: decisions, open: Clash.distinct(open).sorted(by: Clash.isWorse))
  }

  private func merge(_ lane: Lane) throws -> (merge: CommitMerge, clashes: [Clash]) {
    let names = SideNames(ours: target.shortName, theirs: lane.name)
    let result = try merger.merge(tip, lane.commit, names: names)
    return (result, GitClashes(ours: target.name, theirs: lane.name).clashes(in: result.merge))
  }

  /// Adds a lane that merges cleanly, or notes that it is in already.
  ///
  /// - Returns: the conflicts with what is merged so far; nil where there are none.
  private mutating func add(_ lane: Lane) throws -> [Clash]? {
    if try repository.graph.isAncestor(lane.commit, of: tip) {
      outcomes.append(
        LaneOutcome(lane: lane, state: .already, merge: nil, reason: "the target has it already"))
      return nil
    }
    let (result, clashes) = try merge(lane)
    guard result.merge.isClean else { return clashes.filter { $0.level == .conflict } }
    decisions += clashes
    try commit(
      lane, tree: try repository.objects.apply(result.merge.updates, to: result.oursTree), decisions: [])
    return nil
  }

  private mutating func addConflicting(_ lane: Lane, _ order: LaneOrder) throws {
    guard let conflicts = try add(lane) else { return }
    if let tree = try resolvedTree(lane) {
      let settled = conflicts.map { $0.settled(rule: "by hand", reason: "settled with git fanin resolve") }
      decisions += settled
      try commit(lane, tree: tree, decisions: settled)
      return
    }
    open += conflicts.flatMap { conflict in
      let pairs = outcomes.filter { $0.state == .merged }
        .flatMap { order.clashes(of: $0.lane, with: lane) }
        .filter { $0.isOpen && $0.path == conflict.path }
      return pairs.isEmpty ? [conflict] : pairs
    }
    let count = conflicts.count
    outcomes.append(
      LaneOutcome(
        lane: lane, state: .leftOut, merge: nil,
        reason: count == 1 ? "1 clash needs a decision" : "\(count) clashes need a decision"))
  }

  /// What a person made of the conflicts of this lane, carried over to the target as it is now.
  private func resolvedTree(_ lane: Lane) throws -> ObjectID? {
    guard let resolution = resolutions[ExactText(lane.ref)], resolution.lane == lane.commit else {
      return nil
    }
    let graph = repository.graph
    let before = try graph.commit(resolution.onto).tree
    let now = try graph.commit(tip).tree
    if before == now { return resolution.tree }
    // The person's work is a change from what was merged into to what came of it.
    let result = try merger.mergeTrees(
      base: before, ours: now, theirs: resolution.tree,
      names: SideNames(ours: target.shortName, theirs: lane.name), baseName: "resolution")
    guard result.merge.isClean else { return nil }
    return try repository.objects.apply(result.merge.updates, to: now)
  }

  private mutating func commit(_ lane: Lane, tree: ObjectID, decisions: [Clash]) throws {
    if options.squash, try repository.graph.commit(tip).tree == tree {
      outcomes.append(
        LaneOutcome(lane: lane, state: .already, merge: nil, reason: "it adds nothing to the target"))
      return
    }
    tip = try repository.addCommit(
      tree: tree, parents: options.squash ? [tip] : [tip, lane.commit],
      author: signatures.author, committer: signatures.committer,
      message: message(for: lane, decisions: decisions))
    outcomes.append(LaneOutcome(lane: lane, state: .merged, merge: tip, reason: "merged"))
  }

  private func message(for lane: Lane, decisions: [Clash]) -> String {
    var trailers = Trailers()
    trailers.add("Fanin-Lane", lane.name)
    for decision in decisions {
      trailers.add("Fanin-Decision", "\(decision.path.text): \(decision.kind), \(decision.rule)")
    }
    let subject = options.message ?? "Merge lane '\(lane.name)' into \(target.shortName)"
    return subject + "\n\n" + trailers.text
  }

  /// Lanes that were left out may clash with one another as well; all of that is told at once.
  private mutating func tellClashesAmongLeftOut(_ order: LaneOrder) {
    let left = outcomes.filter { $0.state == .leftOut }.map(\.lane)
    for (index, a) in left.enumerated() {
      for b in left[(index + 1)...] { open += order.clashes(of: a, with: b).filter(\.isOpen) }
    }
  }
}

extension Clash {
  /// The clash as a person or a rule settled it.
  func settled(rule: String, reason: String) -> Clash {
    Clash(
      id: id, kind: kind, level: level, lanes: lanes, path: path, paths: paths, lines: lines,
      decision: .certain, rule: rule, reason: reason)
  }

  /// Each clash once.
  static func distinct(_ clashes: [Clash]) -> [Clash] {
    var seen: Set<String> = []
    return clashes.filter { seen.insert($0.id).inserted }
  }
}
