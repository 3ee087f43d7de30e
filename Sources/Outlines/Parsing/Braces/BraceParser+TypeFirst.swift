/// Definitions that begin with a type: C, C++, Java, C#.
extension BraceParser {
  /// A function, `int f(…) {`, or a variable, `int x = 1;`.
  mutating func typeFirst(_ word: String, _ statement: Statement, in region: Region) -> [Item] {
    if word == "typedef" { return typedef(statement, in: region) }
    if code.isMark(statement.head, "@") { return annotationType(statement, in: region) }
    // `class Fwd;` only says that there is one.
    if rules.types[word] != nil, statement.body == nil, statement.end - statement.head <= 3 { return [] }
    guard !rules.statements.contains(word) else { return [] }
    let limit = statement.assign ?? statement.end
    guard let paren = parameters(statement, before: limit) else { return fields(statement, in: region) }
    guard let name = functionName(before: paren, statement) else { return [] }
    return function(name.text, name.token, paren, statement, in: region).map { [$0] } ?? []
  }

  /// The bracket that opens the parameters: the first one behind a name, outside of other brackets.
  private func parameters(_ statement: Statement, before limit: Int) -> Int? {
    var index = statement.head
    while index < limit {
      if code.isMark(index, "("), index > statement.head, isFunctionName(before: index, statement.head) {
        // `__attribute__((…))` and the like stand before or behind; they are no parameters.
        let isAttribute =
          code.word(index - 1).hasPrefix("__") || code.word(index - 1) == "alignas"
          || code.word(index - 1) == "decltype"
        if !isAttribute { return index }
      }
      if code.isMark(index, "{") { return nil }
      index = code.skip(index, before: limit)
    }
    return nil
  }

  /// A name, a name with type parameters, or an operator.
  private func isFunctionName(before paren: Int, _ head: Int) -> Bool {
    if code.isName(paren - 1) || (1...3).contains(where: { code.word(paren - $0) == "operator" }) {
      return true
    }
    return code.isMark(paren - 1, ">") && code.isName(angleStart(paren - 1, head) - 1)
  }

  /// Java: `@interface Name { … }`.
  private mutating func annotationType(_ statement: Statement, in region: Region) -> [Item] {
    let name = statement.head + 2
    guard let open = statement.body, code.word(name - 1) == "interface", code.isName(name) else { return [] }
    let children = self.children(open, code.word(name), .type(.interface), of: region)
    return [
      item(.interface, code.word(name), at: name, statement, in: region, open: open, children: children)
    ]
  }

  private func functionName(before paren: Int, _ statement: Statement) -> (text: String, token: Int)? {
    if let symbol = (1...3).first(where: { code.word(paren - $0) == "operator" }) {
      return (code.joined(paren - symbol..<paren, separator: ""), paren - symbol)
    }
    var start = paren - 1
    if code.isMark(start, ">") {
      start = angleStart(start, statement.head) - 1
      return (code.word(start), start)
    }
    if code.isMark(start - 1, "~") { start -= 1 }
    while start - 2 > statement.head, code.isMark(start - 1, ":"), code.isMark(start - 2, ":") {
      var before = start - 3
      if code.isMark(before, ">") { before = angleStart(before, statement.head) - 1 }
      guard before >= statement.head, code.isName(before) else { break }
      start = before
    }
    return (code.joined(start..<paren, separator: ""), start)
  }

  private func angleStart(_ close: Int, _ limit: Int) -> Int {
    var depth = 0
    var index = close
    while index > limit {
      if code.isMark(index, ">") { depth += 1 }
      if code.isMark(index, "<") {
        depth -= 1
        if depth == 0 { return index }
      }
      index -= 1
    }
    return close
  }

  private mutating func function(
    _ name: String, _ token: Int, _ paren: Int, _ statement: Statement, in region: Region
  ) -> Item? {
    let hasType = token > statement.head
    let isConstructor = region.container.last == name.split(separator: "~").last.map(String.init)
    let kind: Item.Kind = region.isType ? .method : .function
    if !hasType, !isConstructor, !name.contains("::") {
      // A macro that stands for a definition: `TEST(Suite, name) { … }`.
      guard statement.body != nil, rules.imports == .c,
        let close = code.close(of: paren, before: statement.end)
      else { return nil }
      return item(
        .test, code.joined(token..<close + 1, separator: ""), at: token, statement, in: region,
        open: statement.body)
    }
    let isDeclaration = statement.body == nil && statement.assign == nil
    // A prototype may stand beside the definition, and `Type x(1);` is a variable.
    if isDeclaration, rules.imports == .c, !region.isType { return nil }
    return item(kind, name, at: token, statement, in: region, open: statement.body)
  }

  /// `private int a, b = 2;` and C#'s `public int X { get; set; }`.
  private func fields(_ statement: Statement, in region: Region) -> [Item] {
    var limit = statement.assign ?? statement.body ?? statement.end
    if let body = statement.body, body < limit { limit = body }
    if code.isMark(limit - 1, ";") { limit -= 1 }
    guard limit - statement.head >= 2 else { return [] }
    var end = limit
    while end > statement.head + 1, code.isMark(end - 1, "]"),
      let open = (statement.head..<end).last(where: { code.isMark($0, "[") })
    {
      end = open
    }
    guard end - 1 > statement.head, code.isName(end - 1) else { return [] }
    let isConstant =
      !statement.modifiers.isDisjoint(with: ["final", "const", "constexpr"])
      || code.word(statement.head) == "const"
    let kind: Item.Kind = region.isType ? .property : isConstant ? .constant : .variable
    let value = statement.assign.map { $0 + 1..<max($0 + 1, statement.end - 1) }
    // `extern int x;` declares what stands elsewhere.
    if statement.modifiers.contains("extern"), value == nil { return [] }
    return [
      item(
        kind, code.word(end - 1), at: end - 1, statement, in: region, signature: statement.head..<limit,
        open: statement.assign == nil ? statement.body : nil, value: value)
    ]
  }

  private mutating func typedef(_ statement: Statement, in region: Region) -> [Item] {
    var end = statement.end
    if code.isMark(end - 1, ";") { end -= 1 }
    guard
      let token = (statement.head + 1..<max(statement.head + 1, end)).last(where: {
        code.isName($0) && !isInside($0, statement)
      })
    else {
      return []
    }
    return [item(.type, code.word(token), at: token, statement, in: region, open: statement.body)]
  }

  private func isInside(_ token: Int, _ statement: Statement) -> Bool {
    guard let body = statement.body, let close = code.close(of: body, before: statement.end) else {
      return false
    }
    return token > body && token < close
  }
}
