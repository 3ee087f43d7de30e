/// Lines for the preprocessor, which may cut brackets apart.
extension Lexer {
  /// `#if X` … : a token of its own with its continuation lines, up to a comment.
  ///
  /// Where alternatives begin, brackets are as they were at `#if`: only one of them is compiled.
  mutating func directive() -> Bool {
    guard isFirstInLine(at), modes.isEmpty else { return false }
    var place = at + 1
    while place < bytes.count, bytes[place] == 0x20 || bytes[place] == 0x09 { place += 1 }
    let nameStart = place
    while place < bytes.count, bytes[place].isLetter { place += 1 }
    let word = String(decoding: bytes[nameStart..<place].prefix(16), as: UTF8.self)
    let isCondition = word.hasPrefix("if") || word.hasPrefix("el") || word == "endif"
    guard isCondition || table.features.contains(.directives) else { return false }
    let (start, startLine) = (at, line)
    at = place
    directiveText()
    add(.directive, from: start, line: startLine)
    if isCondition { condition(word, isNever: isZero(nameStart, word)) }
    return true
  }

  private func isZero(_ nameStart: Int, _ word: String) -> Bool {
    word == "if" && bytes[nameStart..<at].dropFirst(2).filter { !$0.isBlank } == [UInt8(ascii: "0")]
  }

  private mutating func directiveText() {
    while at < bytes.count, bytes[at] != 0x0A {
      if bytes[at] == UInt8(ascii: "/"), peek() == UInt8(ascii: "/") { return }
      if bytes[at] == UInt8(ascii: "/"), peek() == UInt8(ascii: "*") {
        guard skipCommentInDirective() else { return }
        continue
      }
      if bytes[at] == UInt8(ascii: "\"") {
        let rest = bytes[(at + 1)...].prefix { $0 != 0x0A && $0 != UInt8(ascii: "\"") }
        at = rest.endIndex < bytes.count && bytes[rest.endIndex] == UInt8(ascii: "\"") ? rest.endIndex : at
      } else if bytes[at] == UInt8(ascii: "\\") {
        let next = peek() == 0x0D ? 2 : 1
        if peek(next) == 0x0A {
          at += next
          line += 1
        }
      }
      at += 1
    }
    at = min(at, bytes.count)
  }

  /// Passes over the comment that begins here, if it ends in the directive: in its line, or in lines that a `\` joins.
  private mutating func skipCommentInDirective() -> Bool {
    var place = at + 2
    var lines = 0
    while place + 1 < bytes.count {
      if bytes[place] == 0x0A {
        let before = bytes[place - 1] == 0x0D ? bytes[place - 2] : bytes[place - 1]
        guard before == UInt8(ascii: "\\") else { return false }
        lines += 1
      }
      if bytes[place] == UInt8(ascii: "*"), bytes[place + 1] == UInt8(ascii: "/") {
        at = place + 2
        line += lines
        return true
      }
      place += 1
    }
    return false
  }

  private mutating func condition(_ word: String, isNever: Bool) {
    if word.hasPrefix("if") {
      // Beyond these bounds the copies could cost more than linear time; then the last alternative counts.
      if conditions.count < 200 { conditions.append(brackets.count < 2000 ? brackets : []) }
      if isNever { skipNever() }
    } else if word == "endif" {
      if conditions.popLast() == nil { oddities += 1 }
    } else if let before = conditions.last, brackets.count < 2000 {
      brackets = before
    }
  }

  /// What stands after `#if 0` is a comment.
  private mutating func skipNever() {
    let (start, startLine) = (at, line)
    var depth = 0
    while at < bytes.count {
      let lineEnd = bytes[at...].firstIndex(of: 0x0A) ?? bytes.count
      let text = bytes[at..<lineEnd].drop { $0.isBlank }
      if text.first == UInt8(ascii: "#"), at > start {
        let word = text.dropFirst().drop { $0.isBlank }.prefix { $0.isLetter }
        if word.starts(with: Array("if".utf8)) { depth += 1 }
        if depth == 0, word.first == UInt8(ascii: "e"), word.count > 3 { break }
        if word.elementsEqual(Array("endif".utf8)) { depth -= 1 }
      }
      at = min(lineEnd + 1, bytes.count)
      if lineEnd < bytes.count { line += 1 }
    }
    if at > start { add(.comment, from: start, line: startLine) }
  }
}
