internal import Outlines

/// Finds the lines that somebody put in the place of each conflict of a text.
///
/// A conflict counts as found only where the lines around it still stand as they did, up to `contextLines` on either
/// side and without anything between them: what was changed there too may belong to the conflict or not, and nobody
/// can tell.
///
/// - Parameters:
///   - marked: the text with conflict markers.
///   - hunks: the conflicts' lines in it, markers included, in ascending order.
///   - result: what became of the text.
/// - Returns: for each conflict its lines in the result; nil where that cannot be told, or markers are still there.
/// - Complexity: that of the diff of both texts.
public func settledHunks(marked: [UInt8], hunks: [Range<Int>], result: [UInt8]) -> [Range<Int>?] {
  let finder = SettledHunkFinder(marked: SourceText(marked), result: SourceText(result))
  return hunks.indices.map { index in
    finder.find(
      hunks[index], above: index == 0 ? 0 : hunks[index - 1].upperBound,
      below: index + 1 < hunks.count ? hunks[index + 1].lowerBound : finder.marked.lineCount)
  }
}

/// How many lines above and below a conflict must be unchanged for its result to be told.
private let contextLines = 3

private struct SettledHunkFinder {
  let marked: SourceText
  let result: SourceText
  /// Line of the marked text → line of the result; nil where it is gone.
  private var places: [Int?]

  init(marked: SourceText, result: SourceText) {
    self.marked = marked
    self.result = result
    places = []
    places.reserveCapacity(marked.lineCount)
    var next = 0
    for change in diffLines(old: marked.bytes, new: result.bytes) {
      while places.count < change.old.lowerBound {
        places.append(next)
        next += 1
      }
      places += Array(repeating: nil, count: change.old.count)
      next = change.new.upperBound
    }
    while places.count < marked.lineCount {
      places.append(next)
      next += 1
    }
  }

  /// - Parameters:
  ///   - hunk: the conflict's lines.
  ///   - above: the end of the conflict before it, or the first line.
  ///   - below: the start of the conflict after it, or the number of lines.
  func find(_ hunk: Range<Int>, above: Int, below: Int) -> Range<Int>? {
    let before = max(above, hunk.lowerBound - contextLines)..<hunk.lowerBound
    let after = hunk.upperBound..<min(below, hunk.upperBound + contextLines)
    guard let first = end(of: before, isFirst: before.lowerBound == 0),
      let last = start(of: after, isLast: after.upperBound == marked.lineCount), first <= last
    else { return nil }
    // Few lines between two conflicts can stand in the result more than once, and then say nothing.
    if before.lowerBound == above, above > 0, !isUnique(before) { return nil }
    if after.upperBound == below, below < marked.lineCount, !isUnique(after) { return nil }
    let markers = [marked.line(hunk.lowerBound), marked.line(hunk.upperBound - 1)]
    let isOpen = (first..<last).contains { line in markers.contains { $0.elementsEqual(result.line(line)) } }
    return isOpen ? nil : first..<last
  }

  /// Where the lines above a conflict end in the result.
  private func end(of context: Range<Int>, isFirst: Bool) -> Int? {
    guard !context.isEmpty else { return isFirst ? 0 : nil }
    guard let lines = lines(of: context), !isFirst || lines.lowerBound == 0 else { return nil }
    return lines.upperBound
  }

  /// Where the lines below a conflict start in the result.
  private func start(of context: Range<Int>, isLast: Bool) -> Int? {
    guard !context.isEmpty else { return isLast ? result.lineCount : nil }
    guard let lines = lines(of: context), !isLast || lines.upperBound == result.lineCount else { return nil }
    return lines.lowerBound
  }

  /// Where lines stand in the result, if they still stand together.
  private func lines(of context: Range<Int>) -> Range<Int>? {
    guard let first = places[context.lowerBound] else { return nil }
    for (offset, line) in context.enumerated() where places[line] != first + offset { return nil }
    return first..<first + context.count
  }

  private func isUnique(_ context: Range<Int>) -> Bool {
    guard context.count <= result.lineCount else { return false }
    var count = 0
    for start in 0...(result.lineCount - context.count) {
      let isHere = context.enumerated().allSatisfy { offset, line in
        result.line(start + offset).elementsEqual(marked.line(line))
      }
      if isHere { count += 1 }
      if count > 1 { return false }
    }
    return count == 1
  }
}
