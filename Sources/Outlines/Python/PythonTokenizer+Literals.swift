extension PythonTokenizer {
  /// Reads a number; a word that follows directly, as in `1if x else y`, is no part of it.
  mutating func readNumber() {
    var end = at
    func byte(_ index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 0 }
    func skip(while isPart: (UInt8) -> Bool) { while end < bytes.count, isPart(bytes[end]) { end += 1 } }
    func skipDigits() { skip { Self.isDigit($0) || $0 == UInt8(ascii: "_") } }
    let base = byte(end + 1) | 0x20
    if bytes[end] == UInt8(ascii: "0"),
      [UInt8(ascii: "x"), UInt8(ascii: "o"), UInt8(ascii: "b")].contains(base)
    {
      end += 2
      let isHex = base == UInt8(ascii: "x")
      skip {
        Self.isDigit($0) || $0 == UInt8(ascii: "_") || (isHex && $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x66)
      }
    } else {
      skipDigits()
      if byte(end) == UInt8(ascii: ".") {
        end += 1
        skipDigits()
      }
      if byte(end) | 0x20 == UInt8(ascii: "e") {
        let hasSign = byte(end + 1) == UInt8(ascii: "+") || byte(end + 1) == UInt8(ascii: "-")
        if Self.isDigit(byte(end + (hasSign ? 2 : 1))) {
          end += hasSign ? 2 : 1
          skipDigits()
        }
      }
      if byte(end) | 0x20 == UInt8(ascii: "j") { end += 1 }
    }
    add(.number, length: end - at)
  }

  /// Reads a string, or the beginning of a format string.
  ///
  /// - Parameter prefix: how many letters stand before the quotes.
  mutating func readString(prefix: Int) {
    let quote = bytes[at + prefix]
    let isTriple = byte(prefix + 1) == quote && byte(prefix + 2) == quote
    let quotes = isTriple ? 3 : 1
    if bytes[at..<(at + prefix)].contains(where: { $0 | 0x20 == 0x66 || $0 | 0x20 == 0x74 }) {
      return addOpening(.formatStart, length: prefix + quotes)
    }
    var end = at + prefix + quotes
    while end < bytes.count {
      let byte = bytes[end]
      if byte == UInt8(ascii: "\\") {
        // A backslash before CR LF stands before both.
        end += end + 2 < bytes.count && bytes[end + 1] == 0x0D && bytes[end + 2] == 0x0A ? 3 : 2
      } else if byte == quote, !isTriple || closesTriple(at: end, quote) {
        return add(.string, length: end + quotes - at)
      } else if !isTriple, byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
        return fail()
      } else {
        end += 1
      }
    }
    fail()
  }

  private func closesTriple(at index: Int, _ quote: UInt8) -> Bool {
    index + 2 < bytes.count && bytes[index + 1] == quote && bytes[index + 2] == quote
  }

  /// Reads the text of a format string, or of the format of a field, up to the next field or the end.
  ///
  /// - Parameter inner: the token that began it.
  mutating func readFormatText(of inner: Int) {
    let isFormat = tokens[inner].kind == .fieldFormat
    guard let start = isFormat ? open.last(where: { tokens[$0].kind == .formatStart }) : inner else {
      return fail()
    }
    let prefix = tokens[start].range
    let quote = bytes[prefix.upperBound - 1]
    let isTriple = prefix.count >= 3 && bytes[prefix.upperBound - 2] == quote
    let isRaw = bytes[prefix].contains { $0 | 0x20 == UInt8(ascii: "r") }
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: "\\"):
        skipEscape(isRaw: isRaw)
      case UInt8(ascii: "{"):
        if !isFormat && byte(1) == UInt8(ascii: "{") {
          at += 2
        } else {
          return addOpening(.fieldOpen, length: 1)
        }
      case UInt8(ascii: "}"):
        if isFormat {
          // The end of the format is the end of the field.
          open.removeLast()
          return addClosing(.fieldClose, length: 1)
        }
        at += 1
      case quote where !isTriple || closesTriple(at: at, quote):
        return isFormat ? fail() : addClosing(.formatEnd, length: isTriple ? 3 : 1)
      case UInt8(ascii: "\n") where !isTriple, UInt8(ascii: "\r") where !isTriple:
        return fail()
      default:
        at += 1
      }
    }
    fail()
  }

  private mutating func skipEscape(isRaw: Bool) {
    if byte(1) == UInt8(ascii: "{") || byte(1) == UInt8(ascii: "}") {
      at += 1
    } else if !isRaw, byte(1) == UInt8(ascii: "N"), byte(2) == UInt8(ascii: "{") {
      while at < bytes.count, bytes[at] != UInt8(ascii: "}"), bytes[at] != UInt8(ascii: "\n") { at += 1 }
      at = min(at + 1, bytes.count)
    } else {
      at = min(at + (byte(1) == 0x0D && byte(2) == 0x0A ? 3 : 2), bytes.count)
    }
  }

  /// Reads an operator or a bracket.
  mutating func readSymbol() {
    let first = bytes[at]
    let isInField = open.last.map { tokens[$0].kind == .fieldOpen } ?? false
    switch first {
    case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
      addOpening(.symbol, length: 1, symbol: first)
    case UInt8(ascii: "}") where isInField:
      addClosing(.fieldClose, length: 1)
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
      guard let inner = open.last, tokens[inner].symbol == (first == 0x29 ? 0x28 : first - 2) else {
        return fail()
      }
      addClosing(.symbol, length: 1, symbol: first)
    case UInt8(ascii: ":") where isInField:
      addOpening(.fieldFormat, length: 1)
    case UInt8(ascii: "!") where byte(1) != UInt8(ascii: "="):
      if isInField { add(.conversion, length: 1) } else { fail() }
    default:
      readOperator(first)
    }
  }

  private mutating func readOperator(_ first: UInt8) {
    func `is`(_ text: StaticString) -> Bool {
      text.withUTF8Buffer { $0.enumerated().allSatisfy { byte($0.offset) == $0.element } }
    }
    if `is`("...") { return add(.symbol, length: 3, symbol: PythonToken.ellipsis) }
    if `is`("**=") || `is`("//=") || `is`("<<=") || `is`(">>=") {
      return add(.symbol, length: 3, symbol: PythonToken.augmented)
    }
    let pairs: [(StaticString, UInt8)] = [
      (":=", PythonToken.walrus), ("->", PythonToken.arrow), ("**", PythonToken.doubleStar),
      ("//", PythonToken.doubleSlash), ("<<", PythonToken.shift), (">>", PythonToken.shift),
      ("==", PythonToken.comparison), ("!=", PythonToken.comparison), ("<=", PythonToken.comparison),
      (">=", PythonToken.comparison), ("<>", PythonToken.comparison),
    ]
    if let pair = pairs.first(where: { `is`($0.0) }) { return add(.symbol, length: 2, symbol: pair.1) }
    if byte(1) == UInt8(ascii: "="), "+-*/%@&|^".utf8.contains(first) {
      return add(.symbol, length: 2, symbol: PythonToken.augmented)
    }
    guard "+-*/%@&|^~<>.,:;=".utf8.contains(first) else { return fail() }
    add(.symbol, length: 1, symbol: first)
  }
}
