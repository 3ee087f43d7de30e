/// Finds the elements of XML and HTML.
struct MarkupParser {
  let text: SourceText
  let isHTML: Bool
  private(set) var isBalanced = true
  private(set) var isTrusted = true
  private var stack = ItemStack()
  private var names: [ArraySlice<UInt8>] = []
  private var at = 0
  private var line = 0

  init(_ text: SourceText, isHTML: Bool) {
    self.text = text
    self.isHTML = isHTML
  }

  private static let voidNames: Set<String> = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
  ]
  private static let optionalEnds: Set<String> = [
    "p", "li", "dt", "dd", "tr", "td", "th", "option", "tbody", "thead", "html", "body", "head",
  ]

  mutating func parse(_ lines: inout [Line]) -> [Item] {
    let comment = Array("<!--".utf8)
    let data = Array("<![CDATA[".utf8)
    while at < text.bytes.count {
      let byte = text.bytes[at]
      if byte == UInt8(ascii: "{"), isHTML, skipTemplate() { continue }
      guard byte == UInt8(ascii: "<") else {
        advance(1)
        continue
      }
      if matches(comment) {
        let first = line
        skip(past: "-->")
        for index in first..<min(line + 1, lines.count)
        where lines[index].kind == .code && isWhole(index, first) { lines[index].kind = .comment }
      } else if matches(data) {
        skip(past: "]]>")
      } else {
        tag()
      }
    }
    if !isHTML, !names.isEmpty { isBalanced = false }
    if !names.isEmpty || stack.isTooDeep { isTrusted = false }
    return stack.finish()
  }

  private func isWhole(_ index: Int, _ first: Int) -> Bool {
    index > first || text.content(ofLine: index).first == UInt8(ascii: "<")
  }

  private mutating func tag() {
    let next = at + 1 < text.bytes.count ? text.bytes[at + 1] : 0
    if next == UInt8(ascii: "%") { return skip(past: "%>") }
    if next == UInt8(ascii: "?") { return skip(past: "?>") }
    if next == UInt8(ascii: "!") { return skipDeclaration() }
    let isClosing = next == UInt8(ascii: "/")
    let nameStart = at + (isClosing ? 2 : 1)
    guard nameStart < text.bytes.count, text.bytes[nameStart].isLetter else { return advance(1) }
    var nameEnd = nameStart
    while nameEnd < text.bytes.count, isNameByte(text.bytes[nameEnd]) { nameEnd += 1 }
    let name = text.bytes[nameStart..<nameEnd]
    let header = line
    let (isEmpty, label) = attributes(from: nameEnd)
    let string = String(decoding: isHTML ? ArraySlice(name.map(\.lowercased)) : name, as: UTF8.self)
    if isClosing { return close(name, string) }
    let isVoid = isEmpty || isHTML && MarkupParser.voidNames.contains(string)
    stack.begin(.element, string + label, level: names.count, first: header, header: header)
    stack.lastLine = min(line, max(text.lineCount - 1, 0))
    if isVoid { return stack.end(downTo: names.count) }
    names.append(name)
    if isHTML, string == "script" || string == "style" { skipRawText(string) }
  }

  private func isNameByte(_ byte: UInt8) -> Bool {
    byte.isLetter || byte.isDigit || "-:.".utf8.contains(byte)
  }

  private mutating func close(_ name: ArraySlice<UInt8>, _ string: String) {
    stack.lastLine = min(line, max(text.lineCount - 1, 0))
    if names.last.map({ isSame($0, name) }) ?? false {
      names.removeLast()
      return stack.end(downTo: names.count)
    }
    guard isHTML else {
      isBalanced = false
      return
    }
    guard let index = names.suffix(16).lastIndex(where: { isSame($0, name) }) else {
      isTrusted = false
      return
    }
    let isOptional = names[(index + 1)...].allSatisfy {
      MarkupParser.optionalEnds.contains(String(decoding: $0.map(\.lowercased), as: UTF8.self))
    }
    if !isOptional { isTrusted = false }
    names.removeSubrange(index...)
    stack.end(downTo: names.count)
  }

  private func isSame(_ a: ArraySlice<UInt8>, _ b: ArraySlice<UInt8>) -> Bool {
    isHTML ? a.elementsEqual(b) { $0.lowercased == $1.lowercased } : a == b
  }

  /// Up to the end of a tag.
  ///
  /// - Returns: whether it ends itself, and the attribute that tells it from others of its name.
  private mutating func attributes(from start: Int) -> (isEmpty: Bool, label: String) {
    advance(start - at)
    var label = ""
    while at < text.bytes.count {
      let byte = text.bytes[at]
      if byte == UInt8(ascii: ">") {
        let isEmpty = text.bytes[at - 1] == UInt8(ascii: "/")
        advance(1)
        return (isEmpty, label)
      }
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        let open = at
        advance(1)
        while at < text.bytes.count, text.bytes[at] != byte { advance(1) }
        if label.isEmpty, let name = identifying(before: open) {
          label =
            "[\(name)=\(String(decoding: text.bytes[(open + 1)..<min(at, text.bytes.count)], as: UTF8.self))]"
        }
      } else if byte == UInt8(ascii: "{"), isHTML, skipTemplate() {
        continue
      }
      advance(1)
    }
    isBalanced = false
    return (true, label)
  }

  private func identifying(before quote: Int) -> String? {
    guard quote > 3, text.bytes[quote - 1] == UInt8(ascii: "=") else { return nil }
    var start = quote - 1
    while start > 0, isNameByte(text.bytes[start - 1]), quote - start < 20 { start -= 1 }
    let name = String(decoding: text.bytes[start..<quote - 1], as: UTF8.self)
    return ["id", "name", "key", "Include", "android:id", "x:Name", "x:Key"].contains(name) ? name : nil
  }

  private mutating func skipDeclaration() {
    var depth = 0
    while at < text.bytes.count {
      let byte = text.bytes[at]
      advance(1)
      if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "<") { depth += 1 }
      if byte == UInt8(ascii: "]") || byte == UInt8(ascii: ">") { depth -= 1 }
      if depth <= 0 { return }
    }
  }

  private mutating func skipTemplate() -> Bool {
    guard at + 1 < text.bytes.count else { return false }
    switch text.bytes[at + 1] {
    case UInt8(ascii: "{"): skip(past: "}}")
    case UInt8(ascii: "%"): skip(past: "%}")
    default: return false
    }
    return true
  }

  private mutating func skipRawText(_ name: String) {
    let close = Array("</\(name)".utf8)
    while at < text.bytes.count, !isSame(text.bytes[at..<min(at + close.count, text.bytes.count)], close[...])
    { advance(1) }
  }

  private mutating func skip(past end: String) {
    let end = Array(end.utf8)
    while at < text.bytes.count, !matches(end) { advance(1) }
    if at >= text.bytes.count { isBalanced = false }
    advance(end.count)
  }

  private func matches(_ bytes: [UInt8]) -> Bool { text.bytes[at...].starts(with: bytes) }

  private mutating func advance(_ count: Int) {
    let end = min(at + count, text.bytes.count)
    while at < end {
      if text.bytes[at] == 0x0A { line += 1 }
      at += 1
    }
  }
}
