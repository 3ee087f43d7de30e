/// Variables, constants, names for types, cases, fields.
extension BraceParser {
  /// The names that `let a = 1, b = 2`, `case a, b(Int)` or `const ( … )` define.
  mutating func variables(_ kind: Item.Kind, _ statement: Statement, in region: Region) -> [Item] {
    let start = statement.head + 1
    if code.language == .go, code.isMark(start, "(") { return group(kind, start, statement, in: region) }
    var kind = kind
    if region.isType, kind == .variable || kind == .constant, code.language != .rust { kind = .property }
    if code.language == .go, kind == .type { return goType(start, statement, in: region) }
    var result: [Item] = []
    var part = start
    while part < statement.end {
      let end = partEnd(part, before: statement.end)
      if let found = variable(kind, part..<end, statement, in: region) { result.append(found) }
      part = end + 1
    }
    return result
  }

  /// The comma outside of brackets at which the next name begins.
  private func partEnd(_ start: Int, before limit: Int) -> Int {
    var index = start
    while index < limit {
      if code.isMark(index, ",") { return index }
      if code.isMark(index, "<"), let end = angleEnd(index, before: limit) {
        index = end
      } else {
        index = code.skip(index, before: limit)
      }
    }
    return limit
  }

  private mutating func variable(
    _ kind: Item.Kind, _ part: Range<Int>, _ statement: Statement, in region: Region
  )
    -> Item?
  {
    var nameToken = part.lowerBound
    while ["mut", "in"].contains(code.word(nameToken)) || code.isMark(nameToken, "`")
      || code.isMark(nameToken, "#")
    {
      nameToken += 1
    }
    if code.language == .kotlin, code.isMark(nameToken, "<") {
      nameToken = angleEnd(nameToken, before: part.upperBound) ?? nameToken
    }
    if code.language == .php, kind == .constant, code.isName(nameToken + 1) { nameToken += 1 }
    guard nameToken < part.upperBound, code.isName(nameToken) else { return nil }
    var name = code.word(nameToken)
    if code.language == .kotlin {
      // `val String.size` extends another type.
      var end = nameToken + 1
      while code.isMark(end, "."), code.isName(end + 1), end + 1 < part.upperBound { end += 2 }
      name = code.joined(nameToken..<end, separator: "")
    }
    let assign = part.first { code.isMark($0, "=") && $0 >= nameToken }
    let valueStart = assign.map { $0 + 1 }
    let valueEnd = code.isMark(part.upperBound - 1, ";") ? part.upperBound - 1 : part.upperBound
    let value = valueStart.flatMap { $0 < valueEnd ? $0..<valueEnd : nil }
    var children: [Item] = []
    var kind = kind
    if rules.hasObjectLiterals, let value {
      if isFunction(value) { kind = .function } else { children = literal(value, name, of: region) }
    }
    let bodyStart = statement.body.flatMap { part.contains($0) ? $0 : nil }
    let headEnd = assign ?? bodyStart ?? valueEnd
    let open = kind == .function || assign == nil ? statement.body : nil
    return item(
      kind, name, at: nameToken, statement, in: region,
      signature: part.lowerBound..<max(part.lowerBound, headEnd),
      open: open, value: value, children: children)
  }

  /// Whether a value is a function: `function (…) {`, `(a) => …`, `async a => …`.
  private func isFunction(_ value: Range<Int>) -> Bool {
    var index = value.lowerBound
    if code.word(index) == "async" { index += 1 }
    if code.word(index) == "function" { return true }
    if code.isMark(index, "<") { index = angleEnd(index, before: value.upperBound) ?? index }
    if code.isMark(index, "(") {
      index = code.skip(index, before: value.upperBound)
      if code.isMark(index, ":") {
        while index < value.upperBound, !(code.isMark(index, "=") && code.isMark(index + 1, ">")) {
          index = code.skip(index, before: value.upperBound)
        }
      }
    } else if code.isName(index) {
      index += 1
    }
    return index < value.upperBound && code.isMark(index, "=") && code.isMark(index + 1, ">")
  }

