import Git
public import GitValues

/// What `finish` did with the lanes.
public struct FinishReport: Sendable {
  /// The lanes that are gone, with the command that brings each branch back.
  public let removed: [(name: String, ref: String, commit: ObjectID, worktree: String?)]
  /// The lanes that stay, with the reason and what to do.
  public let kept: [(name: String, reason: String, hint: String)]
}

extension Workspace {
  /// Removes lanes that are merged: worktree, branch and record.
  ///
  /// - Parameters:
  ///   - words: the lanes; none means every lane that is merged.
  ///   - discardsIgnored: whether ignored files of a worktree may go with it.
  public func finish(_ words: [String], discardsIgnored: Bool) throws -> FinishReport {
    let target = try target(named: nil)
    let lanes = try lanes(words, target: target)
    let here = repository.workFolder
    let records = try laneRecords()
    var removed: [(name: String, ref: String, commit: ObjectID, worktree: String?)] = []
    var kept: [(name: String, reason: String, hint: String)] = []
    for lane in lanes {
      try Interrupt.check()
      guard lane.ref.after("refs/heads/") != nil else { continue }
      let own = records.first { $0.branch.isExactly(lane.ref) }
      let into = try own.flatMap { try repository.commit(ofReference: $0.target) } ?? target.commit
      // A lane that has not begun is no more finished than one at work.
      if words.isEmpty, own?.base == lane.commit { continue }
      if let problem = try problem(lane, into: into, here: here, discardsIgnored: discardsIgnored) {
        // Without names only what is merged is meant; a lane at work is no news.
        if !words.isEmpty || problem.isNews { kept.append((lane.name, problem.reason, problem.hint)) }
        continue
      }
      try remove(lane, discardsIgnored: discardsIgnored)
      removed.append((lane.name, lane.ref, lane.commit, lane.worktree))
    }
    return FinishReport(removed: removed, kept: kept)
  }

  private struct Problem {
    let reason: String
    let hint: String
    var isNews = true
  }

  /// Why a lane cannot go; nil if nothing would be lost.
  private func problem(
    _ lane: Lane, into target: ObjectID, here: String?, discardsIgnored: Bool
  ) throws -> Problem? {
    let ahead = try repository.graph.commits(from: lane.commit, hiding: target).count
    if ahead > 0 {
      return Problem(
        reason: "\(ahead) of its commits \(ahead == 1 ? "is" : "are") not merged",
        hint: "merge it first: git fanin merge '\(lane.name)'", isNews: false)
    }
    let worktrees = try repository.worktrees().filter { !$0.isMissing }
    guard let worktree = worktrees.first(where: { $0.holds(lane.ref) }) else {
      return try strayProblem(lane, worktrees)
    }
    if worktree.id == nil {
      return Problem(reason: "it is checked out in the main worktree", hint: "switch to another branch first")
    }
    if here.isExactly(worktree.path + "/") || SystemFiles.isWorking(in: worktree.path) {
      return Problem(reason: "you are in its worktree", hint: "go to another folder first")
    }
    if let reason = worktree.lockReason {
      return Problem(
        reason: "its worktree is locked" + (reason.isEmpty ? "" : ": \(reason)"),
        hint: "git worktree unlock '\(worktree.path)'")
    }
    return lossProblem(try repository.losses(of: worktree), worktree, discardsIgnored: discardsIgnored)
  }

  /// The lane's folder may hold something else than the lane by now.
  private func strayProblem(_ lane: Lane, _ worktrees: [Worktree]) throws -> Problem? {
    let folder = laneFolder(for: lane.ref, in: try lanesFolder())
    guard let stray = worktrees.first(where: { $0.path.isExactly(folder) }) else { return nil }
    return Problem(
      reason: "its worktree is on \(stray.branch ?? "a commit without a branch")",
      hint: "see what it is, then: git -C '\(folder)' switch \(lane.ref.branchName)")
  }

  private func lossProblem(_ losses: WorktreeLosses, _ worktree: Worktree, discardsIgnored: Bool) -> Problem?
  {
    if let operation = losses.operation {
      return Problem(reason: "a \(operation) is under way in \(worktree.path)", hint: "finish or abort it")
    }
    let changed = losses.modified + losses.missing
    if !changed.isEmpty {
      return Problem(
        reason: "changes are not committed: \(changed.brief())",
        hint: "commit them in \(worktree.path), or drop them: git -C '\(worktree.path)' restore .")
    }
    if !losses.untracked.isEmpty {
      return Problem(
        reason: "files are not in git: \(losses.untracked.brief())",
        hint: "commit or move them from \(worktree.path)")
    }
    if !losses.submodules.isEmpty {
      return Problem(
        reason: "submodules are checked out in it: \(losses.submodules.brief())",
        hint: "see that nothing in them is lost, then: git submodule deinit --all")
    }
    if !losses.ignored.isEmpty && !discardsIgnored {
      return Problem(
        reason: "ignored files would be lost: \(losses.ignored.brief())",
        hint: "move them, or let them go: git fanin finish --discard-ignored")
    }
    return nil
  }

  private func remove(_ lane: Lane, discardsIgnored: Bool) throws {
    if let worktree = try repository.worktrees().first(where: { $0.branch.isExactly(lane.ref) }) {
      try repository.removeWorktree(worktree, allowing: discardsIgnored ? [.ignored] : [])
    }
    try repository.removeReference(lane.ref, expecting: lane.commit)
    for folder in [LaneRecord.folder, Resolution.folder] {
      let name = folder + lane.ref.branchName
      if let value = try repository.value(ofReference: name) {
        try repository.removeReference(name, expecting: value)
      }
    }
  }
}
