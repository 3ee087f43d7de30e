/// The lines of one text that take part in `MyersDiff`.
struct KeptLines {
  /// The lines' numbers.
  var ids: [LineID] = []
  /// Their positions in the text.
  var positions: [Int] = []
}

/// Decides before a Myers diff which lines are worth comparing; the others count as changed at once.
///
/// Lines at the start and the end that both texts share are set aside, unchanged. Each other line is
/// *unmatched* if the other text lacks it, *frequent* if the other text has it at least
/// `frequencyLimit` times, else *plain*. Unmatched lines are discarded. So is a frequent line in a stretch of
/// unmatched and frequent lines that has unmatched ones above and below it and in which fewer than a quarter
/// are frequent: it would only bind two unrelated places together.
///
/// Source: the record clean-up of D. Libenzi's LibXDiff, with its limits, as used in git.
///
/// Complexity: O(lines · `window`).
struct LineFilter {
  private enum Verdict { case unmatched, plain, frequent }

  /// How far a stretch is followed up and down.
  private static let window = 100
  /// One frequent line in so many is the most that a discarded stretch may hold.
  private static let stretchShare = 4

  private(set) var keptOld = KeptLines()
  private(set) var keptNew = KeptLines()
  private var discardedOld: [Int] = []
  private var discardedNew: [Int] = []

  /// Judges two parts of texts.
  ///
  /// - Parameters:
  ///   - old: Part of the old text.
  ///   - new: Part of the new text.
  ///   - index: An empty index; it is empty again afterwards.
  init(old: ArraySlice<LineID>, new: ArraySlice<LineID>, index: inout OccurrenceIndex) {
    let matchesOfNew = Self.frequencies(of: new, in: old, index: &index)
    let matchesOfOld = Self.frequencies(of: old, in: new, index: &index)
    let (head, tail) = Self.sharedEnds(old, new)
    let (oldMiddle, newMiddle) = (old.dropFirst(head).dropLast(tail), new.dropFirst(head).dropLast(tail))
    (keptOld, discardedOld) = Self.sort(oldMiddle, matchesOfOld[head...], of: old.count)
    (keptNew, discardedNew) = Self.sort(newMiddle, matchesOfNew[head...], of: new.count)
  }

  /// Marks the lines that take no part.
  func markDiscarded(_ changed: inout ChangedLines) {
    for line in discardedOld { changed.old[line] = true }
    for line in discardedNew { changed.new[line] = true }
  }

  /// For each line of a part, how often another part has it.
  private static func frequencies(
    of lines: ArraySlice<LineID>, in other: ArraySlice<LineID>, index: inout OccurrenceIndex
  ) -> [Int32] {
    let other = Array(other)
    index.insert(other.indices, of: other)
    defer { index.remove(other.indices, of: other) }
    return lines.map { index.entries[Int($0)].count }
  }

  /// How many lines the parts share at the start, and how many of the rest at the end.
  private static func sharedEnds(
    _ old: ArraySlice<LineID>, _ new: ArraySlice<LineID>
  ) -> (head: Int, tail: Int) {
    let limit = min(old.count, new.count)
    var head = 0
    while head < limit && old[old.startIndex + head] == new[new.startIndex + head] { head += 1 }
    var tail = 0
    while tail < limit - head && old[old.endIndex - 1 - tail] == new[new.endIndex - 1 - tail] { tail += 1 }
    return (head, tail)
  }

  /// Sorts the lines of a part into kept and discarded ones; `total` counts the shared ends as well.
  private static func sort(
    _ lines: ArraySlice<LineID>, _ matches: ArraySlice<Int32>, of total: Int
  ) -> (kept: KeptLines, discarded: [Int]) {
    let limit = frequencyLimit(lineCount: total)
    let verdicts = matches.prefix(lines.count).map { count -> Verdict in
      count == 0 ? .unmatched : count >= limit ? .frequent : .plain
    }
    var kept = KeptLines()
    var discarded: [Int] = []
    for (offset, verdict) in verdicts.enumerated() {
      let line = lines.startIndex + offset
      if verdict == .plain || verdict == .frequent && !isNoise(at: offset, verdicts) {
        kept.ids.append(lines[line])
        kept.positions.append(line)
      } else {
        discarded.append(line)
      }
    }
    return (kept, discarded)
  }

  /// Roughly the square root of the number of lines, but no more than 1,024.
  private static func frequencyLimit(lineCount: Int) -> Int {
    min(roughSquareRoot(lineCount), 1024)
  }

  /// Whether a frequent line stands in a stretch of mostly unmatched ones.
  private static func isNoise(at line: Int, _ verdicts: [Verdict]) -> Bool {
    func count(_ stretch: some Sequence<Int>) -> (unmatched: Int, frequent: Int) {
      var counts = (unmatched: 0, frequent: 0)
      for other in stretch {
        switch verdicts[other] {
        case .unmatched: counts.unmatched += 1
        case .frequent: counts.frequent += 1
        case .plain: return counts
        }
      }
      return counts
    }
    let above = count((max(0, line - window)..<line).reversed())
    if above.unmatched == 0 { return false }
    let below = count(line + 1..<min(verdicts.count, line + window + 1))
    if below.unmatched == 0 { return false }
    // The line itself is counted once for each direction, as LibXDiff does.
    let frequent = above.frequent + below.frequent + 2
    return frequent * stretchShare < frequent + above.unmatched + below.unmatched
  }
}

/// The least power of two whose square has more bits than a number; within a factor of two of its root.
func roughSquareRoot(_ number: Int) -> Int {
  var root = 1
  var rest = number
  while rest > 0 {
    root <<= 1
    rest >>= 2
  }
  return root
}
