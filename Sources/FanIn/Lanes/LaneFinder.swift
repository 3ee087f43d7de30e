import Git
import GitValues

extension Workspace {
  /// The branches that a command is about.
  ///
  /// - Parameters:
  ///   - words: branch names and globs; none means all lanes, or else the branches of all linked worktrees.
  ///   - target: never a lane itself.
  /// - Returns: in the order named, globs sorted by name, none twice.
  /// - Throws: where a name fits nothing, or nothing is left.
  func lanes(_ words: [String], target: Reference) throws -> [Lane] {
    let worktrees = try repository.worktrees()
    let named =
      words.isEmpty ? try everyLane(worktrees, of: target) : try words.flatMap { try references(for: $0) }
    var seen: Set<ExactText> = [ExactText(target.name)]
    let lanes = named.filter { seen.insert(ExactText($0.name)).inserted }.map { reference in
      Lane(
        name: laneName(reference), ref: reference.name, commit: reference.commit,
        worktree: worktrees.first { $0.holds(reference.name) && !$0.isMissing }?.path)
    }
    guard !lanes.isEmpty else {
      throw FanInError.usage(
        "no-lanes", "there is no lane besides \(target.shortName)",
        hints: ["name branches, or make lanes: git fanin start --lane NAME"])
    }
    return lanes
  }

  private func laneName(_ reference: Reference) -> String {
    let short = reference.shortName
    return short.after("lane/") ?? short
  }

  /// The lanes of a target: branches below `lane/` and those that were started, unless for another target; or
  /// else the branches of linked worktrees.
  private func everyLane(_ worktrees: [Worktree], of target: Reference) throws -> [Reference] {
    var found = try repository.references(matching: "refs/heads/lane/*")
    let records = try laneRecords()
    for record in records where !found.contains(where: { $0.name.isExactly(record.branch) }) {
      if let commit = try repository.commit(ofReference: record.branch) {
        found.append(Reference(name: record.branch, commit: commit))
      }
    }
    found.removeAll { lane in
      records.contains { $0.branch.isExactly(lane.name) && !$0.target.isExactly(target.name) }
    }
    guard found.isEmpty else { return found }
    return try worktrees.filter { $0.id != nil && !$0.isMissing }.compactMap { worktree in
      guard let name = worktree.branch, let commit = try repository.commit(ofReference: name) else {
        return nil
      }
      return Reference(name: name, commit: commit)
    }
  }

  /// What one word of the command line names: a branch, a lane, a remote-tracking branch, a commit, or several by a glob.
  private func references(for word: String) throws -> [Reference] {
    if word.contains(where: { "*?[".contains($0) }) {
      for folder in ["refs/heads/", "refs/remotes/", ""] {
        let found = try repository.references(matching: folder + word)
        if !found.isEmpty { return found }
      }
      throw FanInError.usage("no-such-branch", "no branch matches '\(word)'")
    }
    if let lane = try repository.commit(ofReference: "refs/heads/lane/" + word),
      try repository.commit(ofReference: "refs/heads/" + word) == nil
    {
      return [Reference(name: "refs/heads/lane/" + word, commit: lane)]
    }
    if let found = try repository.find(word) { return [found] }
    throw try unknownBranch("there is no branch or commit '\(word)'", word)
  }

  /// Looks at the worktrees of the lanes: what is not committed, and what is under way.
  ///
  /// - Parameter counts: whether uncommitted files are to count as if they were committed on the lane.
  func inspectWorktrees(of lanes: inout [Lane], counting counts: Bool) throws {
    let worktrees = try repository.worktrees()
    for index in lanes.indices {
      guard let worktree = worktrees.first(where: { lanes[index].worktree.isExactly($0.path) }) else {
        continue
      }
      let state = try repository.openWorktree(worktree).workingState(
        untracked: true, into: repository.objects)
      lanes[index].operation = state.operation
      lanes[index].dirty = Array(Set(state.staged + state.modified + state.untracked + state.conflicted))
        .sorted()
      guard counts, !lanes[index].dirty.isEmpty else { continue }
      lanes[index].tip = try repository.addCommit(
        tree: state.tree, parents: [lanes[index].commit], author: .nobody, committer: .nobody,
        message: "uncommitted files")
    }
  }
}
