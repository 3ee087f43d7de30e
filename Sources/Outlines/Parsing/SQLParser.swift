/// Finds what SQL scripts create.
struct SQLParser {
  let code: CodeTokens
  private(set) var items: [Item] = []

  init(_ code: CodeTokens) { self.code = code }

  private static let kinds: [String: Item.Kind] = [
    "table": .type, "view": .type, "type": .type, "domain": .type, "function": .function,
    "procedure": .function,
    "trigger": .function, "package": .namespace, "index": .constant, "sequence": .constant,
    "schema": .namespace,
    "policy": .constant, "rule": .constant, "database": .namespace,
  ]

  mutating func parse() {
    var index = 0
    while index < code.count {
      let end = statementEnd(index)
      if code.word(index).lowercased() == "create" { create(index..<end) }
      index = max(end, index + 1)
    }
  }

  /// Behind the `;` outside of brackets; a routine with a body of statements goes on to a line with `/` or the next `create`.
  private func statementEnd(_ start: Int) -> Int {
    var index = start
    while index < code.count, !code.isMark(index, ";") { index = code.skip(index, before: code.count) }
    return min(index + 1, code.count)
  }

  private mutating func create(_ range: Range<Int>) {
    var index = range.lowerBound + 1
    var kind: Item.Kind?
    var word = ""
    while index < range.upperBound, index - range.lowerBound < 10, code.isName(index) {
      word = code.word(index).lowercased()
      kind = SQLParser.kinds[word]
      index += 1
      if kind != nil { break }
    }
    guard let kind else { return }
    while ["if", "not", "exists", "concurrently", "body"].contains(code.word(index).lowercased()) {
      index += 1
    }
    var end = index
    while end < range.upperBound, code.isName(end) || code.isString(end) || code.isMark(end, ".") {
      if end > index, !code.isMark(end, "."), !code.isMark(end - 1, ".") { break }
      end += 1
    }
    guard end > index else { return }
    let name = (index..<end).map { code.isString($0) ? code.unquoted($0) : code.string($0).lowercased() }
      .joined()
    var headerEnd = end
    if kind == .function, code.isMark(end, "(") { headerEnd = code.skip(end, before: range.upperBound) }
    // Triggers and policies belong to a table.
    let table = word == "trigger" || word == "policy" ? self.table(end..<range.upperBound) : ""
    let line = code.line(range.lowerBound)
    let last = code.endLine(range.upperBound - 1)
    items.append(
      Item(
        kind: kind, name: name, container: [],
        signature: code.joined(range.lowerBound..<headerEnd).lowercased() + table,
        attributes: [], lines: code.firstLineWithComment(above: line)..<last + 1, headerLine: line,
        body: last > line + 1 ? line + 1..<last : nil, value: nil, isConditional: false, children: []))
  }

  /// ` on` and the table that follows, as it stands in a signature.
  private func table(_ range: Range<Int>) -> String {
    guard let word = range.first(where: { code.word($0).lowercased() == "on" }) else { return "" }
    var end = word + 1
    while end < range.upperBound, code.isMark(end, ".") || end == word + 1 || code.isMark(end - 1, ".") {
      end += 1
    }
    return " " + code.joined(word..<min(end, range.upperBound)).lowercased()
  }
}
