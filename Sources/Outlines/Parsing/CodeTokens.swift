/// The tokens of a file that are code, without comments, directives and what stands inside strings.
///
/// A class, as every step of a parser hands it on.
final class CodeTokens {
  let text: SourceText
  let language: Language
  let tokens: [Token]
  /// For each bracket the one that it belongs to, else -1; counted in `tokens`.
  let partners: [Int32]
  let lines: [Line]
  /// Lines between `#if` and `#endif`, apart from a guard around the whole file.
  let conditionalLines: [Range<Int>]

  init(text: SourceText, language: Language, content: OutlineReader.Content) {
    self.text = text
    self.language = language
    lines = content.lines
    var places = [Int32](repeating: -1, count: content.tokens.count)
    var kept: [Token] = []
    kept.reserveCapacity(content.tokens.count)
    var hasDirectives = false
    for index in content.tokens.indices {
      let token = content.tokens[index]
      if token.kind == .directive { hasDirectives = true }
      guard token.kind != .comment, token.kind != .directive, !token.isInterpolated else { continue }
      places[index] = Int32(truncatingIfNeeded: kept.count)
      kept.append(token)
    }
    var partners = [Int32](repeating: -1, count: kept.count)
    for index in places.indices where places[index] >= 0 && content.partners[index] >= 0 {
      partners[Int(places[index])] = places[Int(content.partners[index])]
    }
    tokens = kept
    self.partners = partners
    conditionalLines = hasDirectives ? CodeTokens.conditions(text, content.tokens) : []
  }

  var count: Int { tokens.count }

  /// The byte of a token that is one byte of punctuation; 0 for others and beyond the end.
  func mark(_ index: Int) -> UInt8 {
    guard index >= 0, index < tokens.count, tokens[index].kind == .punctuation else { return 0 }
    return text.bytes[tokens[index].start]
  }

  func isMark(_ index: Int, _ character: Unicode.Scalar) -> Bool { mark(index) == UInt8(ascii: character) }

  func isName(_ index: Int) -> Bool {
    index >= 0 && index < tokens.count && tokens[index].kind == .identifier
  }

  func isString(_ index: Int) -> Bool { index >= 0 && index < tokens.count && tokens[index].kind == .string }

  /// The text of a name; empty for other tokens and beyond the end.
  func word(_ index: Int) -> String { isName(index) ? string(index) : "" }

  /// The text of a name, if it has at most as many bytes; empty for all else. Cheap where most names are no keyword.
  func word(_ index: Int, longest: Int) -> String {
    guard isName(index), tokens[index].end - tokens[index].start <= longest else { return "" }
    return string(index)
  }

  func string(_ index: Int) -> String { String(decoding: text.bytes[tokens[index].range], as: UTF8.self) }

  func line(_ index: Int) -> Int { tokens[index].line }

  /// The line in which a token ends.
  func endLine(_ index: Int) -> Int {
    let token = tokens[index]
    return token.kind == .string && token.end > token.start ? text.line(at: token.end - 1) : token.line
  }

  /// The closing bracket of an opening one, if it lies before a limit.
  func close(of index: Int, before limit: Int) -> Int? {
    let partner = Int(partners[index])
    return partner > index && partner < limit ? partner : nil
  }

  /// Behind a bracket's partner; behind the token itself if it is no bracket with one.
  func skip(_ index: Int, before limit: Int) -> Int { (close(of: index, before: limit) ?? index) + 1 }

  /// Whether nothing stands between a token and the next.
  func isAdjacent(_ index: Int) -> Bool {
    index + 1 < tokens.count && tokens[index].end == tokens[index + 1].start
  }

  /// Tokens with one blank between each two.
  func joined(_ range: Range<Int>, separator: String = " ") -> String {
    guard range.count > 1 else { return range.first.map(string) ?? "" }
    let between = Array(separator.utf8)
    var joined: [UInt8] = []
    for index in range.prefix(400) {
      if index > range.lowerBound { joined += between }
      joined += text.bytes[tokens[index].range]
    }
    return String(decoding: joined, as: UTF8.self)
  }

  /// The text inside the quotes of a string token.
  func unquoted(_ index: Int) -> String {
    let bytes = text.bytes[tokens[index].range]
    guard let first = bytes.first, bytes.count >= 2, "'\"`".utf8.contains(first) else { return string(index) }
    let quotes = bytes.count >= 6 && bytes.prefix(3).allSatisfy { $0 == first } ? 3 : 1
    return String(decoding: bytes.dropFirst(quotes).dropLast(bytes.last == first ? quotes : 0), as: UTF8.self)
  }

  /// The first of the comment lines that stand right above a line.
  func firstLineWithComment(above line: Int) -> Int {
    var first = line
    while first > 0, lines[first - 1].kind == .comment { first -= 1 }
    return first
  }

  /// The first line of what begins with a token: its own, or that of the comment above if it is the first in its line.
  func firstLine(ofStatementAt index: Int) -> Int {
    let line = line(index)
    return index > 0 && endLine(index - 1) == line ? line : firstLineWithComment(above: line)
  }

  func isConditional(line: Int) -> Bool { conditionalLines.contains { $0.contains(line) } }

  private static func conditions(_ text: SourceText, _ tokens: [Token]) -> [Range<Int>] {
    var open: [(line: Int, isGuard: Bool)] = []
    var result: [Range<Int>] = []
    var isFirst = true
    for token in tokens where token.kind != .comment {
      defer { isFirst = false }
      guard token.kind == .directive else { continue }
      let word = text.bytes[token.range].dropFirst().drop { $0.isBlank }.prefix { $0.isLetter }
      if word.starts(with: Array("if".utf8)) {
        open.append((token.line, isFirst && word.elementsEqual(Array("ifndef".utf8))))
      } else if word.elementsEqual(Array("endif".utf8)), let last = open.popLast(),
        open.allSatisfy(\.isGuard),
        !last.isGuard
      {
        result.append(last.line..<token.line + 1)
      }
    }
    return result
  }
}
