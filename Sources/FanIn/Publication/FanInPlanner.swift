import Conflicts
import Git
import GitValues

/// Merges lane after lane in memory, and finds all clashes on the way.
///
/// Lanes that merge cleanly come first, in order. Then those that conflict are tried on what has come of the
/// others: with what a person decided about them, or else they are left out with everything that is open.
struct FanInPlanner {
  private let merger: CommitMerger
  private let target: Reference
  private let options: FanInOptions
  private let preparation: LanePreparation
  private let committer: LaneCommitter
  private let earlier: EarlierDecisions
  private var tip: ObjectID
  private var outcomes: [LaneOutcome] = []
  private var decisions: [Clash] = []
  private var open: [Clash] = []
  private var orderReason = ""
  private var passedOver: [Clash] = []
  /// Silent clashes, by the branch of the lane that has to wait for them.
  private var silent: [ExactText: [Clash]] = [:]

  /// - Parameters:
  ///   - workspace: where the lanes are.
  ///   - target: what they fan in to.
  ///   - options: how.
  init(_ workspace: Workspace, target: Reference, options: FanInOptions) throws {
    merger = try CommitMerger(workspace.repository, attributesOf: target.commit)
    self.target = target
    self.options = options
    let signatures = try workspace.signatures()
    preparation = try LanePreparation(workspace, merger: merger, target: target, signatures: signatures)
    committer = LaneCommitter(
      repository: workspace.repository, target: target, options: options, signatures: signatures)
    earlier = try EarlierDecisions(workspace, merger: merger, target: target)
    tip = target.commit
  }

  private var repository: Repository { merger.repository }

  /// Plans the fan-in of `lanes`.
  ///
  /// - Parameter progress: called with how many lanes are merged, of how many.
  mutating func plan(_ lanes: [Lane], progress: (Int, Int) -> Void) throws -> FanInPlan {
    var fresh = self
    let (prepared, order) = try preparation.prepareInOrder(lanes, first: options.order)
    try attempt(prepared, order, progress: progress)
    let wrong = try prepared.fixtureClashes(
      in: try repository.graph.commit(tip).tree, merged: merged, target: target, merger: merger)
    if !wrong.isEmpty {
      // Nothing is merged in which a test gets another fixture than on its lane.
      fresh.silent = wrong
      self = fresh
      try attempt(prepared, order) { _, _ in }
    }
    let left = outcomes.filter { $0.state == .leftOut }
    if options.keepGoing && !left.isEmpty && outcomes.contains(where: { $0.adapted != nil }) {
      // What stays out must not have made the others give way.
      let open = open
      self = fresh
      let rest = lanes.filter { lane in !left.contains { $0.lane.ref.isExactly(lane.ref) } }
      let (fewer, order) = try preparation.prepareInOrder(
        rest, first: options.order.filter { name in rest.contains { $0.isCalled(name) } })
      try attempt(fewer, order) { _, _ in }
      outcomes += left
      self.open += open
    }
    return FanInPlan(
      target: target, after: tip, outcomes: outcomes, orderReason: orderReason,
      decisions: decisions, open: Clash.distinct(open).sorted(by: Clash.isWorse))
  }

  /// Merges the lanes that fit, and notes what is open about the others.
  private mutating func attempt(
    _ prepared: PreparedLanes, _ order: LaneOrder, progress: (Int, Int) -> Void
  ) throws {
    orderReason = order.reason
    passedOver = prepared.passedOver
    for clash in prepared.clashes {
      if let lane = prepared.waiting(for: clash) { silent[ExactText(lane.ref), default: []].append(clash) }
    }
    var conflicting: [Lane] = []
    for (index, lane) in prepared.lanes.enumerated() {
      try Interrupt.check()
      progress(index, prepared.lanes.count)
      // What a person decided was decided on top of the lanes that fit.
      if try earlier.hasDecision(about: lane) || add(lane) != nil { conflicting.append(lane) }
    }
    for lane in conflicting {
      try Interrupt.check()
      try addConflicting(lane, order)
    }
    tellClashesAmongLeftOut(order)
  }

  private var merged: [Lane] { outcomes.filter { $0.state == .merged }.map(\.lane) }

