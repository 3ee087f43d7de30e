/// Says of each line what it is, from the tokens.
struct LineReader {
  let text: SourceText
  let tokens: [Token]
  let partners: [Int32]

  func read(into content: inout OutlineReader.Content) {
    var firstTokens: [Int32] = []
    var lines: [Line] = []
    firstTokens.reserveCapacity(text.lineCount + 1)
    lines.reserveCapacity(text.lineCount)
    var next = 0
    var depth = 0
    var listDepth = 0
    for line in 0..<text.lineCount {
      let start = text.start(ofLine: line)
      let previous = next > 0 ? tokens[next - 1] : nil
      let inside = inside(previous, at: start)
      let first = next
      firstTokens.append(Int32(truncatingIfNeeded: first))
      let (lineDepth, isInList) = (depth, listDepth > 0)
      while next < tokens.count, tokens[next].line == line {
        count(next, &depth, &listDepth)
        next += 1
      }
      let kind = kind(
        of: line, tokens: first..<next, inside: inside, isInList: isInList || followsBackslash(line, inside))
      lines.append(
        Line(kind: kind, startsInside: inside, depth: lineDepth, indentation: text.indentation(ofLine: line)))
    }
    firstTokens.append(Int32(truncatingIfNeeded: tokens.count))
    content.firstTokens = firstTokens
    content.lines = lines
  }

  private func inside(_ previous: Token?, at start: Int) -> Line.Inside {
    guard let previous, previous.end > start else { return .code }
    return previous.kind == .comment ? .comment : .string
  }

  private func count(_ index: Int, _ depth: inout Int, _ listDepth: inout Int) {
    guard partners[index] >= 0 else { return }
    let isList =
      text.bytes[tokens[index].start] != UInt8(ascii: "{")
      && text.bytes[tokens[index].start] != UInt8(ascii: "}")
    let step = Int(partners[index]) > index ? 1 : -1
    depth += step
    if isList { listDepth += step }
  }

  private func followsBackslash(_ line: Int, _ inside: Line.Inside) -> Bool {
    guard line > 0, inside == .code else { return false }
    var last = text.start(ofLine: line) - 2
    let first = text.start(ofLine: line - 1)
    if last >= first, text.bytes[last] == 0x0D { last -= 1 }
    return last >= first && text.bytes[last] == UInt8(ascii: "\\")
  }

  private func kind(of line: Int, tokens range: Range<Int>, inside: Line.Inside, isInList: Bool) -> Line.Kind
  {
    if inside == .string { return .string }
    let hasCode = range.contains { tokens[$0].kind != .comment }
    if !hasCode {
      if inside == .comment || !range.isEmpty { return .comment }
      return text.isBlank(line: line) ? .blank : .code
    }
    return isInList ? .continuation : .code
  }
}

extension SourceText {
  /// The columns before the first byte that is not blank; a tab reaches to the next multiple of 8.
  func indentation(ofLine line: Int) -> Int {
    var columns = 0
    for byte in self.line(line) {
      if byte == 0x20 { columns += 1 } else if byte == 0x09 { columns = columns / 8 * 8 + 8 } else { break }
    }
    return columns
  }

  func isBlank(line: Int) -> Bool { self.line(line).allSatisfy { $0.isBlank || $0 == 0x0A } }

  /// Lines of a text without tokens: a comment is known by its first byte.
  func plainLines(comments: Set<UInt8>) -> [Line] {
    (0..<lineCount).map { index in
      let first = line(index).first { !$0.isBlank && $0 != 0x0A }
      let kind: Line.Kind = first == nil ? .blank : comments.contains(first ?? 0) ? .comment : .code
      return Line(kind: kind, startsInside: .code, depth: 0, indentation: indentation(ofLine: index))
    }
  }

  /// Whether a line looks like what git writes around a conflict.
  var hasConflictMarkers: Bool {
    (0..<lineCount).contains { index in
      let line = line(index)
      guard let first = line.first, first == UInt8(ascii: "<") || first == UInt8(ascii: ">") else {
        return false
      }
      return line.prefix(7).allSatisfy { $0 == first } && line.count > 7 && line[line.startIndex + 7] == 0x20
    }
  }
}
