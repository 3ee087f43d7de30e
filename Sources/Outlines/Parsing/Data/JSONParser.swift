/// Finds the keys of JSON, with comments and commas at the end allowed.
struct JSONParser {
  let code: CodeTokens
  private(set) var items: [Item] = []
  private(set) var isTrusted = true

  init(_ code: CodeTokens) { self.code = code }

  mutating func parse() {
    guard code.count > 0 else { return }
    items = value(0..<code.count, [])
    if code.skip(0, before: code.count) != code.count { isTrusted = false }
  }

  /// The items inside of a value: the keys of an object; of a list its objects and lists, each named `-`.
  private mutating func value(_ range: Range<Int>, _ container: [String]) -> [Item] {
    let open = range.lowerBound
    guard range.count >= 2, let close = code.close(of: open, before: range.upperBound) else { return [] }
    guard container.count < Outline.deepestItem else {
      isTrusted = false
      return []
    }
    if close != range.upperBound - 1 { isTrusted = false }
    let isObject = code.isMark(open, "{")
    var result: [Item] = []
    var index = open + 1
    while index < close {
      var end = index
      while end < close, !code.isMark(end, ",") { end = code.skip(end, before: close) }
      if isObject {
        if let found = entry(index..<end, container) { result.append(found) } else { isTrusted = false }
      } else if index < end, !isOne(index..<end) {
        isTrusted = false
      } else if index < end, code.partners[index] > index {
        result.append(item(.element, "-", index..<end, value: index..<end, container))
      }
      index = end + 1
    }
    return result
  }

  /// Whether tokens are one value: a string, an object, a list, or a word or number with its sign.
  private func isOne(_ range: Range<Int>) -> Bool {
    if code.skip(range.lowerBound, before: range.upperBound) == range.upperBound { return true }
    return !range.contains(where: code.isString) && range.dropLast().allSatisfy(code.isAdjacent)
  }

  private mutating func entry(_ range: Range<Int>, _ container: [String]) -> Item? {
    let first = range.lowerBound
    guard range.count >= 3, code.isString(first) || code.isName(first), code.isMark(first + 1, ":") else {
      return nil
    }
    if !isOne(first + 2..<range.upperBound) { isTrusted = false }
    let name = code.isString(first) ? code.unquoted(first) : code.word(first)
    return item(.key, name, range, value: first + 2..<range.upperBound, container)
  }

  private mutating func item(
    _ kind: Item.Kind, _ name: String, _ range: Range<Int>, value: Range<Int>, _ container: [String]
  )
    -> Item
  {
    let line = code.line(range.lowerBound)
    let last = code.endLine(range.upperBound - 1)
    return Item(
      kind: kind, name: name, container: container, signature: name, attributes: [],
      lines: code.firstLine(ofStatementAt: range.lowerBound)..<last + 1, headerLine: line,
      body: last > line + 1 ? line + 1..<last : nil,
      value: code.tokens[value.lowerBound].start..<code.tokens[value.upperBound - 1].end,
      isConditional: false,
      children: self.value(value, container + [name]))
  }
}
