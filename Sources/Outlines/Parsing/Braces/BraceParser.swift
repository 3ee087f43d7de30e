/// Finds definitions and imports where blocks stand in braces.
///
/// A region (the file, the body of a type) is cut into statements; each statement is one definition, one import, a
/// block of calls, or nothing. Bodies of functions are passed over as a whole, so the cost stays linear.
struct BraceParser {
  /// What the statements of a region are.
  enum Place: Equatable {
    case file
    case type(Item.Kind)
    /// Cases with commas between, up to a `;`.
    case cases
    /// `name: Type` with commas between.
    case fields
    /// Keys of an object literal.
    case object
    /// Inside of `describe("x", () => {`.
    case block
  }

  struct Region {
    var tokens: Range<Int>
    var place: Place
    var container: [String] = []
    var isConditional = false

    var isType: Bool {
      switch place {
      case .type, .cases, .fields: true
      default: false
      }
    }
  }

  let code: CodeTokens
  let rules: BraceRules
  var imports: [Import] = []
  /// Whether something lay deeper than is looked.
  var isTooDeep = false

  init(_ code: CodeTokens, rules: BraceRules) {
    self.code = code
    self.rules = rules
  }

  mutating func parse() -> [Item] { items(in: Region(tokens: 0..<code.count, place: .file)) }

  /// The items of a region; what lies deeper than `Outline.deepestItem` is left out.
  mutating func items(in region: Region) -> [Item] {
    guard region.container.count <= Outline.deepestItem else {
      isTooDeep = true
      return []
    }
    var region = region
    var result: [Item] = []
    var index = region.tokens.lowerBound
    while index < region.tokens.upperBound {
      if code.isMark(index, ";") || code.isMark(index, ",") || code.isMark(index, "}") {
        if region.place == .cases, code.isMark(index, ";") { region.place = .type(.class) }
        index += 1
        continue
      }
      let statement = statement(at: index, in: region)
      result.append(contentsOf: items(of: statement, in: region))
      index = max(statement.tokens.upperBound, index + 1)
      if region.place == .cases, code.isMark(index - 1, ";") { region.place = .type(.class) }
    }
    return result
  }

  private mutating func items(of statement: Statement, in region: Region) -> [Item] {
    switch region.place {
    case .cases: return enumCase(statement, in: region)
    case .fields: return field(statement, in: region)
    case .object: return objectEntry(statement, in: region)
    case .file, .type, .block:
      if let found = importItems(statement, in: region) { return found }
      return definitions(statement, in: region)
    }
  }

  /// The items inside braces.
  ///
  /// - Parameters:
  ///   - open: the opening brace.
  ///   - name: of the item that the braces belong to; nil if they belong to none.
  mutating func children(_ open: Int, _ name: String?, _ place: Place, of region: Region) -> [Item] {
    guard let close = code.close(of: open, before: region.tokens.upperBound) else { return [] }
    return items(
      in: Region(
        tokens: open + 1..<close, place: place, container: region.container + (name.map { [$0] } ?? []),
        isConditional: region.isConditional))
  }

  /// One item of a statement.
  ///
  /// - Parameters:
  ///   - name: its name, and the token that is it.
  ///   - signature: the tokens of its header.
  ///   - open: the brace that opens its body.
  ///   - value: the tokens of its value.
  func item(
    _ kind: Item.Kind, _ name: String, at nameToken: Int, _ statement: Statement, in region: Region,
    signature: Range<Int>? = nil, open: Int? = nil, value: Range<Int>? = nil, children: [Item] = []
  ) -> Item {
    let first = code.line(statement.tokens.lowerBound)
    let last = code.endLine(max(statement.tokens.upperBound - 1, statement.tokens.lowerBound))
    let headerEnd = open ?? statement.assign ?? statement.tokens.upperBound
    var header = signature ?? statement.head..<max(statement.head, headerEnd)
    while let last = header.last, code.isMark(last, ";") || code.isMark(last, ",") { header.removeLast() }
    let isConditional =
      region.isConditional || code.isConditional(line: first)
      || statement.attributes.contains { $0.hasPrefix("# [ cfg") || $0.hasPrefix("@available") }
    return Item(
      kind: kind, name: name, container: region.container, signature: code.joined(header),
      attributes: statement.attributes,
      lines: code.firstLine(ofStatementAt: statement.tokens.lowerBound)..<last + 1,
      // In a broken source the name can stand behind the statement's end.
      headerLine: min(code.line(nameToken), last),
      body: open.flatMap { body($0, before: statement.tokens.upperBound) },
      value: value.flatMap(byteRange), isConditional: isConditional, children: children,
      modifiers: statement.modifiers.sorted())
  }

  /// The bytes from the first to the last of some tokens.
  private func byteRange(_ range: Range<Int>) -> Range<Int>? {
    guard let first = range.first, let last = range.last else { return nil }
    return code.tokens[first].start..<code.tokens[last].end
  }

  private func body(_ open: Int, before limit: Int) -> Range<Int>? {
    guard let close = code.close(of: open, before: limit) else { return nil }
    return min(code.line(open) + 1, code.line(close))..<code.line(close)
  }
}
