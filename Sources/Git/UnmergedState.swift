internal import Clibgit2
public import GitValues

/// A path that a merge left to be decided, with its versions.
public struct UnmergedPath: Sendable {
  public let path: GitPath
  public let base: FileEntry?
  public let ours: FileEntry?
  public let theirs: FileEntry?

  public init(path: GitPath, base: FileEntry?, ours: FileEntry?, theirs: FileEntry?) {
    self.path = path
    self.base = base
    self.ours = ours
    self.theirs = theirs
  }
}

extension Repository {
  /// Puts this worktree into the state that `git merge` leaves after conflicts, so that git's own commands go on from there.
  ///
  /// The files are not touched: they must have been written before.
  ///
  /// - Parameters:
  ///   - unmerged: the conflicted paths; their blobs must be on disk.
  ///   - theirs: the commit that is being merged.
  ///   - message: what the merge commit is to say.
  public func beginMerge(
    of theirs: ObjectID, unmerged: [UnmergedPath], message: String
  ) throws(GitError) {
    let index = try Handle<IndexKind>("cannot read the index") { git_repository_index(&$0, pointer) }
    // The handle may hold the index as it was before the files were written.
    try check(git_index_read(index.pointer, 1), "cannot read the index")
    for path in unmerged { try add(path, to: index.pointer) }
    try check(git_index_write(index.pointer), "cannot write the index")
    try writeState("MERGE_MSG", message)
    try writeState("MERGE_MODE", "no-ff")
    try writeState("MERGE_HEAD", theirs.hex + "\n")
  }

  /// Takes a path out of the unmerged ones of this worktree's index, as `git add` and `git rm` do.
  ///
  /// The file is not touched.
  ///
  /// - Parameters:
  ///   - path: where the conflict is.
  ///   - entry: what the index holds from now on, a blob that is on disk; nil for nothing.
  public func settleConflict(at path: GitPath, to entry: FileEntry?) throws(GitError) {
    let index = try Handle<IndexKind>("cannot read the index") { git_repository_index(&$0, pointer) }
    try check(git_index_read(index.pointer, 1), "cannot read the index")
    // A C string ends at the first zero byte; no path of git's has one.
    let name = path.bytes.map { CChar(bitPattern: $0) } + [0]
    let status = name.withUnsafeBufferPointer { name in
      for stage in 0...3 { git_index_remove(index.pointer, name.baseAddress, Int32(stage)) }
      guard let entry else { return Int32(0) }
      var added = git_index_entry()
      added.path = name.baseAddress
      added.mode = UInt32(entry.mode.rawValue)
      added.id = entry.id.oid
      return git_index_add(index.pointer, &added)
    }
    try check(status, "cannot settle \(path) in the index")
    try check(git_index_write(index.pointer), "cannot write the index")
  }

  private func add(_ unmerged: UnmergedPath, to index: OpaquePointer) throws(GitError) {
    // A C string ends at the first zero byte; no path of git's has one.
    let name = unmerged.path.bytes.map { CChar(bitPattern: $0) } + [0]
    let status = name.withUnsafeBufferPointer { name in
      var entries = [unmerged.base, unmerged.ours, unmerged.theirs].map { version in
        var entry = git_index_entry()
        entry.path = name.baseAddress
        entry.mode = UInt32(version?.mode.rawValue ?? 0)
        entry.id = (version?.id ?? .zero).oid
        return entry
      }
      return entries.withUnsafeMutableBufferPointer { entries in
        func pointer(_ offset: Int, _ version: FileEntry?) -> UnsafePointer<git_index_entry>? {
          version == nil ? nil : entries.baseAddress.map { UnsafePointer($0 + offset) }
        }
        return git_index_conflict_add(
          index, pointer(0, unmerged.base), pointer(1, unmerged.ours), pointer(2, unmerged.theirs))
      }
    }
    try check(status, "cannot mark \(unmerged.path) as unmerged")
  }

  private func writeState(_ name: String, _ text: String) throws(GitError) {
    guard writeFile(gitFolder + name, Array(text.utf8)) else {
      throw GitError(.io, "cannot write \(gitFolder)\(name)")
    }
  }
}
