public import GitValues

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Reads and writes single files of a worktree in the form that blobs have.
///
/// Line endings and the like are converted on the way, as at a checkout. Paths need not be UTF-8, and no symbolic link is
/// followed.
public final class WorktreeEditor {
  private let root: String
  private let filter: ContentFilter

  /// - Throws: `.unsupported` for a bare repository and for an index that cannot be read.
  public init(_ repository: Repository) throws(GitError) {
    guard let root = repository.workFolder else {
      throw GitError(.unsupported, "a bare repository has no files")
    }
    self.root = root
    filter = try ContentFilter(
      worktree: repository, IndexFile(readingFrom: repository.gitFolder + "index"))
  }

  /// What a file would be as a blob.
  ///
  /// - Returns: nil where there is no regular file, or it is reached through a link.
  public func read(_ path: GitPath) throws(GitError) -> [UInt8]? {
    let bytes: [UInt8]
    do throws(SystemError) {
      bytes = try Folder(root).folder(at: path.parent).read(path.name)
    } catch {
      return nil
    }
    return try filter.toObject(bytes, path: path)
  }

  /// Puts a version of a path in the place of the file that is there; a crash leaves the one or the other.
  ///
  /// - Parameters:
  ///   - bytes: the blob's, for a symbolic link the path that it leads to.
  ///   - mode: of a file or a link; whatever else is no content of a single file.
  public func write(_ path: GitPath, _ bytes: [UInt8], mode: FileMode) throws(GitError) {
    let isLink = mode == .symlink
    let content = isLink ? bytes : try filter.toWorktree(bytes, path: path, id: .zero)
    let temporary = Array(".fanin-\(getpid()).new".utf8)
    try doing("cannot write \(path)") { () throws(SystemError) in
      let folder = try Folder(root).makeFolder(at: path.parent)
      try? folder.remove(temporary)
      if isLink {
        _ = try folder.createLink(temporary, to: content)
      } else {
        _ = try folder.create(temporary, content, isExecutable: mode == .executable)
      }
      do throws(SystemError) {
        try folder.rename(temporary, to: path.name)
      } catch {
        try? folder.remove(temporary)
        throw error
      }
    }
  }

  /// Removes a file or a link; one that is not there is no failure.
  public func remove(_ path: GitPath) throws(GitError) {
    try doing("cannot remove \(path)") { () throws(SystemError) in
      do throws(SystemError) {
        try Folder(root).folder(at: path.parent).remove(path.name)
      } catch {
        if !error.isMissing { throw error }
      }
    }
  }

  /// Whether a file may be run; false where there is none.
  public func isExecutable(_ path: GitPath) -> Bool {
    do throws(SystemError) {
      return try Folder(root).folder(at: path.parent).status(of: path.name)?.isExecutable ?? false
    } catch {
      return false
    }
  }
}
