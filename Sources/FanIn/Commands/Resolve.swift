public import Conflicts
import Git
public import GitValues

/// What there is to say about a path, such as why it was not settled.
public struct PathRemark: Sendable {
  public let path: GitPath
  public let reason: String
}

/// What `resolve` did.
public enum ResolveReport: Sendable {
  /// Nothing is open.
  case nothing
  /// A worktree was made in which a lane's conflicts wait for a decision.
  case opened(OpenResolution, clashes: [Clash], others: [String])
  /// What waits in the worktree that there is, and what could not be done about it just now.
  case waiting(OpenResolution, refused: [PathRemark])
  /// A decision was taken in, and this is what the fan-in came to.
  case continued(lane: String, MergeReport, remembered: Int, doubts: [PathRemark])
  /// A worktree with undecided conflicts was given up.
  case aborted(lane: String)
}

extension Workspace {
  /// Opens the first lane that has open clashes: its files with conflict markers, in a worktree of their own.
  ///
  /// - Parameters:
  ///   - words: the branches of the fan-in; none means all lanes.
  ///   - into: the target; nil means the current branch.
  public func openResolution(_ words: [String], into: String?) throws -> ResolveReport {
    if let waiting = try waitingResolutions().first {
      if words.isEmpty && into == nil {
        return .waiting(try WaitingMerge(self, try theWaitingResolution()).resolution(), refused: [])
      }
      throw FanInError.refused(
        "resolution-open", "the conflicts of '\(waiting.lane)' wait for you in \(waiting.worktree.path)",
        hints: [
          "when they are settled: git fanin resolve --continue", "or give it up: git fanin resolve --abort",
        ])
    }
    var options = FanInOptions()
    options.allowDirty = true
    let plan = try plan(words, into: into, options: options) { _, _ in }
    let target = plan.target
    let open = plan.outcomes.filter { $0.state == .leftOut }.map(\.lane)
    guard let lane = open.first else { return .nothing }
    let folder = try resolutionFolder(for: lane)
    let worktree = try makeResolution(lane, onto: plan.after, in: folder)
    let clashes = plan.open.filter { $0.lanes.containsExactly(lane.name) }
    do {
      try writeConflicts(
        lane, onto: plan.after, in: worktree, target: target, words: words,
        shown: clashes.filter { $0.level == .silent || $0.rule == EarlierDecisions.rule })
    } catch {
      try? repository.discardWorktree(worktree)
      throw error
    }
    return .opened(
      try WaitingMerge(self, try theWaitingResolution()).resolution(),
      clashes: clashes, others: open.dropFirst().map(\.name))
  }

  private func resolutionFolder(for lane: Lane) throws -> String {
    let name = String(
      decoding: lane.name.utf8.map { $0 == UInt8(ascii: "/") ? UInt8(ascii: "-") : $0 }, as: UTF8.self)
    let folder = try lanesFolder() + "/resolve-" + name
    // One that was opened and cut off before anything was written into it.
    if let old = try repository.worktrees().first(where: { $0.path.isExactly(folder) && $0.id != nil }),
      old.branch == nil,
      try old.isMissing || WaitingResolution.wasCutOff(old) || repository.losses(of: old).isEmpty
    {
      try repository.discardWorktree(old)
    }
    return folder
  }

  private func makeResolution(_ lane: Lane, onto: ObjectID, in folder: String) throws -> Worktree {
    try repository.store([onto, lane.tip])
    let made = try repository.addWorktrees([NewWorktree(path: folder, head: .detached(onto))])
    guard let worktree = made.worktrees.first else {
      throw FanInError(.failed, "io", "cannot make \(folder)")
    }
    return worktree
  }

