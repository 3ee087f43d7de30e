internal import Clibgit2
public import GitValues

/// What the next commit of a worktree would hold, by its index alone.
public struct StagedState: Sendable {
  /// The tree of HEAD; the empty one on a branch without commits.
  public let head: ObjectID
  /// What the index would be committed as, in the layer in memory only. Paths in conflict are as HEAD has them.
  public let tree: ObjectID
  /// What differs from HEAD's tree to that one, sorted by path.
  public let changes: [PathChange]
}

extension Repository {
  /// Reads an index and makes the tree that it would be committed as. Nothing is written.
  ///
  /// - Parameter file: the index file, as `GIT_INDEX_FILE` names it in a hook: for `git commit PATH` git makes one that
  ///   holds no more than is committed. Nil for this worktree's own.
  /// - Throws: `.unsupported` for a split or sparse index; `.corrupt`.
  /// - Complexity: linear in the entries of the index to read it; only folders that differ from HEAD are compared.
  public func staged(in file: String? = nil) throws(GitError) -> StagedState {
    let index = try IndexFile(readingFrom: file ?? gitFolder + "index")
    let head = try headTree()
    let changes = try index.changes(from: head, objects)
    var updates: [GitPath: FileEntry?] = [:]
    for change in changes { updates.updateValue(change.new, forKey: change.path) }
    return StagedState(head: head, tree: try objects.apply(updates, to: head), changes: changes)
  }

  /// The commits that are being merged into this worktree's branch; none where no merge is under way.
  public func mergeHeads() -> [ObjectID] {
    guard let bytes = readFile(gitFolder + "MERGE_HEAD") else { return [] }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap { ObjectID(hex: $0) }
  }

  /// The whole name of the branch that a rebase under way is about; nil if there is none.
  public func rebasedBranch() -> String? {
    for folder in ["rebase-merge", "rebase-apply"] {
      guard let name = readLine(gitFolder + folder + "/head-name"), name.after("refs/heads/") != nil else {
        continue
      }
      return name
    }
    return nil
  }

  /// Whether ignore rules keep a path of this worktree out of git.
  public func isIgnored(_ path: GitPath) throws(GitError) -> Bool {
    var ignored: Int32 = 0
    let status = withName(path.bytes) { git_ignore_path_is_ignored(&ignored, pointer, $0) }
    try check(status, "cannot read the ignore rules for \(path)")
    return ignored != 0
  }

  /// Whether this worktree's index has a file at a path, or below it.
  ///
  /// - Throws: as reading an index does.
  public func isTracked(_ path: GitPath) throws(GitError) -> Bool {
    let index = try IndexFile(readingFrom: gitFolder + "index")
    let position = index.firstPosition(from: path)
    return position < index.entries.count && index.entries[position].path.isInside(path)
  }
}
