/// Finds the sections and keys of INI files, and the keys of properties files.
struct INIParser {
  let text: SourceText
  /// Properties have no sections, may separate by a blank, and go on after a backslash.
  let isProperties: Bool
  private var stack = ItemStack()

  init(_ text: SourceText, isProperties: Bool) {
    self.text = text
    self.isProperties = isProperties
  }

  mutating func parse(_ lines: inout [Line]) -> [Item] {
    var line = 0
    while line < text.lineCount {
      let next = isProperties ? endOfContinuation(line) : line + 1
      defer { line = next }
      guard lines[line].kind == .code else { continue }
      let content = text.content(ofLine: line)
      for index in line + 1..<max(next, line + 1) where lines[index].kind != .blank {
        lines[index].kind = .continuation
      }
      let first = content.startIndex
      if !isProperties, content.first == UInt8(ascii: "["),
        let close = content.lastIndex(of: UInt8(ascii: "]"))
      {
        stack.begin(
          .section, String(decoding: content[(first + 1)..<close], as: UTF8.self), level: 0,
          first: comments(above: line, lines), header: line)
      } else if !isProperties, lines[line].indentation > 0, stack.level == 1 {
        lines[line].kind = .continuation
        stack.lastLine = line
      } else {
        key(content, line, comments(above: line, lines))
        stack.lastLine = next - 1
      }
    }
    return stack.finish()
  }

  private func comments(above line: Int, _ lines: [Line]) -> Int {
    var first = line
    while first > 0, lines[first - 1].kind == .comment { first -= 1 }
    return first
  }

  private mutating func key(_ content: ArraySlice<UInt8>, _ line: Int, _ first: Int) {
    // `export A=1` of a file that a shell reads.
    let export = Array("export ".utf8)
    let content =
      isProperties && content.starts(with: export) && content.contains(UInt8(ascii: "="))
      ? content.dropFirst(export.count).drop { $0.isBlank } : content
    var end = content.startIndex
    while end < content.endIndex {
      let byte = content[end]
      if byte == UInt8(ascii: "\\"), isProperties {
        end += 1
      } else if byte == UInt8(ascii: "=") || byte == UInt8(ascii: ":") || isProperties && byte.isBlank {
        break
      }
      end += 1
    }
    end = min(end, content.endIndex)
    let rest = content[end...].drop { $0.isBlank }
    let hasSign = rest.first == UInt8(ascii: "=") || rest.first == UInt8(ascii: ":")
    let value = (hasSign ? rest.dropFirst() : rest).drop { $0.isBlank }
    let name = String(decoding: content[..<end].reversed().drop { $0.isBlank }.reversed(), as: UTF8.self)
    stack.begin(
      .key, name, level: 1, first: first, header: line,
      value: value.isEmpty ? nil : value.startIndex..<value.endIndex)
  }

  private func endOfContinuation(_ line: Int) -> Int {
    var next = line + 1
    while next < text.lineCount,
      text.content(ofLine: next - 1).reversed().prefix(while: { $0 == UInt8(ascii: "\\") }).count % 2 == 1
    {
      next += 1
    }
    return next
  }
}

extension SourceText {
  /// A line without the blanks around it and without its ending.
  func content(ofLine index: Int) -> ArraySlice<UInt8> {
    let line = line(index)
    let start = line.firstIndex { !$0.isBlank && $0 != 0x0A } ?? line.endIndex
    let end = line.lastIndex { !$0.isBlank && $0 != 0x0A }.map { $0 + 1 } ?? start
    return line[start..<max(start, end)]
  }
}