  private func writeConflicts(
    _ lane: Lane, onto: ObjectID, in worktree: Worktree, target: Reference, words: [String],
    shown: [Clash]
  ) throws {
    let merger = try CommitMerger(repository, attributesOf: target.commit)
    let result = try merger.merge(
      onto, lane.tip, names: SideNames(ours: target.shortName, theirs: lane.name))
    let merged = try repository.objects.apply(result.merge.updates, to: result.oursTree)
    let opening = worktree.gitFolder + WaitingResolution.openingName
    try SystemFiles.replace(opening, with: lane.name + "\n")
    let stages = result.merge.unmerged.values.flatMap { [$0.base, $0.ours, $0.theirs] }
    try repository.store([merged] + stages.compactMap { $0?.id })
    let tree = try repository.openWorktree(worktree)
    let update = try tree.planUpdate(from: result.oursTree, to: merged)
    _ = try tree.apply(update, mending: false)
    let unmerged = result.merge.unmerged.map { path, stages in
      UnmergedPath(path: path, base: stages.base, ours: stages.ours, theirs: stages.theirs)
    }
    try tree.beginMerge(
      of: lane.tip, unmerged: unmerged, message: "Merge lane '\(lane.name)' into \(target.shortName)\n")
    var trailers = Trailers()
    trailers.add("Fanin-Lane", lane.name)
    trailers.add("Fanin-Branch", lane.ref)
    trailers.add("Fanin-Target", target.name)
    trailers.add("Fanin-Onto", onto.hex)
    trailers.add("Fanin-Commit", lane.commit.hex)
    trailers.add("Fanin-Tip", lane.tip.hex)
    trailers.add("Fanin-Attributes", target.commit.hex)
    for clash in shown {
      trailers.add("Fanin-Silent", "\(clash.path.text): \(clash.kind): \(clash.reason)")
      trailers.add("Fanin-Shown", clash.id)
    }
    for word in words { trailers.add("Fanin-Word", word) }
    try SystemFiles.replace(worktree.gitFolder + WaitingResolution.fileName, with: trailers.text)
    try SystemFiles.remove(opening)
  }

  /// Gives up the open resolution; what was edited there goes with it.
  public func abortResolution() throws -> ResolveReport {
    let waiting = try theWaitingResolution()
    try fromMainWorktree().repository.discardWorktree(waiting.worktree)
    return .aborted(lane: waiting.lane)
  }

  /// Takes the person's result in and carries on with the fan-in.
  ///
  /// - Parameter progress: called with what is being done and how much of it is done, of how much.
  public func continueResolution(
    gate: String?, progress: (String, Int, Int) -> Void
  ) throws -> ResolveReport {
    let waiting = try theWaitingResolution()
    let merge = try WaitingMerge(self, waiting)
    let tree = try decidedTree(merge)
    try keep(waiting, tree: tree)
    let remembered = try remember(merge.settled(in: tree))
    let doubts = try merge.doubts(in: tree)
    // This may be the worktree that goes away.
    let elsewhere = try fromMainWorktree()
    try elsewhere.repository.discardWorktree(waiting.worktree)
    var options = FanInOptions()
    options.gate = gate
    let report = try elsewhere.merge(
      waiting.words, into: waiting.target, options: options, isDryRun: false, progress: progress)
    return .continued(lane: waiting.lane, report, remembered: remembered, doubts: doubts)
  }

  /// The tree that the person left, if everything in it is decided.
  private func decidedTree(_ merge: WaitingMerge) throws -> ObjectID {
    let state = try merge.worktree.workingState(untracked: true, into: repository.objects)
    let folder = merge.waiting.worktree.path
    guard state.untracked.isEmpty else {
      throw FanInError.refused(
        "untracked", "files in \(folder) are not in git, and it is not clear what to do with them",
        hints: state.untracked.prefix(5).map(\.text) + ["add them to the result (git add) or remove them"])
    }
    let undecided = try merge.undecided(among: state.conflicted)
    guard undecided.isEmpty else {
      throw FanInError.refused(
        "undecided", "not everything is decided in \(folder)",
        hints: undecided.prefix(10).map(\.text)
          + ["edit the files and take the conflict markers out; a file without markers: git add or git rm it"]
      )
    }
    return state.tree
  }

  private func keep(_ waiting: WaitingResolution, tree: ObjectID) throws {
    var trailers = Trailers()
    trailers.add("Fanin-Lane", waiting.lane)
    trailers.add("Fanin-Branch", waiting.branch)
    for id in waiting.shown { trailers.add("Fanin-Shown", id) }
    let parents = [waiting.onto, waiting.commit] + (waiting.tip == waiting.commit ? [] : [waiting.tip])
    let (author, committer) = try signatures()
    let commit = try repository.addCommit(
      tree: tree, parents: parents, author: author, committer: committer,
      message: "Resolve lane '\(waiting.lane)'\n\n" + trailers.text)
    try repository.store([commit])
    let name = Resolution.reference(for: waiting.branch)
    // Only git-fanin writes these references, and under this lock: what is in the way is left over.
    let isDone: Void? = try StateFolder(repository).withLock {
      let stale = repository.commonFolder + name + ".lock"
      if SystemFiles.exists(stale) { try SystemFiles.remove(stale) }
      try repository.setReference(
        name, to: commit, expecting: try repository.value(ofReference: name), message: "resolve")
    }
    guard isDone != nil else { throw Publisher.busy }
  }
}
