extension PythonParser {
  /// Whether a `match` statement begins here: only one is a line that ends in a colon and begins with this name.
  var isMatchStatement: Bool {
    guard module.isToken(index, "match") else { return false }
    let next = token(at: 1)
    if next.kind == .newline || next.isSymbol(":") || next.isSymbol("=") || next.isSymbol(".") {
      return false
    }
    var position = index + 1
    while position < module.tokens.count, module.tokens[position].kind != .newline {
      position = max(position, module.tokens[position].partner) + 1
    }
    return position + 2 < module.tokens.count && module.tokens[position - 1].isSymbol(":")
      && module.tokens[position + 1].kind == .indent && module.isToken(position + 2, "case")
  }

  /// Reads a `match` statement with its cases.
  mutating func readMatch() {
    index += 1
    readList()
    expect(":")
    index += 2
    while module.isToken(index, "case"), !isAtEnd {
      index += 1
      readPattern()
      if isKeyword(.if) {
        index += 1
        readExpression()
      }
      readSuite()
    }
    if token.kind == .dedent { index += 1 } else { fail() }
  }

  /// Reads a pattern up to its guard or colon: which names it takes and which it asks for.
  private mutating func readPattern() {
    var depth = 0
    while !isAtEnd, token.kind != .newline {
      if token.opensBracket { depth += 1 }
      if token.closesBracket { depth -= 1 }
      if depth == 0, token.isSymbol(":") || isKeyword(.if) { return }
      if isPlainName {
        readPatternName()
      } else if token.kind == .formatStart {
        readFormat()
      } else {
        index += 1
      }
    }
  }

  private mutating func readPatternName() {
    let next = token(at: 1)
    if next.isSymbol("=") {
      // The attribute of a class pattern.
      index += 2
    } else if next.isSymbol(".") || next.isSymbol("(") {
      note(.load)
      while token.isSymbol(".") { index += 2 }
    } else if module.isToken(index, "_") {
      index += 1
    } else {
      note(.store)
    }
  }
}
