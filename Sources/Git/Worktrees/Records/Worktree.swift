internal import GitValues

/// One worktree of a repository, as its records say.
public struct Worktree: Sendable, Hashable {
  /// The name of its folder in `.git/worktrees`; nil for the main worktree.
  public let id: String?
  /// The absolute path of its folder, without a slash at the end. A worktree moved by hand is where it was.
  public let path: String
  /// The folder of its own state, with a slash at the end.
  public let gitFolder: String
  public let head: Head
  /// Why it is locked, so that nobody removes it; empty where no reason was given, nil if it is not locked.
  public let lockReason: String?
  /// Whether its folder is gone or its records are damaged.
  public let isMissing: Bool

  public var isMain: Bool { id == nil }
}

extension Repository {
  /// The worktrees of this repository: the main one first, unless the repository is bare, then by path.
  ///
  /// The records are read directly, as git does; those too damaged to name a folder are left out.
  ///
  /// - Throws: `.io`.
  /// - Complexity: a few small files a worktree.
  public func worktrees() throws(GitError) -> [Worktree] {
    var found: [Worktree] = []
    for id in try worktreeIDs() {
      if let worktree = try worktree(id: id) { found.append(worktree) }
    }
    found.sort { Array($0.path.utf8).lexicographicallyPrecedes(Array($1.path.utf8)) }
    if let main = try mainWorktree() { found.insert(main, at: 0) }
    return found
  }

  /// The names of the folders in `.git/worktrees`, in no order.
  func worktreeIDs() throws(GitError) -> [String] {
    let path = commonFolder + "worktrees"
    do throws(SystemError) {
      return try Folder(path).list().filter { $0.kind == .folder }.map {
        String(decoding: $0.name, as: UTF8.self)
      }
    } catch {
      if error.isMissing { return [] }
      throw error.doing("cannot read \(path)")
    }
  }

  private func mainWorktree() throws(GitError) -> Worktree? {
    let folder: String?
    if gitFolder == commonFolder {
      folder = workFolder
    } else {
      folder = try Repository.open(exactly: commonFolder).workFolder
    }
    guard let folder else { return nil }
    let head = try head(in: commonFolder)
    return Worktree(
      id: nil, path: withoutSlash(folder), gitFolder: commonFolder, head: head ?? .detached(.zero),
      lockReason: nil, isMissing: head == nil)
  }

  /// Reads the records of one linked worktree; nil if they name no folder.
  func worktree(id: String) throws(GitError) -> Worktree? {
    let folder = commonFolder + "worktrees/\(id)/"
    guard let link = readLine(folder + "gitdir"), !link.isEmpty else { return nil }
    // A relative path begins at the records themselves.
    let file = link.utf8.first == UInt8(ascii: "/") ? link : normalized(folder + link)
    let path = lastPart(of: file).isExactly(".git") ? parentFolder(of: file) : file
    let head = try head(in: folder)
    return Worktree(
      id: id, path: path, gitFolder: folder, head: head ?? .detached(.zero),
      lockReason: readLine(folder + "locked"), isMissing: head == nil || FileStatus(ofPath: file) == nil)
  }

  /// Where the HEAD in a folder of records is; nil if it is missing or damaged.
  private func head(in folder: String) throws(GitError) -> Head? {
    guard let line = readLine(folder + "HEAD") else { return nil }
    if let id = ObjectID(hex: line) { return .detached(id) }
    guard line.hasPrefix("ref:") else { return nil }
    let name = String(line.dropFirst(4).drop { $0 == " " || $0 == "\t" })
    guard Repository.isValid(referenceName: name) else { return nil }
    guard let commit = try commit(ofReference: name) else { return .unborn(name) }
    return .branch(Reference(name: name, commit: commit))
  }
}

extension Repository {
  /// The worktree in which a branch is checked out, or is being rebased or bisected: git lets nobody else have it.
  ///
  /// - Parameter branch: the whole name, `refs/heads/…`.
  /// - Returns: nil if no worktree has it.
  public func worktree(holding branch: String) throws(GitError) -> Worktree? {
    try worktrees().first { $0.holds(branch) }
  }

  /// Opens a worktree. What is in memory only in this repository is seen there as well.
  ///
  /// - Throws: `.notFound` where its folder is gone; `.corrupt` where what is there now belongs to something else.
  public func openWorktree(_ worktree: Worktree) throws(GitError) -> Repository {
    guard !worktree.isMissing else {
      throw GitError(.notFound, "the worktree \(worktree.path) is gone", hint: "run: git worktree prune")
    }
    let opened = try Repository.open(exactly: worktree.path, sharing: objects)
    guard
      FileStatus(ofPath: opened.gitFolder)?.stamp.inode == FileStatus(ofPath: worktree.gitFolder)?.stamp.inode
    else { throw GitError(.corrupt, "\(worktree.path) is no longer the worktree '\(worktree.id ?? "")'") }
    return opened
  }
}

extension Worktree {
  /// Whether a branch is checked out here, or is the one that an operation will come back to or move.
  ///
  /// - Parameter branch: the whole name.
  public func holds(_ branch: String) -> Bool {
    switch head {
    case .branch(let reference): return reference.name.isExactly(branch)
    case .unborn(let name): return name.isExactly(branch)
    case .detached: break
    }
    for file in ["rebase-merge/head-name", "rebase-apply/head-name"]
    where readLine(gitFolder + file).isExactly(branch) { return true }
    if let start = readLine(gitFolder + "BISECT_START"),
      branch.isExactly("refs/heads/" + start) || branch.isExactly(start)
    {
      return true
    }
    // Three lines a branch that `git rebase --update-refs` will move: its name, then two commits.
    let updates = readFile(gitFolder + "rebase-merge/update-refs") ?? []
    return String(decoding: updates, as: UTF8.self).split(separator: "\n").contains { $0.isExactly(branch) }
  }
}

/// A small file's text without line ends; nil if it cannot be read.
func readLine(_ path: String) -> String? {
  guard let bytes = readFile(path) else { return nil }
  var text = bytes[...]
  while let last = text.last, last == UInt8(ascii: "\n") || last == UInt8(ascii: "\r") { text.removeLast() }
  return String(decoding: text, as: UTF8.self)
}
