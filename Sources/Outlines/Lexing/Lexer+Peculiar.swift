/// What only some languages have; see `LexicalFeatures`.
extension Lexer {
  /// Tries each peculiarity that may begin with this byte.
  mutating func oddity(_ byte: UInt8) -> Bool {
    let features = table.features
    switch byte {
    case UInt8(ascii: "#"):
      if !features.isDisjoint(with: [.directives, .onlyConditions]), directive() { return true }
      return features.contains(.hashStrings) && hashString()
    case UInt8(ascii: "'"): return features.contains(.rustQuotes) && lifetime()
    case UInt8(ascii: "/"): return features.contains(.regexLiterals) && regexLiteral()
    case UInt8(ascii: "<"):
      if features.contains(.jsx) { return markupStart() }
      if features.contains(.rubyHeredocs) { return rubyHeredoc() }
      if features.contains(.shellHeredocs) { return shellHeredoc() }
      return features.contains(.phpHeredocs) && phpHeredoc()
    case UInt8(ascii: "\\"): return features.contains(.shellWords) && escapedByte()
    case UInt8(ascii: "%"), UInt8(ascii: "="): return features.contains(.rubyLiterals) && rubyLiteral(byte)
    case UInt8(ascii: "?"):
      if features.contains(.phpTags) { return closingTag() }
      return features.contains(.rubyLiterals) && rubyLiteral(byte)
    case UInt8(ascii: "$"):
      if features.contains(.rubyLiterals) { return rubyLiteral(byte) }
      if features.contains(.shellWords) { return shellVariable() }
      return features.contains(.dollarQuotes) && dollarQuote()
    default: return false
    }
  }

  /// Whether a value is expected here, so that `/` or `<` is no operator.
  var expectsValue: Bool {
    guard lastCode >= 0 else { return true }
    let token = tokens[lastCode]
    switch token.kind {
    case .number, .string: return tokens[lastCode].kind == .string && isOpenString(token)
    case .directive, .comment: return true
    case .punctuation: return !")]}".utf8.contains(bytes[token.start])
    case .identifier:
      guard token.end - token.start <= 10 else { return false }
      return Lexer.wordsBeforeValues.contains(String(decoding: bytes[token.range], as: UTF8.self))
    }
  }

  /// Whether a string token ends where code inside it begins.
  private func isOpenString(_ token: Token) -> Bool {
    guard case .interpolation(_, let interpolation, _) = modes.last else { return false }
    return token.end >= interpolation.open.count
      && matches(interpolation.open, at: token.end - interpolation.open.count)
  }

  private static let wordsBeforeValues: Set<String> = [
    "return", "typeof", "case", "in", "of", "delete", "void", "throw", "new", "else", "do", "await", "yield",
    "instanceof", "default", "and", "or", "not", "if", "unless", "when", "while", "until", "then", "elsif",
    "puts",
  ]

  /// `#"…"#` with any number of `#`, over lines with `"""`, and `#/…/#`.
  private mutating func hashString() -> Bool {
    var place = at
    while place < bytes.count, bytes[place] == UInt8(ascii: "#") { place += 1 }
    let hashes = Array(repeating: UInt8(ascii: "#"), count: place - at)
    guard place < bytes.count, hashes.count < 64 else { return false }
    let start = at
    if bytes[place] == UInt8(ascii: "/") {
      at = place + 1
      scanRaw([UInt8(ascii: "/")] + hashes, from: start)
      return true
    }
    guard bytes[place] == UInt8(ascii: "\"") else { return false }
    let quotes = Array("\"\"\"".utf8)
    let isMultiLine = matches(quotes, at: place) && !matches(quotes + hashes, at: place)
    var rule = StringRule("\"", isMultiLine: isMultiLine)
    rule.close = (isMultiLine ? quotes : [UInt8(ascii: "\"")]) + hashes
    rule.escapeTail = hashes
    rule.interpolations = [
      Interpolation("\\" + String(repeating: "#", count: hashes.count) + "(", close: ")")
    ]
    at = place + (isMultiLine ? 3 : 1)
    scanString(rule, from: start, line: line)
    return true
  }