  /// The keys of the object that a value is, or of the first one that it hands to a call.
  mutating func literal(_ value: Range<Int>, _ name: String, of region: Region) -> [Item] {
    var index = value.lowerBound
    while index < value.upperBound, code.isName(index) || code.isMark(index, ".") || code.isMark(index, "<") {
      index = code.isMark(index, "<") ? angleEnd(index, before: value.upperBound) ?? index + 1 : index + 1
    }
    if code.isMark(index, "("), index > value.lowerBound { index += 1 }
    guard index < value.upperBound, code.isMark(index, "{") else { return [] }
    return children(index, name, .object, of: region)
  }

  // MARK: Go

  /// `const ( … )`, `var ( … )`, `type ( … )`: a line each.
  private mutating func group(_ kind: Item.Kind, _ open: Int, _ statement: Statement, in region: Region)
    -> [Item]
  {
    guard let close = code.close(of: open, before: statement.end) else { return [] }
    var result: [Item] = []
    var index = open + 1
    while index < close {
      var inner = self.statement(
        at: index, in: Region(tokens: open + 1..<close, place: .file, container: region.container))
      inner.head = index - 1
      result.append(contentsOf: variables(kind, inner, in: region))
      index = max(inner.tokens.upperBound, index + 1)
      while index < close, code.isMark(index, ";") { index += 1 }
    }
    return result
  }

  private mutating func goType(_ nameToken: Int, _ statement: Statement, in region: Region) -> [Item] {
    guard nameToken < statement.end, code.isName(nameToken) else { return [] }
    let name = code.word(nameToken)
    let kind: Item.Kind =
      switch (nameToken..<statement.end).lazy.map(code.word).first(where: {
        $0 == "struct" || $0 == "interface"
      }) {
      case "struct": .struct
      case "interface": .interface
      default: .type
      }
    let children = statement.body.map { self.children($0, name, .type(kind), of: region) } ?? []
    return [item(kind, name, at: nameToken, statement, in: region, open: statement.body, children: children)]
  }

  func goMember(_ kind: Item.Kind, _ statement: Statement, in region: Region) -> [Item] {
    let head = statement.head
    guard code.isName(head) else { return [] }
    if kind == .interface, code.isMark(head + 1, "(") {
      return [item(.method, code.word(head), at: head, statement, in: region)]
    }
    guard kind == .struct else { return [] }
    // What is embedded is called by the last part of its type.
    if code.isMark(head + 1, "."), code.isName(head + 2), head + 2 < statement.end {
      return [item(.property, code.word(head + 2), at: head + 2, statement, in: region)]
    }
    var result = [item(.property, code.word(head), at: head, statement, in: region)]
    var index = head + 1
    while index + 1 < statement.end, code.isMark(index, ","), code.isName(index + 1) {
      result.append(item(.property, code.word(index + 1), at: index + 1, statement, in: region))
      index += 2
    }
    return result
  }

  // MARK: Lists

  /// One case of an enum whose cases stand between commas.
  mutating func enumCase(_ statement: Statement, in region: Region) -> [Item] {
    let head = statement.head
    guard code.isName(head) || code.isString(head) else { return [] }
    let name = code.isString(head) ? code.unquoted(head) : code.word(head)
    let value = statement.assign.map { $0 + 1..<max($0 + 1, statement.end - 1) }
    return [item(.enumCase, name, at: head, statement, in: region, open: statement.body, value: value)]
  }

  /// Rust: one field of a struct.
  func field(_ statement: Statement, in region: Region) -> [Item] {
    guard code.isName(statement.head), code.isMark(statement.head + 1, ":") else { return [] }
    return [item(.property, code.word(statement.head), at: statement.head, statement, in: region)]
  }

  func phpProperty(_ statement: Statement, in region: Region) -> [Item] {
    let limit = statement.assign ?? statement.end
    guard
      let token = (statement.head..<max(statement.head, limit)).first(where: { code.word($0).hasPrefix("$") })
    else {
      return []
    }
    return [item(.property, code.word(token), at: token, statement, in: region)]
  }
}
