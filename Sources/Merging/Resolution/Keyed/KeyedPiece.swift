import Outlines

/// An entry as it is written, cut where a comma belongs.
struct KeyedPiece: Equatable {
  /// The blank lines and comments above.
  var lead: [UInt8]
  /// Up to the end of its value.
  var head: [UInt8]
  /// What stands behind, but for the comma.
  var rest: [UInt8]
  var hasComma: Bool

  /// Reads an entry; nil if something else stands on its lines.
  init?(_ entry: KeyedEntry, _ text: KeyedText) {
    lead = Array(text.text.slice(entry.lead))
    let bytes = text.text.slice(entry.lines)
    guard bytes.last == 0x0A else { return nil }
    guard text.hasCommas else {
      (head, rest, hasComma) = (Array(bytes), [], false)
      return
    }
    guard let item = entry.item, let value = item.value, value.upperBound <= bytes.endIndex,
      let first = text.firstByte(ofLine: entry.lines.lowerBound)
    else { return nil }
    let isAlone = item.kind == .key ? !"[{".utf8.contains(bytes[first]) : first == value.lowerBound
    var behind = bytes[value.upperBound...]
    let space = behind.prefix(while: isSpace)
    behind = behind.dropFirst(space.count)
    hasComma = behind.first == UInt8(ascii: ",")
    if hasComma { behind.removeFirst() }
    let next = behind.first { !isSpace($0) }
    guard isAlone, next == nil || next == UInt8(ascii: "/") else { return nil }
    head = Array(bytes[..<value.upperBound])
    rest = hasComma ? Array(behind) : Array(bytes[value.upperBound...])
  }

  /// Its lines, with or without a comma.
  func written(comma: Bool) -> [UInt8] { lead + head + (comma ? [UInt8(ascii: ",")] : []) + rest }

  /// Whether it says the same as another one, commas aside.
  func isEqual(to other: Self) -> Bool { lead == other.lead && head == other.head && rest == other.rest }
}
