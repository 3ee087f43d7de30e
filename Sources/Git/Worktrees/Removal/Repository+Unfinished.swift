internal import GitValues

extension Repository {
  /// The worktrees that this program was making or removing when it ended.
  ///
  /// - Returns: those whose lock file names a process of this machine that has ended. Their path is empty where it was
  ///   not recorded yet.
  public func unfinishedWorktrees() throws(GitError) -> [Worktree] {
    var found: [Worktree] = []
    for id in try worktreeIDs() {
      let folder = commonFolder + "worktrees/\(id)/"
      guard let reason = readLine(folder + "locked"), let mark = ProcessMark(reason: reason), mark.isDead
      else {
        continue
      }
      let empty = Worktree(
        id: id, path: "", gitFolder: folder, head: .detached(.zero), lockReason: reason, isMissing: true)
      found.append(try worktree(id: id) ?? empty)
    }
    return found.sorted { Array($0.path.utf8).lexicographicallyPrecedes(Array($1.path.utf8)) }
  }

  /// Clears what an ended process left of a worktree: its files, folder and records.
  ///
  /// A file is removed only if it is what the checkout would have written, or the beginning of it: that is in the commit
  /// and nothing is lost. Anything else makes this refuse before a file is touched.
  ///
  /// - Parameter worktree: one of `unfinishedWorktrees()`.
  /// - Throws: `.dirty` with the first file that is not the checkout's, `.locked` where the process lives after all.
  public func clearUnfinished(_ worktree: Worktree) throws(GitError) {
    guard let id = worktree.id, let reason = readLine(worktree.gitFolder + "locked"),
      ProcessMark(reason: reason)?.isDead == true
    else { throw GitError(.locked, "the worktree \(worktree.path) is not one that was left unfinished") }
    if !worktree.path.isEmpty, FileStatus(ofPath: worktree.path) != nil { try clearFiles(of: worktree) }
    guard WorktreeRecords.remove(id: id, commonFolder: commonFolder) else {
      throw GitError(.io, "cannot remove \(worktree.gitFolder)")
    }
  }

  private func clearFiles(of worktree: Worktree) throws(GitError) {
    let link = worktree.path + "/.git"
    let expected = Array("gitdir: \(withoutSlash(worktree.gitFolder))\n".utf8)
    if let content = readFile(link), !expected.starts(with: content) {
      throw GitError(.dirty, "\(worktree.path) belongs to something else by now")
    }
    let commit: ObjectID? =
      switch worktree.head {
      case .branch(let reference): reference.commit
      case .detached(let id): id == .zero ? nil : id
      case .unborn: nil
      }
    let files = try UnfinishedFiles(self, commit: commit, root: worktree.path).verified()
    if FileStatus(ofPath: link) == nil {
      guard writeFile(link, expected) else { throw SystemError.last.doing("cannot write \(link)") }
    }
    try WorktreeRemoval(path: worktree.path, files: files, wholes: []).run()
  }
}

/// Looks through the files of an unfinished checkout for any that the checkout did not write.
private struct UnfinishedFiles {
  private let repository: Repository
  private let filter: ContentFilter?
  private let root: String
  private var expected: [GitPath: FileEntry] = [:]

  init(_ repository: Repository, commit: ObjectID?, root: String) throws(GitError) {
    self.repository = repository
    self.root = root
    guard let commit else {
      filter = nil
      return
    }
    filter = try ContentFilter(commonFolder: repository.commonFolder, at: commit)
    let tree = try repository.graph.commit(commit).tree
    for file in try repository.objects.files(in: tree) { expected[file.path] = file.new }
  }

  /// - Returns: the files that are there, all of which are the checkout's.
  func verified() throws(GitError) -> Set<GitPath> {
    let root = self.root
    let folder = try doing("cannot open \(root)") { () throws(SystemError) in try Folder(root) }
    var found: Set<GitPath> = []
    try verify(folder, .root, &found)
    return found
  }

  private func verify(
    _ folder: borrowing Folder, _ path: GitPath, _ found: inout Set<GitPath>
  ) throws(GitError) {
    let names: [(name: [UInt8], kind: FileStatus.Kind)]
    do { names = try folder.list() } catch { throw error.doing("cannot read \(root)/\(path)") }
    for (name, kind) in names {
      if path.isRoot && name == Array(".git".utf8) { continue }
      let inner = path.appending(name)
      if kind == .folder {
        let next: Folder
        do { next = try folder.folder(name) } catch { throw error.doing("cannot open \(root)/\(inner)") }
        try verify(next, inner, &found)
        continue
      }
      guard try isCheckout(name, kind, inner, in: folder) else {
        throw GitError(
          .dirty, "\(root)/\(inner) was not written by the checkout that was left unfinished",
          hint: "move it away and try again")
      }
      found.insert(inner)
    }
  }

  private func isCheckout(
    _ name: [UInt8], _ kind: FileStatus.Kind, _ path: GitPath, in folder: borrowing Folder
  ) throws(GitError) -> Bool {
    guard let entry = expected[path], entry.mode.isRegular || entry.mode == .symlink, kind != .other else {
      return false
    }
    let content: [UInt8]
    do { content = kind == .symlink ? try folder.target(of: name) : try folder.read(name) } catch {
      throw error.doing("cannot read \(root)/\(path)")
    }
    let bytes = try repository.objects.blob(entry.id)
    if bytes.starts(with: content) { return true }
    guard entry.mode.isRegular, let filter else { return false }
    return try filter.toWorktree(bytes, path: path, id: entry.id).starts(with: content)
  }
}
