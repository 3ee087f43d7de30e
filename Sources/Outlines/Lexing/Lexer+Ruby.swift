/// Ruby's and the shell's own literals.
extension Lexer {
  /// `%w[…]`, `?x`, `$'`, `=begin`.
  mutating func rubyLiteral(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "%"): return percentLiteral()
    case UInt8(ascii: "?"): return characterLiteral()
    case UInt8(ascii: "="): return documentComment()
    default:
      guard "'\"`/~&!@\\;,.<>_0".utf8.contains(peek()) else { return false }
      let start = at
      at += 2
      add(.identifier, from: start, line: line)
      return true
    }
  }

  /// Whether a name with a blank before and none after this byte makes it the start of an argument: `puts /x/`.
  func isRubyArgument() -> Bool {
    guard lastCode >= 0, tokens[lastCode].kind == .identifier, at > 0, bytes[at - 1].isBlank else {
      return false
    }
    return !peek().isBlank && peek() != 0x0A && peek() != UInt8(ascii: "=")
  }

  private mutating func percentLiteral() -> Bool {
    guard expectsValue || isRubyArgument() else { return false }
    var place = at + 1
    if place < bytes.count, "wWiIqQrxs".utf8.contains(bytes[place]) { place += 1 }
    guard place < bytes.count else { return false }
    let open = bytes[place]
    guard open > 0x20, open < 0x7F, !open.isLetter, !open.isDigit else { return false }
    // `% (` and `%=` are operators more often than literals.
    if place == at + 1, !"([{|!".utf8.contains(open) { return false }
    let close = Lexer.partner(of: open)
    let (start, startLine) = (at, line)
    at = place + 1
    var depth = 1
    while at < bytes.count {
      let byte = bytes[at]
      if byte == UInt8(ascii: "\\") {
        at += 1
        if at < bytes.count, bytes[at] == 0x0A { line += 1 }
      } else if byte == close {
        depth -= 1
        if depth == 0 { break }
      } else if byte == open {
        depth += 1
      } else if byte == 0x0A {
        line += 1
      }
      at += 1
    }
    if at >= bytes.count { oddities += 1 }
    at = min(at + 1, bytes.count)
    add(.string, from: start, line: startLine)
    return true
  }

  static func partner(of open: UInt8) -> UInt8 {
    switch open {
    case UInt8(ascii: "("): UInt8(ascii: ")")
    case UInt8(ascii: "["): UInt8(ascii: "]")
    case UInt8(ascii: "{"): UInt8(ascii: "}")
    case UInt8(ascii: "<"): UInt8(ascii: ">")
    default: open
    }
  }

  private mutating func characterLiteral() -> Bool {
    guard expectsValue, peek() > 0x20, !(peek(2).isLetter || peek(2).isDigit) || peek() == UInt8(ascii: "\\")
    else {
      return false
    }
    let start = at
    at = min(at + (peek() == UInt8(ascii: "\\") ? 3 : 2), bytes.count)
    add(.string, from: start, line: line)
    return true
  }

  /// `=begin` … `=end`, each at the start of a line.
  private mutating func documentComment() -> Bool {
    guard at == 0 || bytes[at - 1] == 0x0A, matches(Array("=begin".utf8), at: at) else { return false }
    let (start, startLine) = (at, line)
    let end = Array("=end".utf8)
    var isFound = false
    while at < bytes.count, !isFound {
      let lineEnd = bytes[at...].firstIndex(of: 0x0A) ?? bytes.count
      isFound = matches(end, at: at)
      at = lineEnd
      if isFound || at >= bytes.count { break }
      at += 1
      line += 1
    }
    if !isFound { oddities += 1 }
    add(.comment, from: start, line: startLine)
    return true
  }

  /// All that follows `__END__` is data.
  mutating func endOfRubyFile(_ name: Range<Int>) {
    guard name.count == 7, name.lowerBound == 0 || bytes[name.lowerBound - 1] == 0x0A,
      matches(Array("__END__".utf8), at: name.lowerBound),
      at == bytes.count || bytes[at] == 0x0A || bytes[at] == 0x0D
    else { return }
    let (start, startLine) = (at, line)
    line += bytes[at...].reduce(0) { $0 + ($1 == 0x0A ? 1 : 0) }
    at = bytes.count
    if at > start { add(.comment, from: start, line: startLine) }
  }

  /// Shell: `\"` is no quote.
  mutating func escapedByte() -> Bool {
    guard at + 1 < bytes.count else { return false }
    if peek() == 0x0A || peek() == 0x0D {
      at += 1
      return true
    }
    at += 2
    add(.punctuation, from: at - 2, line: line)
    return true
  }

  /// Shell: `$#`, `$'…'`, `${#x}`.
  mutating func shellVariable() -> Bool {
    let start = at
    switch peek() {
    case UInt8(ascii: "'"):
      at += 2
      scanString(StringRule("'", isMultiLine: true), from: start, line: line)
      return true
    case UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "?"), UInt8(ascii: "!"), UInt8(ascii: "@"):
      at += 2
      add(.identifier, from: start, line: line)
      return true
    default: return false
    }
  }

  /// `case` and `esac`, between which `)` ends a pattern.
  mutating func shellWord(_ name: Range<Int>) {
    guard name.count == 4 else { return }
    if matches(Array("esac".utf8), at: name.lowerBound) {
      if brackets.last?.byte == Lexer.caseMark { brackets.removeLast() }
    } else if matches(Array("case".utf8), at: name.lowerBound), isCommandPosition {
      brackets.append(Bracket(byte: Lexer.caseMark, token: Int32(truncatingIfNeeded: tokens.count - 1)))
    }
  }

  /// Whether the last token stands where a command may.
  private var isCommandPosition: Bool {
    guard tokens.count > 1 else { return true }
    let before = tokens[tokens.count - 2]
    if before.line != line { return true }
    if before.kind == .punctuation {
      return ";|&({!`".utf8.contains(bytes[before.start]) || isPatternEnd(before)
    }
    if before.kind == .string { return !modes.isEmpty }
    let word = String(decoding: bytes[before.range].prefix(8), as: UTF8.self)
    return ["then", "do", "else", "elif", "in", "if", "while", "until"].contains(word)
  }

  private func isPatternEnd(_ token: Token) -> Bool {
    bytes[token.start] == UInt8(ascii: ")") && brackets.last?.byte == Lexer.caseMark
  }
}
