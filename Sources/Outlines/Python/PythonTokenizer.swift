/// Cuts a Python text into tokens as Python does, with indentation and format strings (PEP 701).
///
/// It stops at the first place that no Python could read: what was read up to there is kept, and `fault` says where.
///
/// Source: https://docs.python.org/3/reference/lexical_analysis.html
///
/// Complexity: linear in the bytes.
struct PythonTokenizer {
  let bytes: [UInt8]
  var at = 0
  var tokens: [PythonToken] = []
  private(set) var names = PythonNames()
  /// The first byte that could not be read.
  var fault: Int?
  /// The brackets, format strings and fields that are open, by token.
  var open: [Int] = []
  /// The columns of open blocks: with tabs to multiples of eight, and with tabs as one column.
  private var indents: [(wide: Int, narrow: Int)] = [(0, 0)]

  /// Python's own limits; they also bound all recursion of what reads the tokens.
  static let mostOpen = 200
  static let mostIndents = 100

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    tokens.reserveCapacity(bytes.count / 4)
  }

  mutating func run() {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
    if bytes.count > Int(Int32.max) { fault = 0 }
    var isLineStart = true
    while fault == nil, at < bytes.count {
      if isLineStart { isLineStart = startLine() } else { isLineStart = next() }
    }
    if !open.isEmpty { fault = fault ?? bytes.count }
    if let last = tokens.last?.kind, last != .newline, last != .dedent { add(.newline, length: 0) }
    for _ in indents.dropFirst() { add(.dedent, length: 0) }
    add(.end, length: 0)
  }

  func byte(_ offset: Int = 0) -> UInt8 { at + offset < bytes.count ? bytes[at + offset] : 0 }

  mutating func fail() { fault = fault ?? at }

  /// Adds a token that begins here, and goes behind it.
  mutating func add(_ kind: PythonToken.Kind, length: Int, symbol: UInt8 = 0, name: Int32 = -1) {
    tokens.append(PythonToken(kind, at..<(at + length), symbol: symbol, name: name))
    at += length
  }

  /// Adds a token that others will close.
  mutating func addOpening(_ kind: PythonToken.Kind, length: Int, symbol: UInt8 = 0) {
    guard open.count < Self.mostOpen else { return fail() }
    open.append(tokens.count)
    add(kind, length: length, symbol: symbol)
  }

  /// Adds a token that closes the innermost open one.
  mutating func addClosing(_ kind: PythonToken.Kind, length: Int, symbol: UInt8 = 0) {
    guard let opening = open.popLast() else { return fail() }
    tokens[opening].partner = tokens.count
    add(kind, length: length, symbol: symbol)
    tokens[tokens.count - 1].partner = opening
  }

  /// Reads the indentation of a line; lines without a token are passed over.
  ///
  /// - Returns: whether the next line begins here.
  private mutating func startLine() -> Bool {
    var (wide, narrow) = (0, 0)
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: " "): (wide, narrow) = (wide + 1, narrow + 1)
      case UInt8(ascii: "\t"): (wide, narrow) = ((wide / 8 + 1) * 8, narrow + 1)
      case 0x0C: (wide, narrow) = (0, 0)
      case UInt8(ascii: "#"):
        skipComment()
        continue
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        at += 1
        return true
      default:
        indent(wide: wide, narrow: narrow)
        return false
      }
      at += 1
    }
    return false
  }

  private mutating func indent(wide: Int, narrow: Int) {
    guard let last = indents.last else { return fail() }
    if wide == last.wide {
      if narrow != last.narrow { fail() }
    } else if wide > last.wide {
      guard narrow > last.narrow, indents.count < Self.mostIndents else { return fail() }
      indents.append((wide, narrow))
      add(.indent, length: 0)
    } else {
      while let last = indents.last, wide < last.wide {
        indents.removeLast()
        add(.dedent, length: 0)
      }
      if indents.last?.wide != wide || indents.last?.narrow != narrow { fail() }
    }
  }

  private mutating func skipComment() {
    while at < bytes.count, bytes[at] != UInt8(ascii: "\n"), bytes[at] != UInt8(ascii: "\r") { at += 1 }
  }

  /// Reads one token, or what lies between two.
  ///
  /// - Returns: whether a line begins behind it.
  private mutating func next() -> Bool {
    if let inner = open.last, tokens[inner].kind == .formatStart || tokens[inner].kind == .fieldFormat {
      readFormatText(of: inner)
      return false
    }
    switch bytes[at] {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), 0x0C:
      at += 1
    case UInt8(ascii: "#"):
      skipComment()
    case UInt8(ascii: "\\"):
      at += 1
      if byte() == UInt8(ascii: "\r") { at += 1 }
      if byte() == UInt8(ascii: "\n") { at += 1 } else if bytes[at - 1] != UInt8(ascii: "\r") { fail() }
    case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
      if !open.isEmpty {
        at += 1
        return false
      }
      add(.newline, length: byte() == UInt8(ascii: "\r") && byte(1) == UInt8(ascii: "\n") ? 2 : 1)
      return true
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      readString(prefix: 0)
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      readNumber()
    case UInt8(ascii: "."):
      if Self.isDigit(byte(1)) { readNumber() } else { readSymbol() }
    default:
      if Self.isNameByte(bytes[at]) { readName() } else { readSymbol() }
    }
    return false
  }

  static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  static func isNameByte(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte == UInt8(ascii: "_") || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || isDigit(byte)
  }

  private mutating func readName() {
    var end = at
    while end < bytes.count, Self.isNameByte(bytes[end]) { end += 1 }
    if end < bytes.count, bytes[end] == UInt8(ascii: "\"") || bytes[end] == UInt8(ascii: "'"), end - at <= 2,
      bytes[at..<end].allSatisfy({ "rRbBuUfFtT".utf8.contains($0) })
    {
      return readString(prefix: end - at)
    }
    let name = names.number(of: bytes[at..<end])
    if name == PythonKeyword.for.rawValue, let inner = open.last { tokens[inner].holdsFor = true }
    add(.name, length: end - at, name: name)
  }
}
