extension PythonParser {
  /// Reads the simple statements of one line.
  mutating func readSimpleLine() {
    while !isAtEnd {
      readSimpleStatement()
      if token.isSymbol(";") { index += 1 }
      if token.kind == .newline {
        index += 1
        return
      }
      if isAtEnd || !module.tokens[index - 1].isSymbol(";") { return isAtEnd ? () : fail() }
    }
  }

  private mutating func readSimpleStatement() {
    switch PythonKeyword(rawValue: token.name) {
    case .pass, .break, .continue: index += 1
    case .import: readImport()
    case .from: readFromImport()
    case .global: readDeclaration(.global)
    case .nonlocal: readDeclaration(.nonlocal)
    case .del:
      index += 1
      let first = module.occurrences.count
      readList()
      bind(from: first, as: .delete)
    case .return, .assert, .raise:
      index += 1
      if token.kind != .newline, !token.isSymbol(";") { readList() }
    default:
      if isTypeAlias { readTypeAlias() } else { readAssignment() }
    }
  }

  private mutating func readDeclaration(_ role: PythonOccurrence.Role) {
    index += 1
    repeat { note(role) } while skipComma()
  }

  private var isTypeAlias: Bool {
    module.isToken(index, "type") && token(at: 1).name > PythonKeyword.yield.rawValue
      && (token(at: 2).isSymbol("=") || token(at: 2).isSymbol("["))
  }

  private mutating func readTypeAlias() {
    index += 1
    note(.store)
    let outer = scope
    if token.isSymbol("[") { readTypeParameters() }
    expect("=")
    readExpression()
    scope = outer
  }

  /// Reads an expression, which may be assigned to.
  private mutating func readAssignment() {
    let start = index
    var first = module.occurrences.count
    var targets: [Int] = []
    var part = index
    func single(_ end: Int) -> Int? { end == part + 1 && isName(part) ? part : nil }
    readList()
    var isAugmented = false
    if token.isSymbol(":") {
      bind(from: first)
      if let target = single(index) { targets.append(target) }
      index += 1
      readExpression()
      first = module.occurrences.count
      guard token.isSymbol("=") else { return }
      index += 1
      part = index
      readList()
    }
    while token.isSymbol("=") || token.isOperator(PythonToken.augmented) {
      isAugmented = token.isOperator(PythonToken.augmented)
      bind(from: first)
      if let target = single(index) { targets.append(target) }
      index += 1
      first = module.occurrences.count
      part = index
      readList()
    }
    for target in targets {
      module.assignments.append(
        PythonAssignment(
          scope: scope, nameToken: target, value: part..<index, isAugmented: isAugmented,
          statement: start..<index))
    }
  }

  private func isName(_ index: Int) -> Bool { module.tokens[index].name > PythonKeyword.yield.rawValue }

  // MARK: - Imports

  private mutating func readImport() {
    let start = index
    let first = module.imports.count
    index += 1
    repeat {
      let module = index
      let name = readDottedName()
      var bound = module
      let hasAlias = isKeyword(.as)
      if hasAlias {
        index += 1
        bound = index
        note(.importing)
      } else {
        let end = index
        index = module
        note(.importing)
        index = end
      }
      self.module.imports.append(
        PythonImport(
          scope: scope, level: 0, module: name, nameToken: nil, boundToken: bound, hasAlias: hasAlias,
          statement: start..<index))
    } while skipComma()
    endImport(from: first, start: start)
  }

  private mutating func readFromImport() {
    let start = index
    let first = module.imports.count
    index += 1
    var level = 0
    while token.isSymbol(".") || token.isOperator(PythonToken.ellipsis) {
      level += token.isSymbol(".") ? 1 : 3
      index += 1
    }
    let name = isKeyword(.import) ? [] : readDottedName()
    guard isKeyword(.import) else { return fail() }
    index += 1
    let isBracketed = token.isSymbol("(")
    if isBracketed { index += 1 }
    repeat {
      if isBracketed && token.isSymbol(")") { break }
      readImportedName(level: level, module: name, start: start)
    } while skipComma()
    if isBracketed { expect(")") }
    endImport(from: first, start: start)
  }

  private mutating func readImportedName(level: Int, module: [UInt8], start: Int) {
    let name = index
    var bound: Int? = index
    var hasAlias = false
    if token.isSymbol("*") {
      bound = nil
      index += 1
    } else if token(at: 1).name == PythonKeyword.as.rawValue {
      hasAlias = true
      index += 2
      bound = index
      note(.importing)
    } else {
      note(.importing)
    }
    self.module.imports.append(
      PythonImport(
        scope: scope, level: level, module: module, nameToken: name, boundToken: bound, hasAlias: hasAlias,
        statement: start..<index))
  }

  /// Gives the imports of one statement its whole range.
  private mutating func endImport(from first: Int, start: Int) {
    for position in first..<max(first, module.imports.count) {
      let old = module.imports[position]
      module.imports[position] = PythonImport(
        scope: old.scope, level: old.level, module: old.module, nameToken: old.nameToken,
        boundToken: old.boundToken, hasAlias: old.hasAlias, statement: start..<index)
    }
  }

  private mutating func readDottedName() -> [UInt8] {
    var name: [UInt8] = []
    while isPlainName {
      name += module.text(index)
      index += 1
      guard token.isSymbol(".") else { return name }
      name.append(UInt8(ascii: "."))
      index += 1
    }
    fail()
    return name
  }
}
