internal import GitValues

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

extension Repository {
  /// Makes worktrees and checks their commits out, all at once.
  ///
  /// Either all of them are ready afterwards or nothing that this call made is left. Files are written once their
  /// content is read for all worktrees together, on as many threads as there are processors. Hooks and commands of
  /// filter drivers are not run; sparse checkout is not applied. Files count as modified two seconds before the call,
  /// so that no later change can look as old as the index.
  ///
  /// - Parameters:
  ///   - new: what to make; their branches must exist and be checked out nowhere. Commits must be on disk.
  ///   - progress: called now and then on this thread with how many files are written and how many there will be.
  /// - Throws: `.exists` where something is in the way, `.invalidName` for a path that must not be checked out, `.notFound`
  ///   for a branch that does not exist, `.moved` for one that is elsewhere, `.io`.
  /// - Complexity: linear in the files written; each blob is read once.
  public func addWorktrees(
    _ new: [NewWorktree], progress: ((Int, Int) -> Void)? = nil
  ) throws(GitError) -> AddedWorktrees {
    try validate(new)
    let plan = try CheckoutPlanner.plan(new.map(\.head.commit), self, try pathRules())
    var records: [WorktreeRecords] = []
    do throws(GitError) {
      for worktree in new { records.append(try WorktreeRecords.make(worktree, commonFolder: commonFolder)) }
    } catch {
      for made in records.reversed() { made.remove() }
      throw error
    }
    let settings = try configuration()
    let run = CheckoutRun(
      plan, roots: records.map(\.path), commonFolder: commonFolder,
      hasSymlinks: settings.bool("core.symlinks") ?? true,
      time: FileTime(seconds: UInt32(truncatingIfNeeded: time(nil) - 2), nanoseconds: 0))
    do throws(GitError) {
      let folders = records.map(\.folder)
      try run.run(progress: progress) { member, index throws(GitError) in
        guard writeFile(folders[member] + "index", index.encoded()) else {
          throw SystemError.last.doing("cannot write \(folders[member])index")
        }
      }
      let signature = try logSignature()
      for (worktree, made) in zip(new, records) {
        try made.finish(at: worktree.head.commit, by: signature)
      }
    } catch {
      CheckoutRollback.remove(plan, run.written(), records)
      throw error
    }
    return AddedWorktrees(worktrees: try made(records), warnings: try warnings(run))
  }

  private func made(_ records: [WorktreeRecords]) throws(GitError) -> [Worktree] {
    var worktrees: [Worktree] = []
    for record in records {
      guard let worktree = try worktree(id: record.id) else {
        throw GitError(.notFound, "the worktree \(record.path) was removed while it was made")
      }
      worktrees.append(worktree)
    }
    return worktrees
  }

  /// Who the log of HEAD names; nil where none is kept, or nobody is known: git would ask the system then.
  private func logSignature() throws(GitError) -> Signature? {
    let settings = try configuration()
    guard settings.bool("core.logallrefupdates") ?? !isBare else { return nil }
    return try? signature(of: .committer, environment: [:])
  }

  private func warnings(_ run: CheckoutRun) throws(GitError) -> [CheckoutWarning] {
    var found = run.unsupported.sorted { $0.key < $1.key }.map { why, paths in
      let sorted = Set(paths).sorted()
      return CheckoutWarning(message: why, examples: Array(sorted.prefix(10)), count: sorted.count)
    }
    if try configuration().bool("core.sparsecheckout") == true {
      let message = "core.sparseCheckout is set, but all files are checked out"
      found.append(CheckoutWarning(message: message, examples: [], count: 0))
    }
    return found
  }
}

// MARK: - What is refused

extension Repository {
  private func validate(_ new: [NewWorktree]) throws(GitError) {
    let existing = try worktrees()
    var paths: Set<ExactText> = []
    var branches: Set<ExactText> = []
    for worktree in new {
      try validatePath(worktree.path, existing)
      guard paths.insert(ExactText(worktree.path)).inserted else {
        throw GitError(.exists, "two worktrees are to be in \(worktree.path)")
      }
      guard case .branch(let name, let commit) = worktree.head else { continue }
      try validateBranch(name, commit, existing)
      guard branches.insert(ExactText(name)).inserted else {
        throw GitError(.exists, "two worktrees are to have the branch \(name)")
      }
    }
    let all = new.map(\.path)
    for path in all {
      if let outer = all.first(where: { isPath(path, below: $0) }) {
        throw GitError(.exists, "the worktree \(path) would be inside of \(outer)")
      }
    }
  }

  private func validatePath(_ path: String, _ existing: [Worktree]) throws(GitError) {
    guard path.utf8.first == UInt8(ascii: "/"), path.utf8.count > 1, !pathParts(path).containsExactly(".."),
      !path.utf8.contains(0), !path.utf8.contains(UInt8(ascii: "\n"))
    else { throw GitError(.invalidName, "'\(path)' is no absolute path for a worktree") }
    if let status = FileStatus(ofPath: path) {
      guard status.kind == .folder, let names = try? Folder(path).list(), names.isEmpty else {
        throw GitError(.exists, "\(path) exists already", hint: "remove it, or choose another place")
      }
    }
    if let registered = existing.first(where: { $0.path.isExactly(path) }) {
      let hint =
        registered.lockReason == nil ? "run: git worktree prune" : "run: git worktree unlock '\(path)'"
      throw GitError(.exists, "\(path) is the place of another worktree, whose files are gone", hint: hint)
    }
  }

  private func validateBranch(
    _ name: String, _ commit: ObjectID, _ existing: [Worktree]
  ) throws(GitError) {
    guard name.utf8.starts(with: "refs/heads/".utf8), let value = try value(ofReference: name) else {
      throw GitError(.notFound, "there is no branch \(name)")
    }
    guard value == commit else { throw GitError(.moved, "\(name) was moved by somebody else") }
    if let holder = existing.first(where: { $0.holds(name) }) {
      throw GitError(.exists, "the branch \(name) is checked out in \(holder.path)")
    }
  }
}
