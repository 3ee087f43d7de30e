/// How the text of one language falls into comments, strings and names.
struct LexicalRules: Sendable {
  var lineComments: [String] = []
  var blockComments: [BlockComment] = []
  var strings: [StringRule] = []
  /// Letters right before a quote that change what the string is, in lower case.
  var prefixes: [String: StringPrefix] = [:]
  /// Bytes that may begin a name, besides letters and `_`.
  var nameStarts = ""
  /// Bytes that may go on in a name, besides letters, digits and `_`.
  var nameParts = ""
  var features: LexicalFeatures = []
}

struct BlockComment: Sendable {
  let open: [UInt8]
  let close: [UInt8]
  let nests: Bool

  init(_ open: String, _ close: String, nests: Bool = false) {
    self.open = Array(open.utf8)
    self.close = Array(close.utf8)
    self.nests = nests
  }
}

/// One kind of string.
struct StringRule: Sendable {
  enum Escape: Sendable { case none, backslash, doubled }

  let open: [UInt8]
  var close: [UInt8]
  var escape: Escape
  /// What must stand between a backslash and what it escapes: the `#` of Swift's `#"…"#`.
  var escapeTail: [UInt8] = []
  var isMultiLine: Bool
  /// What begins code inside it.
  var interpolations: [Interpolation]

  /// - Parameters:
  ///   - open: what begins it.
  ///   - close: what ends it; nil means the same.
  init(
    _ open: String, _ close: String? = nil, escape: Escape = .backslash, isMultiLine: Bool = false,
    interpolations: [Interpolation] = []
  ) {
    self.open = Array(open.utf8)
    self.close = Array((close ?? open).utf8)
    self.escape = escape
    self.isMultiLine = isMultiLine
    self.interpolations = interpolations
  }
}

/// What begins and ends code inside a string.
struct Interpolation: Sendable {
  let open: [UInt8]
  let close: UInt8
  /// Whether two of the opening byte stand for itself, and `:` begins a format: Python's f-strings.
  let isFormat: Bool

  init(_ open: String, close: Character = "}", isFormat: Bool = false) {
    self.open = Array(open.utf8)
    self.close = close.asciiValue ?? 0
    self.isFormat = isFormat
  }

  static let dollarBrace = Interpolation("${")
  static let format = Interpolation("{", isFormat: true)
}

/// What letters before a quote change.
struct StringPrefix: Sendable {
  var escape: StringRule.Escape?
  var interpolations: [Interpolation] = []
  var isRawCpp = false
  /// `q'[…]'`: the byte behind the quote says which one ends it.
  var isOracle = false
}

/// Peculiarities that are not put into words above; each is one function of the lexer.
struct LexicalFeatures: OptionSet, Sendable {
  let rawValue: UInt32

  /// Swift: `#"…"#`, `##"""…"""##`, `#/…/#`.
  static let hashStrings = LexicalFeatures(rawValue: 1 << 0)
  /// Rust: `r#"…"#`, and `'a` beside `'a'`.
  static let rustQuotes = LexicalFeatures(rawValue: 1 << 1)
  /// `/…/` where a value is expected.
  static let regexLiterals = LexicalFeatures(rawValue: 1 << 2)
  /// `<a>…</a>` where a value is expected.
  static let jsx = LexicalFeatures(rawValue: 1 << 3)
  static let rubyHeredocs = LexicalFeatures(rawValue: 1 << 4)
  static let shellHeredocs = LexicalFeatures(rawValue: 1 << 5)
  static let phpHeredocs = LexicalFeatures(rawValue: 1 << 6)
  /// `#if`, `#define` and so on, a line each.
  static let directives = LexicalFeatures(rawValue: 1 << 7)
  /// Only `#if`, `#elseif`, `#else`, `#endif`: elsewhere `#` begins a macro.
  static let onlyConditions = LexicalFeatures(rawValue: 1 << 8)
  /// Ruby: `%w[…]`, `?x`, `$'`, `=begin`, `__END__`.
  static let rubyLiterals = LexicalFeatures(rawValue: 1 << 9)
  /// SQL: `$$…$$`, `$tag$…$tag$`.
  static let dollarQuotes = LexicalFeatures(rawValue: 1 << 10)
  /// Shell: `case … in a) … esac`, `\` before any byte, `#` only where a word begins.
  static let shellWords = LexicalFeatures(rawValue: 1 << 11)
  /// PHP: what lies outside `<?php … ?>` is text.
  static let phpTags = LexicalFeatures(rawValue: 1 << 12)
  /// `'` inside a number: C++.
  static let digitQuotes = LexicalFeatures(rawValue: 1 << 13)
}

/// The rules of a language, made ready for the lexer: what each byte may begin.
struct LexicalTable: Sendable {
  enum Opener: Sendable {
    case lineComment([UInt8])
    case blockComment(BlockComment)
    case string(StringRule)

    var bytes: [UInt8] {
      switch self {
      case .lineComment(let open): open
      case .blockComment(let comment): comment.open
      case .string(let rule): rule.open
      }
    }
  }

  enum ByteClass: UInt8, Sendable { case punctuation, blank, newline, letter, digit, special }

  let rules: LexicalRules
  let features: LexicalFeatures
  let classes: [ByteClass]
  let isNamePart: [Bool]
  /// For each byte what it may begin, the longest first.
  let openers: [[Opener]]

  init(_ rules: LexicalRules) {
    self.rules = rules
    features = rules.features
    var openers: [[Opener]] = Array(repeating: [], count: 256)
    let all =
      rules.lineComments.map { Opener.lineComment(Array($0.utf8)) }
      + rules.blockComments.map { Opener.blockComment($0) } + rules.strings.map { Opener.string($0) }
    for opener in all { if let first = opener.bytes.first { openers[Int(first)].append(opener) } }
    for index in openers.indices where openers[index].count > 1 {
      openers[index].sort { $0.bytes.count > $1.bytes.count }
    }
    self.openers = openers
    let (starts, parts) = (Array(rules.nameStarts.utf8), Array((rules.nameParts + rules.nameStarts).utf8))
    let special = LexicalTable.specialBytes(rules.features)
    var isNamePart = Array(repeating: false, count: 256)
    var classes = Array(repeating: ByteClass.punctuation, count: 256)
    for number in 0..<256 {
      let byte = UInt8(number)
      isNamePart[number] = byte.isLetter || byte.isDigit || parts.contains(byte)
      if byte == 0x0A {
        classes[number] = .newline
      } else if byte.isBlank {
        classes[number] = .blank
      } else if !openers[number].isEmpty || special.contains(byte) {
        classes[number] = .special
      } else if byte.isLetter || starts.contains(byte) {
        classes[number] = .letter
      } else if byte.isDigit {
        classes[number] = .digit
      }
    }
    self.isNamePart = isNamePart
    self.classes = classes
  }

  private static func specialBytes(_ features: LexicalFeatures) -> [UInt8] {
    var result = ""
    if !features.isDisjoint(with: [.hashStrings, .directives, .onlyConditions]) { result += "#" }
    if features.contains(.rustQuotes) { result += "'" }
    if features.contains(.regexLiterals) { result += "/" }
    if !features.isDisjoint(with: [.jsx, .rubyHeredocs, .shellHeredocs, .phpHeredocs]) { result += "<" }
    if features.contains(.rubyLiterals) { result += "%?$=" }
    if features.contains(.dollarQuotes) { result += "$" }
    if features.contains(.shellWords) { result += "\\#$" }
    if features.contains(.phpTags) { result += "?" }
    return Array(result.utf8)
  }
}
