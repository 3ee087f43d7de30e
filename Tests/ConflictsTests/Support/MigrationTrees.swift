import Conflicts
import GitValues

/// Trees in memory, written as path → text.
final class MigrationTrees: TreeReader {
  enum Missing: Error { case object(ObjectID) }
  typealias Files = [String: String]

  private var blobs: [ObjectID: [UInt8]] = [:]
  private var trees: [ObjectID: [GitPath: FileEntry]] = [:]
  private(set) var reads = 0

  /// Puts a tree in and gives its id.
  func tree(_ files: Files) -> ObjectID {
    var entries: [GitPath: FileEntry] = [:]
    for (path, text) in files { entries[GitPath(path)] = FileEntry(mode: .file, id: blob(Array(text.utf8))) }
    return store(entries)
  }

  private func store(_ entries: [GitPath: FileEntry]) -> ObjectID {
    var bytes: [UInt8] = []
    for (path, entry) in entries.sorted(by: { $0.key < $1.key }) {
      bytes += path.bytes + [0] + entry.id.bytes
    }
    let id = identity(of: [1] + bytes)
    trees[id] = entries
    return id
  }

  private func blob(_ bytes: [UInt8]) -> ObjectID {
    let id = identity(of: [0] + bytes)
    blobs[id] = bytes
    return id
  }

  /// Enough of a hash for a handful of files.
  private func identity(of bytes: [UInt8]) -> ObjectID {
    var result: [UInt8] = []
    for seed in 0..<3 as Range<UInt64> {
      var hash: UInt64 = 0xcbf2_9ce4_8422_2325 &+ seed &* 0x9e37_79b9_7f4a_7c15
      for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
      for shift in stride(from: 0, to: 64, by: 8) {
        result.append(UInt8(truncatingIfNeeded: hash >> UInt64(shift)))
      }
    }
    return ObjectID(result)
  }

  /// A lane that changed a base: nil removes a file.
  func lane(_ name: String, from base: Files, _ edits: [String: String?]) -> LaneTree {
    var files = base
    for (path, text) in edits { files[path] = text }
    let (old, new) = (tree(base), tree(files))
    let paths = Set(base.keys).union(files.keys)
    let changes = paths.compactMap { path -> PathChange? in
      let (a, b) = (trees[old]?[GitPath(path)], trees[new]?[GitPath(path)])
      return a == b ? nil : PathChange(path: GitPath(path), old: a, new: b)
    }
    return LaneTree(name: name, base: old, tree: new, changes: ChangeSet(changes))
  }

  /// The text of every file of a tree with an adaptation on top.
  func files(of tree: ObjectID, with adaptation: Adaptation = Adaptation()) -> Files {
    var files: Files = [:]
    for (path, entry) in trees[tree] ?? [:] { files[path.text] = (blobs[entry.id] ?? []).asText }
    for edit in adaptation.edits { if let from = edit.movedFrom { files[from.text] = nil } }
    for edit in adaptation.edits { files[edit.path.text] = edit.bytes.asText }
    return files
  }

  func content(_ id: ObjectID) throws(Missing) -> [UInt8] {
    reads += 1
    guard let bytes = blobs[id] else { throw .object(id) }
    return bytes
  }

  func entry(_ path: GitPath, in tree: ObjectID) throws(Missing) -> FileEntry? {
    guard let entries = trees[tree] else { throw .object(tree) }
    if let file = entries[path] { return file }
    return entries.keys.contains { $0 != path && $0.isInside(path) }
      ? FileEntry(mode: .tree, id: folder(path, entries)) : nil
  }

  func list(_ folder: GitPath, in tree: ObjectID) throws(Missing) -> [(name: [UInt8], entry: FileEntry)] {
    guard let entries = trees[tree] else { throw .object(tree) }
    var found: [[UInt8]: FileEntry] = [:]
    for (path, entry) in entries where path != folder && path.isInside(folder) {
      let rest = folder.isRoot ? path.bytes[...] : path.bytes[(folder.bytes.count + 1)...]
      let name = Array(rest.prefix { $0 != UInt8(ascii: "/") })
      let isFile = name.count == rest.count
      found[name] = isFile ? entry : FileEntry(mode: .tree, id: self.folder(folder.appending(name), entries))
    }
    return found.map { ($0.key, $0.value) }.sorted { $0.name.lexicographicallyPrecedes($1.name) }
  }

  private func folder(_ folder: GitPath, _ entries: [GitPath: FileEntry]) -> ObjectID {
    var bytes: [UInt8] = [1]
    for (path, entry) in entries.filter({ $0.key.isInside(folder) }).sorted(by: { $0.key < $1.key }) {
      bytes += path.bytes + [0] + entry.id.bytes
    }
    return identity(of: bytes)
  }
}

extension [UInt8] {
  fileprivate var asText: String { String(decoding: self, as: UTF8.self) }
}

/// A target, lanes that left from `base`, and what the search makes of them.
struct MigrationScene {
  let trees = MigrationTrees()
  var base: MigrationTrees.Files
  var target: MigrationTrees.Files
  var lanes: [(name: String, edits: [String: String?])]
  var options = MigrationOptions()

  init(
    base: MigrationTrees.Files, target: [String: String] = [:], _ lanes: (String, [String: String?])...
  ) {
    self.base = base
    self.target = base.merging(target) { _, new in new }
    self.lanes = lanes.map { (name: $0.0, edits: $0.1) }
  }

  func laneTrees() -> [LaneTree] { lanes.map { trees.lane($0.name, from: base, $0.edits) } }

  func report() throws -> MigrationReport {
    var search = MigrationSearch(
      targetName: "main", target: trees.tree(target), lanes: laneTrees(), options: options, reader: trees)
    return try search.run()
  }

  /// The files of each lane with its adaptation.
  func adapted(_ report: MigrationReport) -> [MigrationTrees.Files] {
    zip(laneTrees(), report.silent.adaptations).map { trees.files(of: $0.tree, with: $1) }
  }
}
