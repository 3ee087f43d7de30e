/// One statement: where its parts are.
struct Statement {
  /// All its tokens, attributes and the `;` included.
  var tokens: Range<Int>
  /// The first token behind attributes and modifiers.
  var head: Int
  var attributes: [String]
  var modifiers: Set<String>
  /// The last brace outside of other brackets that opens a body.
  var body: Int?
  /// The first `=` outside of brackets that gives a value, or the `=` of `=>`.
  var assign: Int?
  /// The last token that is not the `;`.
  var end: Int { tokens.upperBound }
}

extension BraceParser {
  /// The statement that begins at a token.
  func statement(at start: Int, in region: Region) -> Statement {
    var result = Statement(tokens: start..<start + 1, head: start, attributes: [], modifiers: [])
    if isOutsideOfPHP(start) { return result }
    readHead(&result, before: region.tokens.upperBound)
    let limit = region.tokens.upperBound
    let separatesByComma = region.place == .cases || region.place == .fields || region.place == .object
    let word = code.word(result.head)
    let isBlock = rules.types[word] != nil || rules.functions.contains(word)
    var index = result.head
    while index < limit {
      if index > result.head, rules.newlinesEnd, !separatesByComma,
        code.line(index) > code.endLine(index - 1),
        lineEnds(before: index)
      {
        break
      }
      if index > result.head, isOutsideOfPHP(index) { break }
      let mark = code.mark(index)
      if mark == UInt8(ascii: ";") || mark == UInt8(ascii: ",") && separatesByComma {
        index += 1
        break
      }
      if mark == UInt8(ascii: "{") {
        result.body = index
        index = code.skip(index, before: limit)
        if !separatesByComma, blockEnds(result, word, isBlock, at: index, before: limit) { break }
        continue
      }
      if mark == UInt8(ascii: "="), result.assign == nil, isAssignment(index) { result.assign = index }
      index = code.skip(index, before: limit)
    }
    result.tokens = start..<min(max(index, start + 1), limit)
    return result
  }

  /// Whether a token is what lies outside of `<?php … ?>`, with the marks around it.
  private func isOutsideOfPHP(_ token: Int) -> Bool {
    guard code.language == .php, code.isString(token) else { return false }
    let bytes = code.text.bytes[code.tokens[token].range]
    return bytes.starts(with: Array("?>".utf8)) || bytes.suffix(5).elementsEqual("<?php".utf8)
  }

  /// Whether an `=` gives a value: not `==`, `<=`, `operator=`.
  private func isAssignment(_ index: Int) -> Bool {
    if code.isMark(index + 1, "="), code.isAdjacent(index) { return false }
    guard index > 0 else { return true }
    if code.word(index - 1) == "operator" { return false }
    return
      !(code.isAdjacent(index - 1) && "=!<>".utf8.contains(code.mark(index - 1)) && code.mark(index - 1) != 0)
      || code.isMark(index - 1, ">") && code.language != .cpp
  }

  /// Whether a statement ends behind the braces that end before a token.
  private func blockEnds(
    _ statement: Statement, _ word: String, _ isBlock: Bool, at index: Int, before limit: Int
  )
    -> Bool
  {
    if statement.assign != nil, !isBlock { return false }
    if isImportWord(word) || word == "typedef" || word == "export" { return false }
    guard index < limit else { return true }
    let isSameLine = code.line(index) == code.line(index - 1)
    let mark = code.mark(index)
    if mark == UInt8(ascii: ".") { return false }
    if isSameLine, mark != 0, "{,?:=>|&[".utf8.contains(mark) { return false }
    if isSameLine, mark == UInt8(ascii: "("), !isBlock { return false }
    if rules.imports == .c, isBlock, isSameLine,
      code.isName(index) || mark == UInt8(ascii: "*") || mark == UInt8(ascii: ";")
    {
      return false
    }
    // `do { … } while (…)` and a semicolon that only repeats the end.
    return true
  }

  private func isImportWord(_ word: String) -> Bool {
    switch rules.imports {
    case .rust, .php: word == "use"
    case .javascript: word == "import"
    default: false
    }
  }

  /// Whether the end of a line ends the statement, as far as the tokens on both sides say.
  private func lineEnds(before index: Int) -> Bool {
    !goesOn(after: index - 1) && !goesOn(with: index)
  }

  private func goesOn(after index: Int) -> Bool {
    let mark = code.mark(index)
    switch mark {
    case 0:
      let word = code.word(index)
      return BraceParser.openWords.contains(word) || rules.modifiers.contains(word) && code.language != .go
    case UInt8(ascii: ">"):
      return (code.isMark(index - 1, "=") || code.isMark(index - 1, "-")) && code.isAdjacent(index - 1)
    case UInt8(ascii: "+"), UInt8(ascii: "-"): return code.mark(index - 1) != mark
    case UInt8(ascii: "?"), UInt8(ascii: "!"), UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"),
      UInt8(ascii: "`"):
      return false
    // `import a.*` ends there.
    case UInt8(ascii: "*"): return code.language != .swift && !code.isMark(index - 1, ".")
    default: return mark != UInt8(ascii: ";") && mark != UInt8(ascii: "@") && mark != UInt8(ascii: "#")
    }
  }

  private func goesOn(with index: Int) -> Bool {
    switch code.mark(index) {
    case 0:
      let word = code.word(index)
      if word == "get" || word == "set" { return code.language == .kotlin && code.isMark(index + 1, "(") }
      return BraceParser.followingWords.contains(word)
    case UInt8(ascii: "{"): return code.language != .go
    case UInt8(ascii: "-"): return code.isMark(index + 1, ">")
    case UInt8(ascii: "."): return true
    case UInt8(ascii: "<"), UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "@"), UInt8(ascii: "#"),
      UInt8(ascii: "`"),
      UInt8(ascii: "!"), UInt8(ascii: "~"), UInt8(ascii: "*"):
      return false
    case UInt8(ascii: "}"), UInt8(ascii: ")"), UInt8(ascii: "]"): return false
    default: return code.language != .go
    }
  }

  private static let openWords: Set<String> = [
    "extends", "implements", "where", "else", "from", "import", "func", "function", "class", "interface",
    "struct",
    "enum", "protocol", "extension", "typealias", "fun", "val", "var", "let", "const", "type", "as", "in",
    "is", "by",
    "return", "throws",
  ]
  private static let followingWords: Set<String> = [
    "else", "catch", "finally", "where", "extends", "implements", "throws", "rethrows", "from", "as",
    "satisfies",
    "by", "instanceof",
  ]
}
