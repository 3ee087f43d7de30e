internal import GitValues

/// A text in the syntax of git's configuration files.
///
/// Sections with and without a subsection, comments, quotes, escapes and continued lines are read as
/// git-config(1) describes them under "Syntax". Nothing is included from elsewhere.
public struct ConfigurationText: Sendable {
  /// Keys in git's form (section and name in lower case, what is between them as it is) and values, in order.
  public let entries: [(key: String, value: String)]

  /// Where a text is wrong, and why.
  public struct Mistake: Error, Sendable {
    /// Counted from 1.
    public let line: Int
    /// In bytes, counted from 1.
    public let column: Int
    /// One line without a full stop.
    public let message: String
  }

  /// Reads a text. Linear.
  ///
  /// - Parameter bytes: UTF-8; a byte order mark is passed over.
  /// - Throws: the first mistake.
  public init(parsing bytes: [UInt8]) throws(Mistake) {
    var parser = ConfigurationParser(bytes)
    try parser.parse()
    entries = parser.entries
  }

  /// The last value of a key; nil if it has none.
  public subscript(key: String) -> String? { entries.last { $0.key.isExactly(key) }?.value }

  /// Every value of a key, in order.
  public func all(_ key: String) -> [String] { entries.filter { $0.key.isExactly(key) }.map(\.value) }
}

/// Reads one text from its beginning to its end.
private struct ConfigurationParser {
  private let bytes: [UInt8]
  private var position = 0
  private var section: String?
  private(set) var entries: [(key: String, value: String)] = []

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  mutating func parse() throws(ConfigurationText.Mistake) {
    while let byte = next {
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"): position += 1
      case UInt8(ascii: "#"), UInt8(ascii: ";"): skipLine()
      case UInt8(ascii: "["): try readSection()
      default: try readEntry()
      }
    }
  }

  private mutating func skipLine() {
    while let byte = next, byte != UInt8(ascii: "\n") { position += 1 }
  }

  private mutating func readSection() throws(ConfigurationText.Mistake) {
    position += 1
    var name = readWord { Self.isWordByte($0) || $0 == UInt8(ascii: ".") }.lowercased()
    guard !name.isEmpty else { throw mistake("a section needs a name") }
    skipSpaces()
    if next == UInt8(ascii: "\"") { name += "." + (try readSubsection()) }
    skipSpaces()
    guard next == UInt8(ascii: "]") else { throw mistake("the section's name is not closed with ]") }
    position += 1
    section = name
  }

  private mutating func readSubsection() throws(ConfigurationText.Mistake) -> String {
    position += 1
    var text: [UInt8] = []
    while let byte = next, byte != UInt8(ascii: "\n") {
      position += 1
      if byte == UInt8(ascii: "\"") { return String(decoding: text, as: UTF8.self) }
      if byte == UInt8(ascii: "\\"), let escaped = next, escaped != UInt8(ascii: "\n") {
        position += 1
        text.append(escaped)
      } else {
        text.append(byte)
      }
    }
    throw mistake("the quotes are not closed")
  }

  private mutating func readEntry() throws(ConfigurationText.Mistake) {
    guard let section else { throw mistake("a key stands before the first [section]") }
    let name = readWord(Self.isWordByte).lowercased()
    guard let first = name.utf8.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first) else {
      throw mistake("a key begins with a letter")
    }
    skipSpaces()
    guard next == UInt8(ascii: "=") else {
      // Git allows no comment behind a key without a value.
      if next == UInt8(ascii: "\r") { position += 1 }
      guard next == nil || next == UInt8(ascii: "\n") else { throw mistake("after the key comes =") }
      entries.append((section + "." + name, "true"))
      return
    }
    position += 1
    skipSpaces()
    entries.append((section + "." + name, try readValue()))
  }

  /// A value to the end of its line; white space at its end does not count unless it is quoted.
  private mutating func readValue() throws(ConfigurationText.Mistake) -> String {
    var value: [UInt8] = []
    var kept = 0
    var isQuoted = false
    while let byte = next, byte != UInt8(ascii: "\n") {
      switch byte {
      case UInt8(ascii: "\""):
        isQuoted.toggle()
        kept = value.count
      case UInt8(ascii: "#") where !isQuoted, UInt8(ascii: ";") where !isQuoted:
        skipLine()
        continue
      case UInt8(ascii: "\\"):
        position += 1
        try readEscape(into: &value)
        kept = value.count
        continue
      default:
        // White space outside of quotes is so many spaces, and none at the beginning.
        let isSpace = !isQuoted && [UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r")].contains(byte)
        if !isSpace || !value.isEmpty { value.append(isSpace ? UInt8(ascii: " ") : byte) }
        if !isSpace { kept = value.count }
      }
      position += 1
    }
    guard !isQuoted else { throw mistake("the quotes are not closed") }
    return String(decoding: value[..<kept], as: UTF8.self)
  }

  private mutating func readEscape(into value: inout [UInt8]) throws(ConfigurationText.Mistake) {
    if next == UInt8(ascii: "\r"), position + 1 < bytes.count, bytes[position + 1] == UInt8(ascii: "\n") {
      position += 1
    }
    switch next {
    case UInt8(ascii: "\n"): break
    case UInt8(ascii: "n"): value.append(UInt8(ascii: "\n"))
    case UInt8(ascii: "t"): value.append(UInt8(ascii: "\t"))
    case UInt8(ascii: "b"): value.append(8)
    case UInt8(ascii: "\\"), UInt8(ascii: "\""): value.append(bytes[position])
    default: throw mistake("after \\ comes one of \" \\ n t b")
    }
    position += 1
  }

  private mutating func skipSpaces() {
    while let byte = next, byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") { position += 1 }
  }

  private mutating func readWord(_ isPart: (UInt8) -> Bool) -> String {
    let start = position
    while let byte = next, isPart(byte) { position += 1 }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
      true
    default: false
    }
  }

  /// A mistake at the present position.
  private func mistake(_ message: String) -> ConfigurationText.Mistake {
    let before = bytes[..<min(position, bytes.count)]
    let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return ConfigurationText.Mistake(
      line: before.count { $0 == UInt8(ascii: "\n") } + 1, column: before.count - start + 1, message: message)
  }
}