  /// Rust: `r"…"`, `r#"…"#`, `b"…"`, `br#"…"#`, `c"…"`, `b'x'`.
  mutating func rustString(from start: Int) -> Bool {
    let length = at - start
    guard length <= 2, [UInt8(ascii: "r"), UInt8(ascii: "b"), UInt8(ascii: "c")].contains(bytes[start]) else {
      return false
    }
    let isRaw = bytes[at - 1] == UInt8(ascii: "r")
    if isRaw {
      var place = at
      while place < bytes.count, bytes[place] == UInt8(ascii: "#") { place += 1 }
      guard place < bytes.count, bytes[place] == UInt8(ascii: "\"") else { return false }
      let close = [UInt8(ascii: "\"")] + Array(repeating: UInt8(ascii: "#"), count: place - at)
      at = place + 1
      scanRaw(close, from: start)
      return true
    }
    guard length == 1, bytes[at] == UInt8(ascii: "\"") || bytes[at] == UInt8(ascii: "'") else { return false }
    let quote = String(UnicodeScalar(bytes[at]))
    guard bytes[at] == UInt8(ascii: "\"") || bytes[start] == UInt8(ascii: "b") else { return false }
    at += 1
    scanString(StringRule(quote, isMultiLine: quote == "\""), from: start, line: line)
    return true
  }

  /// `'a` names a lifetime, `'a'` is a character.
  private mutating func lifetime() -> Bool {
    let next = peek()
    let width = next >= 0xF0 ? 4 : next >= 0xE0 ? 3 : next >= 0xC0 ? 2 : 1
    let isCharacter = next == UInt8(ascii: "\\") || peek(1 + width) == UInt8(ascii: "'")
    let start = at
    at += 1
    if isCharacter {
      scanString(StringRule("'"), from: start, line: line)
      return true
    }
    guard next.isLetter else {
      at = start
      return false
    }
    while at < bytes.count, table.isNamePart[Int(bytes[at])] { at += 1 }
    add(.identifier, from: start, line: line)
    return true
  }

  /// `/…/` of one line, where a value is expected.
  private mutating func regexLiteral() -> Bool {
    let isRuby = table.features.contains(.rubyLiterals)
    if peek() == UInt8(ascii: "/") || peek() == UInt8(ascii: "*") { if !isRuby { return false } }
    guard expectsValue || isRuby && isRubyArgument() else { return false }
    var place = at + 1
    var isInSet = false
    while place < bytes.count, isRuby || bytes[place] != 0x0A {
      let byte = bytes[place]
      if byte == UInt8(ascii: "\\") {
        place += 1
      } else if byte == UInt8(ascii: "[") {
        isInSet = true
      } else if byte == UInt8(ascii: "]") {
        isInSet = false
      } else if byte == UInt8(ascii: "/"), !isInSet || isRuby {
        break
      }
      place += 1
    }
    guard place < bytes.count, bytes[place] == UInt8(ascii: "/") else { return false }
    let (start, startLine) = (at, line)
    line += bytes[at..<place].reduce(0) { $0 + ($1 == 0x0A ? 1 : 0) }
    at = place + 1
    while at < bytes.count, bytes[at].isLetter { at += 1 }
    add(.string, from: start, line: startLine)
    return true
  }

  /// SQL: `$$…$$` and `$tag$…$tag$`.
  private mutating func dollarQuote() -> Bool {
    var place = at + 1
    while place < bytes.count, bytes[place].isLetter || bytes[place].isDigit { place += 1 }
    guard place < bytes.count, bytes[place] == UInt8(ascii: "$"), !peek().isDigit else { return false }
    let start = at
    let tag = Array(bytes[at...place])
    at = place + 1
    scanRaw(tag, from: start)
    return true
  }
}
