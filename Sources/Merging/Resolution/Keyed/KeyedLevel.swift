import Outlines

/// One key with its value, or one entry of a list, on lines of its own.
struct KeyedEntry {
  /// What must not be twice on one level, and tells the same entry of another text.
  let key: String
  /// Nil for a line of a list that the outline does not know.
  let item: Item?
  /// The blank lines and comments above.
  let lead: Range<Int>
  let lines: Range<Int>
}

/// The entries in lines of a text that belong to one object, table, mapping, section or list.
struct KeyedLevel {
  let text: KeyedText
  let entries: [KeyedEntry]
  /// The blank lines and comments below the last entry.
  let tail: Range<Int>
  private let places: [String: Int]

  /// Reads entries; nil if some line belongs to none, or a key is there twice.
  ///
  /// - Parameters:
  ///   - items: the items of the level, of which those in the lines are read.
  ///   - lines: which lines.
  init?(_ items: [Item], in lines: Range<Int>, of text: KeyedText) {
    var entries: [KeyedEntry] = []
    var next = lines.lowerBound
    for item in items where item.lines.overlaps(lines) {
      let own = item.headerLine..<item.lines.upperBound
      guard own.lowerBound >= next, own.upperBound <= lines.upperBound,
        text.areBare(next..<own.lowerBound), let key = text.key(of: item)
      else { return nil }
      entries.append(KeyedEntry(key: key, item: item, lead: next..<own.lowerBound, lines: own))
      next = own.upperBound
    }
    self.init(text, entries, next..<lines.upperBound)
  }

  /// Reads lines of which each is an entry: packages, or the lines of a value in an INI file.
  init?(linesIn lines: Range<Int>, of text: KeyedText) {
    var entries: [KeyedEntry] = []
    var next = lines.lowerBound
    for line in lines where !text.areBare(line..<line + 1) {
      let content = text.outline.text.slice(line..<line + 1)
      // The next line goes on with it.
      if content.last(where: { !isSpace($0) }) == UInt8(ascii: "\\") { return nil }
      guard let key = Self.key(ofLine: line, in: text) else { return nil }
      entries.append(KeyedEntry(key: key, item: nil, lead: next..<line, lines: line..<line + 1))
      next = line + 1
    }
    self.init(text, entries, next..<lines.upperBound)
  }

  /// What tells a line from the others of a list of lines; nil if it is no entry.
  static func key(ofLine line: Int, in text: KeyedText) -> String? {
    let content = text.outline.text.line(line)
    if text.language == .instructions {
      return requiredModule(content).map { String(decoding: $0, as: UTF8.self) }
    }
    return EntryKey.make(trimmed(content))
  }

  private init?(_ text: KeyedText, _ entries: [KeyedEntry], _ tail: Range<Int>) {
    guard text.areBare(tail) else { return nil }
    self.text = text
    self.entries = entries
    self.tail = tail
    var places: [String: Int] = [:]
    for (place, entry) in entries.enumerated() where places.updateValue(place, forKey: entry.key) != nil {
      return nil
    }
    self.places = places
  }

  subscript(key: String) -> KeyedEntry? { places[key].map { entries[$0] } }

  var keys: [String] { entries.map(\.key) }

  /// How far entries are indented, if it says what they belong to.
  var indentations: Set<Int> {
    guard text.language == .yaml else { return [] }
    return Set(entries.map { text.outline.lines[$0.lines.lowerBound].indentation })
  }
}

extension KeyedText {
  /// What tells an item from the others of its level; nil if its value is merged from elsewhere.
  func key(of item: Item) -> String? {
    switch item.kind {
    case .key: item.name == "<<" ? nil : item.name
    case .section: item.name.hasPrefix("[[") ? item.name + identity(of: item) : item.name
    default: identity(of: item)
    }
  }

  /// Keys by which an entry of a list is known, the better ones first.
  private static let names = ["id", "name", "key", "repo", "uses", "package-ecosystem"]

  private func identity(of item: Item) -> String {
    for name in Self.names {
      guard let value = item.children.first(where: { $0.name == name })?.value else { continue }
      // What is behind `@` is a version.
      let text = withoutComment(outline.text.bytes[value])
      return name + "=" + String(decoding: text.prefix { $0 != UInt8(ascii: "@") }, as: UTF8.self)
    }
    guard let value = item.value else { return item.name }
    let text = withoutComment(outline.text.bytes[value])
    let content = trimmed(text.first == UInt8(ascii: "-") ? text.dropFirst() : text)
    return EntryKey.make(content)
  }

  private func withoutComment(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard language == .yaml else { return bytes }
    let mark = bytes.indices.dropFirst().first {
      bytes[$0] == UInt8(ascii: "#") && isSpace(bytes[$0 - 1])
    }
    return trimmed(bytes[..<(mark ?? bytes.endIndex)])
  }
}

/// How the entries of a list are told apart.
enum EntryKey {
  /// The package that an entry names, else the entry as a whole.
  static func make(_ content: ArraySlice<UInt8>) -> String {
    if let package = packageName(content) { return String(decoding: package, as: UTF8.self) }
    return String(decoding: content, as: UTF8.self) + "\0"
  }

  /// Whether an entry has no name but what it says, so that it is another one once it is changed.
  static func isNameless(_ key: String) -> Bool { key.utf8.last == 0 }

  /// Whether an entry is an option or a sentence: of such ones the order counts.
  static func isOrdered(_ key: String) -> Bool {
    let text = key.utf8.drop { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") }
    return isNameless(key) && (text.first == UInt8(ascii: "-") || text.contains(0x20))
  }
}
