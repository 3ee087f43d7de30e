internal import GitValues

/// Turns what a scan found into a working state: reads the files that may have changed and makes the tree.
struct WorkingStateReader {
  private let repository: Repository
  private let objects: ObjectStore
  private let index: IndexFile
  private let base: ObjectID
  private let rules: StampRules
  private let files: WorktreeFiles
  private var state: WorkingState
  /// What differs from `base`: path → the entry it gets, or nil where it is removed.
  private var updates: [GitPath: FileEntry?] = [:]

  init(
    _ repository: Repository, _ objects: ObjectStore, _ index: IndexFile, base: ObjectID, operation: String?
  ) throws(GitError) {
    self.repository = repository
    self.objects = objects
    self.index = index
    self.base = base
    rules = StampRules(try repository.configuration())
    files = try WorktreeFiles(repository, index, keepsFolders: true)
    state = WorkingState(tree: base, operation: operation)
  }

  /// Adds the paths at which the index differs from HEAD.
  mutating func addStaged() throws(GitError) {
    for change in try index.changes(from: base, repository.objects) {
      state.staged.append(change.path)
      updates.updateValue(change.new, forKey: change.path)
    }
  }

  /// Adds the paths in conflict, each as its file is now.
  mutating func addConflicts() throws(GitError) {
    state.conflicted = index.conflicted
    for path in state.conflicted {
      updates.updateValue(try content(of: path, old: nil), forKey: path)
    }
  }

  /// Adds a tracked path if its file is not what the index says.
  mutating func add(_ suspect: WorktreeScan.Suspect) throws(GitError) {
    let entry = index.entries[suspect.position]
    guard let status = suspect.status, status.kind != .folder else {
      state.modified.append(entry.path)
      updates.updateValue(nil, forKey: entry.path)
      return
    }
    let now = try content(of: entry.path, old: entry.entry)
    if now == entry.entry && !entry.flags.contains(.intentToAdd) { return }
    guard let now else { return }
    state.modified.append(entry.path)
    updates.updateValue(now, forKey: entry.path)
  }

  /// Adds a submodule if another commit is checked out in it.
  mutating func addSubmodule(_ position: Int) throws(GitError) {
    let entry = index.entries[position]
    guard let commit = repository.submoduleHead(at: entry.path), commit != entry.id else { return }
    state.modified.append(entry.path)
    updates.updateValue(FileEntry(mode: .submodule, id: commit), forKey: entry.path)
  }

  mutating func addUntracked(_ path: GitPath) throws(GitError) {
    state.untracked.append(path)
    if let entry = try content(of: path, old: nil) { updates.updateValue(entry, forKey: path) }
  }

  mutating func addNested(_ path: GitPath) {
    state.untracked.append(path)
    state.unsupported.append((path, "it is a repository of its own"))
  }

  /// The entry of a file as it is now, its blob added to the objects.
  ///
  /// - Returns: nil where it is gone, or cannot be taken, which is noted.
  private mutating func content(of path: GitPath, old: FileEntry?) throws(GitError) -> FileEntry? {
    switch try files.content(of: path, old: old?.mode, rules) {
    case .missing: return nil
    case .unsupported(let why):
      state.unsupported.append((path, why))
      return nil
    case .content(let mode, let bytes):
      // Mostly the file is as it was after all; then nothing is kept.
      let id = try ObjectStore.id(of: .blob, bytes)
      if id != old?.id { try objects.add(.blob, bytes) }
      return FileEntry(mode: mode, id: id)
    }
  }

  /// Makes the tree and puts everything in order.
  consuming func finish() throws(GitError) -> WorkingState {
    var state = self.state
    state.tree = try objects.apply(updates, to: base)
    state.modified.sort()
    state.untracked.sort()
    return state
  }
}

extension Repository {
  /// The commit that is checked out in a submodule; nil if it is not checked out.
  func submoduleHead(at path: GitPath) -> ObjectID? {
    guard let workFolder, let module = try? Repository.open(exactly: workFolder + path.text) else {
      return nil
    }
    switch try? module.head() {
    case .branch(let reference): return reference.commit
    case .detached(let id): return id
    case .unborn, nil: return nil
    }
  }
}
