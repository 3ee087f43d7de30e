public import GitValues

/// What would be lost if a worktree were removed. Commits are not looked at: branches stay.
public struct WorktreeLosses: Sendable {
  /// Tracked files that differ from HEAD, in the index or in the worktree, those in conflict among them.
  public internal(set) var modified: [GitPath] = []
  /// Tracked files that were removed but not committed so.
  public internal(set) var missing: [GitPath] = []
  /// Files that are neither tracked nor ignored; a repository of its own is one path.
  public internal(set) var untracked: [GitPath] = []
  /// Ignored files; an ignored folder is one path.
  public internal(set) var ignored: [GitPath] = []
  /// Submodules that are checked out inside: their own commits may be nowhere else.
  public internal(set) var submodules: [GitPath] = []
  /// What is under way, such as `rebase`; nil if nothing is.
  public internal(set) var operation: String?
  /// Why the worktree is locked; nil if it is not.
  public internal(set) var lockReason: String?

  init() {}

  /// What there is to lose, by kind.
  public var kinds: LossKinds {
    var kinds: LossKinds = []
    if !modified.isEmpty { kinds.insert(.modified) }
    if !missing.isEmpty { kinds.insert(.missing) }
    if !untracked.isEmpty { kinds.insert(.untracked) }
    if !ignored.isEmpty { kinds.insert(.ignored) }
    if !submodules.isEmpty { kinds.insert(.submodules) }
    if operation != nil { kinds.insert(.operation) }
    if lockReason != nil { kinds.insert(.lock) }
    return kinds
  }

  public var isEmpty: Bool { kinds.isEmpty }
}

/// Kinds of losses, for saying which of them are accepted.
public struct LossKinds: OptionSet, Sendable, Hashable {
  public let rawValue: Int
  public init(rawValue: Int) { self.rawValue = rawValue }

  public static let modified = LossKinds(rawValue: 1)
  public static let missing = LossKinds(rawValue: 2)
  public static let untracked = LossKinds(rawValue: 4)
  public static let ignored = LossKinds(rawValue: 8)
  public static let submodules = LossKinds(rawValue: 16)
  public static let operation = LossKinds(rawValue: 32)
  public static let lock = LossKinds(rawValue: 64)
}

extension WorktreeLosses {
  /// One line on what stands against removing a worktree; nil if all there is to lose is accepted.
  func refusal(allowing allowed: LossKinds) -> String? {
    let open = kinds.subtracting(allowed)
    if open.contains(.lock) {
      return "it is locked" + (lockReason.map { $0.isEmpty ? "" : " (\($0))" } ?? "")
    }
    if open.contains(.operation) { return "a \(operation ?? "") is under way" }
    let lists: [(LossKinds, [GitPath], String)] = [
      (.modified, modified, "modified"), (.untracked, untracked, "untracked"), (.missing, missing, "removed"),
      (.submodules, submodules, "submodule"), (.ignored, ignored, "ignored"),
    ]
    for (kind, paths, word) in lists where open.contains(kind) {
      let more = paths.count > 1 ? " and \(paths.count - 1) more" : ""
      return "\(word): \(paths[0])\(more)"
    }
    return nil
  }
}

extension Repository {
  /// What would be lost if a worktree were removed.
  ///
  /// - Throws: `.notFound` if its folder is gone, `.unsupported` for a split or sparse index.
  /// - Complexity: that of `workingState`, and a look into what is ignored.
  public func losses(of worktree: Worktree) throws(GitError) -> WorktreeLosses {
    try openWorktree(worktree).losses(lockReason: worktree.lockReason).losses
  }

  /// What would be lost if this worktree were removed, and what says so.
  func losses(
    lockReason: String?
  ) throws(GitError) -> (losses: WorktreeLosses, index: IndexFile, scan: WorktreeScan) {
    let index = openEyed(try IndexFile(readingFrom: gitFolder + "index"))
    let scan = try WorktreeScanner.scan(self, index, .ignored)
    let state = try workingState(index, scan, into: objects)
    let gone = Set(scan.suspects.filter { $0.status == nil }.map { index.entries[$0.position].path })
    var losses = WorktreeLosses()
    losses.missing = state.modified.filter { gone.contains($0) }
    let unsupported = state.unsupported.map(\.path).filter { !state.untracked.contains($0) }
    let changed = state.staged + state.modified + state.conflicted + unsupported
    losses.modified = Set(changed).subtracting(gone).sorted()
    losses.untracked = state.untracked
    losses.ignored = scan.ignored
    losses.submodules = scan.submodules.map { index.entries[$0].path }.filter(isCheckedOut)
    losses.operation = state.operation
    losses.lockReason = lockReason
    return (losses, index, scan)
  }

  /// The index without the flags by which the user told git to look away: the files are lost all the same.
  private func openEyed(_ index: IndexFile) -> IndexFile {
    guard let root = workFolder else { return index }
    var index = index
    for position in index.entries.indices {
      let entry = index.entries[position]
      if entry.flags.contains(.assumeUnchanged) { index.entries[position].flags.remove(.assumeUnchanged) }
      guard entry.flags.contains(.skipWorktree) else { continue }
      if isThere(entry.path, below: root) { index.entries[position].flags.remove(.skipWorktree) }
    }
    return index
  }

  private func isThere(_ path: GitPath, below root: String) -> Bool {
    do throws(SystemError) {
      return try Folder(root).folder(at: path.parent).status(of: path.name) != nil
    } catch {
      return false
    }
  }

  /// Whether the folder of a submodule holds anything.
  private func isCheckedOut(_ path: GitPath) -> Bool {
    guard let root = workFolder, let folder = try? Folder(root).folder(at: path) else { return false }
    guard let names = try? folder.list() else { return true }
    return !names.isEmpty
  }
}
