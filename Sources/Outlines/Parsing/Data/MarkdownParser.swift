/// Finds the headings of Markdown; what a fence encloses is not looked into.
struct MarkdownParser {
  let text: SourceText
  private(set) var isBalanced = true
  private var stack = ItemStack()

  init(_ text: SourceText) { self.text = text }

  mutating func parse(_ lines: inout [Line]) -> [Item] {
    var fence: ArraySlice<UInt8>?
    for line in 0..<text.lineCount {
      let content = text.content(ofLine: line)
      if let open = fence {
        lines[line] = Line(
          kind: .string, startsInside: .string, depth: 0, indentation: lines[line].indentation)
        if content.count >= open.count, content.starts(with: open), content.allSatisfy({ $0 == open.first }) {
          fence = nil
        }
      } else if let mark = content.first, mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~"),
        content.prefix(while: { $0 == mark }).count >= 3,
        mark == UInt8(ascii: "~") || !content.drop(while: { $0 == mark }).contains(mark)
      {
        fence = content.prefix { $0 == mark }
      } else {
        heading(content, line)
      }
      if !content.isEmpty { stack.lastLine = line }
    }
    isBalanced = fence == nil
    return stack.finish()
  }

  private mutating func heading(_ content: ArraySlice<UInt8>, _ line: Int) {
    guard let first = content.first else { return }
    if first == UInt8(ascii: "#") {
      let level = content.prefix { $0 == first }.count
      let rest = content.dropFirst(level)
      guard level <= 6, rest.isEmpty || rest.first?.isBlank == true else { return }
      begin(rest.drop { $0.isBlank }, level, line)
    } else if first == UInt8(ascii: "=") || first == UInt8(ascii: "-"), content.allSatisfy({ $0 == first }),
      line > 0
    {
      let above = text.content(ofLine: line - 1)
      guard content.count >= 2, let mark = above.first, !"#-*>|=`".utf8.contains(mark) else { return }
      begin(above, first == UInt8(ascii: "=") ? 1 : 2, line - 1)
    }
  }

  private mutating func begin(_ title: ArraySlice<UInt8>, _ level: Int, _ line: Int) {
    stack.lastLine = max(line - 1, 0)
    stack.begin(.section, String(decoding: title, as: UTF8.self), level: level, first: line, header: line)
  }
}
