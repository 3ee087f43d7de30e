/// Finds the key of one entry of a literal.
struct LiteralKey {
  /// What an entry is made of.
  struct Found {
    /// Nil if it is not constant: a call, an interpolated text.
    let name: String?
    let isText: Bool
    /// The tokens of its value.
    let value: Range<Int>
  }

  let code: CodeTokens
  let form: LiteralForm

  /// The longest constant key, in tokens.
  private static let longestKey = 12

  /// - Parameter range: the tokens of the entry so far.
  /// - Returns: nil if it has no key.
  func find(in range: Range<Int>) -> Found? {
    guard let first = range.first else { return nil }
    for separator in form.separators {
      guard let (end, value) = place(of: separator, in: range) else { continue }
      let key = first..<end
      // What has no value yet is still being read.
      let values = value < range.upperBound ? value..<range.upperBound : key
      let isSymbol = separator == .colon && code.language == .ruby
      guard let name = name(of: key) else {
        return isStrict(separator) ? nil : Found(name: nil, isText: false, value: values)
      }
      return Found(
        name: isSymbol ? ":" + name : name,
        isText: !isSymbol && form.tellsTextsApart && key.count == 1 && code.isString(first), value: values)
    }
    return form.hasShorthands ? shorthand(range) : nil
  }

  /// `*a`, `**a`, `...a`: entries from elsewhere.
  func isSpread(_ range: Range<Int>) -> Bool {
    guard let first = range.first else { return true }
    return code.isMark(first, "*") || code.isMark(first, ".") && code.isMark(first + 1, ".")
  }

  /// Whether only a constant key makes an entry, as anything else is no literal.
  private func isStrict(_ separator: LiteralForm.Separator) -> Bool {
    separator == .equals || form.hasShorthands
  }

  /// Behind a key, and behind its separator.
  private func place(of separator: LiteralForm.Separator, in range: Range<Int>) -> (Int, Int)? {
    let first = range.lowerBound
    switch separator {
    case .equals:
      guard code.isName(first), code.isMark(first + 1, "="), first + 1 < range.upperBound,
        !(code.isMark(first + 2, "=") && code.isAdjacent(first + 1))
      else { return nil }
      return (first + 1, first + 2)
    case .colon where code.language == .ruby:
      guard code.isName(first) || code.isString(first), code.isMark(first + 1, ":"),
        first + 1 < range.upperBound, code.isAdjacent(first), !code.isMark(first + 2, ":")
      else { return nil }
      return (first + 1, first + 2)
    default:
      var index = first
      while index < range.upperBound, index - first <= 4 * LiteralKey.longestKey {
        if isSeparator(separator, index) { return (index, index + (separator == .arrow ? 2 : 1)) }
        if separator == .colon, code.isMark(index, "?") || code.isMark(index, "=") { return nil }
        index = code.skip(index, before: range.upperBound)
      }
      return nil
    }
  }

  private func isSeparator(_ separator: LiteralForm.Separator, _ index: Int) -> Bool {
    switch separator {
    case .colon: code.isMark(index, ":") && !(code.isMark(index + 1, "=") && code.isAdjacent(index))
    case .arrow: code.isMark(index, "=") && code.isMark(index + 1, ">") && code.isAdjacent(index)
    case .to: code.word(index) == "to"
    case .equals: code.isMark(index, "=")
    }
  }

  /// A constant key as text; nil for anything else.
  private func name(of key: Range<Int>) -> String? {
    guard !key.isEmpty, key.count <= LiteralKey.longestKey else { return nil }
    if key.count == 1 {
      if code.isString(key.lowerBound) { return code.unquoted(key.lowerBound) }
      return code.tokens[key.lowerBound].kind == .punctuation ? nil : code.string(key.lowerBound)
    }
    var wasWord = false
    for index in key {
      let isWord = code.tokens[index].kind != .punctuation
      if isWord && wasWord { return nil }
      if !isWord, !".,():-\\[]".utf8.contains(code.mark(index)) { return nil }
      // A call or an access by index.
      if wasWord, code.isMark(index, "(") || code.isMark(index, "[") { return nil }
      wasWord = isWord || code.isMark(index, ")") || code.isMark(index, "]")
    }
    return code.joined(key, separator: "")
  }

  /// `name`, `name(…) {…}`, `async name(…) {…}`.
  private func shorthand(_ range: Range<Int>) -> Found? {
    var index = range.lowerBound
    if isSpread(range) || code.isMark(index, "[") { return nil }
    let isAccessor = ["get", "set"].contains(code.word(index)) && !code.isMark(index + 1, "(")
    if range.count > 1, isAccessor || code.word(index) == "async" && !code.isMark(index + 1, "(") {
      index += 1
    }
    if code.isMark(index, "*") { index += 1 }
    guard index < range.upperBound, code.isName(index) || code.isString(index),
      range.count == 1 || code.isMark(index + 1, "(") && code.isMark(range.upperBound - 1, "}")
    else { return nil }
    if isAccessor, range.count > 1 { return Found(name: nil, isText: false, value: range) }
    return Found(
      name: code.isString(index) ? code.unquoted(index) : code.word(index), isText: false, value: range)
  }
}
