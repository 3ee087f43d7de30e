/// Where and how often each line occurs in a part of a text.
///
/// `entries` is addressed by line number (`LineID`), `next` by position in the text. The chain
/// `entries[id].first`, `next[first]`, … ascends and ends with -1. Invariant between uses: all entries are
/// empty, which `remove` restores at the cost of the part, not of the whole table.
struct OccurrenceIndex {
  /// What is known of one line.
  struct Entry {
    /// Where it occurs first, or -1.
    var first: Int32 = -1
    /// How often it occurs.
    var count: Int32 = 0
  }

  private(set) var entries: [Entry]
  private(set) var next: [Int32] = []

  init(distinctCount: Int) {
    entries = Array(repeating: Entry(), count: distinctCount)
  }

  /// Enters a part of a text.
  mutating func insert(_ part: Range<Int>, of lines: [LineID]) {
    if next.count < lines.count {
      next.append(contentsOf: repeatElement(-1, count: lines.count - next.count))
    }
    Self.insert(part, of: lines, into: &entries, &next)
  }

  /// Takes out what `insert` entered.
  mutating func remove(_ part: Range<Int>, of lines: [LineID]) {
    let ids = lines.span
    var entries = entries.mutableSpan
    for line in part { entries[Int(ids[line])] = Entry() }
  }

  /// Takes out the first lines of the part that `insert` entered.
  mutating func removeStart(_ start: Range<Int>, of lines: [LineID]) {
    for line in start {
      let id = Int(lines[line])
      entries[id].first = next[line]
      entries[id].count &-= 1
    }
  }

  private static func insert(
    _ part: Range<Int>, of lines: [LineID], into entries: inout [Entry], _ next: inout [Int32]
  ) {
    let ids = lines.span
    var entries = entries.mutableSpan
    var next = next.mutableSpan
    var line = part.upperBound
    while line > part.lowerBound {
      line &-= 1
      let id = Int(ids[line])
      next[line] = entries[id].first
      entries[id].first = Int32(truncatingIfNeeded: line)
      entries[id].count &+= 1
    }
  }
}
