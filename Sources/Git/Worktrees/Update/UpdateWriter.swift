internal import GitValues

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Carries an update of a worktree out, path by path.
struct UpdateWriter {
  /// The paths' new entries; nil where a path goes.
  private(set) var entries: [GitPath: IndexEntry?] = [:]
  /// The paths whose files were not touched, as they are the user's.
  private(set) var leftAlone: [GitPath] = []
  /// Those of them whose index entries are the user's, too.
  private(set) var untouched: Set<GitPath> = []
  private let repository: Repository
  private let inspector: UpdateInspector
  private let started: FileTime

  init(_ repository: Repository, _ inspector: UpdateInspector) throws(GitError) {
    self.repository = repository
    self.inspector = inspector
    started = FileTime(seconds: UInt32(truncatingIfNeeded: time(nil)), nanoseconds: 0)
  }

  static func refusal(_ path: GitPath, _ reason: String) -> GitError {
    GitError(.dirty, "'\(path)' cannot be updated: \(reason)", hint: "commit or stash it, then try again")
  }

  /// Carries out all changes: removals first, as they make room; then attributes, as they decide how files are written.
  ///
  /// - Returns: what stopped it; nil if nothing did.
  mutating func perform(_ inspections: [(PathChange, UpdateInspector.Inspection)]) -> GitError? {
    func rank(_ change: PathChange) -> Int {
      if change.new == nil { return 0 }
      return change.path.name.elementsEqual(".gitattributes".utf8) ? 1 : 2
    }
    do throws(GitError) {
      for wanted in 0...2 {
        for (change, inspection) in inspections where rank(change) == wanted {
          try perform(change, inspection)
        }
        inspector.filter.forgetAttributes()
      }
      return nil
    } catch {
      return error
    }
  }

  private mutating func perform(
    _ change: PathChange, _ inspection: UpdateInspector.Inspection
  ) throws(GitError) {
    switch inspection {
    case .done(let status):
      setEntry(change, status?.stamp ?? FileStamp())
    case .indexOnly:
      let stamp = try updateSubmoduleFolder(change)
      setEntry(change, stamp)
    case .blocked:
      leftAlone.append(change.path)
      let entry = inspector.index.position(of: change.path).map { inspector.index.entries[$0] }
      // Where the user staged something, the index is theirs as well.
      if entry?.entry == change.old && entry?.stage ?? 0 == 0 {
        setEntry(change, FileStamp())
      } else {
        untouched.insert(change.path)
      }
    case .ready(let status):
      guard let stamp = try replace(change, status) else {
        leftAlone.append(change.path)
        setEntry(change, FileStamp())
        return
      }
      setEntry(change, stamp)
    }
  }

  private mutating func setEntry(_ change: PathChange, _ stamp: FileStamp) {
    guard let new = change.new else {
      entries.updateValue(nil, forKey: change.path)
      return
    }
    let old = inspector.index.position(of: change.path).map { inspector.index.entries[$0] }
    let flags = (old?.flags ?? []).intersection([.skipWorktree, .assumeUnchanged])
    entries[change.path] = IndexEntry(path: change.path, new, stamp: stamp, flags: flags)
  }

  /// Makes the empty folder of a new submodule, or removes that of one that went. What is checked out in it stays.
  private func updateSubmoduleFolder(_ change: PathChange) throws(GitError) -> FileStamp {
    let path = change.path
    guard (change.old ?? change.new)?.mode == .submodule, change.old == nil || change.new == nil else {
      return FileStamp()
    }
    let root = inspector.root
    return try doing("cannot make the folder \(path)") { () throws(SystemError) in
      if change.new == nil {
        if let outer = try? Folder(root).folder(at: path.parent) { try? outer.removeFolder(path.name) }
        return FileStamp()
      }
      let folder = try Folder(root).makeFolder(at: path.parent)
      _ = try folder.makeFolder(path.name)
      return try folder.status(of: path.name)?.stamp ?? FileStamp()
    }
  }
}

// MARK: - Files

