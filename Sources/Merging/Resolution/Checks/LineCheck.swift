/// Compares the lines of a merged text with those of its versions, white space at both ends and blank lines aside.
enum LineCheck {
  /// Lines that a side added and that are missing, and lines that nobody wrote.
  ///
  /// - Parameters:
  ///   - free: parts whose own lines may be missing or new.
  ///   - filter: the lines of which it is asked; nil for all.
  /// - Complexity: linear in the size of the texts.
  static func problems(
    base: ArraySlice<UInt8>, ours: ArraySlice<UInt8>, theirs: ArraySlice<UInt8>, merged: ArraySlice<UInt8>,
    free: [FreePart] = [], among filter: ContentFilter? = nil
  ) -> [Problem] {
    let (base, ours) = (counts(base, filter), counts(ours, filter))
    let (theirs, merged) = (counts(theirs, filter), counts(merged, filter))
    var (given, made): (Set<ArraySlice<UInt8>>, Set<ArraySlice<UInt8>>) = ([], [])
    for part in free {
      given.formUnion(counts(part.ours).keys)
      given.formUnion(counts(part.theirs).keys)
      made.formUnion(counts(part.merged).keys)
    }
    var problems: [Problem] = []
    for line in merged.keys
    where base[line] == nil && ours[line] == nil && theirs[line] == nil && !made.contains(line) {
      problems.append(Problem(kind: .inventedLine, text: String(decoding: line, as: UTF8.self)))
    }
    for side in [ours, theirs] {
      for (line, count) in side
      where count > base[line] ?? 0 && merged[line] == nil && !given.contains(line) {
        problems.append(Problem(kind: .lostLine, text: String(decoding: line, as: UTF8.self)))
      }
    }
    return problems.sorted { ($0.kind.rawValue, $0.text) < ($1.kind.rawValue, $1.text) }
  }

  /// How often each line occurs.
  private static func counts(
    _ bytes: ArraySlice<UInt8>, _ filter: ContentFilter? = nil
  ) -> [ArraySlice<UInt8>: Int] {
    var counts: [ArraySlice<UInt8>: Int] = [:]
    for line in bytes.split(separator: 0x0A) {
      let content = trimmed(line)
      guard !content.isEmpty, filter?.holds(content) ?? true else { continue }
      counts[content, default: 0] += 1
    }
    return counts
  }
}

/// A few lines, white space at both ends aside, to be found among very many.
struct ContentFilter {
  private let lines: Set<ArraySlice<UInt8>>
  /// Whether some line has such a mark: nearly all others are known by it, without a look at all their bytes.
  private var hasMark = Array(repeating: false, count: 4096)

  init(_ lines: [ArraySlice<UInt8>]) {
    self.lines = Set(lines.map(trimmed))
    for line in self.lines { hasMark[Self.mark(line)] = true }
  }

  func holds(_ line: ArraySlice<UInt8>) -> Bool { hasMark[Self.mark(line)] && lines.contains(line) }

  private static func mark(_ line: ArraySlice<UInt8>) -> Int {
    guard let first = line.first, let last = line.last else { return 0 }
    let middle = line[line.startIndex + line.count / 2]
    return (line.count &* 31 &+ Int(first) &* 7 &+ Int(middle) &* 131 &+ Int(last) &* 1031) & 4095
  }
}
