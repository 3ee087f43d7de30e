extension PythonParser {
  /// Words that end an expression here although they are operators elsewhere.
  struct Stops: OptionSet {
    let rawValue: Int
    static let `in` = Stops(rawValue: 1)
    static let `if` = Stops(rawValue: 2)
  }

  /// Reads expressions with commas between them.
  mutating func readList(stops: Stops = []) {
    repeat {
      if endsList(stops) { return }
      readExpression(stops: stops)
    } while skipComma()
  }

  private func endsList(_ stops: Stops) -> Bool {
    switch token.kind {
    case .newline, .end, .fieldClose, .fieldFormat, .conversion, .dedent: true
    case .symbol: token.closesBracket || token.isSymbol("=") || token.isSymbol(";") || token.isSymbol(":")
    case .name: isKeyword(.in) && stops.contains(.in)
    default: false
    }
  }

  /// Reads one expression, operators and all, up to what cannot belong to it.
  mutating func readExpression(stops: Stops = []) {
    var state = OperandState(first: module.occurrences.count, token: index)
    let start = index
    while !isAtEnd, readPiece(&state, stops) {}
    if index == start { fail() }
  }

  /// What is known of the operand that is being read.
  struct OperandState {
    /// Whether there is one, so that a bracket is a call and a name is a fault.
    var isComplete = false
    /// The first name in it.
    var first: Int
    /// Its first token.
    var token: Int
    /// Whether it is a name with dots so far.
    var isDotted = false
    var isString = false
    var hasTrailer = false
  }

  /// Reads a bit of an expression.
  ///
  /// - Returns: whether the expression goes on.
  private mutating func readPiece(_ state: inout OperandState, _ stops: Stops) -> Bool {
    switch token.kind {
    case .name: return readWord(&state, stops)
    case .number:
      beginOperand(&state)
      index += 1
    case .string:
      if !state.isString { beginOperand(&state) }
      state.isString = true
      index += 1
    case .formatStart:
      if !state.isString { beginOperand(&state) }
      state.isString = true
      readFormat()
    case .symbol: return readSymbol(&state)
    default: return false
    }
    return true
  }

  private mutating func beginOperand(_ state: inout OperandState) {
    if state.isComplete { return fail() }
    state = OperandState(isComplete: true, first: module.occurrences.count, token: index)
  }

  private mutating func readWord(_ state: inout OperandState, _ stops: Stops) -> Bool {
    switch PythonKeyword(rawValue: token.name) {
    case nil:
      beginOperand(&state)
      state.isDotted = true
      readName()
      return true
    case .trueValue, .falseValue, .noneValue:
      beginOperand(&state)
      index += 1
    case .lambda:
      readLambda()
      return false
    case .in where stops.contains(.in), .if where stops.contains(.if): return false
    case .not, .await, .yield, .from, .and, .or, .is, .in, .if, .else:
      state.isComplete = false
      state.isString = false
      index += 1
    default: return false
    }
    return true
  }

  private mutating func readName() {
    guard isPlainName else { return }
    let isWalrus = token(at: 1).isOperator(PythonToken.walrus)
    let position = module.occurrences.count
    note(.load)
    module.occurrences[position].canBind = trailerDepth == 0 && !isWalrus
    guard isWalrus else { return }
    // The name belongs to the function, even from inside a comprehension.
    var owner = scope
    while module.scopes[owner].kind == .comprehension, let parent = module.scopes[owner].parent {
      owner = parent
    }
    module.occurrences[position].role = .store
    module.occurrences[position].scope = owner
    index += 1
    readExpression()
  }

  private mutating func readSymbol(_ state: inout OperandState) -> Bool {
    if token.opensBracket {
      if !state.isComplete || token.isSymbol("{") {
        beginOperand(&state)
        readBracket(isCall: false)
      } else {
        readTrailer(&state)
      }
      return true
    }
    if token.isSymbol("."), state.isComplete {
      endBinding(&state)
      index += 1
      if token.kind == .name { index += 1 } else { fail() }
      return true
    }
    switch token.symbol {
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ","), UInt8(ascii: ":"),
      UInt8(ascii: ";"), UInt8(ascii: "="), PythonToken.walrus, PythonToken.arrow, PythonToken.augmented:
      return false
    case PythonToken.ellipsis:
      beginOperand(&state)
      index += 1
    default:
      // Only these can stand before an operand: a conflict's marker is no expression.
      let isPrefix = "+-~*".utf8.contains(token.symbol) || token.symbol == PythonToken.doubleStar
      if !state.isComplete && !isPrefix {
        fail()
        return false
      }
      state.isComplete = false
      state.isString = false
      index += 1
    }
    return true
  }

  /// Reads a call or subscript of what was read so far.
  private mutating func readTrailer(_ state: inout OperandState) {
    let isCall = token.isSymbol("(")
    if isCall && state.isDotted {
      module.calls.append(PythonCall(scope: scope, callee: state.token..<index, open: index))
    }
    endBinding(&state)
    state.isDotted = false
    state.isString = false
    readBracket(isCall: isCall, isTrailer: true)
  }

  /// Notes that the operand is no target by itself, as something of it is taken.
  private mutating func endBinding(_ state: inout OperandState) {
    guard !state.hasTrailer else { return }
    state.hasTrailer = true
    for position in state.first..<max(state.first, module.occurrences.count) {
      module.occurrences[position].canBind = false
    }
  }

  /// Reads from an opening bracket to behind the closing one.
  mutating func readBracket(isCall: Bool, isTrailer: Bool = false) {
    let close = token.partner
    let holdsFor = token.holdsFor
    let isBraces = token.isSymbol("{")
    guard close > index else { return fail() }
    index += 1
    let isTarget = !isTrailer && !isCall && !isBraces && !holdsFor
    if !isTarget { trailerDepth += 1 }
    if holdsFor {
      readComprehension(close)
    } else {
      readItems(until: close, isCall: isCall)
    }
    if !isTarget { trailerDepth -= 1 }
    if index == close { index += 1 } else { fail() }
  }

  private mutating func readItems(until close: Int, isCall: Bool) {
    while index < close {
      if isCall, token.kind == .name, token(at: 1).isSymbol("=") { index += 2 }
      if token.isSymbol(":") || token.isSymbol(",") {
        index += 1
        continue
      }
      readExpression()
      readAlias()
      guard index == close || token.isSymbol(",") || token.isSymbol(":") else { return fail() }
      if index < close { index += 1 }
    }
  }
}
