/// Members without a word of their own, object literals, and calls: JavaScript, and Kotlin's blocks.
extension BraceParser {
  /// `name(…) {`, `get name() {`, `name = …`, `name: Type;` in a class or interface.
  mutating func member(_ statement: Statement, in region: Region) -> Item? {
    var token = statement.head
    while token + 1 < statement.end {
      let isAccessor =
        ["get", "set"].contains(code.word(token))
        && (code.isName(token + 1) || code.isString(token + 1) || code.isMark(token + 1, "#"))
      guard code.isMark(token, "*") || code.isMark(token, "#") || isAccessor else { break }
      token += 1
    }
    guard let name = keyName(token) else { return nil }
    let isMethod =
      code.isMark(token + 1, "(") || code.isMark(token + 1, "<")
      || code.isMark(token + 1, "?") && code.isMark(token + 2, "(")
    if isMethod { return item(.method, name, at: token, statement, in: region, open: statement.body) }
    let value = statement.assign.map { $0 + 1..<max($0 + 1, statement.end) }
    return item(.property, name, at: token, statement, in: region, value: value)
  }

  private func keyName(_ token: Int) -> String? {
    guard token < code.count else { return nil }
    switch code.tokens[token].kind {
    case .identifier, .number: return code.string(token)
    case .string: return code.unquoted(token)
    default: return nil
    }
  }

  /// One entry of an object literal.
  mutating func objectEntry(_ statement: Statement, in region: Region) -> [Item] {
    let first = statement.tokens.lowerBound
    var end = statement.end
    if code.isMark(end - 1, ",") { end -= 1 }
    var token = first
    while token + 1 < end, ["get", "set", "async"].contains(code.word(token)),
      keyName(token + 1) != nil || code.isMark(token + 1, "*")
    {
      token += 1
    }
    if code.isMark(token, "*") { token += 1 }
    guard token < end, let name = keyName(token) else { return [] }
    let isAccessor = token > first && code.word(token - 1) != "async" && !code.isMark(token - 1, "*")
    if token + 1 == end || code.isMark(token + 1, "(") {
      return [
        item(
          isAccessor ? .method : .key, name, at: token, statement, in: region,
          signature: first..<(statement.body ?? end), open: statement.body, value: token..<end)
      ]
    }
    guard code.isMark(token + 1, ":"), token + 2 < end else { return [] }
    let value = token + 2..<end
    let children = code.isMark(token + 2, "{") ? self.children(token + 2, name, .object, of: region) : []
    return [
      item(
        .key, name, at: token, statement, in: region, signature: token..<token + 1, value: value,
        children: children)
    ]
  }

  /// A statement that is an expression: an assignment to a path, or a call.
  mutating func expression(_ statement: Statement, in region: Region) -> [Item] {
    let head = statement.head
    guard code.isName(head), !rules.statements.contains(code.word(head)) else { return [] }
    var end = head + 1
    while end + 1 < statement.end, code.isMark(end, "."), code.isName(end + 1) { end += 2 }
    let path = code.joined(head..<end, separator: "")
    if let assign = statement.assign, assign == end, !code.isMark(assign + 1, ">") {
      let value = assign + 1..<max(assign + 1, statement.end)
      let children = literal(value, path, of: region)
      return [
        item(
          .property, path, at: head, statement, in: region, signature: head..<end, value: value,
          children: children)
      ]
    }
    if code.word(head) == "default", let open = statement.body {
      let isLiteral = open == head + 1 || code.isMark(open - 1, "(")
      let children = isLiteral ? self.children(open, "default", .object, of: region) : []
      return [item(.property, "default", at: head, statement, in: region, children: children)]
    }
    if code.isMark(end, "{"), code.language == .kotlin {
      return [callBlock(path, end, end, statement, in: region)]
    }
    guard code.isMark(end, "(") else { return [] }
    return [call(path, end, statement, in: region)]
  }

  private static let testWords: Set<String> = ["it", "test", "specify", "bench", "xit", "fit", "xtest"]
  private static let groupWords: Set<String> = [
    "describe", "context", "suite", "fdescribe", "xdescribe", "define", "jQuery", "$",
  ]

  private mutating func call(_ path: String, _ paren: Int, _ statement: Statement, in region: Region) -> Item
  {
    let word = String(path.prefix { $0 != "." })
    var arguments = paren
    // `it.each([…])("name", …)`
    let behind = code.skip(paren, before: statement.end)
    if code.isMark(behind, "("), behind < statement.end { arguments = behind }
    let label = code.isString(arguments + 1) ? " \"" + code.unquoted(arguments + 1) + "\"" : ""
    let name = path + label
    let isTest = BraceParser.testWords.contains(word) && !label.isEmpty && !path.hasSuffix(".describe")
    if isTest {
      return item(
        .test, name, at: statement.head, statement, in: region, signature: statement.head..<arguments)
    }
    if code.language == .kotlin, let open = statement.body, open > paren {
      return callBlock(name, paren, open, statement, in: region)
    }
    let isGroup = BraceParser.groupWords.contains(word) || path.hasSuffix(".describe")
    if isGroup, let open = callback(arguments, before: statement.end) {
      return callBlock(name, paren, open, statement, in: region)
    }
    return item(.call, name, at: statement.head, statement, in: region, signature: statement.tokens)
  }

  private mutating func callBlock(
    _ name: String, _ headEnd: Int, _ open: Int, _ statement: Statement, in region: Region
  )
    -> Item
  {
    let children = self.children(open, name, .block, of: region)
    return item(
      .block, name, at: statement.head, statement, in: region, signature: statement.head..<headEnd,
      open: open,
      children: children)
  }

  /// The brace that opens the body of a function among the arguments of a call.
  private func callback(_ paren: Int, before limit: Int) -> Int? {
    guard let close = code.close(of: paren, before: limit) else { return nil }
    var index = paren + 1
    while index < close {
      if code.isMark(index, "{"), code.isMark(index - 1, ">") || code.isMark(index - 1, ")") { return index }
      index = code.skip(index, before: close)
    }
    return nil
  }
}
