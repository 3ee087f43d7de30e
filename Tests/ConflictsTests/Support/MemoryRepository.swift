import Conflicts
import GitValues

/// Trees and blobs in memory, for searches that read a repository.
final class MemoryRepository: TreeReader {
  typealias Failure = Never

  private var blobs: [ObjectID: [UInt8]] = [:]
  private var ids: [[UInt8]: ObjectID] = [:]
  private var trees: [ObjectID: [GitPath: FileEntry]] = [:]
  /// How many blobs were read.
  private(set) var reads: [ObjectID] = []

  private func newID() -> ObjectID {
    var bytes = [UInt8](repeating: 0, count: ObjectID.byteCount)
    var number = blobs.count + trees.count + 1
    for index in bytes.indices.reversed() where number > 0 {
      bytes[index] = UInt8(number & 255)
      number >>= 8
    }
    return ObjectID(bytes)
  }

  func blob(_ bytes: [UInt8]) -> ObjectID {
    if let known = ids[bytes] { return known }
    let id = newID()
    blobs[id] = bytes
    ids[bytes] = id
    return id
  }

  /// Adds a tree of files: path → content.
  func tree(_ files: [String: String]) -> ObjectID { tree(bytes: files.mapValues { Array($0.utf8) }) }

  func tree(bytes files: [String: [UInt8]]) -> ObjectID {
    var entries: [GitPath: FileEntry] = [:]
    for (path, content) in files { entries[GitPath(path)] = FileEntry(mode: .file, id: blob(content)) }
    let id = newID()
    trees[id] = entries
    return id
  }

  /// A lane between two trees.
  func lane(_ name: String, base: ObjectID, tree: ObjectID) -> LaneTree {
    let (old, new) = (trees[base] ?? [:], trees[tree] ?? [:])
    let paths = Set(old.keys).union(new.keys).filter { old[$0] != new[$0] }
    return LaneTree(
      name: name, base: base, tree: tree,
      changes: ChangeSet(paths.map { PathChange(path: $0, old: old[$0], new: new[$0]) }))
  }

  /// The files of a tree with an adaptation made.
  func adapted(_ tree: ObjectID, _ adaptation: Adaptation) -> [String: String] {
    var result: [String: String] = [:]
    for (path, entry) in trees[tree] ?? [:] {
      result[path.text] = String(decoding: blobs[entry.id] ?? [], as: UTF8.self)
    }
    for edit in adaptation.edits {
      if let old = edit.movedFrom { result[old.text] = nil }
      result[edit.path.text] = String(decoding: edit.bytes, as: UTF8.self)
    }
    return result
  }

  func content(_ id: ObjectID) -> [UInt8] {
    reads.append(id)
    return blobs[id] ?? []
  }

  func entry(_ path: GitPath, in tree: ObjectID) -> FileEntry? {
    let entries = trees[tree] ?? [:]
    if let entry = entries[path] { return entry }
    return entries.keys.contains { $0.isInside(path) } ? FileEntry(mode: .tree, id: .zero) : nil
  }

  func list(_ folder: GitPath, in tree: ObjectID) -> [(name: [UInt8], entry: FileEntry)] {
    var result: [[UInt8]: FileEntry] = [:]
    for (path, entry) in trees[tree] ?? [:] where path.isInside(folder) && path != folder {
      let rest = folder.isRoot ? path.bytes : Array(path.bytes[(folder.bytes.count + 1)...])
      let parts = rest.split(separator: UInt8(ascii: "/"))
      result[Array(parts[0])] = parts.count == 1 ? entry : FileEntry(mode: .tree, id: .zero)
    }
    return result.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { (name: $0.key, entry: $0.value) }
  }
}