  private func merge(_ lane: Lane) throws -> (merge: CommitMerge, clashes: [Clash]) {
    let names = SideNames(ours: target.shortName, theirs: lane.name)
    let result = try merger.merge(tip, lane.tip, names: names)
    return (result, GitClashes(ours: target.name, theirs: lane.name).clashes(in: result.merge))
  }

  /// Adds a lane that fits, or notes that it is in already.
  ///
  /// - Returns: what is open between it and what is merged so far; nil where nothing is.
  private mutating func add(_ lane: Lane) throws -> [Clash]? {
    if try repository.graph.isAncestor(lane.commit, of: tip) {
      outcomes.append(outcome(lane, .already, reason: "the target has it already"))
      return nil
    }
    let (result, found) = try merge(lane)
    let clashes = found + (silent[ExactText(lane.ref)] ?? [])
    let open = clashes.filter(\.isOpen)
    guard open.isEmpty && result.merge.isClean else { return open }
    let merged = try repository.objects.apply(result.merge.updates, to: result.oursTree)
    let (tree, sums) = try merger.recomputed(merged, result.merge, lanes: [target.name, lane.name])
    decisions += clashes + sums
    try commit(
      lane, tree: tree, decisions: (clashes + sums).filter { $0.level == .conflict || $0.level == .silent })
    return nil
  }

  /// Adds a lane as a person decided, even where rules would settle it by now: all of their work counts.
  private mutating func addConflicting(_ lane: Lane, _ order: LaneOrder) throws {
    let silent = silent[ExactText(lane.ref)] ?? []
    switch try earlier.outcome(for: lane, on: tip, silent: silent) {
    case .fits(let tree):
      let clashes = try merge(lane).clashes + silent
      // By now the memory may know what the person decided.
      let settled = clashes.filter { $0.level == .conflict || $0.level == .silent }.map { clash in
        clash.isOpen || clash.rule == "remembered"
          ? clash.decided(.certain, reason: "settled with git fanin resolve") : clash
      }
      decisions += settled
      try commit(lane, tree: tree, decisions: settled)
    case .misfits(let clashes):
      leaveOut(lane, clashes, order)
    case .none:
      if let clashes = try add(lane) { leaveOut(lane, clashes, order) }
    }
  }

  /// Leaves a lane out, and names the lanes with which it clashes instead of the target that has them.
  private mutating func leaveOut(_ lane: Lane, _ clashes: [Clash], _ order: LaneOrder) {
    open += clashes.flatMap { clash in
      let pairs = outcomes.filter { $0.state == .merged && clash.rule != EarlierDecisions.rule }
        .flatMap { order.clashes(of: $0.lane, with: lane) }
        .filter { $0.isOpen && $0.path == clash.path && $0.kind == clash.kind }
      return pairs.isEmpty ? [clash] : pairs
    }
    let count = clashes.count
    outcomes.append(
      outcome(
        lane, .leftOut,
        reason: count == 1 ? "1 clash needs a decision" : "\(count) clashes need a decision"))
  }

  private func outcome(
    _ lane: Lane, _ state: LaneOutcome.State, merge: ObjectID? = nil, reason: String
  ) -> LaneOutcome {
    LaneOutcome(
      lane: lane, state: state, adapted: lane.tip == lane.commit ? nil : lane.tip, merge: merge,
      passedOver: state == .merged ? passedOver(by: lane).count : 0, reason: reason)
  }

  /// What a lane changed without owning it, where nobody is asked.
  private func passedOver(by lane: Lane) -> [Clash] {
    passedOver.filter { $0.lanes[0].isExactly(lane.name) }
  }

  private mutating func commit(_ lane: Lane, tree: ObjectID, decisions: [Clash]) throws {
    let made = try committer.commit(
      lane, on: tip, tree: tree, decisions: decisions, passedOver: passedOver(by: lane))
    guard let made else {
      outcomes.append(outcome(lane, .already, reason: "it adds nothing to the target"))
      return
    }
    tip = made
    outcomes.append(outcome(lane, .merged, merge: made, reason: "merged"))
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
  /// Each clash once.
  static func distinct(_ clashes: [Clash]) -> [Clash] {
    var seen: Set<String> = []
    return clashes.filter { seen.insert($0.id).inserted }
  }
}
