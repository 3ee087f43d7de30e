import Git
public import GitValues

/// What `merge` did.
public struct MergeReport: Sendable {
  public enum Result: String, Sendable {
    case published
    case dryRun = "dry-run"
    /// Every lane is in the target already.
    case nothing
    /// Clashes need a decision, and nothing was changed.
    case open
    case gateFailed = "gate-failed"
  }

  public let result: Result
  public let plan: FanInPlan
  public let gate: GateReport?
  /// Files of the checked-out target that somebody changed at the same moment, and that were left as they were.
  public let leftAlone: [GitPath]
  /// The target's commit now.
  public var after: ObjectID { result == .published || result == .dryRun ? plan.after : plan.target.commit }
}

extension Workspace {
  /// Folds lanes into the target.
  ///
  /// - Parameters:
  ///   - words: the branches; none means all lanes.
  ///   - into: the target; nil means the current branch.
  ///   - options: how.
  ///   - isDryRun: whether everything is decided but nothing written.
  ///   - progress: called with what is being done and how much of it is done, of how much.
  public func merge(
    _ words: [String], into: String?, options: FanInOptions, isDryRun: Bool,
    progress: (String, Int, Int) -> Void
  ) throws -> MergeReport {
    let plan = try plan(words, into: into, options: options) { progress("merging lanes", $0, $1) }
    let target = plan.target
    func report(_ result: MergeReport.Result, gate: GateReport? = nil, left: [GitPath] = []) -> MergeReport {
      MergeReport(result: result, plan: plan, gate: gate, leftAlone: left)
    }
    if !plan.open.isEmpty && !options.keepGoing { return report(.open) }
    if plan.merged.isEmpty { return report(plan.open.isEmpty ? .nothing : .open) }
    let record = FanInRecord(
      kind: .merge, target: target.name, before: target.commit, after: plan.after,
      lanes: plan.merged.map(\.lane.name), gate: options.gate,
      passedOver: plan.merged.compactMap(\.passedOverText))
    // What stands in the way is told before the gate takes its time.
    try Publisher(self).preflight(record)
    if isDryRun { return report(.dryRun) }
    var gate: GateReport?
    if let command = options.gate {
      progress("running the gate", 0, 0)
      let outcome = try Gate(self, command: command).run(on: plan.after)
      guard outcome.isPassed else { return report(.gateFailed, gate: outcome) }
      gate = outcome
    }
    try Interrupt.check()
    let left = try Publisher(self).publish(record)
    try dropUsedResolutions(plan)
    return report(.published, gate: gate, left: left)
  }

  /// Decides everything about a fan-in, and writes nothing.
  func plan(
    _ words: [String], into: String?, options: FanInOptions, progress: (Int, Int) -> Void
  ) throws -> FanInPlan {
    let target = try target(named: into)
    var lanes = try lanes(words, target: target)
    try inspectWorktrees(of: &lanes, counting: false)
    try refuseUnfit(lanes, target: target, allowDirty: options.allowDirty)
    var planner = try FanInPlanner(self, target: target, options: options)
    return try planner.plan(lanes, progress: progress)
  }

  /// Refuses lanes that cannot be merged as they are, all of them at once.
  private func refuseUnfit(_ lanes: [Lane], target: Reference, allowDirty: Bool) throws {
    var problems: [String] = []
    for lane in lanes {
      if let operation = lane.operation {
        problems.append("\(lane.name): a \(operation) is under way in \(lane.worktree ?? "its worktree")")
      } else if !lane.dirty.isEmpty && !allowDirty {
        problems.append("\(lane.name): not committed: \(lane.dirty.brief())")
      } else if try repository.graph.mergeBases(lane.commit, target.commit).isEmpty {
        problems.append("\(lane.name): has no history in common with \(target.shortName)")
      }
    }
    guard !problems.isEmpty else { return }
    let isDirty = lanes.contains { !$0.dirty.isEmpty }
    throw FanInError.refused(
      "unfit-lane", problems.count == 1 ? "a lane is not ready" : "\(problems.count) lanes are not ready",
      hints: problems
        + (isDirty && !allowDirty ? ["commit the files, or merge what is committed: --allow-dirty"] : []))
  }

  /// Resolutions of lanes that are merged now have served.
  private func dropUsedResolutions(_ plan: FanInPlan) throws {
    let resolutions = try resolutions()
    for outcome in plan.merged {
      guard let used = resolutions[ExactText(outcome.lane.ref)] else { continue }
      try repository.removeReference(used.reference, expecting: used.commit)
    }
  }
}

extension Workspace {
  /// The gate that the user's own configuration names (`fanin.gate`); nil if none is.
  public func configuredGate() throws -> String? { try repository.configuration().string("fanin.gate") }
}
