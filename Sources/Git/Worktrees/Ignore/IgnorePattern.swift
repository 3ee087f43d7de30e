internal import GitValues

/// One line of an ignore file.
struct IgnorePattern: Sendable {
  /// Without `!`, the slash at the end and, where it is only an anchor, the one at the beginning.
  private let text: [UInt8]
  /// How many bytes from the beginning hold no wildcard.
  private let literalCount: Int
  /// `!`: what it matches is not ignored.
  let isNegated: Bool
  /// A slash at the end: only folders match.
  let mustBeFolder: Bool
  /// Without a slash inside: matches the last part of a path, in any folder below.
  private let isName: Bool
  /// `*` and then no wildcard: matches by how a name ends.
  private let isSuffix: Bool

  /// Reads a line; nil where it says nothing.
  init?(line: ArraySlice<UInt8>) {
    var rest = IgnorePattern.withoutTrailingBlanks(line)
    guard let first = rest.first, first != UInt8(ascii: "#") else { return nil }
    isNegated = first == UInt8(ascii: "!")
    if isNegated { rest = rest.dropFirst() }
    mustBeFolder = rest.last == UInt8(ascii: "/")
    if mustBeFolder { rest = rest.dropLast() }
    isName = !rest.contains(UInt8(ascii: "/"))
    if !isName, rest.first == UInt8(ascii: "/") { rest = rest.dropFirst() }
    text = Array(rest)
    literalCount = text.firstIndex(where: IgnorePattern.isSpecial) ?? text.count
    isSuffix = text.first == UInt8(ascii: "*") && !text.dropFirst().contains(where: IgnorePattern.isSpecial)
  }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "[")
      || byte == UInt8(ascii: "\\")
  }

  /// Blanks at the end count only where a backslash is before them.
  private static func withoutTrailingBlanks(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var end: Int?
    var index = line.startIndex
    while index < line.endIndex {
      if line[index] == UInt8(ascii: " ") {
        if end == nil { end = index }
      } else {
        end = nil
        if line[index] == UInt8(ascii: "\\") {
          index += 1
          if index == line.endIndex { return line }
        }
      }
      index += 1
    }
    return line[..<(end ?? line.endIndex)]
  }

  /// Whether the pattern means a path.
  ///
  /// - Parameters:
  ///   - path: relative to the folder of the ignore file.
  ///   - nameStart: where its last part begins.
  func matches(_ path: ArraySlice<UInt8>, nameStart: Int, ignoringCase: Bool) -> Bool {
    if isName { return matches(name: path[nameStart...], ignoringCase: ignoringCase) }
    guard path.count >= literalCount,
      equal(path.prefix(literalCount), text[..<literalCount], ignoringCase)
    else { return false }
    // The part before the first wildcard is done with; a `**` behind it then counts as a part of its own, as in git.
    let rest = path.dropFirst(literalCount)
    if literalCount == text.count { return rest.isEmpty }
    return Wildcard.matches(
      Array(text[literalCount...]), Array(rest), isPath: true, ignoringCase: ignoringCase)
  }

  private func matches(name: ArraySlice<UInt8>, ignoringCase: Bool) -> Bool {
    if literalCount == text.count { return name.count == text.count && equal(name, text[...], ignoringCase) }
    if isSuffix {
      return name.count >= text.count - 1
        && equal(name.suffix(text.count - 1), text.dropFirst(), ignoringCase)
    }
    return Wildcard.matches(text, Array(name), isPath: false, ignoringCase: ignoringCase)
  }
}

/// Whether two runs of bytes are equal, case aside if asked.
private func equal(_ a: ArraySlice<UInt8>, _ b: ArraySlice<UInt8>, _ ignoringCase: Bool) -> Bool {
  if !ignoringCase { return a.elementsEqual(b) }
  return lowercased(a) == lowercased(b)
}
