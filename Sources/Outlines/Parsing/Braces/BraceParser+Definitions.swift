/// Definitions that begin with a word of their own.
extension BraceParser {
  /// What a statement defines, in the order of the words that a language knows.
  mutating func definitions(_ statement: Statement, in region: Region) -> [Item] {
    let word = code.word(statement.head)
    if let kind = rules.types[word], let found = type(kind, word, statement, in: region) { return [found] }
    if rules.functions.contains(word), let found = function(word, statement, in: region) { return [found] }
    if let kind = rules.variables[word], !(rules.isTypeFirst && word == "const") {
      return variables(kind, statement, in: region)
    }
    if code.isMark(statement.head, "{") { return bareBlock(statement, in: region) }
    if word == "macro_rules", code.isMark(statement.head + 1, "!"), code.isName(statement.head + 2) {
      return [
        item(
          .macro, code.word(statement.head + 2), at: statement.head + 2, statement, in: region,
          open: statement.body)
      ]
    }
    if case .type(let kind) = region.place {
      if code.language == .go { return goMember(kind, statement, in: region) }
      if rules.hasBareMembers { return member(statement, in: region).map { [$0] } ?? [] }
    }
    if rules.isTypeFirst { return typeFirst(word, statement, in: region) }
    if code.language == .php, region.isType { return phpProperty(statement, in: region) }
    return rules.hasCallBlocks ? expression(statement, in: region) : []
  }

  /// `extern "C" { … }` holds definitions of its surroundings; other bare blocks hold none.
  private mutating func bareBlock(_ statement: Statement, in region: Region) -> [Item] {
    guard let open = statement.body, statement.modifiers.contains("extern") else { return [] }
    return children(open, nil, region.place, of: region)
  }

  // MARK: Types

  private mutating func type(_ kind: Item.Kind, _ word: String, _ statement: Statement, in region: Region)
    -> Item?
  {
    var nameToken = statement.head + 1
    if word == "enum", ["class", "struct"].contains(code.word(nameToken)) { nameToken += 1 }
    while code.isMark(nameToken, "["), rules.imports == .c {
      nameToken = code.skip(nameToken, before: statement.end)
    }
    guard nameToken < statement.end else { return nil }
    if kind == .impl || kind == .extension {
      return extending(kind, statement, in: region)
    }
    guard let name = typeName(nameToken, word, statement) else { return nil }
    guard isTypeHeader(behind: nameToken, kind, word, statement) else { return nil }
    if rules.imports == .c, statement.body == nil { return nil }
    if word == "record", !code.isMark(nameToken + 1, "("), statement.body == nil, rules.isTypeFirst,
      !code.isMark(nameToken + 1, "<")
    {
      return nil
    }
    let isNamespace = kind == .namespace
    var children: [Item] = []
    if let open = statement.body {
      children = self.children(open, name, place(of: kind, statement, in: region), of: region)
    } else if isNamespace, rules.isTypeFirst || code.language == .php {
      // `namespace X;` speaks of the rest of the file.
      return nil
    }
    return item(kind, name, at: nameToken, statement, in: region, open: statement.body, children: children)
  }

  private func place(of kind: Item.Kind, _ statement: Statement, in region: Region) -> Place {
    switch kind {
    case .class where statement.modifiers.contains("enum"): .cases
    case .namespace: .file
    case .enum where rules.hasBareCases: .cases
    case .struct where code.language == .rust: .fields
    default: .type(kind)
    }
  }

  private func typeName(_ token: Int, _ word: String, _ statement: Statement) -> String? {
    if code.isName(token) { return dottedName(token, before: statement.end) }
    if code.isMark(token, "`"), code.isName(token + 1) { return code.word(token + 1) }
    if word == "object", statement.modifiers.contains("companion") { return "Companion" }
    if code.isString(token), word == "module" || word == "namespace" { return code.unquoted(token) }
    return nil
  }

  /// `a`, or `a.b.c`, `a::b` where such names are defined.
  private func dottedName(_ token: Int, before limit: Int) -> String {
    var end = token + 1
    while end + 1 < limit {
      if code.isMark(end, "."), code.isName(end + 1) {
        end += 2
      } else if code.isMark(end, ":"), code.isMark(end + 1, ":"), code.isName(end + 2) {
        end += 3
      } else {
        break
      }
    }
    return code.joined(token..<end, separator: "")
  }

