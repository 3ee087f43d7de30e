internal import GitValues

/// The trees that an index was seen to be equal to: its `TREE` extension.
///
/// A valid node says that the entries in its folder are exactly those of a tree, so that nobody need compare them.
struct CacheTree: Sendable {
  var name: [UInt8]
  /// How many index entries lie in the folder; negative if the node is not valid.
  var count: Int
  /// Nil if the node is not valid.
  var id: ObjectID?
  var children: [CacheTree]

  /// The child of this name, if there is one.
  func child(_ name: some Sequence<UInt8>) -> CacheTree? { children.first { $0.name.elementsEqual(name) } }

  /// Marks the folders above a path as no longer equal to their trees.
  mutating func invalidate(_ path: GitPath) { invalidate(path.components.dropLast()[...]) }

  private mutating func invalidate(_ folders: ArraySlice<ArraySlice<UInt8>>) {
    count = -1
    id = nil
    guard let first = folders.first else { return }
    // The folder itself may come or go with the path, so a child without entries is dropped by its parent's next reader.
    guard let index = children.firstIndex(where: { $0.name.elementsEqual(first) }) else { return }
    children[index].invalidate(folders.dropFirst())
  }
}

extension CacheTree {
  /// Reads the extension: for each folder, depth first, `name NUL count SP children LF` and, if valid, the tree's id.
  ///
  /// - Returns: nil where the bytes are not of that form; git, too, then goes on without.
  init?(parsing bytes: [UInt8]) {
    var position = 0
    guard let root = CacheTree.node(bytes, &position, depth: 0), position == bytes.count else { return nil }
    self = root
  }

  private static func node(_ bytes: [UInt8], _ position: inout Int, depth: Int) -> CacheTree? {
    // Deeper than any real folder: bytes made to exhaust the stack.
    guard depth < 2000 else { return nil }
    guard let name = field(bytes, &position, until: 0),
      let countText = field(bytes, &position, until: UInt8(ascii: " ")),
      let childText = field(bytes, &position, until: UInt8(ascii: "\n")),
      let count = Int(String(decoding: countText, as: UTF8.self)),
      let childCount = Int(String(decoding: childText, as: UTF8.self)), childCount >= 0
    else { return nil }
    var id: ObjectID?
    if count >= 0 {
      guard position + ObjectID.byteCount <= bytes.count else { return nil }
      id = ObjectID(bytes, at: position)
      position += ObjectID.byteCount
    }
    var children: [CacheTree] = []
    for _ in 0..<childCount {
      guard let child = node(bytes, &position, depth: depth + 1) else { return nil }
      children.append(child)
    }
    return CacheTree(name: Array(name), count: count, id: id, children: children)
  }

  private static func field(
    _ bytes: [UInt8], _ position: inout Int, until end: UInt8
  ) -> ArraySlice<UInt8>? {
    guard position < bytes.count, let stop = bytes[position...].firstIndex(of: end) else { return nil }
    defer { position = stop + 1 }
    return bytes[position..<stop]
  }

  /// Appends the bytes of the extension.
  func encode(into bytes: inout [UInt8]) {
    bytes += name + [0] + Array("\(id == nil ? -1 : count) \(children.count)\n".utf8)
    if let id { bytes += id.bytes }
    // Git keeps children by the length of their name first.
    let sorted = children.sorted {
      $0.name.count != $1.name.count
        ? $0.name.count < $1.name.count : $0.name.lexicographicallyPrecedes($1.name)
    }
    for child in sorted { child.encode(into: &bytes) }
  }
}

extension ObjectStore {
  /// The cache of an index that was just made of a tree.
  ///
  /// - Complexity: linear in the folders of the tree.
  func cacheTree(of id: ObjectID, name: [UInt8] = []) throws(GitError) -> CacheTree {
    var children: [CacheTree] = []
    var count = 0
    for (name, entry) in try tree(id).entries {
      guard entry.mode == .tree else {
        count += 1
        continue
      }
      let child = try cacheTree(of: entry.id, name: Array(name))
      count += child.count
      children.append(child)
    }
    return CacheTree(name: name, count: count, id: id, children: children)
  }
}
