extension PythonParser {
  /// Reads decorators and what they decorate.
  mutating func readDecorated() {
    let start = index
    var decorators: [PythonDecorator] = []
    while token.isSymbol("@") {
      index += 1
      let first = index
      readExpression()
      decorators.append(PythonDecorator(tokens: first..<index))
      guard token.kind == .newline else { return fail() }
      index += 1
    }
    let isAsync = isKeyword(.async) && token(at: 1).name == PythonKeyword.def.rawValue
    guard isAsync || isKeyword(.def) || isKeyword(.class) else { return fail() }
    readDefinition(start: start, decorators: decorators)
  }

  /// Reads a function or class from its keyword on.
  ///
  /// - Parameters:
  ///   - start: the token at which it begins with its decorators.
  ///   - decorators: what stood before it.
  mutating func readDefinition(start: Int, decorators: [PythonDecorator]) {
    let isAsync = isKeyword(.async)
    if isAsync { index += 1 }
    let isClass = isKeyword(.class)
    index += 1
    let outer = scope
    let number = module.definitions.count
    module.definitions.append(
      PythonDefinition(
        kind: isClass ? .classDefinition : isAsync ? .asyncFunction : .function, nameToken: index,
        outer: outer,
        scope: outer, decorators: decorators, tokens: start..<index))
    note(.definition)
    if token.isSymbol("[") { readTypeParameters() }
    let inner = newScope(isClass ? .classBody : .function, definition: number)
    module.definitions[number].scope = inner
    if isClass { readBases(of: number) } else { readSignature(of: number, inner: inner) }
    scope = inner
    let body = index + 1
    readSuite()
    scope = outer
    var end = min(index, module.tokens.count)
    while end > body, [.dedent, .newline, .end].contains(module.tokens[end - 1].kind) { end -= 1 }
    module.definitions[number].body = min(body, end)..<end
    module.definitions[number].tokens = start..<max(start, end)
  }

  private mutating func readBases(of number: Int) {
    guard token.isSymbol("(") else { return }
    let open = index
    readBracket(isCall: true)
    module.definitions[number].arguments = min(open + 1, index)..<max(min(open + 1, index), index - 1)
  }

  private mutating func readSignature(of number: Int, inner: Int) {
    expect("(")
    let parameters = readParameters(inner: inner, hasAnnotations: true) { $0.isSymbol(")") }
    module.definitions[number].parameters = parameters
    expect(")")
    if token.isOperator(PythonToken.arrow) {
      index += 1
      readExpression()
    }
  }

  /// Reads parameters up to what ends them. Defaults and annotations belong to the scope outside.
  mutating func readParameters(
    inner: Int, hasAnnotations: Bool, isEnd: (PythonToken) -> Bool
  ) -> [PythonParameter] {
    var result: [PythonParameter] = []
    var isKeywordOnly = false
    while !isAtEnd, !isEnd(token) {
      if token.isSymbol("/") {
        for position in result.indices { result[position].kind = .positionalOnly }
        index += 1
      } else if token.isSymbol("*"), token(at: 1).isSymbol(",") {
        isKeywordOnly = true
        index += 1
      } else {
        var kind: PythonParameter.Kind = isKeywordOnly ? .keywordOnly : .positional
        if token.isSymbol("*") {
          (kind, isKeywordOnly) = (.list, true)
          index += 1
        } else if token.isOperator(PythonToken.doubleStar) {
          kind = .dictionary
          index += 1
        }
        result.append(readParameter(kind, inner: inner, hasAnnotation: hasAnnotations))
      }
      if !skipComma(), !isEnd(token) { fail() }
    }
    return result
  }

  private mutating func readParameter(
    _ kind: PythonParameter.Kind, inner: Int, hasAnnotation: Bool
  ) -> PythonParameter {
    let name = index
    note(.parameter, in: inner)
    let annotation = hasAnnotation && token.isSymbol(":") ? readPart() : 0..<0
    let fallback = token.isSymbol("=") ? readPart() : 0..<0
    return PythonParameter(nameToken: name, kind: kind, annotation: annotation, fallback: fallback)
  }

  /// Reads the expression behind the symbol that is here.
  private mutating func readPart() -> Range<Int> {
    index += 1
    let first = index
    trailerDepth += 1
    readExpression()
    trailerDepth -= 1
    return min(first, index)..<index
  }

  /// Reads `[T: bound = default, *Ts, **P]` and enters the scope of these names.
  mutating func readTypeParameters() {
    scope = newScope(.typeParameters)
    index += 1
    while !isAtEnd, !token.isSymbol("]") {
      if token.isSymbol("*") || token.isOperator(PythonToken.doubleStar) { index += 1 }
      note(.store)
      if token.isSymbol(":") { _ = readPart() }
      if token.isSymbol("=") { _ = readPart() }
      if !skipComma(), !token.isSymbol("]") { fail() }
    }
    expect("]")
  }
}
