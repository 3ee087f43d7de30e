/// Cuts a source file into tokens and pairs its brackets, in one pass from left to right.
///
/// Strings with code inside are followed by a stack of modes instead of by recursion, so nesting may be as deep as it
/// likes. Whatever does not fit (a string without an end, a stray bracket) is counted, told by `oddities`, and passed over.
///
/// Complexity: linear.
struct Lexer {
  /// What code is in, when it is not the file itself.
  enum Mode {
    /// Code inside a string; ends at `closer` when no more than `base` brackets are open.
    case interpolation(StringRule, Interpolation, base: Int)
    /// Code in braces inside of markup.
    case expression(base: Int)
    case tag(isClosing: Bool)
    case children
  }

  struct Bracket {
    let byte: UInt8
    let token: Int32
  }

  struct Heredoc {
    let terminator: [UInt8]
    let isIndented: Bool
  }

  let bytes: [UInt8]
  let table: LexicalTable
  var at = 0
  var line = 0
  var tokens: [Token] = []
  /// Opening and closing brackets that belong together.
  private var pairs: [(open: Int32, close: Int32)] = []
  var brackets: [Bracket] = []
  var modes: [Mode] = []
  var heredocs: [Heredoc] = []
  var conditions: [[Bracket]] = []
  /// How many things were met that do not fit the language.
  var oddities = 0
  /// The last token that is no comment; -1 if there is none.
  var lastCode = -1

  init(_ bytes: [UInt8], table: LexicalTable) {
    self.bytes = bytes
    self.table = table
    tokens.reserveCapacity(bytes.count / 5)
  }

  /// For each token that is a bracket the one that it belongs to, else -1.
  var partners: [Int32] {
    var partners = [Int32](repeating: -1, count: tokens.count)
    for (open, close) in pairs {
      partners[Int(open)] = close
      partners[Int(close)] = open
    }
    return partners
  }

  var isBalanced: Bool { brackets.isEmpty && modes.isEmpty && heredocs.isEmpty && oddities == 0 }

  mutating func run() {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
    if table.features.contains(.phpTags) { htmlText() }
    while at < bytes.count {
      // Most code is in no mode, and to look at one costs more than a byte of it.
      if modes.isEmpty {
        codePart()
        continue
      }
      switch modes.last {
      case .tag(let isClosing): tagPart(isClosing: isClosing)
      case .children: childText()
      default: codePart()
      }
    }
  }

  private var isInString: Bool {
    guard !modes.isEmpty, case .interpolation = modes.last else { return false }
    return true
  }

  /// The byte some places ahead; 0 beyond the end.
  func peek(_ ahead: Int = 1) -> UInt8 { at + ahead < bytes.count ? bytes[at + ahead] : 0 }

  func matches(_ text: [UInt8], at place: Int) -> Bool {
    guard place >= 0, place + text.count <= bytes.count else { return false }
    for index in text.indices where bytes[place + index] != text[index] { return false }
    return true
  }

