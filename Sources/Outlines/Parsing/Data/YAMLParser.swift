/// Finds the keys of YAML by indentation; entries of lists are items named `-`.
///
/// What is not plain block style (a key over several lines, `? key`, templates) makes the file untrusted. Documents
/// after the first are items of their own, named `---`, so that equal keys in two of them are no duplicates.
struct YAMLParser {
  let text: SourceText
  private(set) var isTrusted = true
  private(set) var isBalanced = true
  private var stack = ItemStack()
  /// Lines up to here belong to a value that has begun.
  private var valueEnd = 0
  private var hasContent = false

  init(_ text: SourceText) { self.text = text }

  mutating func parse(_ lines: inout [Line]) -> [Item] {
    for line in 0..<text.lineCount {
      if line < valueEnd {
        lines[line] = Line(
          kind: lines[line].kind == .blank ? .blank : .string, startsInside: .string, depth: 0,
          indentation: lines[line].indentation)
        if lines[line].kind != .blank { stack.lastLine = line }
        continue
      }
      guard lines[line].kind != .blank, lines[line].kind != .comment else { continue }
      content(line, first: comments(above: line, lines))
    }
    if stack.isTooDeep { isTrusted = false }
    return stack.finish()
  }

  private func comments(above line: Int, _ lines: [Line]) -> Int {
    var first = line
    while first > 0, lines[first - 1].kind == .comment, first - 1 >= valueEnd { first -= 1 }
    return first
  }

  private mutating func content(_ line: Int, first: Int) {
    var content = text.content(ofLine: line)
    let start = text.start(ofLine: line)
    if content.startIndex > start, text.bytes[start..<content.startIndex].contains(0x09) { isTrusted = false }
    if content.startIndex == start, isDocumentMark(content) {
      stack.end(downTo: .min)
      if hasContent { stack.begin(.section, "---", level: -1, first: line, header: line) }
      return
    }
    hasContent = true
    if content.starts(with: [UInt8(ascii: "{"), UInt8(ascii: "{")])
      || content.starts(with: [UInt8(ascii: "?"), 0x20])
    {
      isTrusted = false
    }
    while content.first == UInt8(ascii: "-"), content.count == 1 || content[content.startIndex + 1].isBlank {
      let column = content.startIndex - start
      stack.begin(
        .element, "-", level: 2 * column + 1, first: first, header: line,
        value: content.startIndex..<content.endIndex)
      content = content.dropFirst().drop { $0.isBlank }
    }
    guard let colon = keyEnd(content) else {
      value(content, line, column: parentColumn)
      stack.lastLine = max(stack.lastLine, line)
      return
    }
    let name = YAMLParser.name(content[..<colon])
    let column = content.startIndex - start
    let rest = content[(colon + 1)...].drop { $0.isBlank }
    stack.begin(
      .key, name, level: 2 * column, first: first, header: line,
      value: rest.isEmpty ? nil : rest.startIndex..<rest.endIndex)
    value(rest, line, column: column)
  }

  private var parentColumn: Int { stack.level < 0 ? -1 : stack.level / 2 }

  private func isDocumentMark(_ content: ArraySlice<UInt8>) -> Bool {
    content.starts(with: Array("---".utf8)) && (content.count == 3 || content[content.startIndex + 3].isBlank)
      || content.elementsEqual(Array("...".utf8))
  }

  /// The `:` behind a key: outside of quotes and brackets, with a blank or nothing behind it.
  private func keyEnd(_ content: ArraySlice<UInt8>) -> Int? {
    guard let first = content.first, !"[{|>#%@`".utf8.contains(first) else { return nil }
    var index = content.startIndex
    if first == UInt8(ascii: "\"") || first == UInt8(ascii: "'") {
      index += 1
      while index < content.endIndex, content[index] != first {
        index += content[index] == UInt8(ascii: "\\") ? 2 : 1
      }
      index += 1
      while index < content.endIndex, content[index].isBlank { index += 1 }
      return index < content.endIndex && content[index] == UInt8(ascii: ":") ? index : nil
    }
    while index < content.endIndex {
      let byte = content[index]
      if byte == UInt8(ascii: ":"), index + 1 == content.endIndex || content[index + 1].isBlank {
        return index
      }
      if byte == UInt8(ascii: "#"), index > content.startIndex, content[index - 1].isBlank { return nil }
      index += 1
    }
    return nil
  }

  private static func name(_ key: ArraySlice<UInt8>) -> String {
    var key = key
    while key.last?.isBlank ?? false { key.removeLast() }
    if let first = key.first, first == UInt8(ascii: "\"") || first == UInt8(ascii: "'"), key.count >= 2,
      key.last == first
    {
      key = key.dropFirst().dropLast()
    }
    return String(decoding: key, as: UTF8.self)
  }

  /// Notes which following lines belong to a value that begins here.
  private mutating func value(_ rest: ArraySlice<UInt8>, _ line: Int, column: Int) {
    var rest = rest
    while let first = rest.first, first == UInt8(ascii: "&") || first == UInt8(ascii: "!") {
      rest = rest.drop { !$0.isBlank }.drop { $0.isBlank }
    }
    guard let first = rest.first else { return }
    switch first {
    case UInt8(ascii: "|"), UInt8(ascii: ">"): valueEnd = blockEnd(line + 1, column: column)
    case UInt8(ascii: "["), UInt8(ascii: "{"): valueEnd = flowEnd(rest.startIndex, line)
    case UInt8(ascii: "\""), UInt8(ascii: "'"): valueEnd = quoteEnd(rest.startIndex, first, line)
    default: return
    }
  }

  private func blockEnd(_ line: Int, column: Int) -> Int {
    var line = line
    var end = line
    while line < text.lineCount {
      if !text.isBlank(line: line) {
        guard text.indentation(ofLine: line) > column else { break }
        end = line + 1
      }
      line += 1
    }
    return end
  }

  private mutating func flowEnd(_ start: Int, _ line: Int) -> Int {
    var depth = 0
    var index = start
    while index < text.bytes.count {
      let byte = text.bytes[index]
      switch byte {
      case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        depth -= 1
        if depth == 0 { return text.line(at: index) + 1 }
      case UInt8(ascii: "\""): index = quoteClose(index, byte)
      case UInt8(ascii: "'") where !text.bytes[index - 1].isLetter: index = quoteClose(index, byte)
      case UInt8(ascii: "#") where text.bytes[index - 1].isBlank:
        while index + 1 < text.bytes.count, text.bytes[index + 1] != 0x0A { index += 1 }
      default: break
      }
      index += 1
    }
    isBalanced = false
    return line + 1
  }

  private mutating func quoteEnd(_ start: Int, _ quote: UInt8, _ line: Int) -> Int {
    let close = quoteClose(start, quote)
    guard close < text.bytes.count else {
      isBalanced = false
      return line + 1
    }
    return text.line(at: close) + 1
  }

  /// The quote that closes one; the end of the text if there is none.
  private func quoteClose(_ start: Int, _ quote: UInt8) -> Int {
    var index = start + 1
    while index < text.bytes.count, text.bytes[index] != quote {
      index += text.bytes[index] == UInt8(ascii: "\\") && quote == UInt8(ascii: "\"") ? 2 : 1
    }
    return min(index, text.bytes.count)
  }
}
