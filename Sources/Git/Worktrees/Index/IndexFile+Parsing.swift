internal import GitValues

extension IndexFile {
  /// Reads the index of a worktree.
  ///
  /// - Parameter path: of the file; if there is none, the index is empty, as git has it.
  /// - Throws: `.unsupported` for a split or a sparse index, `.corrupt`.
  init(readingFrom path: String) throws(GitError) {
    guard let bytes = readFile(path) else {
      guard FileStatus(ofPath: path) == nil else { throw GitError(.io, "cannot read \(path)") }
      self.init()
      return
    }
    try self.init(parsing: bytes)
    written = FileStatus(ofPath: path)?.stamp.modified ?? FileTime()
  }

  /// Takes the bytes of an index file apart. Its check sum is not verified, as git does not either.
  init(parsing bytes: [UInt8]) throws(GitError) {
    self.init()
    guard bytes.count >= 12 + 20, Array(bytes[..<4]) == Array("DIRC".utf8) else { throw IndexFile.damaged }
    version = Int(bigEndian(bytes, at: 4))
    guard (2...4).contains(version) else { throw IndexFile.unsupported("version \(version)") }
    let count = Int(bigEndian(bytes, at: 8))
    // An entry has 62 bytes and more, but for the compressed paths of version 4.
    guard count <= bytes.count / 62 else { throw IndexFile.damaged }
    entries.reserveCapacity(count)
    var position = 12
    var path: [UInt8] = []
    for _ in 0..<count {
      guard let entry = IndexFile.entry(bytes, &position, version: version, path: &path) else {
        throw IndexFile.damaged
      }
      if entry.isFolder { throw IndexFile.unsupported("it is sparse") }
      entries.append(entry)
    }
    try readExtensions(bytes, from: position)
    // Only a split index has entries without a path, and it was refused just now.
    if entries.contains(where: { $0.path.isRoot }) { throw IndexFile.damaged }
  }

  private static let damaged = GitError(
    .corrupt, "the index is damaged", hint: "move it away and run: git read-tree HEAD")

  private static func unsupported(_ why: String) -> GitError {
    GitError(
      .unsupported, "this worktree's index has a form that is not supported: \(why)",
      hint: "run: git update-index --no-split-index; git sparse-checkout reapply --no-sparse-index")
  }

  /// - Parameter path: the path of the entry before, of which version 4 says only what differs.
  private static func entry(
    _ bytes: [UInt8], _ position: inout Int, version: Int, path: inout [UInt8]
  ) -> IndexEntry? {
    let start = position
    let end = bytes.count - 20
    guard start + 62 <= end else { return nil }
    func word(_ index: Int) -> UInt32 { bigEndian(bytes, at: start + 4 * index) }
    var flags = UInt32(bytes[start + 60]) << 8 | UInt32(bytes[start + 61])
    position = start + 62
    if flags & IndexEntry.Flags.extended.rawValue != 0 {
      guard version > 2, position + 2 <= end else { return nil }
      flags |= UInt32(bytes[position]) << 24 | UInt32(bytes[position + 1]) << 16
      position += 2
    }
    let name = position
    if version == 4 {
      guard let removed = varint(bytes, &position), removed <= path.count else { return nil }
      path.removeLast(removed)
    } else {
      path.removeAll(keepingCapacity: true)
    }
    guard position < end, let stop = bytes[position..<end].firstIndex(of: 0) else { return nil }
    path += bytes[position..<stop]
    position = version == 4 ? stop + 1 : start + ((stop - name) + (name - start) + 8) / 8 * 8
    guard position <= end else { return nil }
    let stamp = FileStamp(
      changed: FileTime(seconds: word(0), nanoseconds: word(1)),
      modified: FileTime(seconds: word(2), nanoseconds: word(3)),
      device: word(4), inode: word(5), owner: word(7), group: word(8), size: word(9))
    return IndexEntry(
      path: GitPath(path), mode: word(6), id: ObjectID(bytes, at: start + 40), stamp: stamp,
      flags: IndexEntry.Flags(rawValue: flags & 0xFFFF_F000))
  }

  /// A number as pack files have offsets: seven bits a byte, each further byte adding one more than its bits.
  private static func varint(_ bytes: [UInt8], _ position: inout Int) -> Int? {
    var value = 0
    while position < bytes.count, value < 1 << 40 {
      let byte = bytes[position]
      position += 1
      value = value << 7 | Int(byte & 0x7F)
      if byte & 0x80 == 0 { return value }
      value += 1
    }
    return nil
  }

  /// Reads the extensions that matter and leaves out those that only make git quicker.
  private mutating func readExtensions(_ bytes: [UInt8], from start: Int) throws(GitError) {
    var position = start
    let end = bytes.count - 20
    while position + 8 <= end {
      let name = String(decoding: bytes[position..<position + 4], as: UTF8.self)
      let size = Int(bigEndian(bytes, at: position + 4))
      position += 8
      guard size <= end - position else { throw IndexFile.damaged }
      let content = Array(bytes[position..<position + size])
      position += size
      switch name {
      case "TREE": cacheTree = CacheTree(parsing: content)
      case "REUC": resolveUndo = content
      case "link": throw IndexFile.unsupported("it is split")
      case "sdir": throw IndexFile.unsupported("it is sparse")
      default:
        // A name that does not begin with a capital must be understood.
        guard let first = name.utf8.first, (0x41...0x5A).contains(first) else {
          throw IndexFile.unsupported("it has an extension '\(name)'")
        }
      }
    }
  }
}
