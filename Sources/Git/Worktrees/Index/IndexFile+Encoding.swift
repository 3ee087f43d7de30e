internal import GitValues

extension IndexFile {
  /// The bytes of the file, with its check sum.
  ///
  /// - Complexity: linear in the number of entries.
  func encoded() -> [UInt8] {
    let needed = entries.contains { !$0.flags.isDisjoint(with: [.intentToAdd, .skipWorktree]) } ? 3 : 2
    let version = self.version == 4 ? 4 : needed
    var bytes: [UInt8] = []
    bytes.reserveCapacity(entries.count * 100 + 1024)
    bytes += Array("DIRC".utf8)
    appendBigEndian(UInt32(version), to: &bytes)
    appendBigEndian(UInt32(entries.count), to: &bytes)
    var last = GitPath.root
    for entry in entries {
      IndexFile.append(entry, after: last, version: version, to: &bytes)
      last = entry.path
    }
    if let cacheTree {
      var content: [UInt8] = []
      cacheTree.encode(into: &content)
      IndexFile.append("TREE", content, to: &bytes)
    }
    if let resolveUndo { IndexFile.append("REUC", resolveUndo, to: &bytes) }
    bytes += SHA1.sum(of: bytes)
    return bytes
  }

  private static func append(_ name: String, _ content: [UInt8], to bytes: inout [UInt8]) {
    bytes += Array(name.utf8)
    appendBigEndian(UInt32(content.count), to: &bytes)
    bytes += content
  }

  private static func append(
    _ entry: IndexEntry, after last: GitPath, version: Int, to bytes: inout [UInt8]
  ) {
    let start = bytes.count
    let stamp = entry.stamp
    let words = [
      stamp.changed.seconds, stamp.changed.nanoseconds, stamp.modified.seconds, stamp.modified.nanoseconds,
      stamp.device, stamp.inode, entry.mode, stamp.owner, stamp.group, stamp.size,
    ]
    for word in words { appendBigEndian(word, to: &bytes) }
    bytes += entry.id.bytes
    let second = UInt16(entry.flags.rawValue >> 16)
    let path = entry.path.bytes
    // The length of a longer path is found by its zero byte.
    var first = UInt16(entry.flags.rawValue & 0xB000) | UInt16(min(path.count, 0xFFF))
    if second != 0 { first |= UInt16(IndexEntry.Flags.extended.rawValue) }
    appendBigEndian(first, to: &bytes)
    if second != 0 { appendBigEndian(second, to: &bytes) }
    guard version == 4 else {
      bytes += path
      repeat { bytes.append(0) } while (bytes.count - start) % 8 != 0
      return
    }
    let shared = zip(last.bytes, path).prefix { $0 == $1 }.count
    bytes += varint(last.bytes.count - shared)
    bytes += path[shared...]
    bytes.append(0)
  }

  private static func varint(_ number: Int) -> [UInt8] {
    var rest = number
    var bytes = [UInt8(rest & 0x7F)]
    while rest > 0x7F {
      rest = (rest >> 7) - 1
      bytes.insert(UInt8(rest & 0x7F) | 0x80, at: 0)
    }
    return bytes
  }
}
