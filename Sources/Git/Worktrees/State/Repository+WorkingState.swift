internal import Clibgit2
internal import GitValues

extension Repository {
  /// Reads what this worktree holds beyond its last commit.
  ///
  /// Nothing is written to the repository, not even what was learnt about unchanged files. Ignore rules are git's.
  ///
  /// - Parameters:
  ///   - untracked: whether files that git does not know are looked for and put into the tree. Those that are ignored
  ///     never are.
  ///   - objects: where new blobs and trees are added, in memory only; usually the caller's, not this handle's.
  /// - Throws: `.unsupported` for a bare repository and for a split or sparse index; `.corrupt`; `.io`.
  /// - Complexity: one status call a tracked file; files are read only where their status does not settle it.
  public func workingState(
    untracked: Bool, into objects: ObjectStore
  ) throws(GitError) -> WorkingState {
    let index = try IndexFile(readingFrom: gitFolder + "index")
    return try workingState(
      index, try WorktreeScanner.scan(self, index, untracked ? .untracked : []), into: objects)
  }

  /// Works out the state from an index and what was found in the worktree.
  func workingState(
    _ index: IndexFile, _ scan: WorktreeScan, into objects: ObjectStore
  ) throws(GitError) -> WorkingState {
    let base = try headTree()
    var reader = try WorkingStateReader(self, objects, index, base: base, operation: operation())
    try reader.addStaged()
    try reader.addConflicts()
    for suspect in scan.suspects { try reader.add(suspect) }
    for position in scan.submodules { try reader.addSubmodule(position) }
    for path in scan.untracked { try reader.addUntracked(path) }
    for path in scan.nested { reader.addNested(path) }
    return try reader.finish()
  }

  /// The tree of HEAD; the empty one on a branch without commits.
  func headTree() throws(GitError) -> ObjectID {
    switch try head() {
    case .branch(let reference): try graph.commit(reference.commit).tree
    case .detached(let id): try graph.commit(id).tree
    case .unborn: .emptyTree
    }
  }

  /// What is under way in this worktree, in git's word; nil if nothing is.
  public func operation() -> String? {
    switch git_repository_state_t(rawValue: UInt32(git_repository_state(pointer))) {
    case GIT_REPOSITORY_STATE_MERGE: "merge"
    case GIT_REPOSITORY_STATE_REVERT, GIT_REPOSITORY_STATE_REVERT_SEQUENCE: "revert"
    case GIT_REPOSITORY_STATE_CHERRYPICK, GIT_REPOSITORY_STATE_CHERRYPICK_SEQUENCE: "cherry-pick"
    case GIT_REPOSITORY_STATE_BISECT: "bisect"
    case GIT_REPOSITORY_STATE_REBASE, GIT_REPOSITORY_STATE_REBASE_INTERACTIVE,
      GIT_REPOSITORY_STATE_REBASE_MERGE,
      GIT_REPOSITORY_STATE_APPLY_MAILBOX_OR_REBASE:
      "rebase"
    case GIT_REPOSITORY_STATE_APPLY_MAILBOX: "am"
    default: nil
    }
  }
}
