import GitValues

/// Where a text names a file of test data.
struct FixtureFileUses {
  /// The file's name where a string ends in it and means it, in bytes.
  private(set) var names: [Range<Int>] = []
  /// Where it may be meant but cannot be changed, in bytes.
  private(set) var unclear: [Int] = []

  /// Looks through a text. Linear in it.
  ///
  /// - Parameters:
  ///   - path: the file of test data.
  ///   - bytes: the text.
  ///   - place: where the text is.
  init(of path: GitPath, in bytes: [UInt8], at place: GitPath) {
    let name = Array(path.name)
    for range in FixtureFileUses.occurrences(of: name, in: bytes) {
      guard let before = FixtureFileUses.literal(endingWith: range, in: bytes) else {
        let isComment = FixtureFileUses.isComment(range.lowerBound, bytes)
        if !isComment { unclear.append(range.lowerBound) }
        continue
      }
      switch FixtureFileUses.meaning(of: Array(before), path: path, place: place) {
      case .this: names.append(range)
      case .unclear: unclear.append(range.lowerBound)
      case .another: break
      }
    }
    let stem = FixtureFileNames.split(path.name).stem
    for range in FixtureFileUses.occurrences(of: stem, in: bytes) {
      if FixtureFileUses.isArgument(range, in: bytes) { unclear.append(range.lowerBound) }
    }
  }

  private enum Meaning { case this, another, unclear }

  /// All places where a word stands by itself.
  private static func occurrences(of word: [UInt8], in bytes: [UInt8]) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var start = 0
    while let found = bytes[start...].firstRange(ofBytes: word) {
      start = found.upperBound
      let isBefore = found.lowerBound > 0 && continuesName(bytes[found.lowerBound - 1])
      let isAfter = found.upperBound < bytes.count && continuesName(bytes[found.upperBound])
      if !isBefore && !isAfter { result.append(found) }
    }
    return result
  }

  private static func continuesName(_ byte: UInt8) -> Bool { isWordByte(byte) || byte == UInt8(ascii: "-") }

  private static func isQuote(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "`")
  }

  /// What stands before a name in the string that ends in it; nil if no string does.
  private static func literal(endingWith name: Range<Int>, in bytes: [UInt8]) -> ArraySlice<UInt8>? {
    guard name.upperBound < bytes.count, isQuote(bytes[name.upperBound]) else { return nil }
    let quote = bytes[name.upperBound]
    var start = name.lowerBound
    while start > 0, bytes[start - 1] != quote {
      start -= 1
      if bytes[start] == 0x0A || name.lowerBound - start > 4096 { return nil }
    }
    return start > 0 ? bytes[start..<name.lowerBound] : nil
  }

  /// What a string means that has something before the file's name.
  private static func meaning(of before: [UInt8], path: GitPath, place: GitPath) -> Meaning {
    if before.isEmpty { return .this }
    guard before.last == GitPath.separator, !before.contains(UInt8(ascii: "\\")) else { return .unclear }
    let dynamic: Set<UInt8> = [UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "$"), UInt8(ascii: "%")]
    var parts = before.split(separator: GitPath.separator).map(Array.init)
    let isDynamic = before.contains(where: dynamic.contains)
    if let last = parts.lastIndex(where: { $0.contains(where: dynamic.contains) }) {
      parts.removeSubrange(...last)
    }
    let up = parts.prefix { $0 == Array("..".utf8) || $0 == Array(".".utf8) }
    parts.removeFirst(up.count)
    let folder = path.parent.components.map(Array.init)
    if folder.suffix(parts.count).elementsEqual(parts) { return .this }
    let beside = place.parent.components.map(Array.init) + parts
    if beside.elementsEqual(folder) { return .this }
    return isDynamic ? .unclear : .another
  }

  /// Whether a string is just this word and not a key: what is added to it to make a file's name is not known.
  private static func isArgument(_ range: Range<Int>, in bytes: [UInt8]) -> Bool {
    guard range.lowerBound > 0, range.upperBound < bytes.count, isQuote(bytes[range.lowerBound - 1]),
      bytes[range.upperBound] == bytes[range.lowerBound - 1]
    else { return false }
    let before = range.lowerBound > 1 ? bytes[range.lowerBound - 2] : 0
    let after = range.upperBound + 1 < bytes.count ? bytes[range.upperBound + 1] : 0
    return before == UInt8(ascii: "(") && after != UInt8(ascii: ":")
  }

  private static func isComment(_ offset: Int, _ bytes: [UInt8]) -> Bool {
    let start = bytes[..<offset].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let line = bytes[start..<offset].drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    return line.first == UInt8(ascii: "#") || line.starts(with: "//".utf8)
  }
}
