import Conflicts
import Git
import GitValues

/// Merges lane after lane in memory, and finds all clashes on the way.
///
/// Lanes that merge cleanly come first, in order. Then those that conflict are tried on what has come of the
/// others: with what a person decided about them, or else they are left out with everything that is open.
struct FanInPlanner {
  private let workspace: Workspace
  private let merger: CommitMerger
  private let target: Reference
  private let options: FanInOptions
  private let signatures: (author: Signature, committer: Signature)
  private let earlier: EarlierDecisions
  private var tip: ObjectID
  private var outcomes: [LaneOutcome] = []
  private var decisions: [Clash] = []
  private var open: [Clash] = []
  private var orderReason = ""
  private var passedOver: [Clash] = []
  private var fixtureDifferences: FixtureDifferences?
  /// Silent clashes, by the branch of the lane that has to wait for them.
  private var silent: [ExactText: [Clash]] = [:]

  /// - Parameters:
  ///   - workspace: where the lanes are.
  ///   - target: what they fan in to.
  ///   - options: how.
  init(_ workspace: Workspace, target: Reference, options: FanInOptions) throws {
    self.workspace = workspace
    merger = try CommitMerger(workspace.repository, attributesOf: target.commit)
    self.target = target
    self.options = options
    signatures = try workspace.signatures()
    earlier = try EarlierDecisions(workspace, merger: merger, target: target)
    tip = target.commit
  }

  private var repository: Repository { workspace.repository }

  /// Plans the fan-in of `lanes`.
  ///
  /// - Parameter progress: called with how many lanes are merged, of how many.
  mutating func plan(_ lanes: [Lane], progress: (Int, Int) -> Void) throws -> FanInPlan {
    var fresh = self
    try attempt(lanes, progress: progress)
    let wrong = try fixtureClashes()
    if !wrong.isEmpty {
      // Nothing is merged in which a test gets another fixture than on its lane.
      fresh.silent = wrong
      self = fresh
      try attempt(lanes) { _, _ in }
    }
    let left = outcomes.filter { $0.state == .leftOut }
    if options.keepGoing && !left.isEmpty && outcomes.contains(where: { $0.adapted != nil }) {
      // What stays out must not have made the others give way.
      let open = open
      self = fresh
      try attempt(lanes.filter { lane in !left.contains { $0.lane.ref.isExactly(lane.ref) } }) { _, _ in }
      outcomes += left
      self.open += open
    }
    return FanInPlan(
      target: target, after: tip, outcomes: outcomes, orderReason: orderReason,
      decisions: decisions, open: Clash.distinct(open).sorted(by: Clash.isWorse))
  }

  /// Merges the lanes that fit, and notes what is open about the others.
  private mutating func attempt(_ lanes: [Lane], progress: (Int, Int) -> Void) throws {
    let (prepared, order) = try prepare(lanes)
    orderReason = order.reason
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

  /// Tests of merged lanes that would get another fixture than on their lane, by the lane's branch; those of the target by
  /// the lanes that changed what they get.
  private func fixtureClashes() throws -> [ExactText: [Clash]] {
    guard let differences = try fixtureDifferences?(try repository.graph.commit(tip).tree) else { return [:] }
    var found: [ExactText: [Clash]] = [:]
    for outcome in outcomes where outcome.state == .merged {
      let lane = outcome.lane
      let changes = try merger.changes(
        from: try merger.baseTree(of: target.commit, lane.tip), to: try repository.graph.commit(lane.tip).tree
      )
      let own = differences.filter { difference in
        if difference.lane.isExactly(lane.name) { return true }
        let paths = [difference.wanted.definitionPath, difference.got?.definitionPath].compactMap { $0 }
        return difference.lane.isExactly(target.name) && paths.contains { changes.change(at: $0) != nil }
      }
      if !own.isEmpty {
        found[ExactText(lane.ref)] = own.map { Clash($0, lane: lane.name, target: target.name) }
      }
    }
    return found
  }

  /// Finds the order of the lanes and what they need to fit with each other in that order.
  private mutating func prepare(_ lanes: [Lane]) throws -> (PreparedLanes, LaneOrder) {
    let preparation = try LanePreparation(
      workspace, merger: merger, target: target, signatures: signatures)
    var prepared = try preparation.prepare(lanes)
    let order = try LaneOrder(prepared.lanes, target: target, first: options.order, merger: merger)
    let names = order.lanes.map(\.ref)
    if !zip(names, lanes).allSatisfy({ $0.isExactly($1.ref) }) {
      prepared = try preparation.prepare(
        names.compactMap { name in lanes.first { $0.ref.isExactly(name) } })
    }
    passedOver = prepared.passedOver
    fixtureDifferences = prepared.fixtureDifferences
    for clash in prepared.clashes {
      if let lane = prepared.waiting(for: clash) { silent[ExactText(lane.ref), default: []].append(clash) }
    }
    return (prepared, order)
  }

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
    let (tree, sums) = try recomputed(merged, result.merge, lane)
    decisions += clashes + sums
    try commit(
      lane, tree: tree, decisions: (clashes + sums).filter { $0.level == .conflict || $0.level == .silent })
    return nil
  }

  /// Makes the files anew that sum up a folder of migrations, as no merge of two sums is one.
  private func recomputed(
    _ tree: ObjectID, _ merge: TreeMerge, _ lane: Lane
  ) throws -> (tree: ObjectID, decisions: [Clash]) {
    let edits = try MigrationRecordMerger.recomputations(
      in: tree, paths: Array(merge.updates.keys), reader: ObjectTrees(objects: repository.objects))
    guard !edits.isEmpty, merger.settings.policy.accept != .ask else { return (tree, []) }
    var adaptation = Adaptation()
    adaptation.edits = edits
    let lanes = [target.name, lane.name]
    let decisions = edits.map { edit in
      Clash(
        id: clashID(kind: "migration", lanes: lanes, path: edit.path), kind: "migration", level: .silent,
        lanes: lanes, path: edit.path, paths: [edit.path], lines: [], decision: .certain,
        rule: "recomputed", reason: "it sums up the folder, so it is made anew for the merged one")
    }
    return (try repository.objects.apply(adaptation, to: tree, from: tree), decisions)
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
    if options.squash, try repository.graph.commit(tip).tree == tree {
      outcomes.append(outcome(lane, .already, reason: "it adds nothing to the target"))
      return
    }
    tip = try repository.addCommit(
      tree: tree, parents: options.squash ? [tip] : [tip, lane.tip],
      author: signatures.author, committer: signatures.committer,
      message: message(for: lane, decisions: decisions))
    outcomes.append(outcome(lane, .merged, merge: tip, reason: "merged"))
  }

  private func message(for lane: Lane, decisions: [Clash]) -> String {
    var trailers = Trailers()
    trailers.add("Fanin-Lane", lane.name)
    for decision in decisions { RecordedDecision.note(decision, in: &trailers) }
    for clash in passedOver(by: lane) { RecordedDecision.notePassedOver(clash, in: &trailers) }
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
  /// Each clash once.
  static func distinct(_ clashes: [Clash]) -> [Clash] {
    var seen: Set<String> = []
    return clashes.filter { seen.insert($0.id).inserted }
  }
}
