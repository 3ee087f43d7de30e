/// Why a text is no JSON.
struct JSONError: Error, Hashable {
  /// What was expected, without a full stop.
  let message: String
  /// The byte at which the text goes wrong, counted from 0.
  let offset: Int
}

/// Reads JSON as RFC 8259 has it and nothing else: no comments, no trailing commas, no key twice, UTF-8 only.
///
/// Whoever writes such a text need not be trusted: nesting has a bound, numbers may have any length, and the cost is
/// linear in the text but for sorting keys. A half of a surrogate pair in an escape becomes U+FFFD.
struct JSONReader {
  private let bytes: [UInt8]
  private var position = 0

  /// How deep arrays and objects may lie in one another.
  static let mostDepth = 200

  /// The value of a whole document.
  static func value(of bytes: [UInt8]) throws(JSONError) -> JSONValue {
    var reader = JSONReader(bytes: bytes)
    let value = try reader.value(depth: 0)
    reader.skipSpace()
    guard reader.position == bytes.count else { throw reader.error("the end of the text") }
    return value
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private func error(_ expected: String) -> JSONError {
    JSONError(message: "expected \(expected)", offset: position)
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipSpace() {
    while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
  }

  /// Passes over a byte if it is next.
  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
    skipSpace()
    guard depth <= JSONReader.mostDepth else { throw error("at most \(JSONReader.mostDepth) levels") }
    switch next {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case let byte? where byte == UInt8(ascii: "-") || JSONReader.isDigit(byte): return try number()
    default: throw error("a value")
    }
  }

  private mutating func word(_ word: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
    let expected = Array("\(word)".utf8)
    guard bytes[position...].starts(with: expected) else { throw error("'\(word)'") }
    position += expected.count
    return value
  }

  private mutating func array(depth: Int) throws(JSONError) -> JSONValue {
    position += 1
    var elements: [JSONValue] = []
    skipSpace()
    if take("]") { return .array([]) }
    while true {
      elements.append(try value(depth: depth + 1))
      skipSpace()
      if take("]") { return .array(elements) }
      guard take(",") else { throw error("',' or ']'") }
    }
  }

  private mutating func object(depth: Int) throws(JSONError) -> JSONValue {
    let start = position
    position += 1
    var members: [(key: String, value: JSONValue)] = []
    skipSpace()
    if take("}") { return .object(JSONObject()) }
    while true {
      skipSpace()
      guard next == UInt8(ascii: "\"") else { throw error("a key") }
      let key = try string()
      skipSpace()
      guard take(":") else { throw error("':'") }
      members.append((key, try value(depth: depth + 1)))
      skipSpace()
      if take("}") { break }
      guard take(",") else { throw error("',' or '}'") }
    }
    guard let object = JSONObject(members) else {
      throw JSONError(message: "an object has a key twice", offset: start)
    }
    return .object(object)
  }

  private mutating func number() throws(JSONError) -> JSONValue {
    let start = position
    var isWhole = true
    _ = take("-")
    if !take("0") { try digits() }
    if take(".") {
      isWhole = false
      try digits()
    }
    if take("e") || take("E") {
      isWhole = false
      if !take("+") { _ = take("-") }
      try digits()
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if isWhole, let number = Int(text) { return .int(number) }
    return .double(Double(text) ?? .infinity)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private mutating func digits() throws(JSONError) {
    let start = position
    while let byte = next, JSONReader.isDigit(byte) { position += 1 }
    guard position > start else { throw error("a digit") }
  }
}

// MARK: - Strings

extension JSONReader {
  private mutating func string() throws(JSONError) -> String {
    position += 1
    var text: [UInt8] = []
    while true {
      let run = bytes[position...].prefix {
        $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
      }
      text += run
      position = run.endIndex
      if take("\"") { break }
      guard take("\\") else { throw error("the end of a string") }
      try escape(into: &text)
    }
    guard let string = String(validating: text, as: UTF8.self) else { throw error("UTF-8 before this") }
    return string
  }

  private mutating func escape(into text: inout [UInt8]) throws(JSONError) {
    guard let byte = next else { throw error("an escape") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"): text += Array(String(try escapedScalar()).utf8)
    default:
      position -= 1
      throw error("an escape")
    }
  }

  /// The character of `\uXXXX`, or of two of them that belong together.
  private mutating func escapedScalar() throws(JSONError) -> Unicode.Scalar {
    let first = try unit()
    if let scalar = Unicode.Scalar(UInt32(first)) { return scalar }
    let behind = position
    if UTF16.isLeadSurrogate(first), take("\\"), take("u") {
      let second = try unit()
      if UTF16.isTrailSurrogate(second) {
        let value = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
        return Unicode.Scalar(value) ?? "\u{FFFD}"
      }
    }
    // What follows is a character of its own.
    position = behind
    return "\u{FFFD}"
  }

  private mutating func unit() throws(JSONError) -> UInt16 {
    var value: UInt16 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
        throw error("four hexadecimal digits")
      }
      value = value << 4 | UInt16(digit)
      position += 1
    }
    return value
  }
}
