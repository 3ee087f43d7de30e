/// Finds definitions and imports in Python, by indentation.
///
/// A logical line goes on inside brackets and after a backslash. A block ends where a logical line is indented no
/// further than the one that opened it.
struct PythonOutlineParser {
  /// A `def`, `class`, or a block such as `if` and `try`, whose body is being read.
  private struct Block {
    let indentation: Int
    /// Nil for a block that defines nothing.
    var item: Open?
    var children: [Item] = []
    var bodyStart: Int
    let isClass: Bool
    let isEnum: Bool
    let isFunction: Bool
  }

  private struct Open {
    let kind: Item.Kind
    let name: String
    let signature: String
    let attributes: [String]
    let firstLine: Int
    let headerLine: Int
    let container: [String]
    let isConditional: Bool
  }

  let code: CodeTokens
  private(set) var imports: [Import] = []
  private(set) var items: [Item] = []
  private(set) var isTrusted = true
  private var blocks: [Block] = []
  private var attributes: [(text: String, line: Int)] = []
  private var lastLine = 0

  init(_ code: CodeTokens) { self.code = code }

  mutating func parse() {
    var index = 0
    while index < code.count {
      let end = logicalEnd(index)
      logicalLine(index..<end)
      index = max(end, index + 1)
    }
    while !blocks.isEmpty { closeBlock() }
  }

  /// Behind the last token of a logical line: a new line outside of brackets, not after a backslash.
  private func logicalEnd(_ start: Int) -> Int {
    var index = start
    var line = code.line(start)
    while index < code.count {
      if code.line(index) > line, code.lines[code.line(index)].kind == .code { break }
      if code.line(index) > line, code.lines[code.line(index)].startsInside == .code,
        code.lines[code.line(index)].kind != .continuation, code.lines[code.line(index)].depth == 0
      {
        break
      }
      let next = code.skip(index, before: code.count)
      line = code.endLine(next - 1)
      index = next
    }
    return index
  }

  private mutating func logicalLine(_ range: Range<Int>) {
    let first = range.lowerBound
    let indentation = code.lines[code.line(first)].indentation
    while let last = blocks.last, indentation <= last.indentation { closeBlock() }
    lastLine = code.endLine(range.upperBound - 1)
    switch code.word(first, longest: PythonOutlineParser.longestKeyword) {
    case "" where code.isMark(first, "@"):
      attributes.append((code.joined(range), code.line(first)))
      return
    case "def": definition(range, name: first + 1, isClass: false)
    case "async" where code.word(first + 1) == "def": definition(range, name: first + 2, isClass: false)
    case "class": definition(range, name: first + 1, isClass: true)
    case "import", "from": importStatement(range)
    case "if", "elif", "else", "try", "except", "finally", "for", "while", "with", "async", "match", "case":
      if opensBlock(range) { open(indentation, item: nil, range) } else { simpleStatement(range) }
    default: simpleStatement(range)
    }
    if !attributes.isEmpty { attributes = [] }
  }

  /// The length of `finally`, the longest of the words that begin a statement of interest.
  private static let longestKeyword = 7

  private func opensBlock(_ range: Range<Int>) -> Bool { code.isMark(range.upperBound - 1, ":") }

  private mutating func open(
    _ indentation: Int, item: Open?, _ range: Range<Int>, isClass: Bool = false, isEnum: Bool = false,
    isFunction: Bool = false
  ) {
    blocks.append(
      Block(
        indentation: indentation, item: item, bodyStart: code.endLine(range.upperBound - 1) + 1,
        isClass: isClass,
        isEnum: isEnum, isFunction: isFunction))
  }

  private mutating func definition(_ range: Range<Int>, name: Int, isClass: Bool) {
    guard name < range.upperBound, code.isName(name) else { return simpleStatement(range) }
    let first = code.line(range.lowerBound)
    let holder = blocks.last { $0.item != nil }
    let isInFunction = blocks.contains { $0.isFunction }
    let colon = headerEnd(range)
    let kind: Item.Kind = isClass ? .class : holder?.isClass ?? false ? .method : .function
    let firstLine = attributes.first?.line ?? first
    let opened = Open(
      kind: kind, name: code.word(name), signature: code.joined(range.lowerBound..<colon),
      attributes: attributes.map(\.text), firstLine: code.firstLineWithComment(above: firstLine),
      headerLine: first,
      container: container, isConditional: isConditional)
    let isEnum =
      isClass
      && (name..<colon).contains { code.word($0).hasSuffix("Enum") || code.word($0).hasSuffix("Flag") }
    if isInFunction || blocks.count > Outline.deepestItem {
      return open(code.lines[first].indentation, item: nil, range, isFunction: true)
    }
    open(
      code.lines[first].indentation, item: opened, range, isClass: isClass, isEnum: isEnum,
      isFunction: !isClass)
    if colon < range.upperBound - 1 { closeBlock() }
  }

  /// The `:` that ends a header, outside of brackets.
  private func headerEnd(_ range: Range<Int>) -> Int {
    var index = range.lowerBound
    while index < range.upperBound {
      if code.isMark(index, ":") { return index }
      index = code.skip(index, before: range.upperBound)
    }
    return range.upperBound
  }

  private var container: [String] { blocks.isEmpty ? [] : blocks.compactMap { $0.item?.name } }

