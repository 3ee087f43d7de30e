internal import GitValues

/// What a look at all files of a worktree found; no content has been read for it.
struct WorktreeScan {
  /// A tracked path that may not be what its entry says.
  struct Suspect {
    /// Of its entry in the index.
    let position: Int
    /// What is there now; nil if nothing is.
    let status: FileStatus?
  }

  var suspects: [Suspect] = []
  /// The submodules whose folder is there, by position in the index: whether they moved is still to be found out.
  var submodules: [Int] = []
  /// Files and links that are neither tracked nor ignored.
  var untracked: [GitPath] = []
  /// Folders that are repositories of their own, not submodules.
  var nested: [GitPath] = []
  /// Ignored files; an ignored folder with a file in it stands for all of its content.
  var ignored: [GitPath] = []

  /// How far a look goes.
  struct Options: OptionSet {
    let rawValue: Int
    /// Untracked files.
    static let untracked = Options(rawValue: 1)
    /// Untracked and ignored files.
    static let ignored = Options(rawValue: 3)
  }
}

/// Walks through a worktree and its index side by side.
///
/// Each folder is opened once, from its parent and never through a link; tracked files cost one `fstatat` each. Folders
/// without tracked files are read only if untracked files are asked for.
struct WorktreeScanner {
  private let index: IndexFile
  private let rules: StampRules
  private let options: WorktreeScan.Options
  /// `core.sparseCheckout`: a file that is there counts, although its entry says that it is not to be.
  private let isSparse: Bool
  private var found = WorktreeScan()

  /// Looks through the worktree of a repository.
  ///
  /// - Parameters:
  ///   - repository: with a worktree.
  ///   - index: of that worktree.
  /// - Complexity: linear in tracked files and, if asked for, in what else is there.
  static func scan(
    _ repository: Repository, _ index: IndexFile, _ options: WorktreeScan.Options
  ) throws(GitError) -> WorktreeScan {
    guard let path = repository.workFolder else {
      throw GitError(.unsupported, "a bare repository has no files")
    }
    let settings = try repository.configuration()
    var scanner = WorktreeScanner(
      index: index, rules: StampRules(settings), options: options,
      isSparse: settings.bool("core.sparsecheckout") ?? false)
    let ignores = try IgnoreRules(repository)
    let root = try doing("cannot open \(path)") { () throws(SystemError) in try Folder(path) }
    try scanner.scan(root, .root, index.entries.indices, ignores, isIgnored: false)
    return scanner.found
  }

  private init(index: IndexFile, rules: StampRules, options: WorktreeScan.Options, isSparse: Bool) {
    self.index = index
    self.rules = rules
    self.options = options
    self.isSparse = isSparse
  }

  /// Looks through one folder.
  ///
  /// - Parameters:
  ///   - range: of the entries that lie in it, at any depth.
  ///   - isIgnored: whether a pattern means the folder or one above it.
  private mutating func scan(
    _ folder: borrowing Folder, _ path: GitPath, _ range: Range<Int>, _ outer: IgnoreRules, isIgnored: Bool
  ) throws(GitError) {
    let names = TrackedNames(index.entries, in: range, below: path)
    for file in names.files { try look(at: file, in: folder) }
    var ignores = outer
    if !options.isEmpty {
      let present = try list(folder, path).sorted { $0.name.lexicographicallyPrecedes($1.name) }
      if !isIgnored { readIgnoreFile(of: folder, path, present, into: &ignores) }
      try scanUntracked(folder, path, present, names, ignores, isIgnored: isIgnored)
    }
    for (name, inner) in names.folders {
      let innerPath = path.appending(name)
      guard let next = open(folder, name) else {
        // Gone, or no folder any more.
        for position in inner { addMissing(position) }
        continue
      }
      let ignored = isIgnored || !options.isEmpty && ignores.ignore(innerPath, isFolder: true)
      try scan(next, innerPath, inner, ignores, isIgnored: ignored)
    }
  }

  /// A name in a folder and what it is.
  private typealias Present = (name: [UInt8], kind: FileStatus.Kind)

