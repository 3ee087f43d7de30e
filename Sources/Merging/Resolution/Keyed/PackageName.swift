/// The package that a requirement such as `"Django[argon2] >= 5.0, < 6"` is about, in lower case, with what stands in
/// front of it up to `: `; nil if the text is none with a version.
///
/// Source: PEP 508, of which markers and addresses are left alone.
func packageName(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
  var rest = trimmed(text)
  if let quote = rest.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"), rest.count > 1,
    rest.last == quote
  {
    rest = rest.dropFirst().dropLast()
  }
  let start = rest.startIndex
  // tox: `py312: name==1.0`.
  if let colon = rest.indices.dropLast().last(where: {
    rest[$0] == UInt8(ascii: ":") && isSpace(rest[$0 + 1])
  }) {
    rest = rest[(colon + 1)...].drop(while: isSpace)
  }
  let name = rest.prefix { isLetter($0) || isDigit($0) || "-_.".utf8.contains($0) }
  guard let first = name.first, isLetter(first) || isDigit(first) else { return nil }
  rest = rest[name.endIndex...]
  if rest.first == UInt8(ascii: "[") {
    guard let close = rest.firstIndex(of: UInt8(ascii: "]")) else { return nil }
    rest = rest[(close + 1)...]
  }
  rest = rest.drop(while: isSpace)
  let sign = rest.prefix { "=<>~!".utf8.contains($0) }
  let version = rest.dropFirst(sign.count).drop(while: isSpace).first
  guard !sign.isEmpty, sign.count <= 3, version.map({ isDigit($0) || $0 | 0x20 == UInt8(ascii: "v") }) == true
  else { return nil }
  return text[start..<name.startIndex] + name.map { $0 >= 0x41 && $0 <= 0x5A ? $0 + 0x20 : $0 }
}

/// The module that a line of `go.mod` requires: `require example.org/x v1.2.3 // indirect`, or the same within brackets
/// and without the word; nil if the line says something else.
///
/// Source: the Go Modules Reference, `go.mod` files.
func requiredModule(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
  var words = line.split(whereSeparator: isSpace)[...]
  if words.first.map({ $0.elementsEqual("require".utf8) }) == true { words.removeFirst() }
  guard let module = words.first, let version = words.dropFirst().first, version.first == UInt8(ascii: "v"),
    version.dropFirst().first.map(isDigit) == true,
    words.count == 2 || words.dropFirst(2).first?.starts(with: "//".utf8) == true
  else { return nil }
  return module
}
