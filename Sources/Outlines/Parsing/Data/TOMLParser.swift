/// Finds the tables and keys of TOML. Tables are named by their whole path and stand side by side.
struct TOMLParser {
  let code: CodeTokens
  private(set) var isTrusted = true
  private var stack = ItemStack()

  init(_ code: CodeTokens) { self.code = code }

  mutating func parse() -> [Item] {
    var index = 0
    while index < code.count {
      var end = index
      let line = code.line(index)
      var lastLine = line
      while end < code.count, code.line(end) == lastLine || end == index {
        let next = code.skip(end, before: code.count)
        lastLine = code.endLine(next - 1)
        end = next
      }
      statement(index..<end, lastLine)
      index = end
    }
    return stack.finish()
  }

  private mutating func statement(_ range: Range<Int>, _ lastLine: Int) {
    let line = code.line(range.lowerBound)
    let first = code.firstLineWithComment(above: line)
    if code.isMark(range.lowerBound, "[") {
      stack.begin(.section, code.joined(range, separator: ""), level: 0, first: first, header: line)
      return
    }
    guard let assign = range.first(where: { code.isMark($0, "=") }), assign > range.lowerBound,
      assign + 1 < range.upperBound
    else {
      isTrusted = false
      stack.lastLine = lastLine
      return
    }
    let name = (range.lowerBound..<assign).map { code.isString($0) ? code.unquoted($0) : code.string($0) }
      .joined()
    let value = code.tokens[assign + 1].start..<code.tokens[range.upperBound - 1].end
    stack.begin(.key, name, level: 1, first: first, header: line, value: value)
    if code.isMark(assign + 1, "{"), let close = code.close(of: assign + 1, before: range.upperBound) {
      inlineTable(assign + 2..<close)
    }
    stack.lastLine = lastLine
  }

  private mutating func inlineTable(_ range: Range<Int>) {
    var index = range.lowerBound
    while index < range.upperBound {
      var end = index
      while end < range.upperBound, !code.isMark(end, ",") { end = code.skip(end, before: range.upperBound) }
      if let assign = (index..<end).first(where: { code.isMark($0, "=") }), assign > index, assign + 1 < end {
        let name = (index..<assign).map { code.isString($0) ? code.unquoted($0) : code.string($0) }.joined()
        let line = code.line(index)
        stack.begin(
          .key, name, level: 2, first: line, header: line,
          value: code.tokens[assign + 1].start..<code.tokens[end - 1].end)
        stack.lastLine = code.endLine(end - 1)
      }
      index = end + 1
    }
  }
}