  private var isConditional: Bool { blocks.contains { $0.item == nil } }

  private mutating func closeBlock() {
    let block = blocks.removeLast()
    guard let open = block.item else {
      for child in block.children { append(child) }
      return
    }
    let end = max(lastLine, open.headerLine) + 1
    append(
      Item(
        kind: open.kind, name: open.name, container: open.container, signature: open.signature,
        attributes: open.attributes, lines: open.firstLine..<end, headerLine: open.headerLine,
        body: min(block.bodyStart, end)..<end, value: nil, isConditional: open.isConditional,
        children: block.children))
  }

  private mutating func append(_ found: Item) {
    if blocks.isEmpty { items.append(found) } else { blocks[blocks.count - 1].children.append(found) }
  }

  /// An assignment to a name, or a call that stands alone.
  private mutating func simpleStatement(_ range: Range<Int>) {
    guard !blocks.contains(where: { $0.isFunction }), code.isName(range.lowerBound) else { return }
    let first = range.lowerBound
    var end = first + 1
    while end + 1 < range.upperBound, code.isMark(end, "."), code.isName(end + 1) { end += 2 }
    if code.isMark(end, "("), end < range.upperBound,
      code.skip(end, before: range.upperBound) == range.upperBound
    {
      return appendItem(.call, code.joined(first..<end, separator: ""), range, signature: range, value: nil)
    }
    guard end == first + 1 else { return }
    let isAnnotated = code.isMark(end, ":")
    let assign = (end..<range.upperBound).first { code.isMark($0, "=") && !isInBrackets($0, from: first) }
    guard isAnnotated || assign == end, !(assign == end && code.isMark(end + 1, "=") && code.isAdjacent(end))
    else { return }
    let value = assign.map { $0 + 1..<range.upperBound }
    let holder = blocks.last { $0.item != nil }
    let name = code.word(first)
    let kind: Item.Kind =
      if holder?.isEnum ?? false, !isAnnotated { .enumCase } else if holder != nil {
        .property
      } else if isUpper(name) { .constant } else { .variable }
    appendItem(kind, name, range, signature: first..<(assign ?? range.upperBound), value: value)
  }

  private func isInBrackets(_ token: Int, from start: Int) -> Bool {
    var index = start
    while index < token { index = code.skip(index, before: code.count) }
    return index > token
  }

  private func isUpper(_ name: String) -> Bool { !name.utf8.contains { $0 >= 0x61 && $0 <= 0x7A } }

  private mutating func appendItem(
    _ kind: Item.Kind, _ name: String, _ range: Range<Int>, signature: Range<Int>, value: Range<Int>?
  ) {
    let first = code.line(range.lowerBound)
    var bytes: Range<Int>?
    if let value, let start = value.first, let end = value.last {
      bytes = code.tokens[start].start..<code.tokens[end].end
    }
    append(
      Item(
        kind: kind, name: name, container: container, signature: code.joined(signature), attributes: [],
        lines: code.firstLineWithComment(above: first)..<code.endLine(range.upperBound - 1) + 1,
        headerLine: first, body: nil, value: bytes,
        isConditional: isConditional, children: []))
  }

  // MARK: Imports

  private mutating func importStatement(_ range: Range<Int>) {
    var start = range.lowerBound
    while start < range.upperBound {
      var end = start
      while end < range.upperBound, !code.isMark(end, ";") { end = code.skip(end, before: range.upperBound) }
      if code.word(start) == "from" {
        fromImport(start..<end)
      } else if code.word(start) == "import" {
        moduleImport(start..<end)
      }
      start = end + 1
    }
  }

  private mutating func fromImport(_ range: Range<Int>) {
    guard let word = range.first(where: { code.word($0) == "import" }) else { return }
    let module = code.joined(range.lowerBound + 1..<word, separator: "")
    if code.isMark(word + 1, "*") { return add(.wildcard, module, [], range) }
    var names = word + 1..<range.upperBound
    if code.isMark(word + 1, "("), let close = code.close(of: word + 1, before: range.upperBound) {
      names = word + 2..<close
    }
    add(.names, module, parts(names).map { name($0) }, range)
  }

  private mutating func moduleImport(_ range: Range<Int>) {
    for part in parts(range.lowerBound + 1..<range.upperBound) {
      let found = name(part)
      add(.module, found.name, found.alias == nil ? [] : [found], range)
    }
  }

  private func parts(_ range: Range<Int>) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var start = range.lowerBound
    for index in range where code.isMark(index, ",") {
      if start < index { result.append(start..<index) }
      start = index + 1
    }
    if start < range.upperBound { result.append(start..<range.upperBound) }
    return result
  }

  private func name(_ part: Range<Int>) -> Import.Name {
    let cut = part.first { code.word($0) == "as" }
    let alias = cut.flatMap { $0 + 1 < part.upperBound ? code.word($0 + 1) : nil }
    return Import.Name(code.joined(part.lowerBound..<(cut ?? part.upperBound), separator: ""), alias: alias)
  }

  private mutating func add(
    _ form: Import.Form, _ module: String, _ names: [Import.Name], _ range: Range<Int>
  ) {
    imports.append(
      code.makeImport(form, module, names, qualifier: "", range, isNested: !blocks.isEmpty))
  }
}
