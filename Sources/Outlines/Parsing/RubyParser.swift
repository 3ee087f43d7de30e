/// Finds definitions in Ruby, whose blocks end with `end`.
struct RubyParser {
  /// What an `end` is awaited for.
  private struct Block {
    var item: Open?
    var children: [Item] = []
    let isFunction: Bool
    let isType: Bool
  }

  private struct Open {
    let kind: Item.Kind
    let name: String
    let signature: String
    let firstLine: Int
    let headerLine: Int
    let container: [String]
    let isConditional: Bool
  }

  let code: CodeTokens
  private(set) var imports: [Import] = []
  private(set) var items: [Item] = []
  private(set) var isBalanced = true
  private var blocks: [Block] = []
  /// Whether a `do` on this line belongs to a loop.
  private var loopLine = -1
  private var lineStart = 0

  init(_ code: CodeTokens) { self.code = code }

  mutating func parse() {
    var index = 0
    while index < code.count {
      if isStatementStart(index) {
        lineStart = index
        statement(index)
      }
      if code.isName(index), !isPartOfName(index) { word(code.word(index), index) }
      index += 1
    }
    if !blocks.isEmpty { isBalanced = false }
    while !blocks.isEmpty { end(at: code.count - 1) }
  }

  private func isStatementStart(_ index: Int) -> Bool {
    guard index > 0 else { return true }
    if code.isMark(index - 1, ";") { return true }
    return code.line(index) > code.endLine(index - 1) && code.lines[code.line(index)].kind != .continuation
  }

  /// `:if`, `if:`, `.class`, `def end` and the like name something.
  private func isPartOfName(_ index: Int) -> Bool {
    if code.isMark(index - 1, ".") { return true }
    if code.isMark(index - 1, ":"), code.isAdjacent(index - 1), !code.isMark(index - 2, ":") { return true }
    if code.isMark(index + 1, ":"), code.isAdjacent(index), !code.isMark(index + 2, ":") { return true }
    return code.word(index - 1) == "def"
  }

  private mutating func word(_ word: String, _ index: Int) {
    switch word {
    case "class", "module": type(word, index)
    case "def": definition(index)
    case "begin", "case", "for":
      if word == "for" { loopLine = code.line(index) }
      blocks.append(Block(isFunction: false, isType: false))
    case "if", "unless", "while", "until":
      guard expectsStatement(index) else { return }
      if word == "while" || word == "until" { loopLine = code.line(index) }
      blocks.append(Block(isFunction: false, isType: false))
    case "do":
      if loopLine == code.line(index) {
        loopLine = -1
      } else {
        doBlock(index)
      }
    case "end": end(at: index)
    default: break
    }
  }

  /// Whether `if` begins a statement or value here, and is not a modifier behind one.
  private func expectsStatement(_ index: Int) -> Bool {
    if index == lineStart { return true }
    let before = index - 1
    switch code.tokens[before].kind {
    case .punctuation: return !")]}".utf8.contains(code.mark(before))
    case .identifier:
      return ["then", "else", "do", "begin", "ensure", "and", "or", "not", "in"].contains(code.word(before))
    default: return false
    }
  }

  private var isInFunction: Bool { blocks.contains { $0.isFunction } }
  private var container: [String] { blocks.compactMap { $0.item?.name } }
  private var isConditional: Bool { blocks.contains { $0.item == nil } }

  private mutating func begin(
    _ kind: Item.Kind, _ name: String, _ header: Range<Int>, isFunction: Bool = false, isType: Bool = false
  ) {
    guard !isInFunction, blocks.count < Outline.deepestItem else {
      return blocks.append(Block(isFunction: isFunction, isType: isType))
    }
    let line = code.line(header.lowerBound)
    let open = Open(
      kind: kind, name: name, signature: code.joined(header),
      firstLine: code.firstLineWithComment(above: line),
      headerLine: line, container: container, isConditional: isConditional)
    blocks.append(Block(item: open, isFunction: isFunction, isType: isType))
  }

  private mutating func end(at index: Int) {
    guard let block = blocks.popLast() else {
      isBalanced = false
      return
    }
    guard let open = block.item else { return append(block.children) }
    // A call in it may go on for longer, if brackets and `end` cross each other.
    let childrenEnd = block.children.map(\.lines.upperBound).max() ?? 0
    let last = max(code.endLine(index), open.headerLine, childrenEnd - 1)
    append([
      Item(
        kind: open.kind, name: open.name, container: open.container, signature: open.signature,
        attributes: [],
        lines: open.firstLine..<last + 1, headerLine: open.headerLine,
        body: open.headerLine + 1..<max(open.headerLine + 1, last), value: nil,
        isConditional: open.isConditional,
        children: block.children)
    ])
  }

  private mutating func append(_ found: [Item]) {
    if blocks.isEmpty { items += found } else { blocks[blocks.count - 1].children += found }
  }

  /// The tokens from one on that stand in its line.
  private func restOfLine(_ index: Int) -> Range<Int> {
    var end = index
    while end < code.count, code.line(end) == code.line(index) { end += 1 }
    return index..<end
  }

  private mutating func type(_ word: String, _ index: Int) {
    if code.isMark(index + 1, "<"), code.isMark(index + 2, "<") {
      return begin(.namespace, "<< " + code.word(index + 3), restOfLine(index), isType: true)
    }
    var end = index + 1
    while end < code.count,
      code.isName(end) && (end == index + 1 || code.isMark(end - 1, ":")) || code.isMark(end, ":")
    { end += 1 }
    begin(
      word == "class" ? .class : .namespace, code.joined(index + 1..<end, separator: ""), restOfLine(index),
      isType: true)
  }