extension UpdateWriter {
  /// Puts the new version in the place of the old one, or removes it.
  ///
  /// - Parameter seen: the status of what was verified to be the old version; nil where there was nothing.
  /// - Returns: the new file's stamp; nil where somebody changed the file meanwhile.
  private func replace(_ change: PathChange, _ seen: FileStatus?) throws(GitError) -> FileStamp? {
    let path = change.path
    guard let new = change.new else { return try remove(change, seen) }
    var bytes = try repository.objects.blob(new.id)
    if new.mode.isRegular { bytes = try inspector.filter.toWorktree(bytes, path: path, id: new.id) }
    let isSettled = try isUnchanged(change, seen)
    let root = inspector.root
    let isLink = new.mode == .symlink && inspector.rules.hasSymlinks
    do throws(SystemError) {
      let folder = try Folder(root).makeFolder(at: path.parent)
      let temporary = UpdateWriter.temporaryName
      if isLink {
        _ = try folder.createLink(temporary, to: bytes)
      } else {
        _ = try folder.create(temporary, bytes, isExecutable: new.mode == .executable)
      }
      // Placed, it no longer has that name.
      defer { try? folder.remove(temporary) }
      guard isSettled, try place(temporary, as: path.name, in: folder, seen) else { return nil }
      return try folder.status(of: path.name)?.stamp
    } catch {
      throw error.doing("cannot write \(path)")
    }
  }

  /// - Returns: false where the place does not hold what was seen there.
  private func place(
    _ temporary: [UInt8], as name: ArraySlice<UInt8>, in folder: borrowing Folder, _ seen: FileStatus?
  ) throws(SystemError) -> Bool {
    let now = try folder.status(of: name)
    if let seen {
      guard let now, now.kind == seen.kind, now.stamp == seen.stamp else { return false }
      try folder.rename(temporary, to: name)
      return true
    }
    if let now {
      guard now.kind == .folder, (try? folder.removeEmptyTree(Array(name))) != nil else { return false }
    }
    do throws(SystemError) { try folder.renameIfFree(temporary, to: name) } catch {
      guard error.isExisting else { throw error }
      return false
    }
    return true
  }

  private func remove(_ change: PathChange, _ seen: FileStatus?) throws(GitError) -> FileStamp? {
    guard try isUnchanged(change, seen) else { return nil }
    let path = change.path
    let root = inspector.root
    return try doing("cannot remove \(path)") { () throws(SystemError) in
      let folder = try Folder(root).folder(at: path.parent)
      guard let now = try folder.status(of: path.name), now.kind == seen?.kind, now.stamp == seen?.stamp
      else {
        return nil
      }
      try folder.remove(path.name)
      for above in path.ancestors {
        guard let outer = try? Folder(root).folder(at: above.parent) else { break }
        guard (try? outer.removeFolder(above.name)) != nil else { break }
      }
      return FileStamp()
    }
  }

  /// Reads a file once more that is so young that a change in the same moment would not show in its status.
  private func isUnchanged(_ change: PathChange, _ seen: FileStatus?) throws(GitError) -> Bool {
    guard let seen, let old = change.old, seen.stamp.modified.seconds + 2 > started.seconds else {
      return true
    }
    return try inspector.holds(change.path, old)
  }

  private static let temporaryPrefix = ".git-fanin-"
  private static let temporarySuffix = ".tmp"

  private static var temporaryName: [UInt8] {
    Array("\(temporaryPrefix)\(getpid())-\(UInt32.random(in: 0 ... .max))\(temporarySuffix)".utf8)
  }

  /// Removes what an update that crashed left beside the files it was writing.
  func removeTemporaryFiles(beside changes: ChangeSet) {
    for path in Set(changes.changes.map(\.path.parent)) {
      guard let folder = try? Folder(inspector.root).folder(at: path), let names = try? folder.list() else {
        continue
      }
      for (name, kind) in names where kind == .file || kind == .symlink {
        guard name.starts(with: UpdateWriter.temporaryPrefix.utf8),
          name.suffix(4).elementsEqual(UpdateWriter.temporarySuffix.utf8)
        else { continue }
        try? folder.remove(name)
      }
    }
  }
}

extension Folder {
  /// Removes a folder in which there are only folders.
  func removeEmptyTree(_ name: [UInt8]) throws(SystemError) {
    let inner = try folder(name)
    for (below, kind) in try inner.list() {
      guard kind == .folder else { throw SystemError(ENOTEMPTY) }
      try inner.removeEmptyTree(below)
    }
    try removeFolder(name)
  }
}
