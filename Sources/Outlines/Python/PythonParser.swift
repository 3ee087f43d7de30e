/// Reads the statements of a Python text.
///
/// Expressions are read flat: which operator binds how does not matter for names. A construct that no Python has is a
/// fault, after which reading stops.
///
/// Source: https://docs.python.org/3/reference/grammar.html
struct PythonParser {
  var module: PythonModule
  /// The token that is read next.
  var index = 0
  /// The scope that is read.
  var scope = 0
  /// How many lambdas deep the expression is.
  var lambdaDepth = 0
  /// How many calls and subscripts the expression is in: names there are never bound by an assignment outside.
  var trailerDepth = 0

  static let mostLambdas = 100

  static func read(_ module: inout PythonModule) {
    var parser = PythonParser(module: module)
    parser.readBlock()
    module = parser.module
  }

  var token: PythonToken { module.tokens[min(index, module.tokens.count - 1)] }
  var isAtEnd: Bool { index >= module.tokens.count - 1 }

  func token(at offset: Int) -> PythonToken { module.tokens[min(index + offset, module.tokens.count - 1)] }

  func isKeyword(_ keyword: PythonKeyword) -> Bool { token.name == keyword.rawValue }

  /// Whether the token is a name that is no keyword.
  var isPlainName: Bool { token.name > PythonKeyword.yield.rawValue }

  mutating func fail() {
    module.fault = min(module.fault ?? Int.max, token.start)
    index = module.tokens.count - 1
  }

  /// Goes behind a symbol, which must be here.
  mutating func expect(_ symbol: Unicode.Scalar) {
    if token.isSymbol(symbol) { index += 1 } else { fail() }
  }

  /// Notes the name that is here and goes behind it.
  mutating func note(_ role: PythonOccurrence.Role, in scope: Int? = nil) {
    guard isPlainName else { return fail() }
    module.occurrences.append(
      PythonOccurrence(token: index, name: token.name, scope: scope ?? self.scope, role: role))
    index += 1
  }

  /// Turns the names that an expression would bind into names that are bound.
  mutating func bind(from first: Int, as role: PythonOccurrence.Role = .store) {
    for position in first..<max(first, module.occurrences.count) where module.occurrences[position].canBind {
      module.occurrences[position].role = role
    }
  }

  mutating func newScope(_ kind: PythonScope.Kind, definition: Int? = nil) -> Int {
    module.scopes.append(PythonScope(kind, parent: scope, definition: definition))
    return module.scopes.count - 1
  }

  // MARK: - Blocks

  /// Reads statements up to the end of the block.
  mutating func readBlock() {
    while !isAtEnd {
      switch token.kind {
      case .dedent: return
      case .newline: index += 1
      case .indent: return fail()
      default: readStatement()
      }
    }
  }

  /// Reads what follows the colon of a compound statement.
  mutating func readSuite() {
    expect(":")
    guard token.kind == .newline else { return readSimpleLine() }
    index += 1
    guard token.kind == .indent else { return fail() }
    index += 1
    readBlock()
    if token.kind == .dedent { index += 1 }
  }

  private mutating func readStatement() {
    switch PythonKeyword(rawValue: token.name) {
    case .def, .class: readDefinition(start: index, decorators: [])
    case .async: readAsync()
    case .if, .while, .elif:
      index += 1
      readExpression()
      readSuite()
    case .for: readFor()
    case .with: readWith()
    case .try, .else, .finally:
      index += 1
      readSuite()
    case .except: readExcept()
    default:
      if token.isSymbol("@") {
        readDecorated()
      } else if isMatchStatement {
        readMatch()
      } else {
        readSimpleLine()
      }
    }
  }

  private mutating func readAsync() {
    switch PythonKeyword(rawValue: token(at: 1).name) {
    case .def: readDefinition(start: index, decorators: [])
    case .for:
      index += 1
      readFor()
    case .with:
      index += 1
      readWith()
    default: fail()
    }
  }

  private mutating func readFor() {
    index += 1
    let first = module.occurrences.count
    readList(stops: [.in])
    bind(from: first)
    guard isKeyword(.in) else { return fail() }
    index += 1
    readList()
    readSuite()
  }

  private mutating func readWith() {
    index += 1
    repeat {
      readExpression()
      readAlias()
    } while skipComma() && !token.isSymbol(":")
    readSuite()
  }

  /// Reads `as target`, if it is here.
  mutating func readAlias() {
    guard isKeyword(.as) else { return }
    index += 1
    let first = module.occurrences.count
    readExpression()
    bind(from: first)
  }

  private mutating func readExcept() {
    index += 1
    if token.isSymbol("*") { index += 1 }
    if !token.isSymbol(":") {
      readList()
      readAlias()
    }
    readSuite()
  }

  mutating func skipComma() -> Bool {
    guard token.isSymbol(",") else { return false }
    index += 1
    return true
  }
}
