internal import GitValues

/// The folder of the file read last, kept open for its neighbours.
///
/// Only for reading: a folder that is moved away meanwhile would still be read.
final class FolderCursor {
  private let root: String
  private var path = GitPath.root
  private var folder: Folder?

  /// - Parameter root: the absolute path of the folder that paths begin at.
  init(_ root: String) { self.root = root }

  /// Hands out the folder at a path, opened from the root without following a link.
  func withFolder<Result>(
    at wanted: GitPath, _ body: (borrowing Folder) throws(SystemError) -> Result
  ) throws(SystemError) -> Result {
    if folder == nil || path != wanted {
      folder = nil
      folder = try Folder(root).folder(at: wanted)
      path = wanted
    }
    switch folder {
    case .some(let open): return try body(open)
    case nil: throw SystemError.gone
    }
  }
}
