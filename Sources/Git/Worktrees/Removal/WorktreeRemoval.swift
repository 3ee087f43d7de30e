internal import GitValues

/// Removes the files of a worktree that were looked at before, and the folders left empty.
struct WorktreeRemoval {
  /// The worktree's folder.
  let path: String
  /// The files and links that may go.
  let files: Set<GitPath>
  /// The folders that may go with all that is in them.
  let wholes: Set<GitPath>

  /// Removes them, the `.git` file last.
  ///
  /// - Throws: `.dirty` where there is something else by now; what was removed until then is gone.
  func run() throws(GitError) {
    let path = self.path
    let root = try doing("cannot open \(path)") { () throws(SystemError) in try Folder(path) }
    try empty(root, .root)
    try doing("cannot remove \(path)/.git") { () throws(SystemError) in try root.remove(Array(".git".utf8)) }
    try doing("cannot remove \(path)") { () throws(SystemError) in
      try Folder(parentFolder(of: path)).removeFolder(lastPart(of: path).utf8)
    }
  }

  private func empty(_ folder: borrowing Folder, _ path: GitPath) throws(GitError) {
    for (name, kind) in try list(folder, path) {
      if path.isRoot && name == Array(".git".utf8) { continue }
      let inner = path.appending(name)
      if kind != .folder {
        guard files.contains(inner) else { throw surprise(inner) }
        do { try folder.remove(name) } catch { throw error.doing("cannot remove \(inner)") }
      } else if wholes.contains(inner) {
        do { try folder.removeTree(name) } catch { throw error.doing("cannot remove \(inner)") }
      } else {
        try emptyAndRemove(name, inner, in: folder)
      }
    }
  }

  private func emptyAndRemove(
    _ name: [UInt8], _ path: GitPath, in folder: borrowing Folder
  ) throws(GitError) {
    do {
      let inner: Folder
      do { inner = try folder.folder(name) } catch { throw error.doing("cannot open \(path)") }
      try empty(inner, path)
    }
    do { try folder.removeFolder(name) } catch { throw error.doing("cannot remove \(path)") }
  }

  private func list(
    _ folder: borrowing Folder, _ path: GitPath
  ) throws(GitError) -> [(name: [UInt8], kind: FileStatus.Kind)] {
    do { return try folder.list() } catch { throw error.doing("cannot read the folder \(path)") }
  }

  private func surprise(_ path: GitPath) -> GitError {
    GitError(
      .dirty, "\(self.path)/\(path) appeared while the worktree was removed", hint: "look at it and try again"
    )
  }
}
