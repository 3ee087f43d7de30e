/// What is asked of bytes that are read as a program's or a file name's text.
extension UInt8 {
  var isDigit: Bool { self >= 0x30 && self <= 0x39 }
  var isLetter: Bool { (self | 0x20) >= 0x61 && (self | 0x20) <= 0x7A }
  /// Whether the byte may stand in a name: bytes beyond ASCII are letters of some script.
  var isWord: Bool { isDigit || isLetter || self == UInt8(ascii: "_") || self >= 0x80 }
  var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D }
  var lowercased: UInt8 { self >= 0x41 && self <= 0x5A ? self | 0x20 : self }
}

extension Collection<UInt8> where Index == Int, SubSequence: Collection<UInt8> {
  /// Where `needle` begins first, from `start` on. Linear for needles that begin with a rare byte.
  func place(of needle: [UInt8], from start: Int) -> Int? {
    guard let first = needle.first, count >= needle.count else { return nil }
    var index = Swift.max(start, startIndex)
    let last = endIndex - needle.count
    while index <= last {
      if self[index] == first && self[index..<(index + needle.count)].elementsEqual(needle) { return index }
      index += 1
    }
    return nil
  }

  func contains(text: String) -> Bool { place(of: Array(text.utf8), from: startIndex) != nil }
  func has(prefix: String) -> Bool { starts(with: prefix.utf8) }
  func has(suffix: String) -> Bool {
    count >= suffix.utf8.count && self.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
  }
  /// The bytes as text, for messages and for look-ups of ASCII words.
  var asText: String { String(decoding: self, as: UTF8.self) }
}

extension ArraySlice<UInt8> {
  /// Without white space at both ends.
  var trimmed: ArraySlice<UInt8> {
    var slice = self
    while let first = slice.first, first.isBlank { slice.removeFirst() }
    while let last = slice.last, last.isBlank { slice.removeLast() }
    return slice
  }
}
