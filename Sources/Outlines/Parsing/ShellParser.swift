/// Finds functions, variables and sourced files in shell scripts.
struct ShellParser {
  let code: CodeTokens
  private(set) var imports: [Import] = []
  private(set) var items: [Item] = []

  init(_ code: CodeTokens) { self.code = code }

  mutating func parse() {
    var index = 0
    while index < code.count {
      guard index == 0 || code.line(index) > code.endLine(index - 1) else {
        index += 1
        continue
      }
      index = max(statement(index), index + 1)
    }
  }

  /// - Returns: the token to go on with.
  private mutating func statement(_ index: Int) -> Int {
    guard code.isName(index) else { return index + 1 }
    let word = code.word(index)
    if word == "function", code.isName(index + 1) { return function(index, name: index + 1) }
    if code.isMark(index + 1, "("), code.isMark(index + 2, ")") { return function(index, name: index) }
    if word == "source", index + 1 < code.count, code.line(index + 1) == code.line(index) { include(index) }
    let name = ["export", "readonly", "declare", "local", "alias"].contains(word) ? index + 1 : index
    if name < code.count, code.isName(name), code.isMark(name + 1, "="), code.isAdjacent(name),
      code.lines[code.line(index)].indentation == 0
    {
      add(.variable, code.word(name), index, end: lineEnd(index), signature: index..<name + 1, isBlock: false)
    }
    return index + 1
  }

  private func lineEnd(_ index: Int) -> Int {
    var end = index
    while end + 1 < code.count, code.line(end + 1) == code.line(index) { end += 1 }
    return end
  }

  private mutating func function(_ index: Int, name: Int) -> Int {
    var open = name + 1
    if code.isMark(open, "("), code.isMark(open + 1, ")") { open += 2 }
    guard code.isMark(open, "{") || code.isMark(open, "("),
      let close = code.close(of: open, before: code.count)
    else { return name + 1 }
    add(.function, code.word(name), index, end: close, signature: name..<name + 1, isBlock: true)
    return close + 1
  }

  private mutating func include(_ index: Int) {
    let end = lineEnd(index)
    let module =
      code.isString(index + 1) ? code.unquoted(index + 1) : code.joined(index + 1..<end + 1, separator: "")
    imports.append(
      code.makeImport(
        .include, module, [], qualifier: "source", index..<end + 1,
        isNested: code.lines[code.line(index)].indentation > 0))
  }

  private mutating func add(
    _ kind: Item.Kind, _ name: String, _ first: Int, end: Int, signature: Range<Int>, isBlock: Bool
  ) {
    let line = code.line(first)
    let last = code.endLine(end)
    items.append(
      Item(
        kind: kind, name: name, container: [], signature: code.joined(signature), attributes: [],
        lines: code.firstLineWithComment(above: line)..<last + 1, headerLine: line,
        body: isBlock ? line + 1..<max(line + 1, last) : nil, value: nil,
        isConditional: code.lines[line].indentation > 0, children: []))
  }
}
