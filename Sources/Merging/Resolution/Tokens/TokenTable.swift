/// Cuts texts into tokens and gives equal tokens the same number.
struct TokenTable {
  private var numbers: [ArraySlice<UInt8>: Int32] = [:]

  /// Cuts a text into tokens.
  ///
  /// - Complexity: O(bytes).
  mutating func tokenize(_ bytes: ArraySlice<UInt8>) -> TokenText {
    var tokens: [Token] = []
    var position = bytes.startIndex
    while true {
      let spaceStart = position
      while position < bytes.endIndex && isSpace(bytes[position]) { position += 1 }
      let start = position
      guard start < bytes.endIndex else {
        tokens.append(Token(kind: .end, id: -1, spaceStart: spaceStart, start: start, end: start))
        return TokenText(bytes: bytes, tokens: tokens)
      }
      let kind: Token.Kind
      if let end = versionEnd(bytes, from: start) {
        (kind, position) = (.version, end)
      } else if isWordByte(bytes[start]) {
        while position < bytes.endIndex && isWordByte(bytes[position]) { position += 1 }
        kind = .word
      } else {
        (kind, position) = (.mark, start + 1)
      }
      let id = number(of: bytes[start..<position])
      tokens.append(Token(kind: kind, id: id, spaceStart: spaceStart, start: start, end: position))
    }
  }

  private mutating func number(of token: ArraySlice<UInt8>) -> Int32 {
    if let known = numbers[token] { return known }
    let number = Int32(numbers.count)
    numbers[token] = number
    return number
  }

  /// How many different tokens there were so far; all numbers are below it.
  var count: Int { numbers.count }
}

/// Whether a byte is white space; line ends are.
func isSpace(_ byte: UInt8) -> Bool {
  byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D || byte == 0x0C
}

/// Bytes without the white space at both ends.
func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
  let rest = bytes.drop(while: isSpace)
  return rest[...(rest.lastIndex { !isSpace($0) } ?? rest.startIndex - 1)]
}

/// The blanks and tabs with which a line begins.
func indentation(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> { line.prefix { $0 == 0x20 || $0 == 0x09 } }

func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A }

/// Whether a byte belongs to words: letters, digits, `_`, `$` and anything that is not ASCII.
func isWordByte(_ byte: UInt8) -> Bool {
  isLetter(byte) || isDigit(byte) || byte == 0x5F || byte == 0x24 || byte >= 0x80
}

/// Where the version number that begins at an offset ends; nil if none does.
///
/// A version is `v`, if at all, then digits, each next group of digits behind a dot, at least one such group,
/// then groups of letters and digits behind `-`, `+`, `.` or `~`, as in `v1.4.0-rc.2+build5`.
private func versionEnd(_ bytes: ArraySlice<UInt8>, from start: Int) -> Int? {
  var position = start
  if bytes[position] == UInt8(ascii: "v") || bytes[position] == UInt8(ascii: "V") { position += 1 }
  guard let first = digitsEnd(bytes, position) else { return nil }
  if let end = buildEnd(bytes, from: first) { return end }
  guard let second = dottedEnd(bytes, first) else { return nil }
  position = second
  while let next = dottedEnd(bytes, position) { position = next }
  if position < bytes.endIndex && isLetter(bytes[position]) { position = wordEnd(bytes, position) }
  while position < bytes.endIndex {
    var next = position
    while next < bytes.endIndex && next - position < 2 && isJoint(bytes[next]) { next += 1 }
    guard next > position, next < bytes.endIndex, isLetter(bytes[next]) || isDigit(bytes[next]) else { break }
    position = wordEnd(bytes, next)
  }
  return position
}

private func isJoint(_ byte: UInt8) -> Bool {
  byte == 0x2D || byte == 0x2B || byte == 0x2E || byte == 0x7E
}

private func digitsEnd(_ bytes: ArraySlice<UInt8>, _ start: Int) -> Int? {
  var position = start
  while position < bytes.endIndex && isDigit(bytes[position]) { position += 1 }
  return position > start ? position : nil
}

private func dottedEnd(_ bytes: ArraySlice<UInt8>, _ start: Int) -> Int? {
  guard start < bytes.endIndex, bytes[start] == 0x2E else { return nil }
  return digitsEnd(bytes, start + 1)
}

private func wordEnd(_ bytes: ArraySlice<UInt8>, _ start: Int) -> Int {
  var position = start
  while position < bytes.endIndex && (isLetter(bytes[position]) || isDigit(bytes[position])) { position += 1 }
  return position
}
