public import GitValues

/// A file that git does not track and that is to get another name, another content or both.
public struct UntrackedMove: Sendable {
  public let old: GitPath
  /// The same as `old` where only the content changes.
  public let new: GitPath
  /// What the file must hold, and what it is to hold.
  public let before: [UInt8]
  public let after: [UInt8]
  public let isExecutable: Bool

  /// - Parameters:
  ///   - old: where the file is.
  ///   - new: where it is to be.
  ///   - before: what it must hold.
  ///   - after: what it is to hold.
  ///   - isExecutable: whether it may be run.
  public init(old: GitPath, new: GitPath, before: [UInt8], after: [UInt8], isExecutable: Bool) {
    self.old = old
    self.new = new
    self.before = before
    self.after = after
    self.isExecutable = isExecutable
  }
}

extension Repository {
  /// Why a file of this worktree cannot be moved; nil if it can. Nothing is written.
  ///
  /// - Parameter leaving: paths that will be free by then.
  public func blocker(of move: UntrackedMove, leaving: Set<GitPath>) throws(GitError) -> String? {
    guard let root = workFolder else { return "a bare repository has no files" }
    if let reason = try pathRules().reason(against: move.new) { return "the path is not safe: \(reason)" }
    let held = try? Folder(root).folder(at: move.old.parent).read(move.old.name)
    if move.before != move.after, held != move.before {
      return "it is not as git would record it: add it to the index first"
    }
    if held == nil { return "it is no file that can be read" }
    guard move.old != move.new, !leaving.contains(move.new) else { return nil }
    guard let folder = try? Folder(root).folder(at: move.new.parent) else { return nil }
    let status = try doing("cannot look at \(move.new)") { () throws(SystemError) in
      try folder.status(of: move.new.name)
    }
    return status == nil ? nil : "'\(move.new)' is in its place"
  }

  /// Does what is left of a move that was cut off anywhere, or not begun.
  ///
  /// Files that somebody changed, made or took away since are left as they are.
  public func finish(_ move: UntrackedMove) throws(GitError) {
    guard let root = workFolder, let held = content(of: move.old, in: root) else { return }
    let isInPlace = move.old == move.new
    guard held == move.before || (move.before == move.after && !isInPlace) else { return }
    let folder = try? Folder(root).folder(at: move.new.parent)
    guard !isInPlace, (try? folder?.status(of: move.new.name)) != nil else { return try perform(move) }
    // Both are there: the new file was made, and the old one was about to go.
    guard held == move.before, content(of: move.new, in: root) == move.after else { return }
    try doing("cannot remove \(move.old)") { () throws(SystemError) in
      try Folder(root).folder(at: move.old.parent).remove(move.old.name)
    }
  }

  private func content(of path: GitPath, in root: String) -> [UInt8]? {
    try? Folder(root).folder(at: path.parent).read(path.name)
  }

  /// Moves a file of this worktree that git does not track. The new file is there before the old one goes, and no
  /// other file is ever overwritten.
  ///
  /// - Throws: `.io`, also where somebody changed or made a file meanwhile.
  public func perform(_ move: UntrackedMove) throws(GitError) {
    guard let root = workFolder else { throw GitError(.unsupported, "a bare repository has no files") }
    try doing("cannot move \(move.old)") { () throws(SystemError) in
      let source = try Folder(root).folder(at: move.old.parent)
      let folder = try Folder(root).makeFolder(at: move.new.parent)
      if move.before == move.after, move.old.parent == move.new.parent {
        return try source.renameIfFree(move.old.name, to: move.new.name)
      }
      let bytes = move.before == move.after ? try source.read(move.old.name) : move.after
      let temporary = Array(".fanin-renumber.new".utf8)
      try? folder.remove(temporary)
      _ = try folder.create(temporary, bytes, isExecutable: move.isExecutable)
      if move.old == move.new { return try folder.rename(temporary, to: move.new.name) }
      try folder.renameIfFree(temporary, to: move.new.name)
      try source.remove(move.old.name)
      if !move.old.parent.isRoot, let outer = try? Folder(root).folder(at: move.old.parent.parent) {
        try? outer.removeFolder(move.old.parent.name)
      }
    }
  }
}
