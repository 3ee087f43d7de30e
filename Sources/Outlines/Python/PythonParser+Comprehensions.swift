extension PythonParser {
  /// Reads a comprehension up to its closing bracket. Only its first iterable belongs to the scope outside.
  mutating func readComprehension(_ close: Int) {
    let outer = scope
    let inner = newScope(.comprehension)
    scope = inner
    readExpression()
    if token.isSymbol(":") {
      index += 1
      readExpression()
    }
    var isFirst = true
    while index < close {
      if isKeyword(.async) { index += 1 }
      if isKeyword(.for) {
        index += 1
        readComprehensionTarget()
        guard isKeyword(.in) else { return fail() }
        index += 1
        scope = isFirst ? outer : inner
        readExpression(stops: [.if])
        scope = inner
        isFirst = false
      } else if isKeyword(.if) {
        index += 1
        readExpression(stops: [.if])
      } else if token.isSymbol(","), index + 1 == close {
        index += 1
      } else {
        return fail()
      }
    }
    scope = outer
  }

  private mutating func readComprehensionTarget() {
    let first = module.occurrences.count
    let depth = trailerDepth
    trailerDepth = 0
    readList(stops: [.in])
    trailerDepth = depth
    bind(from: first)
  }

  /// Reads a lambda, which takes the rest of the expression.
  mutating func readLambda() {
    guard lambdaDepth < Self.mostLambdas else { return fail() }
    lambdaDepth += 1
    index += 1
    let outer = scope
    let inner = newScope(.lambda)
    _ = readParameters(inner: inner, hasAnnotations: false) { $0.isSymbol(":") }
    expect(":")
    scope = inner
    trailerDepth += 1
    readExpression(stops: [])
    trailerDepth -= 1
    scope = outer
    lambdaDepth -= 1
  }

  /// Reads the fields of a format string.
  mutating func readFormat() {
    let close = token.partner
    guard close > index else { return fail() }
    index += 1
    trailerDepth += 1
    while index < close, !isAtEnd { readField() }
    trailerDepth -= 1
    index += 1
  }

  private mutating func readField() {
    guard token.kind == .fieldOpen else { return fail() }
    index += 1
    let first = module.occurrences.count
    readList()
    if token.isSymbol("=") {
      index += 1
      for position in first..<max(first, module.occurrences.count) {
        module.occurrences[position].isPrinted = true
      }
    }
    if token.kind == .conversion { index += 2 }
    if token.kind == .fieldFormat {
      index += 1
      while token.kind == .fieldOpen { readField() }
    }
    if token.kind == .fieldClose { index += 1 } else { fail() }
  }
}
