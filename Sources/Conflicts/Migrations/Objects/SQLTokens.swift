/// The words of an SQL text, in any of the usual dialects. Linear.
struct SQLTokens {
  struct Token {
    /// In lower case; of a quoted name what is between the quotes.
    let text: [UInt8]
    let isQuoted: Bool
    let isString: Bool
    let line: Int
  }

  private let bytes: [UInt8]
  private var index = 0
  private var line = 1

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The statements of the text: what stands between semicolons.
  ///
  /// - Parameter isOpaque: set if a statement is a program of its own.
  static func statements(_ bytes: [UInt8], isOpaque: inout Bool) -> [[Token]] {
    var tokens = SQLTokens(bytes)
    var result: [[Token]] = []
    var current: [Token] = []
    while let token = tokens.next() {
      if token.text == [UInt8(ascii: ";")] && !token.isString && !token.isQuoted {
        if !current.isEmpty { result.append(current) }
        current = []
      } else {
        current.append(token)
      }
      if current.count == 1, token.text == Array("do".utf8) { isOpaque = true }
    }
    if !current.isEmpty { result.append(current) }
    return result
  }

  private mutating func next() -> Token? {
    skip()
    guard index < bytes.count else { return nil }
    let start = index
    let first = line
    switch bytes[index] {
    case UInt8(ascii: "'"): return quoted(by: bytes[index], isString: true, line: first)
    case UInt8(ascii: "\""), UInt8(ascii: "`"): return quoted(by: bytes[index], isString: false, line: first)
    case UInt8(ascii: "["):
      if let name = bracketed() { return Token(text: name, isQuoted: true, isString: false, line: first) }
    case UInt8(ascii: "$"):
      if let body = dollar() { return Token(text: body, isQuoted: false, isString: true, line: first) }
    default: break
    }
    while index < bytes.count, bytes[index].isWord { index += 1 }
    if index == start { index += 1 }
    return Token(text: bytes[start..<index].map(\.lowercased), isQuoted: false, isString: false, line: first)
  }

  /// Passes white space and comments.
  private mutating func skip() {
    while index < bytes.count {
      let byte = bytes[index]
      let following = index + 1 < bytes.count ? bytes[index + 1] : 0
      if byte.isBlank {
        if byte == 0x0A { line += 1 }
        index += 1
      } else if byte == UInt8(ascii: "-") && following == byte || byte == UInt8(ascii: "#") {
        index = bytes[index...].firstIndex(of: 0x0A) ?? bytes.count
      } else if byte == UInt8(ascii: "/") && following == UInt8(ascii: "*") {
        let end = bytes.place(of: Array("*/".utf8), from: index + 2).map { $0 + 2 } ?? bytes.count
        advance(to: end)
      } else {
        return
      }
    }
  }

  private mutating func advance(to end: Int) {
    line += bytes[index..<end].count { $0 == 0x0A }
    index = end
  }

  private mutating func quoted(by quote: UInt8, isString: Bool, line: Int) -> Token {
    var end = index + 1
    var text: [UInt8] = []
    while end < bytes.count {
      if bytes[end] == quote {
        guard end + 1 < bytes.count, bytes[end + 1] == quote else { break }
        end += 1
      }
      text.append(bytes[end].lowercased)
      end += 1
    }
    advance(to: min(end + 1, bytes.count))
    return Token(text: text, isQuoted: !isString, isString: isString, line: line)
  }

  /// `[name]`, as SQL Server writes names; an array's `[1]` or `[]` is none.
  private mutating func bracketed() -> [UInt8]? {
    guard index + 1 < bytes.count, bytes[index + 1].isWord, !bytes[index + 1].isDigit else { return nil }
    guard let end = bytes[index...].prefix(130).firstIndex(of: UInt8(ascii: "]")) else { return nil }
    let name = bytes[(index + 1)..<end].map(\.lowercased)
    advance(to: end + 1)
    return name
  }

  /// `$tag$ … $tag$`.
  private mutating func dollar() -> [UInt8]? {
    let most = 64
    guard let close = bytes[(index + 1)...].prefix(most).firstIndex(where: { !$0.isWord }),
      bytes[close] == UInt8(ascii: "$"), close == index + 1 || !bytes[index + 1].isDigit
    else { return nil }
    let tag = Array(bytes[index...close])
    let end = bytes.place(of: tag, from: close + 1)
    let body = Array(bytes[(close + 1)..<(end ?? bytes.count)])
    advance(to: end.map { $0 + tag.count } ?? bytes.count)
    return body
  }
}
