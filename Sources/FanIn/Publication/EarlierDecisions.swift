import Conflicts
import Git
import GitValues

/// What people decided about lanes earlier, carried over to the target and the lanes as they are now.
///
/// A decision is a change: from what the lane was merged into to what the person left. It is made on top of the target as it
/// is now, and what the lane became since is made on top of that. Where either does not fit, or something is wrong with the
/// lane by now that the person was not shown, the lane is left open: a decision is never replaced by what rules would
/// do, and never stands for what was not decided.
struct EarlierDecisions {
  enum Outcome {
    /// Nobody decided anything about the lane that could count.
    case none
    /// The tree to be committed for the lane.
    case fits(ObjectID)
    /// Why the decision cannot be carried over.
    case misfits([Clash])
  }

  /// The name under which records tell what a person decided.
  static let rule = "by hand"

  private let merger: CommitMerger
  private let target: Reference
  private let resolutions: [ExactText: Resolution]
  private var repository: Repository { merger.repository }

  init(_ workspace: Workspace, merger: CommitMerger, target: Reference) throws {
    self.merger = merger
    self.target = target
    resolutions = try workspace.resolutions()
  }

  /// Whether something was decided about a lane.
  func hasDecision(about lane: Lane) -> Bool { resolutions[ExactText(lane.ref)] != nil }

  /// What a person made of a lane, on top of a commit.
  ///
  /// - Parameters:
  ///   - lane: as it is to be merged.
  ///   - tip: the target with what is merged so far.
  ///   - silent: what is wrong with the lane and git does not see.
  func outcome(for lane: Lane, on tip: ObjectID, silent: [Clash]) throws -> Outcome {
    guard let resolution = resolutions[ExactText(lane.ref)],
      try !repository.graph.isAncestor(lane.commit, of: tip)
    else { return .none }
    let graph = repository.graph
    guard try resolution.lane == lane.commit || graph.isAncestor(resolution.lane, of: lane.commit) else {
      return try rewritten(lane, on: tip)
    }
    let (before, now) = (try graph.commit(resolution.onto).tree, try graph.commit(tip).tree)
    let onTarget = try carry(resolution.tree, from: before, to: now, lane, "the target has moved on")
    guard case .fits(let tree) = onTarget else { return onTarget }
    let (then, today) = (try graph.commit(resolution.tip).tree, try graph.commit(lane.tip).tree)
    let whole = try carry(today, from: then, to: tree, lane, "the lane has moved on")
    guard case .fits = whole else { return whole }
    let new = silent.filter { $0.isOpen && !resolution.shown.contains($0.id) }
    return new.isEmpty ? whole : .misfits(new)
  }

  /// Makes the change from one tree to another on top of a third.
  private func carry(
    _ new: ObjectID, from old: ObjectID, to now: ObjectID, _ lane: Lane, _ why: String
  ) throws -> Outcome {
    if old == new { return .fits(now) }
    if old == now { return .fits(new) }
    let result = try merger.mergeTrees(
      base: old, ours: now, theirs: new, names: SideNames(ours: target.shortName, theirs: lane.name),
      baseName: "resolution")
    let open = GitClashes(ours: target.name, theirs: lane.name).clashes(in: result.merge).filter(\.isOpen)
    guard open.isEmpty && result.merge.isClean else {
      return .misfits(
        open.map {
          $0.decided(.ask, reason: "what was decided with git fanin resolve no longer fits: \(why)")
        })
    }
    return .fits(try repository.objects.apply(result.merge.updates, to: now))
  }

  /// A lane that was made anew, by a rebase for one: the decision was about other commits.
  ///
  /// Where git has nothing to ask by now there is nothing that a rule would decide in the person's place.
  private func rewritten(_ lane: Lane, on tip: ObjectID) throws -> Outcome {
    let names = SideNames(ours: target.shortName, theirs: lane.name)
    let result = try merger.merge(tip, lane.tip, names: names)
    let clashes = GitClashes(ours: target.name, theirs: lane.name).clashes(in: result.merge).filter {
      $0.level == .conflict && $0.rule != "remembered"
    }
    guard !clashes.isEmpty else { return .none }
    return .misfits(
      clashes.map {
        $0.decided(.ask, reason: "the lane was rewritten since it was decided with git fanin resolve")
      })
  }
}

extension Clash {
  /// The clash as a person decided it, or has to decide it anew.
  func decided(_ decision: Decision, reason: String) -> Clash {
    Clash(
      id: id, kind: kind, level: level, lanes: lanes, path: path, paths: paths, lines: lines,
      decision: decision, rule: EarlierDecisions.rule, reason: reason)
  }
}