  private mutating func definition(_ index: Int) {
    var end = index + 1
    guard end < code.count else { return blocks.append(Block(isFunction: true, isType: false)) }
    if code.isName(end) {
      while code.isMark(end + 1, "."), end + 2 < code.count { end += 2 }
      end += 1
      if code.isMark(end, "="), code.isAdjacent(end - 1), code.isMark(end + 1, "(") || code.isName(end + 1) {
        end += 1
      }
    } else {
      while end < code.count, code.tokens[end].kind == .punctuation,
        !code.isMark(end, "(") || end == index + 1, code.line(end) == code.line(index)
      { end += 1 }
    }
    let name = code.joined(index + 1..<max(end, index + 2), separator: "")
    let behind = code.isMark(end, "(") ? code.skip(end, before: code.count) : end
    let header = index..<max(behind, index + 2)
    let kind: Item.Kind = blocks.contains { $0.isType } ? .method : .function
    begin(kind, name, header, isFunction: true)
    if code.isMark(behind, "="), !code.isMark(behind + 1, "="),
      code.line(min(behind, code.count - 1)) == code.line(index)
    {
      self.end(at: restOfLine(index).upperBound - 1)
    }
  }

  /// `describe "x" do`, `factory :user do`: a block of calls, if a call begins the statement.
  private mutating func doBlock(_ index: Int) {
    guard code.isName(lineStart), lineStart < index, !isAssignment(lineStart..<index) else {
      return blocks.append(Block(isFunction: false, isType: false))
    }
    let name = callName(lineStart, before: index)
    let word = name.prefix { $0 != " " }
    let kind: Item.Kind =
      RubyParser.tests.contains(String(word))
      ? .test : RubyParser.bindings.contains(String(word)) ? .call : .block
    begin(kind, name, lineStart..<index, isFunction: kind != .block)
  }

  private func isAssignment(_ range: Range<Int>) -> Bool {
    range.contains {
      code.isMark($0, "=") && !code.isMark($0 + 1, ">") && !isInBrackets($0, from: range.lowerBound)
    }
  }

  private func isInBrackets(_ token: Int, from start: Int) -> Bool {
    var index = start
    while index < token { index = code.skip(index, before: code.count) }
    return index > token
  }

  private static let tests: Set<String> = ["it", "specify", "test", "example", "scenario", "xit", "fit"]
  private static let bindings: Set<String> = ["let", "let!", "subject", "subject!", "trait"]

  /// What is called and its first argument, if that is a string, a symbol or a constant: `describe "x"`, `let :a`.
  private func callName(_ start: Int, before limit: Int) -> String {
    var end = start + 1
    while end + 1 < limit, code.isMark(end, "."), code.isName(end + 1) { end += 2 }
    let path = code.joined(start..<end, separator: "")
    if code.isMark(end, "("), end < limit { end += 1 }
    guard end < limit else { return path }
    if code.isString(end) { return path + " \"" + code.unquoted(end) + "\"" }
    if code.isMark(end, ":"), code.isName(end + 1) { return path + " :" + code.word(end + 1) }
    return code.isName(end) && code.word(end) != "do" ? path + " " + code.word(end) : path
  }

  /// A statement without a block of its own: `require 'x'`, `NAME = 1`, `let(:x) { … }`, `gem "rails"`.
  private mutating func statement(_ index: Int) {
    guard code.isName(index), !isInFunction else { return }
    let word = code.word(index)
    let rest = restOfLine(index)
    if ["require", "require_relative", "load"].contains(word), let string = rest.first(where: code.isString) {
      imports.append(
        code.makeImport(.include, code.unquoted(string), [], qualifier: word, rest, isNested: !blocks.isEmpty)
      )
      return
    }
    guard !RubyParser.keywords.contains(word), !rest.contains(where: { code.word($0) == "do" }) else {
      return
    }
    if code.isMark(index + 1, "="), !code.isMark(index + 2, "="), !code.isMark(index + 2, "~") {
      let isConstant = word.utf8.first.map { $0 >= 0x41 && $0 <= 0x5A } ?? false
      if isConstant { add(.constant, word, index) }
      return
    }
    let name = callName(index, before: rest.upperBound)
    if name != word { add(RubyParser.tests.contains(word) ? .test : .call, name, index) }
  }

  private mutating func add(_ kind: Item.Kind, _ name: String, _ index: Int) {
    let line = code.line(index)
    var end = index
    var lastLine = line
    while end < code.count, code.line(end) == lastLine {
      let next = code.skip(end, before: code.count)
      lastLine = code.endLine(next - 1)
      end = next
    }
    append([
      Item(
        kind: kind, name: name, container: container, signature: code.joined(index..<end), attributes: [],
        lines: code.firstLineWithComment(above: line)..<lastLine + 1, headerLine: line, body: nil, value: nil,
        isConditional: isConditional, children: [])
    ])
  }

  private static let keywords: Set<String> = [
    "if", "unless", "while", "until", "for", "case", "when", "else", "elsif", "end", "begin", "rescue",
    "ensure", "def",
    "class", "module", "return", "yield", "then", "do", "break", "next", "super", "private", "public",
    "protected",
    "include", "extend", "raise", "puts", "print", "in",
  ]
}
