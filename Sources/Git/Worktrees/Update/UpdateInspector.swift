internal import GitValues

/// Looks whether a path of a worktree can be brought from one version to the next.
struct UpdateInspector {
  enum Inspection {
    /// What is there now is the old version; its status, or nil where nothing is there.
    case ready(FileStatus?)
    /// The new version is there already; its status, or nil where nothing is to be there.
    case done(FileStatus?)
    /// Only the index is to change, and why.
    case indexOnly(String)
    /// Why the path must be left alone.
    case blocked(String)
  }

  let index: IndexFile
  let files: WorktreeFiles
  let rules: StampRules
  let filter: ContentFilter
  let root: String
  private let pathRules: PathRules
  private let mending: Bool
  /// The files that go without a new version: their places are free for folders.
  private let removed: Set<GitPath>

  init(
    _ repository: Repository, _ index: IndexFile, _ changes: ChangeSet, mending: Bool
  ) throws(GitError) {
    guard let root = repository.workFolder else {
      throw GitError(.unsupported, "a bare repository has no files")
    }
    self.root = root
    self.index = index
    self.mending = mending
    files = try WorktreeFiles(repository, index)
    filter = files.filter
    rules = StampRules(try repository.configuration())
    pathRules = try repository.pathRules()
    removed = Set(changes.changes.filter { $0.new == nil && $0.old?.mode != .submodule }.map(\.path))
  }

  /// Looks at the index and the file of a changed path.
  func inspect(_ change: PathChange) throws(GitError) -> Inspection {
    if let new = change.new, let reason = pathRules.reason(against: change.path, mode: new.mode) {
      return .blocked("the path is not safe: \(reason)")
    }
    let entry = index.position(of: change.path).map { index.entries[$0] }
    if let reason = blocker(entry, change) { return .blocked(reason) }
    if change.old?.mode == .submodule || change.new?.mode == .submodule {
      return try inspectSubmodule(change)
    }
    if change.new != nil, let why = try filter.unsupported(change.path, .toWorktree) { return .blocked(why) }
    let place = try place(of: change.path)
    if let entry, entry.flags.contains(.skipWorktree), case .empty = place {
      return .indexOnly("it is left out of this worktree by sparse checkout")
    }
    guard let old = change.old else { return try inspectAddition(change, place) }
    return try inspectChange(change, old, entry, place)
  }

  /// What of the index stands against a change.
  private func blocker(_ entry: IndexEntry?, _ change: PathChange) -> String? {
    if let entry, entry.stage != 0 { return "it is in conflict" }
    if entry?.flags.contains(.intentToAdd) == true { return "it is marked to be added" }
    if entry?.entry == change.old || mending && entry?.entry == change.new { return nil }
    return "it has staged changes"
  }

  private func inspectChange(
    _ change: PathChange, _ old: FileEntry, _ entry: IndexEntry?, _ place: Place
  ) throws(GitError) -> Inspection {
    guard case .taken(let status) = place, status.kind != .folder else {
      if mending && change.new == nil { return .done(nil) }
      if case .taken = place { return .blocked("a folder is in its place") }
      return .blocked("it was removed here")
    }
    // A stamp tells of the version in the index, which may be the new one by now.
    if let entry, rules.agree(entry.stamp, status.stamp), !index.isRacy(entry),
      rules.mode(of: status, old: entry.entry.mode) == entry.entry.mode
    {
      if entry.entry == old { return .ready(status) }
      if entry.entry == change.new { return .done(status) }
    }
    if try holds(change.path, old) { return .ready(status) }
    if mending, let new = change.new, try holds(change.path, new) { return .done(status) }
    return .blocked("it was changed here")
  }

  private func inspectAddition(_ change: PathChange, _ place: Place) throws(GitError) -> Inspection {
    switch place {
    case .empty:
      return .ready(nil)
    case .below(let file):
      return removed.contains(file) ? .ready(nil) : .blocked("'\(file)' is in the way")
    case .taken(let status):
      if status.kind == .folder {
        guard let file = try remaining(in: change.path) else { return .ready(nil) }
        return .blocked("'\(file)' is in the way")
      }
      if mending, let new = change.new, try holds(change.path, new) { return .done(status) }
      return .blocked("a file that git does not track is in its place")
    }
  }

  private func inspectSubmodule(_ change: PathChange) throws(GitError) -> Inspection {
    guard change.old?.mode ?? .submodule == .submodule, change.new?.mode ?? .submodule == .submodule else {
      return .blocked("a submodule and a file take each other's place")
    }
    switch try place(of: change.path) {
    case .empty: return .indexOnly("a submodule: run git submodule update")
    case .below(let file): return .blocked("'\(file)' is in the way")
    case .taken(let status):
      guard status.kind == .folder else { return .blocked("a file is in the place of the submodule") }
      return .indexOnly("a submodule: run git submodule update")
    }
  }

  /// Whether a file is exactly a version.
  func holds(_ path: GitPath, _ version: FileEntry) throws(GitError) -> Bool {
    guard case .content(let mode, let bytes) = try files.content(of: path, old: version.mode, rules) else {
      return false
    }
    let id = try ObjectStore.id(of: .blob, bytes)
    return mode == version.mode && id == version.id
  }
}

// MARK: - Places

extension UpdateInspector {
  /// What is where a path leads.
  enum Place {
    case empty
    case taken(FileStatus)
    /// A file or link is in the place of one of its folders.
    case below(GitPath)
  }

  private func place(of path: GitPath) throws(GitError) -> Place {
    let root = self.root
    var folder = try doing("cannot open \(root)") { () throws(SystemError) in try Folder(root) }
    var current = GitPath.root
    do throws(SystemError) {
      for name in path.components.dropLast() {
        current = current.appending(name)
        guard let status = try folder.status(of: name) else { return .empty }
        guard status.kind == .folder else { return .below(current) }
        folder = try folder.folder(name)
      }
      guard let status = try folder.status(of: path.name) else { return .empty }
      return .taken(status)
    } catch {
      throw error.doing("cannot look at \(path)")
    }
  }

  /// A file in a folder that will not go with this update; nil if there is none.
  private func remaining(in path: GitPath) throws(GitError) -> GitPath? {
    let root = self.root
    let folder = try doing("cannot open \(path)") { () throws(SystemError) in
      try Folder(root).folder(at: path)
    }
    return try remaining(folder, path)
  }

  private func remaining(_ folder: borrowing Folder, _ path: GitPath) throws(GitError) -> GitPath? {
    do throws(SystemError) {
      for (name, kind) in try folder.list() {
        let inner = path.appending(name)
        if kind != .folder {
          if !removed.contains(inner) { return inner }
        } else if name == Array(".git".utf8) {
          return inner
        }
      }
    } catch {
      throw error.doing("cannot read \(path)")
    }
    for name in folders(in: folder) {
      guard let next = try? folder.folder(name) else { return path.appending(name) }
      if let found = try remaining(next, path.appending(name)) { return found }
    }
    return nil
  }

  private func folders(in folder: borrowing Folder) -> [[UInt8]] {
    ((try? folder.list()) ?? []).filter { $0.kind == .folder }.map(\.name)
  }
}
