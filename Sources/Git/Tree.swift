public import GitValues

/// The entries of one folder, as git stores them.
public struct Tree: Sendable {
  /// One entry; its name is a range of the tree's bytes, so that parsing copies nothing.
  struct Slot {
    let name: Range<Int>
    let entry: FileEntry
  }

  let bytes: [UInt8]
  let slots: [Slot]

  static let empty = Tree(bytes: [], slots: [])

  private init(bytes: [UInt8], slots: [Slot]) {
    self.bytes = bytes
    self.slots = slots
  }

  /// Takes a tree object apart: `mode SP name NUL id`, again and again.
  ///
  /// - Throws: `.corrupt` where the bytes are not of that form.
  init(parsing bytes: [UInt8], id: ObjectID) throws(GitError) {
    var slots: [Slot] = []
    slots.reserveCapacity(bytes.count / 34)
    var position = 0
    while position < bytes.count {
      guard let slot = Tree.slot(in: bytes, at: &position) else {
        throw GitError(.corrupt, "tree \(id.short) is damaged", hint: "run: git fsck")
      }
      slots.append(slot)
    }
    self.init(bytes: bytes, slots: slots)
  }

  private static func slot(in bytes: [UInt8], at position: inout Int) -> Slot? {
    var mode: UInt32 = 0
    let first = position
    while position < bytes.count, bytes[position] != UInt8(ascii: " ") {
      let digit = bytes[position]
      guard (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(digit), mode < 1 << 20 else { return nil }
      mode = mode << 3 | UInt32(digit & 7)
      position += 1
    }
    let start = position + 1
    guard position > first, start < bytes.count, mode <= UInt16.max,
      let end = bytes[start...].firstIndex(of: 0), end > start,
      end + ObjectID.byteCount < bytes.count
    else { return nil }
    position = end + 1 + ObjectID.byteCount
    return Slot(
      name: start..<end,
      entry: FileEntry(mode: FileMode(bits: UInt16(mode)), id: ObjectID(bytes, at: end + 1)))
  }

  public var count: Int { slots.count }

  /// The entry named `name`, if there is one. Linear, as git's order of names depends on their kind.
  public func entry(named name: ArraySlice<UInt8>) -> FileEntry? {
    slots.first { bytes[$0.name].elementsEqual(name) }?.entry
  }

  /// Every entry with its name, in git's order.
  public var entries: [(name: ArraySlice<UInt8>, entry: FileEntry)] {
    slots.map { (bytes[$0.name], $0.entry) }
  }

  func name(_ index: Int) -> ArraySlice<UInt8> { bytes[slots[index].name] }

  /// Git's order of two entries: names by bytes, a folder's as if it ended in a slash.
  ///
  /// - Returns: negative, zero or positive as slot `i` of `a` comes before, with or after slot `j` of `b`.
  static func order(_ a: Tree, _ i: Int, _ b: Tree, _ j: Int) -> Int {
    let first = a.slots[i]
    let second = b.slots[j]
    let shared = min(first.name.count, second.name.count)
    for offset in 0..<shared {
      let x = a.bytes[first.name.lowerBound + offset]
      let y = b.bytes[second.name.lowerBound + offset]
      if x != y { return Int(x) - Int(y) }
    }
    let x = a.byte(after: shared, of: first)
    let y = b.byte(after: shared, of: second)
    return x - y
  }

  /// How many entries two folders have in common at their beginning and at their end.
  ///
  /// Most folders differ in an entry or two, and equal bytes are passed over much faster than entries.
  static func sharedSlots(_ a: Tree, _ b: Tree) -> (prefix: Int, suffix: Int) {
    let most = min(a.slots.count, b.slots.count)
    let start = a.bytes.withUnsafeBytes { x in b.bytes.withUnsafeBytes { y in sharedPrefix(x, y) } }
    var prefix = 0
    while prefix < most, a.end(of: prefix) <= start { prefix += 1 }
    var suffix = 0
    while suffix < most - prefix {
      let (i, j) = (a.slots.count - 1 - suffix, b.slots.count - 1 - suffix)
      guard a.slots[i].entry == b.slots[j].entry, a.name(i).elementsEqual(b.name(j)) else { break }
      suffix += 1
    }
    return (prefix, suffix)
  }

  /// Where the bytes of an entry end.
  private func end(of slot: Int) -> Int { slots[slot].name.upperBound + 1 + ObjectID.byteCount }

  private static func sharedPrefix(_ x: UnsafeRawBufferPointer, _ y: UnsafeRawBufferPointer) -> Int {
    let most = min(x.count, y.count)
    var count = 0
    while count + 8 <= most,
      x.loadUnaligned(fromByteOffset: count, as: UInt64.self)
        == y.loadUnaligned(fromByteOffset: count, as: UInt64.self)
    { count += 8 }
    while count < most, x[count] == y[count] { count += 1 }
    return count
  }

  /// The byte behind the shared part of a name: the name's next, a folder's slash, or nothing.
  private func byte(after shared: Int, of slot: Slot) -> Int {
    if shared < slot.name.count { return Int(bytes[slot.name.lowerBound + shared]) }
    return slot.entry.mode == .tree ? Int(UInt8(ascii: "/")) : 0
  }
}

extension Tree {
  /// The bytes of the tree object that holds `entries`.
  ///
  /// - Parameter entries: name → entry, in any order; names must be distinct and hold neither `/` nor NUL.
  static func encode(_ entries: [(name: [UInt8], entry: FileEntry)]) -> [UInt8] {
    let keyed = entries.map { item in
      (key: item.entry.mode == .tree ? item.name + [UInt8(ascii: "/")] : item.name, item: item)
    }
    var bytes: [UInt8] = []
    for (_, item) in keyed.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      bytes += Array(String(item.entry.mode.rawValue, radix: 8).utf8)
      bytes.append(UInt8(ascii: " "))
      bytes += item.name
      bytes.append(0)
      bytes += item.entry.id.bytes
    }
    return bytes
  }
}
