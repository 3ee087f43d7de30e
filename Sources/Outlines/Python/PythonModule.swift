/// What a Python text consists of: its tokens, scopes, names, definitions, imports, assignments and calls.
///
/// It is made for finding names by the scope they belong to and changing them in place; expressions are not taken
/// apart beyond that. Any bytes can be read.
///
/// Complexity: linear in the bytes; recursion is bounded by Python's own limits for brackets and blocks.
public struct PythonModule: Sendable {
  public let bytes: [UInt8]
  public let tokens: [PythonToken]
  /// The scopes; the module's is the first.
  public internal(set) var scopes: [PythonScope] = [PythonScope(.module, parent: nil)]
  /// The names, in the order in which they were read.
  public internal(set) var occurrences: [PythonOccurrence] = []
  /// Functions and classes at any depth, outer ones before what they hold.
  public internal(set) var definitions: [PythonDefinition] = []
  public internal(set) var imports: [PythonImport] = []
  public internal(set) var assignments: [PythonAssignment] = []
  public internal(set) var calls: [PythonCall] = []
  /// The first byte at which the text is no Python; nil if it could be read to its end.
  public internal(set) var fault: Int?
  let names: PythonNames

  /// Reads a text.
  public init(_ bytes: [UInt8]) {
    var tokenizer = PythonTokenizer(bytes)
    tokenizer.run()
    self.bytes = bytes
    tokens = tokenizer.tokens
    names = tokenizer.names
    fault = tokenizer.fault
    PythonParser.read(&self)
    bindNames()
  }

  /// Whether the whole text could be read. Where it could not, what is known is not enough for changing it.
  public var isTrusted: Bool { fault == nil }

  /// The bytes of a token.
  public func text(_ token: Int) -> ArraySlice<UInt8> { bytes[tokens[token].range] }

  /// Whether a token is exactly these bytes.
  public func isToken(_ token: Int, _ text: StaticString) -> Bool {
    let range = tokens[token].range
    guard range.count == text.utf8CodeUnitCount else { return false }
    return text.withUTF8Buffer { $0.elementsEqual(bytes[range]) }
  }

  /// The number of a name that occurs in the text; nil if it does not.
  public func number(of name: [UInt8]) -> Int32? { names.known(name) }

  /// The bytes from the first to the last of several tokens.
  public func range(_ tokens: Range<Int>) -> Range<Int> {
    guard !tokens.isEmpty else { return 0..<0 }
    return self.tokens[tokens.lowerBound].start..<self.tokens[tokens.upperBound - 1].end
  }
}

extension PythonModule {
  /// The statements of the module itself, in bytes, with the comments and blank lines above each; together they are the
  /// whole text. Decorators and all parts of a compound statement belong to one.
  public var statementRanges: [Range<Int>] {
    var result: [Range<Int>] = []
    var start = 0
    var depth = 0
    var isDecorator = false
    for index in tokens.indices {
      switch tokens[index].kind {
      case .indent: depth += 1
      case .dedent: depth -= 1
      case .newline:
        let next = nextStatement(after: index)
        // Only where the block is left does the next statement of the module begin.
        let isLast = depth + next.depth == 0 && !isDecorator && !next.isContinuation
        isDecorator = isDecorator && depth > 0
        if isLast, tokens[index].end > start {
          result.append(start..<tokens[index].end)
          start = tokens[index].end
        }
        if depth + next.depth == 0 { isDecorator = next.isDecorator }
      default:
        if index == 0 { isDecorator = tokens[0].isSymbol("@") }
      }
    }
    if start < bytes.count { result.append(start..<bytes.count) }
    return result
  }

  private func nextStatement(after index: Int) -> (depth: Int, isContinuation: Bool, isDecorator: Bool) {
    var depth = 0
    var next = index + 1
    while next < tokens.count, tokens[next].kind == .dedent || tokens[next].kind == .indent {
      depth += tokens[next].kind == .indent ? 1 : -1
      next += 1
    }
    guard next < tokens.count else { return (depth, false, false) }
    let continuations: [PythonKeyword] = [.elif, .else, .except, .finally]
    let isContinuation = continuations.contains { $0.rawValue == tokens[next].name }
    return (depth, isContinuation, tokens[next].isSymbol("@"))
  }
}
