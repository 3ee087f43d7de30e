import Conflicts
import Git
import GitValues

/// The repository's trees and blobs, for searches that know no repository.
struct ObjectTrees: TreeReader {
  let objects: ObjectStore

  func content(_ id: ObjectID) throws(GitError) -> [UInt8] { try objects.blob(id) }

  func entry(_ path: GitPath, in tree: ObjectID) throws(GitError) -> FileEntry? {
    path.isRoot ? FileEntry(mode: .tree, id: tree) : try objects.entry(at: path, in: tree)
  }

  func list(
    _ folder: GitPath, in tree: ObjectID
  ) throws(GitError) -> [(name: [UInt8], entry: FileEntry)] {
    guard let found = try entry(folder, in: tree), found.mode == .tree else { return [] }
    return try objects.tree(found.id).entries.map { (Array($0.name), $0.entry) }
  }
}

extension ObjectStore {
  /// The tree that comes of making the edits of an adaptation all at once; in memory only.
  ///
  /// - Parameters:
  ///   - adaptation: what is to be made.
  ///   - tree: the lane's.
  ///   - base: where the lane left the target: what restored paths are put back to.
  func apply(_ adaptation: Adaptation, to tree: ObjectID, from base: ObjectID) throws(GitError) -> ObjectID {
    var updates: [GitPath: FileEntry?] = [:]
    for path in adaptation.restored { updates[path] = .some(try entry(at: path, in: base)) }
    for edit in adaptation.edits {
      if let old = edit.movedFrom { updates[old] = .some(nil) }
    }
    for edit in adaptation.edits {
      updates[edit.path] = FileEntry(mode: edit.mode, id: try add(.blob, edit.bytes))
    }
    return try apply(updates, to: tree)
  }
}
