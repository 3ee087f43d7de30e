/// drizzle's `meta/_journal.json`: a list of entries with a place, a time and the file's name.
///
/// An entry with an earlier time than the last one run is skipped for ever, so what theirs added is given later times.
enum DrizzleJournal {
  private struct Entry {
    let bytes: [UInt8]
    let tag: [UInt8]
  }

  /// Both sides' entries, theirs last.
  ///
  /// - Returns: nil if a text has another form, or a side changed an entry of the base.
  static func merge(base: [UInt8], ours: [UInt8], theirs: [UInt8]) -> [UInt8]? {
    guard let old = entries(base.isEmpty ? Array("[]".utf8) : base), let mine = entries(ours),
      let other = entries(theirs), let end = mine.last?.range.upperBound,
      mine.map(\.entry.bytes).starts(with: old.map(\.entry.bytes)),
      other.map(\.entry.bytes).starts(with: old.map(\.entry.bytes))
    else { return nil }
    let known = Set(mine.map(\.entry.tag))
    let added = other.dropFirst(old.count).map(\.entry).filter { !known.contains($0.tag) }
    var last =
      mine.compactMap { number("when", in: $0.entry.bytes)?.value }.max() ?? MigrationNumber(parts: [[]])
    var index =
      mine.compactMap { number("idx", in: $0.entry.bytes)?.value }.max() ?? MigrationNumber(parts: [[]])
    var indent = mine[mine.count - 1].range.lowerBound
    let first = indent
    while indent > 0, ours[indent - 1].isBlank { indent -= 1 }
    var result = Array(ours[..<end])
    for entry in added {
      guard let when = number("when", in: entry.bytes), let place = number("idx", in: entry.bytes) else {
        return nil
      }
      if when.value > last { last = when.value } else { last = later(last) }
      index = later(index)
      let places = [(place.range, index.written(like: [0x30])), (when.range, last.written(like: [0x30]))]
        .sorted { $0.0.lowerBound < $1.0.lowerBound }
      result += [UInt8(ascii: ",")] + ours[indent..<first]
      result += replacing(places.map { (range: $0.0, new: $0.1) }, in: entry.bytes)
    }
    return result + ours[end...]
  }

  /// One more, without the calendar: times are milliseconds.
  private static func later(_ number: MigrationNumber) -> MigrationNumber {
    MigrationNumber(parts: [[0x30]] + number.parts).next.parts.last.map { MigrationNumber(parts: [$0]) }
      ?? number
  }

  /// The objects of the only list in the text, with the ranges they stand in.
  private static func entries(_ text: [UInt8]) -> [(entry: Entry, range: Range<Int>)]? {
    guard let start = text.firstIndex(of: UInt8(ascii: "[")) else { return nil }
    var found: [(entry: Entry, range: Range<Int>)] = []
    var depth = 0
    var open = 0
    var isString = false
    var index = start + 1
    while index < text.count {
      switch text[index] {
      case UInt8(ascii: "\\") where isString: index += 1
      case UInt8(ascii: "\""): isString.toggle()
      case UInt8(ascii: "{") where !isString:
        if depth == 0 { open = index }
        depth += 1
      case UInt8(ascii: "}") where !isString:
        depth -= 1
        guard depth >= 0 else { return nil }
        if depth == 0 {
          let bytes = Array(text[open...index])
          guard let tag = string("tag", in: bytes) else { return nil }
          found.append((Entry(bytes: bytes, tag: tag), open..<(index + 1)))
        }
      case UInt8(ascii: "]") where !isString && depth == 0: return found
      default: break
      }
      index += 1
    }
    return nil
  }

  private static func value(_ key: String, in text: [UInt8]) -> Int? {
    guard let place = text.place(of: Array("\"\(key)\"".utf8), from: 0) else { return nil }
    return text[(place + key.utf8.count + 2)...].firstIndex { !$0.isBlank && $0 != UInt8(ascii: ":") }
  }

  private static func number(_ key: String, in text: [UInt8]) -> (value: MigrationNumber, range: Range<Int>)?
  {
    guard let start = value(key, in: text) else { return nil }
    let end = text[start...].firstIndex { !$0.isDigit } ?? text.count
    return end > start ? (MigrationNumber(text[start..<end]), start..<end) : nil
  }

  private static func string(_ key: String, in text: [UInt8]) -> [UInt8]? {
    guard let start = value(key, in: text), text[start] == UInt8(ascii: "\"") else { return nil }
    let end = text[(start + 1)...].firstIndex(of: UInt8(ascii: "\"")) ?? text.count
    return Array(text[(start + 1)..<end])
  }
}
