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