  /// Whether what follows the name can follow a type's name: `struct a *f(…)` defines no `a`.
  private func isTypeHeader(behind token: Int, _ kind: Item.Kind, _ word: String, _ statement: Statement)
    -> Bool
  {
    let next = token + 1
    if rules.imports == .c {
      guard next < statement.end else { return false }
      return code.isMark(next, "{") || code.isMark(next, ":") || code.isMark(next, "<")
        || code.word(next) == "final"
        || code.isName(next) && code.isMark(next + 1, "{") || code.isName(next) && code.isMark(next + 1, ":")
    }
    if ["module", "namespace", "type", "object", "record", "union"].contains(word) {
      return statement.assign == nil || statement.body.map { $0 < statement.assign ?? $0 } ?? false
        || word == "object"
    }
    return true
  }

  /// `impl A for B`, `extension A: B where …`: named by what is between the word and the body.
  private mutating func extending(_ kind: Item.Kind, _ statement: Statement, in region: Region) -> Item? {
    guard let open = statement.body, open > statement.head + 1 else { return nil }
    var start = statement.head + 1
    if code.isMark(start, "<") { start = angleEnd(start, before: open) ?? start }
    let words = start..<max(start, open)
    let end = words.first { code.word($0) == "where" || kind == .extension && code.isMark($0, ":") } ?? open
    let name = kind == .impl ? code.joined(start..<end) : code.joined(start..<end, separator: "")
    guard start < open, !name.isEmpty else { return nil }
    let children = self.children(open, name, .type(kind), of: region)
    return item(kind, name, at: statement.head, statement, in: region, open: open, children: children)
  }

  // MARK: Functions

  private mutating func function(_ word: String, _ statement: Statement, in region: Region) -> Item? {
    let kind: Item.Kind = region.isType ? .method : .function
    var token = statement.head + 1
    switch word {
    case "init" where code.language == .kotlin: return nil
    case "init", "deinit", "subscript", "constructor":
      return item(kind, word, at: statement.head, statement, in: region, open: statement.body)
    default: break
    }
    if code.isMark(token, "*") || code.isMark(token, "&") && code.language == .php { token += 1 }
    if code.language == .go, code.isMark(token, "(") { return goMethod(statement, in: region) }
    if code.isMark(token, "<"), code.language == .kotlin {
      token = angleEnd(token, before: statement.end) ?? token
    }
    guard token < statement.end, let (name, nameToken) = functionName(token, before: statement.end) else {
      return nil
    }
    return item(kind, name, at: nameToken, statement, in: region, open: statement.body)
  }

  private func functionName(_ token: Int, before limit: Int) -> (String, Int)? {
    if code.isMark(token, "`") {
      var end = token + 1
      while end < limit, !code.isMark(end, "`") { end += 1 }
      guard end > token + 1, end < limit else { return nil }
      return (code.string(code.tokens[token + 1].start..<code.tokens[end - 1].end), token + 1)
    }
    if code.isName(token) {
      guard code.language == .kotlin else { return (code.word(token), token) }
      // A receiver stands before the name: `fun List<T>.first()`.
      var end = token
      while end < limit, !code.isMark(end, "(") { end += 1 }
      return (code.joined(token..<max(end, token + 1), separator: ""), token)
    }
    guard code.language == .swift else { return nil }
    var end = token
    while end < limit, code.mark(end) != 0, !code.isMark(end, "("),
      !(code.isMark(end, "<") && end > token && code.isName(end + 1))
    {
      end += 1
    }
    return end > token ? (code.joined(token..<end, separator: ""), token) : nil
  }

  private func goMethod(_ statement: Statement, in region: Region) -> Item? {
    let open = statement.head + 1
    guard let close = code.close(of: open, before: statement.end), close + 1 < statement.end,
      code.isName(close + 1)
    else { return nil }
    let receiver = (open + 1..<close).last { code.isName($0) && !isInBrackets($0, after: open + 1) }
    var region = region
    region.container = receiver.map { [code.word($0)] } ?? []
    return item(.method, code.word(close + 1), at: close + 1, statement, in: region, open: statement.body)
  }

  private func isInBrackets(_ token: Int, after start: Int) -> Bool {
    (start..<token).contains { code.isMark($0, "[") }
  }
}

extension CodeTokens {
  func string(_ range: Range<Int>) -> String { String(decoding: text.bytes[range], as: UTF8.self) }
}
