/// One token of a Python text.
///
/// A format string is no single token: its start and end stand like brackets around the fields in it, so that names
/// inside fields are found like any others.
public struct PythonToken: Sendable {
  public enum Kind: UInt8, Sendable {
    case name, number, string
    /// An operator or bracket; `symbol` says which.
    case symbol
    case newline, indent, dedent
    /// The prefix and opening quotes of a format string, and its closing quotes.
    case formatStart, formatEnd
    /// The braces around a field of a format string, `!` before its conversion, and `:` before its format.
    case fieldOpen, fieldClose, conversion, fieldFormat
    case end
  }

  public let kind: Kind
  /// Which operator: its byte, or one of the numbers below for those of several bytes; 0 for other kinds.
  public let symbol: UInt8
  /// Whether this opens a bracket that directly holds the word `for`, and so a comprehension.
  public internal(set) var holdsFor = false
  /// Where a name is in the module's table of names; -1 for other kinds.
  public let name: Int32
  private let first: Int32
  private let last: Int32
  private var other: Int32 = -1

  init(_ kind: Kind, _ range: Range<Int>, symbol: UInt8 = 0, name: Int32 = -1) {
    self.kind = kind
    self.symbol = symbol
    self.name = name
    first = Int32(clamping: range.lowerBound)
    last = Int32(clamping: range.upperBound)
  }

  /// Where the token begins, in bytes.
  public var start: Int { Int(first) }
  /// Where it ends, in bytes.
  public var end: Int { Int(last) }
  public var range: Range<Int> { start..<end }
  /// The token that closes what this one opens, or opens what it closes; -1 if there is none.
  public internal(set) var partner: Int {
    get { Int(other) }
    set { other = Int32(clamping: newValue) }
  }

  static let walrus: UInt8 = 1
  static let arrow: UInt8 = 2
  static let doubleStar: UInt8 = 3
  /// `+=` and its like.
  static let augmented: UInt8 = 4
  static let comparison: UInt8 = 5
  static let doubleSlash: UInt8 = 6
  static let shift: UInt8 = 7
  static let ellipsis: UInt8 = 8

  /// Whether this is the operator or bracket of one byte.
  public func isSymbol(_ character: Unicode.Scalar) -> Bool {
    kind == .symbol && symbol == UInt8(ascii: character)
  }

  /// Whether this is the operator with one of the numbers above.
  func isOperator(_ number: UInt8) -> Bool { kind == .symbol && symbol == number }

  var opensBracket: Bool { isSymbol("(") || isSymbol("[") || isSymbol("{") }
  var closesBracket: Bool { isSymbol(")") || isSymbol("]") || isSymbol("}") }
}