  /// Whether nothing but blanks lies between the start of the line and a place.
  func isFirstInLine(_ place: Int) -> Bool {
    var index = place - 1
    while index >= 0, bytes[index] != 0x0A {
      if index == 2, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return true }
      guard bytes[index].isBlank else { return false }
      index -= 1
    }
    return true
  }

  mutating func add(_ kind: Token.Kind, from start: Int, line startLine: Int) {
    if kind != .comment { lastCode = tokens.count }
    tokens.append(
      Token(kind: kind, isInterpolated: isInString, range: start..<at, line: startLine))
  }

  private mutating func codePart() {
    let byte = bytes[at]
    switch table.classes[Int(byte)] {
    case .blank: at += 1
    case .newline: newline()
    case .letter: name()
    case .digit: number()
    case .punctuation: punctuation(byte)
    case .special: if !special(byte) { other(byte) }
    }
  }

  /// A byte that could have begun something, and does not.
  private mutating func other(_ byte: UInt8) {
    if byte.isLetter || table.isNamePart[Int(byte)] && table.rules.nameStarts.utf8.contains(byte) {
      name()
    } else {
      punctuation(byte)
    }
  }

  mutating func newline() {
    at += 1
    line += 1
    while let heredoc = heredocs.first {
      heredocs.removeFirst()
      heredocBody(heredoc)
    }
  }

  private mutating func name() {
    let start = at
    at += 1
    while at < bytes.count, table.isNamePart[Int(bytes[at])] { at += 1 }
    if at < bytes.count, !table.rules.prefixes.isEmpty || table.features.contains(.rustQuotes),
      prefixedString(from: start)
    {
      return
    }
    add(.identifier, from: start, line: line)
    if table.features.contains(.shellWords) { shellWord(start..<at) }
    if table.features.contains(.rubyLiterals) { endOfRubyFile(start..<at) }
  }

  private mutating func number() {
    let start = at
    while at < bytes.count {
      let byte = bytes[at]
      if byte.isDigit || byte.isLetter {
        at += 1
      } else if byte == UInt8(ascii: "."), peek().isDigit {
        at += 1
      } else if byte == UInt8(ascii: "'"), table.features.contains(.digitQuotes),
        peek().isDigit || peek().isLetter
      {
        at += 1
      } else if byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+"),
        bytes[at - 1] | 0x20 == UInt8(ascii: "e"),
        peek().isDigit, !isHexadecimal(start)
      {
        at += 1
      } else {
        break
      }
    }
    add(.number, from: start, line: line)
  }

  private func isHexadecimal(_ start: Int) -> Bool {
    bytes[start] == UInt8(ascii: "0") && start + 1 < at && bytes[start + 1] | 0x20 == UInt8(ascii: "x")
  }

  /// One byte of its own; brackets are paired.
  mutating func punctuation(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
      at += 1
      add(.punctuation, from: at - 1, line: line)
      brackets.append(Bracket(byte: byte, token: Int32(truncatingIfNeeded: tokens.count - 1)))
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): close(byte)
    case UInt8(ascii: ":"):
      if isFormatStart() { return }
      fallthrough
    default:
      at += 1
      add(.punctuation, from: at - 1, line: line)
    }
  }

  /// The `:` of `{value:>10}`: what follows is part of the string again, up to its own `}`.
  private mutating func isFormatStart() -> Bool {
    guard !modes.isEmpty, case .interpolation(let rule, let interpolation, let base) = modes.last,
      interpolation.isFormat, brackets.count == base
    else { return false }
    modes.removeLast()
    scanString(rule, from: at, line: line)
    return true
  }

  private mutating func close(_ byte: UInt8) {
    if !modes.isEmpty, endsMode(byte) { return }
    at += 1
    add(.punctuation, from: at - 1, line: line)
    let token = tokens.count - 1
    guard let last = brackets.last else {
      oddities += 1
      return
    }
    if last.byte == Lexer.opener(of: byte) {
      brackets.removeLast()
      pairs.append((last.token, Int32(truncatingIfNeeded: token)))
    } else if last.byte != Lexer.caseMark || byte != UInt8(ascii: ")") {
      oddities += 1
      recover(byte, token: token)
    }
  }

  /// Ends the code inside a string or of markup that a bracket closes.
  ///
  /// - Returns: whether the bracket is part of a string.
  private mutating func endsMode(_ byte: UInt8) -> Bool {
    switch modes.last {
    case .interpolation(let rule, let interpolation, let base) where brackets.count <= base:
      guard byte == interpolation.close else { return false }
      modes.removeLast()
      at += 1
      scanString(rule, from: at - 1, line: line)
      return true
    case .expression(let base) where brackets.count <= base && byte == UInt8(ascii: "}"):
      modes.removeLast()
      return false
    default: return false
    }
  }

  /// Stands for an open `case` of a shell among the brackets: its patterns end in `)`.
  static let caseMark = UInt8(ascii: "c")

  static func opener(of byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: ")"): UInt8(ascii: "(")
    case UInt8(ascii: "]"): UInt8(ascii: "[")
    default: UInt8(ascii: "{")
    }
  }

  /// A bracket that does not fit: if its opener is near, those above it were never closed.
  private mutating func recover(_ byte: UInt8, token: Int) {
    let opener = Lexer.opener(of: byte)
    guard let index = brackets.suffix(4).lastIndex(where: { $0.byte == opener }) else { return }
    let bracket = brackets[index]
    brackets.removeSubrange(index...)
    pairs.append((bracket.token, Int32(truncatingIfNeeded: token)))
  }
}