  private func list(_ folder: borrowing Folder, _ path: GitPath) throws(GitError) -> [Present] {
    do { return try folder.list() } catch { throw error.doing("cannot read the folder \(path)") }
  }

  private func open(_ folder: borrowing Folder, _ name: some Collection<UInt8>) -> Folder? {
    try? folder.folder(name)
  }

  private func readIgnoreFile(
    of folder: borrowing Folder, _ path: GitPath, _ present: [Present],
    into rules: inout IgnoreRules
  ) {
    let name = Array(".gitignore".utf8)
    // As in git, a link is not followed, and one that cannot be read says nothing.
    guard present.contains(where: { $0.name == name && $0.kind == .file }), let bytes = try? folder.read(name)
    else { return }
    rules.add(bytes, in: path)
  }
}

// MARK: - Tracked files

extension WorktreeScanner {
  private mutating func addMissing(_ position: Int) {
    let entry = index.entries[position]
    guard entry.stage == 0, entry.flags.isDisjoint(with: [.skipWorktree, .assumeUnchanged]) else { return }
    found.suspects.append(.init(position: position, status: nil))
  }

  private mutating func look(at position: Int, in folder: borrowing Folder) throws(GitError) {
    let entry = index.entries[position]
    // The versions of a conflict are told by the index itself.
    guard entry.stage == 0, !entry.flags.contains(.assumeUnchanged) else { return }
    let skips = entry.flags.contains(.skipWorktree)
    if skips && !isSparse { return }
    let status: FileStatus?
    do { status = try folder.status(of: entry.path.name) } catch {
      throw error.doing("cannot look at \(entry.path)")
    }
    guard let status else {
      if !skips { addMissing(position) }
      return
    }
    if entry.entry.mode == .submodule && status.kind == .folder {
      found.submodules.append(position)
      return
    }
    let isSame =
      rules.mode(of: status, old: entry.entry.mode) == entry.entry.mode
      && rules.agree(entry.stamp, status.stamp)
      && !entry.flags.contains(.intentToAdd) && !index.isRacy(entry)
    if !isSame { found.suspects.append(.init(position: position, status: status)) }
  }
}

// MARK: - Untracked files

extension WorktreeScanner {
  private mutating func scanUntracked(
    _ folder: borrowing Folder, _ path: GitPath, _ present: [Present], _ tracked: TrackedNames,
    _ ignores: IgnoreRules, isIgnored: Bool
  ) throws(GitError) {
    var known = tracked.kinds(index.entries)[...]
    for (name, kind) in present {
      while let first = known.first, first.name.lexicographicallyPrecedes(name) { known.removeFirst() }
      let trackedKind = known.first.flatMap { $0.name.elementsEqual(name) ? $0.kind : nil }
      if TrackedNames.covers(trackedKind, kind) || kind == .other || isGitFolder(name) { continue }
      let inner = path.appending(name)
      let ignored = isIgnored || ignores.ignore(inner, isFolder: kind == .folder)
      if kind == .folder {
        guard let next = open(folder, name) else { continue }
        if NestedRepository.isOne(next) {
          if !ignored {
            found.nested.append(inner)
          } else if options == .ignored {
            found.ignored.append(inner)
          }
        } else if !ignored {
          try scan(next, inner, 0..<0, ignores, isIgnored: false)
        } else if options == .ignored && holdsFile(next) {
          found.ignored.append(inner)
        }
      } else if !ignored {
        found.untracked.append(inner)
      } else if options == .ignored {
        found.ignored.append(inner)
      }
    }
  }

  /// Git leaves its own folder out, in any case of letters.
  private func isGitFolder(_ name: [UInt8]) -> Bool {
    name.count == 4 && name[0] == UInt8(ascii: ".") && lowercased(name) == Array(".git".utf8)
  }

  /// Whether there is any file in a folder, at any depth; one that cannot be read counts as a file.
  private func holdsFile(_ folder: borrowing Folder) -> Bool {
    guard let names = try? folder.list() else { return true }
    for (name, kind) in names {
      guard kind == .folder, let inner = open(folder, name) else { return true }
      if holdsFile(inner) { return true }
    }
    return false
  }
}
