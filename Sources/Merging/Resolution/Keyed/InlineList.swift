import Outlines

/// A list or table in brackets: `[1, 2]`, `{ version = "1.0", features = ["a"] }`, over one line or several.
struct InlineList {
  struct Element {
    let key: String
    /// White space and comments in front of it.
    let space: [UInt8]
    let text: [UInt8]
    /// Where its value begins, in bytes of the text; 0 if it has no key.
    let value: Int
  }

  let open: UInt8
  let close: UInt8
  private(set) var elements: [Element] = []
  private(set) var hasLastComma = false
  /// What stands in front of the closing bracket.
  private(set) var tail: [UInt8] = []

  /// Whether it has keys.
  var isTable: Bool { open == UInt8(ascii: "{") }

  /// Reads a list; nil if it is none, or an element is there twice.
  init?(_ bytes: ArraySlice<UInt8>, _ language: Language) {
    guard let open = bytes.first, let close = bytes.last, bytes.count >= 2,
      open == UInt8(ascii: "[") && close == UInt8(ascii: "]")
        || open == UInt8(ascii: "{") && close == UInt8(ascii: "}")
    else { return nil }
    self.open = open
    self.close = close
    var reader = InlineReader(bytes: bytes.dropFirst().dropLast(), language: language)
    var keys: Set<String> = []
    while true {
      let space = Array(reader.space())
      guard !reader.isAtEnd else {
        tail = space
        return
      }
      guard let text = reader.element(), let element = element(Array(text), space),
        keys.insert(element.key).inserted
      else { return nil }
      elements.append(element)
      hasLastComma = reader.comma()
      // Between an element and its comma there may be nothing.
      if !hasLastComma {
        tail = Array(reader.space())
        guard reader.isAtEnd else { return nil }
        return
      }
    }
  }

  private func element(_ text: [UInt8], _ space: [UInt8]) -> Element? {
    guard isTable else {
      let key = packageName(text[...]) ?? text[...]
      return Element(key: String(decoding: key, as: UTF8.self), space: space, text: text, value: 0)
    }
    guard let sign = InlineReader.sign(text),
      let value = text[(sign + 1)...].firstIndex(where: { !isSpace($0) })
    else { return nil }
    let quotes = Set("\"'".utf8)
    let key = trimmed(text[..<sign]).filter { !quotes.contains($0) }
    return key.isEmpty || key == Array("<<".utf8)
      ? nil : Element(key: String(decoding: key, as: UTF8.self), space: space, text: text, value: value)
  }

  subscript(key: String) -> Element? { elements.first { $0.key == key } }

  var keys: [String] { elements.map(\.key) }

  /// What stands between two elements.
  var separator: [UInt8]? { elements.dropFirst().first?.space }
}

/// Cuts what stands between brackets into elements.
struct InlineReader {
  private let bytes: ArraySlice<UInt8>
  private let language: Language
  private var at: Int

  init(bytes: ArraySlice<UInt8>, language: Language) {
    self.bytes = bytes
    self.language = language
    at = bytes.startIndex
  }

  var isAtEnd: Bool { at >= bytes.endIndex }

  /// White space and comments.
  mutating func space() -> ArraySlice<UInt8> {
    let start = at
    while at < bytes.endIndex {
      if isSpace(bytes[at]) {
        at += 1
      } else if isComment {
        at = bytes[at...].firstIndex(of: 0x0A) ?? bytes.endIndex
      } else {
        break
      }
    }
    return bytes[start..<at]
  }

  private var isComment: Bool {
    if language == .json {
      return bytes[at] == UInt8(ascii: "/") && at + 1 < bytes.endIndex && bytes[at + 1] == UInt8(ascii: "/")
    }
    return bytes[at] == UInt8(ascii: "#")
  }

  mutating func comma() -> Bool {
    guard at < bytes.endIndex, bytes[at] == UInt8(ascii: ",") else { return false }
    at += 1
    return true
  }

  /// Up to the next comma, white space at the end left out; nil if brackets or quotes do not close.
  mutating func element() -> ArraySlice<UInt8>? {
    let start = at
    var end = at
    var depth = 0
    while at < bytes.endIndex {
      let byte = bytes[at]
      if depth == 0, byte == UInt8(ascii: ",") { break }
      if isComment {
        if depth > 0 || language != .json && !isSpace(bytes[at - 1]) { return nil }
        break
      }
      if "[{".utf8.contains(byte) { depth += 1 }
      if "]}".utf8.contains(byte) { depth -= 1 }
      if depth < 0 { return nil }
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        guard let close = closingQuote(byte) else { return nil }
        at = close
      }
      at += 1
      if !isSpace(byte) { end = at }
    }
    at = end
    return depth == 0 ? bytes[start..<end] : nil
  }

  /// Where a string ends; nil if it does not, or has three quotes.
  private func closingQuote(_ quote: UInt8) -> Int? {
    var index = at + 1
    while index < bytes.endIndex, bytes[index] != quote {
      let isEscape = bytes[index] == UInt8(ascii: "\\") && (quote == UInt8(ascii: "\"") || language == .json)
      index += isEscape ? 2 : 1
    }
    guard index < bytes.endIndex else { return nil }
    return index == at + 1 && index + 1 < bytes.endIndex && bytes[index + 1] == quote ? nil : index
  }

  /// The sign between a key and its value: the first `=` or `:` outside of quotes.
  static func sign(_ text: [UInt8]) -> Int? {
    var quote: UInt8?
    for (index, byte) in text.enumerated() {
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: "=") || byte == UInt8(ascii: ":") {
        return index
      }
    }
    return nil
  }
}
