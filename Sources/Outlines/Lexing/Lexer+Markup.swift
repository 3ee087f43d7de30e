/// Markup inside code (JSX), and code inside markup (PHP).
extension Lexer {
  /// `<a …>` or `<>` where a value is expected.
  mutating func markupStart() -> Bool {
    guard expectsValue, peek().isLetter || peek() == UInt8(ascii: ">"), !isTypeParameter else { return false }
    at += 1
    add(.punctuation, from: at - 1, line: line)
    modes.append(.tag(isClosing: false))
    return true
  }

  /// `<T,>(x) => …`, `<T extends U>(x) => …` and `<T>(x: T) => …` are functions.
  private var isTypeParameter: Bool {
    var place = at + 1
    while place < bytes.count, table.isNamePart[Int(bytes[place])] { place += 1 }
    if matches(Array(">(".utf8), at: place) { return isArrowFunction(place + 1) }
    while place < bytes.count, bytes[place].isBlank { place += 1 }
    return matches(Array(",".utf8), at: place) || matches(Array("extends ".utf8), at: place)
  }

  /// Whether `=>` follows the brackets that open here, within a short distance.
  private func isArrowFunction(_ open: Int) -> Bool {
    var depth = 0
    for place in open..<min(open + 300, bytes.count) {
      if bytes[place] == UInt8(ascii: "(") { depth += 1 }
      if bytes[place] == UInt8(ascii: ")") { depth -= 1 }
      if depth == 0 {
        let rest = bytes[(place + 1)...].prefix(60).drop { $0.isBlank }
        return rest.starts(with: [UInt8(ascii: "="), UInt8(ascii: ">")]) || rest.first == UInt8(ascii: ":")
      }
    }
    return false
  }

  /// One part of a tag: a name, a string, code in braces, or its end.
  mutating func tagPart(isClosing: Bool) {
    let byte = bytes[at]
    let start = at
    switch byte {
    case 0x0A:
      at += 1
      line += 1
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      at += 1
      scanString(
        StringRule(String(UnicodeScalar(byte)), escape: .none, isMultiLine: true), from: start, line: line)
    case UInt8(ascii: "{"): openExpression()
    case UInt8(ascii: "/") where peek() == UInt8(ascii: ">"):
      at += 2
      modes.removeLast()
      add(.punctuation, from: at - 1, line: line)
    case UInt8(ascii: "/") where peek() == UInt8(ascii: "*"): blockComment(BlockComment("/*", "*/"))
    case UInt8(ascii: "/") where peek() == UInt8(ascii: "/"): lineComment()
    case UInt8(ascii: ">"):
      modes.removeLast()
      if isClosing { modes.removeLast() } else { modes.append(.children) }
      at += 1
      add(.punctuation, from: start, line: line)
    case UInt8(ascii: "<"): typeArguments()
    case _ where byte.isBlank: at += 1
    case _ where byte.isLetter || byte == UInt8(ascii: "$"):
      while at < bytes.count, table.isNamePart[Int(bytes[at])] || "-:.".utf8.contains(bytes[at]) { at += 1 }
      if at == start { at += 1 }
      add(.identifier, from: start, line: line)
    default:
      at += 1
      add(.punctuation, from: start, line: line)
    }
  }

  /// `<Select<Option> …>`: up to the bracket that closes it, on this line.
  private mutating func typeArguments() {
    let start = at
    var depth = 0
    while at < bytes.count, bytes[at] != 0x0A {
      if bytes[at] == UInt8(ascii: "<") { depth += 1 }
      if bytes[at] == UInt8(ascii: ">") { depth -= 1 }
      at += 1
      if depth == 0 { break }
    }
    add(.punctuation, from: start, line: line)
  }

  private mutating func openExpression() {
    punctuation(UInt8(ascii: "{"))
    modes.append(.expression(base: brackets.count))
  }

  /// Text between tags, a token a line, up to a tag or code.
  mutating func childText() {
    switch bytes[at] {
    case 0x0A:
      at += 1
      line += 1
    case UInt8(ascii: "{"): openExpression()
    case UInt8(ascii: "<"):
      let isClosing = peek() == UInt8(ascii: "/")
      at += isClosing ? 2 : 1
      add(.punctuation, from: at - 1, line: line)
      modes.append(.tag(isClosing: isClosing))
    case let byte where byte.isBlank: at += 1
    default:
      let start = at
      while at < bytes.count, bytes[at] != 0x0A, bytes[at] != UInt8(ascii: "<"),
        bytes[at] != UInt8(ascii: "{")
      {
        at += 1
      }
      add(.string, from: start, line: line)
    }
  }

  /// PHP: text up to `<?php` or `<?=`.
  mutating func htmlText() {
    let (start, startLine) = (at, line)
    while at < bytes.count {
      if bytes[at] == UInt8(ascii: "<"), peek() == UInt8(ascii: "?"), !matches(Array("<?xml".utf8), at: at) {
        at += matches(Array("<?php".utf8), at: at) ? 5 : matches(Array("<?=".utf8), at: at) ? 3 : 2
        break
      }
      if bytes[at] == 0x0A { line += 1 }
      at += 1
    }
    if at > start { add(.string, from: start, line: startLine) }
  }

  /// PHP: `?>`.
  mutating func closingTag() -> Bool {
    guard peek() == UInt8(ascii: ">"), modes.isEmpty else { return false }
    htmlText()
    return true
  }
}
