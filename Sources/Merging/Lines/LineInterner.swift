/// Gives equal lines of several texts the same number.
///
/// An open-addressing hash table of the distinct lines. Numbers count up from 0 in order of first
/// appearance, so the merge can keep per-line facts in flat arrays. Hash and line end are found in one pass.
///
/// - Complexity: expected O(bytes), whatever the bytes are: see `LineHash`.
struct LineInterner {
  /// Where a distinct line was first seen.
  private struct Entry {
    let hash: UInt64
    let text: Int32
    let start: Int
    let length: Int
  }

  private var texts: [[UInt8]] = []
  private var entries: [Entry] = []
  /// Indices into `entries`, -1 where free; the count is a power of two.
  private var slots: [Int32]

  /// Number of distinct lines so far; all numbers are below it.
  var distinctCount: Int { entries.count }

  /// Prepares for texts of so many bytes in total.
  init(expectedBytes: Int) {
    var capacity = 64
    while capacity < expectedBytes / 32 { capacity *= 2 }
    slots = Array(repeating: -1, count: capacity)
  }

  /// Cuts a text into lines and numbers them.
  mutating func add(_ text: [UInt8]) -> TextLines {
    texts.append(text)
    let keys = LineHash.keys
    var ids: [LineID] = []
    var starts: [Int] = []
    ids.reserveCapacity(text.count / 32)
    starts.reserveCapacity(text.count / 32)
    var start = 0
    while start < text.count {
      let (hash, end) = Self.hashLine(text.span, from: start, keys: keys)
      starts.append(start)
      ids.append(number(of: start..<end, hash: hash, in: text))
      start = end
    }
    starts.append(text.count)
    return TextLines(bytes: text, ids: ids, starts: starts)
  }

  /// The hash of the line that starts at an offset, and the offset after its end.
  @inline(__always)
  private static func hashLine(
    _ bytes: Span<UInt8>, from start: Int, keys: LineHash.Keys
  ) -> (hash: UInt64, end: Int) {
    var hash = keys.start
    var position = start
    while position &+ 8 <= bytes.count {
      let word = LineHash.word(bytes, at: position)
      let feeds = LineHash.lineFeeds(in: word)
      if feeds != 0 {
        let used = feeds.trailingZeroBitCount &+ 1
        let end = position &+ used >> 3
        let kept = word & (UInt64.max >> UInt64(64 &- used))
        return (LineHash.fold(hash ^ kept, keys.end) ^ UInt64(end &- start), end)
      }
      hash = LineHash.fold(hash ^ word, keys.step)
      position &+= 8
    }
    var end = position
    while end < bytes.count {
      end &+= 1
      if bytes[end &- 1] == 0x0A { break }
    }
    let kept = LineHash.partialWord(bytes, position..<end)
    return (LineHash.fold(hash ^ kept, keys.end) ^ UInt64(end &- start), end)
  }

  /// Looks a line up and enters it if it is new.
  private mutating func number(of line: Range<Int>, hash: UInt64, in text: [UInt8]) -> LineID {
    let mask = slots.count &- 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] >= 0 {
      let id = slots[slot]
      let entry = entries[Int(id)]
      if entry.hash == hash && entry.length == line.count {
        let known = texts[Int(entry.text)]
        if Self.areEqual(known.span, entry.start, text.span, line.lowerBound, count: line.count) { return id }
      }
      slot = (slot &+ 1) & mask
    }
    let id = LineID(entries.count)
    slots[slot] = id
    entries.append(
      Entry(hash: hash, text: Int32(texts.count - 1), start: line.lowerBound, length: line.count))
    if entries.count * 2 > slots.count { grow() }
    return id
  }

  private mutating func grow() {
    slots = Array(repeating: -1, count: slots.count * 2)
    let mask = slots.count &- 1
    for (id, entry) in entries.enumerated() {
      var slot = Int(truncatingIfNeeded: entry.hash) & mask
      while slots[slot] >= 0 { slot = (slot &+ 1) & mask }
      slots[slot] = Int32(id)
    }
  }

  @inline(__always)
  private static func areEqual(
    _ left: Span<UInt8>, _ leftStart: Int, _ right: Span<UInt8>, _ rightStart: Int, count: Int
  ) -> Bool {
    var offset = 0
    while offset &+ 8 <= count {
      let one = LineHash.word(left, at: leftStart &+ offset)
      if one != LineHash.word(right, at: rightStart &+ offset) { return false }
      offset &+= 8
    }
    while offset < count {
      if left[leftStart &+ offset] != right[rightStart &+ offset] { return false }
      offset &+= 1
    }
    return true
  }
}
