internal import GitValues

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

extension Repository {
  /// Removes a linked worktree: its files, then its records. Its branch stays.
  ///
  /// What would be lost is looked up once more right before. Only files seen then are removed: one that appears
  /// meanwhile stays, and with it the worktree. Links are removed, never followed.
  ///
  /// - Parameters:
  ///   - worktree: not the main one. If its folder is gone, its records are removed.
  ///   - allowed: the losses that are accepted.
  /// - Throws: `.dirty` where anything else would be lost, `.locked`, `.corrupt` where its folder belongs to something
  ///   else by now, `.io`.
  public func removeWorktree(_ worktree: Worktree, allowing allowed: LossKinds = []) throws(GitError) {
    guard let id = worktree.id, let now = try self.worktree(id: id), now.path.isExactly(worktree.path) else {
      throw GitError(.notFound, "\(worktree.path) is no linked worktree of this repository")
    }
    guard now.lockReason == nil || allowed.contains(.lock) else {
      throw GitError(
        .locked, "the worktree \(now.path) is locked: \(now.lockReason ?? "")",
        hint: "run: git worktree unlock '\(now.path)'")
    }
    if FileStatus(ofPath: now.path) != nil { try removeFiles(of: now, allowing: allowed) }
    guard WorktreeRecords.remove(id: id, commonFolder: commonFolder) else {
      throw GitError(.io, "cannot remove \(now.gitFolder)")
    }
  }

  private func removeFiles(of worktree: Worktree, allowing allowed: LossKinds) throws(GitError) {
    let opened = try openWorktree(worktree)
    let (losses, index, scan) = try opened.losses(lockReason: worktree.lockReason)
    if let refusal = losses.refusal(allowing: allowed) {
      throw GitError(
        .dirty, "the worktree \(worktree.path) is kept: \(refusal)", hint: "commit it, or move it away")
    }
    // Until the records are gone, the mark tells what happened should this process end here.
    let lock = worktree.gitFolder + "locked"
    guard writeFile(lock, Array((ProcessMark(.removing).reason + "\n").utf8)) else {
      throw SystemError.last.doing("cannot write \(lock)")
    }
    do throws(GitError) {
      let removal = WorktreeRemoval(
        path: worktree.path,
        files: Set(index.entries.map(\.path)).union(losses.untracked).union(losses.ignored),
        wholes: Set(scan.nested).union(losses.ignored).union(losses.submodules))
      try removal.run()
    } catch {
      if let reason = worktree.lockReason { _ = writeFile(lock, Array(reason.utf8)) } else { unlink(lock) }
      throw error
    }
  }

  /// Removes the records of worktrees whose folder is gone and that are not locked.
  ///
  /// - Returns: those worktrees.
  @discardableResult
  public func pruneWorktrees() throws(GitError) -> [Worktree] {
    var pruned: [Worktree] = []
    for worktree in try worktrees() {
      guard let id = worktree.id, worktree.lockReason == nil,
        FileStatus(ofPath: worktree.path + "/.git") == nil
      else { continue }
      if WorktreeRecords.remove(id: id, commonFolder: commonFolder) { pruned.append(worktree) }
    }
    return pruned
  }
}
