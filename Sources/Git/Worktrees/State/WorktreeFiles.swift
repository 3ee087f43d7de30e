internal import GitValues

/// Reads files of a worktree as git would record them.
struct WorktreeFiles {
  enum Content {
    /// The bytes that the blob has.
    case content(FileMode, [UInt8])
    case missing
    /// Why the file cannot be recorded here.
    case unsupported(String)
  }

  private let root: String
  let filter: ContentFilter
  private let cursor: FolderCursor?

  /// - Parameter keepsFolders: whether folders stay open between files, for a reading pass in which nothing is written.
  init(_ repository: Repository, _ index: IndexFile, keepsFolders: Bool = false) throws(GitError) {
    guard let root = repository.workFolder else {
      throw GitError(.unsupported, "a bare repository has no files")
    }
    self.root = root
    cursor = keepsFolders ? FolderCursor(root) : nil
    filter = try ContentFilter(worktree: repository, index)
  }

  /// Reads a file or link; a folder in its place counts as nothing.
  ///
  /// - Parameter old: the mode it has so far, for what the file system cannot express.
  func content(of path: GitPath, old: FileMode?, _ rules: StampRules) throws(GitError) -> Content {
    switch try raw(path) {
    case .missing: return .missing
    case .link(let target): return .content(.symlink, target)
    case .other: return .unsupported("it is neither file nor link")
    case .file(let status, let bytes):
      guard let mode = rules.mode(of: status, old: old) else { return .missing }
      if mode == .symlink { return .content(.symlink, bytes) }
      if let why = try filter.unsupported(path, .toObject) { return .unsupported(why) }
      return .content(mode, try filter.toObject(bytes, path: path))
    }
  }

  private enum Raw {
    case file(FileStatus, [UInt8])
    case link([UInt8])
    case other
    case missing
  }

  private func raw(_ path: GitPath) throws(GitError) -> Raw {
    do throws(SystemError) {
      guard let cursor else { return try raw(path.name, in: Folder(root).folder(at: path.parent)) }
      return try cursor.withFolder(at: path.parent) { folder throws(SystemError) in
        try raw(path.name, in: folder)
      }
    } catch {
      // A folder above it that is gone or a link by now.
      if error.isMissing || error.isLink { return .missing }
      throw error.doing("cannot read \(path)")
    }
  }

  private func raw(
    _ name: ArraySlice<UInt8>, in folder: borrowing Folder
  ) throws(SystemError) -> Raw {
    guard let status = try folder.status(of: name) else { return .missing }
    switch status.kind {
    case .file: return .file(status, try folder.read(name))
    case .symlink: return .link(try folder.target(of: name))
    case .folder: return .missing
    case .other: return .other
    }
  }
}
