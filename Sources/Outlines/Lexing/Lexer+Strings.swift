extension Lexer {
  /// Comments and strings by the table, then what only some languages have.
  ///
  /// - Returns: false if the byte begins nothing here.
  mutating func special(_ byte: UInt8) -> Bool {
    if oddity(byte) { return true }
    for opener in table.openers[Int(byte)] where matches(opener.bytes, at: at) {
      switch opener {
      case .lineComment(let open):
        if table.features.contains(.shellWords) && !isWordStart { continue }
        if table.features.contains(.phpTags) && open.count == 1 && peek() == UInt8(ascii: "[") { continue }
        lineComment()
      case .blockComment(let comment): blockComment(comment)
      case .string(let rule):
        let start = at
        at += rule.open.count
        scanString(rule, from: start, line: line)
      }
      return true
    }
    return false
  }

  /// Whether the byte before is a blank or ends a word.
  var isWordStart: Bool {
    guard at > 0 else { return true }
    let before = bytes[at - 1]
    return before.isBlank || before == 0x0A || ";&|()<>".utf8.contains(before)
  }

  mutating func lineComment() {
    let start = at
    while at < bytes.count, bytes[at] != 0x0A {
      if table.features.contains(.phpTags), bytes[at] == UInt8(ascii: "?"), peek() == UInt8(ascii: ">") {
        break
      }
      at += 1
    }
    add(.comment, from: start, line: line)
  }

  mutating func blockComment(_ comment: BlockComment) {
    let (start, startLine) = (at, line)
    at += comment.open.count
    var depth = 1
    while at < bytes.count {
      if bytes[at] == comment.close[0], matches(comment.close, at: at) {
        at += comment.close.count
        depth -= 1
        if depth == 0 { break }
      } else if comment.nests, bytes[at] == comment.open[0], matches(comment.open, at: at) {
        at += comment.open.count
        depth += 1
      } else {
        if bytes[at] == 0x0A { line += 1 }
        at += 1
      }
    }
    if depth > 0 { oddities += 1 }
    add(.comment, from: start, line: startLine)
  }

  /// From a place inside a string to its end, or to the code inside it.
  ///
  /// - Parameters:
  ///   - start: where the token begins, before `at`.
  ///   - startLine: its line.
  mutating func scanString(_ rule: StringRule, from start: Int, line startLine: Int) {
    let close = rule.close
    while at < bytes.count {
      let byte = bytes[at]
      if byte == UInt8(ascii: "\\"), rule.escape == .backslash, matches(rule.escapeTail, at: at + 1) {
        if enter(rule, from: start, line: startLine) { return }
        skipEscape(rule)
      } else if byte == close[0], matches(close, at: at) {
        if rule.escape == .doubled, matches(close, at: at + close.count) {
          at += 2 * close.count
        } else {
          at = endOfString(close)
          add(.string, from: start, line: startLine)
          return
        }
      } else if byte == 0x0A {
        guard rule.isMultiLine else {
          oddities += 1
          add(.string, from: start, line: startLine)
          return
        }
        line += 1
        at += 1
      } else if enter(rule, from: start, line: startLine) {
        return
      } else {
        at += 1
      }
    }
    oddities += 1
    add(.string, from: start, line: startLine)
  }

  /// Behind the quotes that end a string; of `""""` the last three are the end.
  private func endOfString(_ close: [UInt8]) -> Int {
    var end = at + close.count
    while close.count == 3, end < bytes.count, bytes[end] == close[0], end - at < 5 { end += 1 }
    return end
  }

  private mutating func skipEscape(_ rule: StringRule) {
    at += 1 + rule.escapeTail.count
    guard at < bytes.count else { return }
    if bytes[at] == 0x0D, peek() == 0x0A { at += 1 }
    if bytes[at] == 0x0A { line += 1 }
    at += 1
  }

  /// Whether code begins here, inside of a string; the string so far becomes a token.
  private mutating func enter(_ rule: StringRule, from start: Int, line startLine: Int) -> Bool {
    for interpolation in rule.interpolations
    where bytes[at] == interpolation.open[0] && matches(interpolation.open, at: at) {
      if interpolation.isFormat, peek() == interpolation.open[0] {
        at += 1
        return false
      }
      at += interpolation.open.count
      add(.string, from: start, line: startLine)
      modes.append(.interpolation(rule, interpolation, base: brackets.count))
      return true
    }
    return false
  }

  /// A quote right behind a name that is a prefix of strings.
  ///
  /// - Parameter start: where the name begins; `at` is behind it.
  mutating func prefixedString(from start: Int) -> Bool {
    let quote = bytes[at]
    if table.features.contains(.rustQuotes) { return rustString(from: start) }
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"), at - start <= 3 else { return false }
    let letters = String(decoding: bytes[start..<at].map(\.lowercased), as: UTF8.self)
    guard let prefix = table.rules.prefixes[letters] else { return false }
    if prefix.isRawCpp, quote == UInt8(ascii: "\"") { return rawCppString(from: start) }
    if prefix.isOracle, quote == UInt8(ascii: "'"), peek() > 0x20 {
      let close = [Lexer.partner(of: peek()), quote]
      at += 2
      scanRaw(close, from: start)
      return true
    }
    for case .string(var rule) in table.openers[Int(quote)] where matches(rule.open, at: at) {
      if let escape = prefix.escape { rule.escape = escape }
      if !prefix.interpolations.isEmpty { rule.interpolations = prefix.interpolations }
      at += rule.open.count
      scanString(rule, from: start, line: line)
      return true
    }
    return false
  }

  /// `R"delimiter(…)delimiter"`.
  private mutating func rawCppString(from start: Int) -> Bool {
    var place = at + 1
    while place < bytes.count, place - at <= 17, bytes[place] != UInt8(ascii: "("), bytes[place] != 0x0A {
      place += 1
    }
    guard place < bytes.count, bytes[place] == UInt8(ascii: "(") else { return false }
    let close = [UInt8(ascii: ")")] + bytes[(at + 1)..<place] + [UInt8(ascii: "\"")]
    at = place + 1
    scanRaw(close, from: start)
    return true
  }

  /// A string without escapes, over any number of lines.
  mutating func scanRaw(_ close: [UInt8], from start: Int) {
    let startLine = line
    while at < bytes.count, !matches(close, at: at) {
      if bytes[at] == 0x0A { line += 1 }
      at += 1
    }
    if at < bytes.count { at += close.count } else { oddities += 1 }
    add(.string, from: start, line: startLine)
  }
}
