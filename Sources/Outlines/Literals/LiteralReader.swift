/// Reads the entries of literals in one pass over the tokens, with a stack of open brackets.
///
/// An entry is what stands between two commas of one bracket. What its key is, `LiteralKey` says; whether the bracket
/// is a literal at all is known when it closes.
///
/// Complexity: linear.
struct LiteralReader {
  /// An open bracket.
  private struct Frame {
    let form: LiteralForm?
    let number: Int
    let path: [String]
    /// How many entries were found before it.
    let resultCount: Int
    var entryStart: Int
    var entries: [LiteralEntry] = []
    var isLiteral = true
  }

  /// Keys of literals that lie deeper than this are not looked at.
  private static let deepest = 60

  private let code: CodeTokens
  private let forms: [LiteralForm]
  private var scopes: ScopeCursor
  private var frames: [Frame] = []
  private var result: [LiteralEntry] = []
  private var count = 0

  init(_ outline: Outline, _ forms: [LiteralForm]) {
    code = CodeTokens(
      text: outline.text, language: outline.language,
      content: OutlineReader.Content(
        tokens: outline.tokens, partners: outline.partners, lines: outline.lines))
    self.forms = forms
    scopes = ScopeCursor(outline.allItems)
  }

  mutating func read() -> [LiteralEntry] {
    for index in 0..<code.count {
      switch code.mark(index) {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): open(index)
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): close(index)
      case UInt8(ascii: ","): endEntry(at: index)
      case UInt8(ascii: ";"): if let last = frames.indices.last { frames[last].isLiteral = false }
      default: word(index)
      }
    }
    return result
  }

  private mutating func word(_ index: Int) {
    guard let last = frames.indices.last, frames[last].form != nil else { return }
    switch code.language {
    // It makes a comprehension of a dictionary, whose commas mean something else.
    case .python where code.word(index) == "for": frames[last].isLiteral = false
    // A new statement begins, so this is a block.
    case .go where index > frames[last].entryStart && isBehindLine(index): frames[last].isLiteral = false
    default: break
    }
  }

  /// Whether a token begins a line and what stands before it could end a statement.
  private func isBehindLine(_ index: Int) -> Bool {
    code.line(index) > code.endLine(index - 1)
      && (code.tokens[index - 1].kind != .punctuation || ")]}".utf8.contains(code.mark(index - 1)))
  }

  private mutating func open(_ index: Int) {
    let places = LiteralPlace(code: code)
    let form = frames.count < LiteralReader.deepest ? forms.first { places.fits($0, index) } : nil
    var path: [String] = []
    if let last = frames.last, last.isLiteral, frames.count <= LiteralReader.deepest {
      let key = last.form.flatMap { form in
        LiteralKey(code: code, form: form).find(in: last.entryStart..<index)?.name
      }
      path = last.path + (key.map { [$0] } ?? [])
    } else {
      path = scopes.names(at: code.line(index))
    }
    // Of a block the definitions that hold it say more than what stands before it.
    if code.isMark(index, "{"), form == nil { path = scopes.names(at: code.line(index)) }
    if form != nil || !code.isMark(index, "{"), let name = places.name(before: index), path.last != name {
      path.append(name)
    }
    frames.append(
      Frame(form: form, number: count, path: path, resultCount: result.count, entryStart: index + 1))
    count += 1
  }

  private mutating func close(_ index: Int) {
    endEntry(at: index)
    guard let frame = frames.popLast() else { return }
    if LiteralPlace(code: code).isPattern(closedBy: index) {
      // Nor are those in it.
      result.removeSubrange(min(frame.resultCount, result.count)...)
    } else if frame.form != nil, frame.isLiteral {
      result += frame.entries
    }
  }

  private mutating func endEntry(at index: Int) {
    guard let last = frames.indices.last else { return }
    let range = frames[last].entryStart..<index
    frames[last].entryStart = index + 1
    guard let form = frames[last].form, frames[last].isLiteral, !range.isEmpty else { return }
    let keys = LiteralKey(code: code, form: form)
    guard let found = keys.find(in: range) else {
      if form.isWhole, !keys.isSpread(range) { frames[last].isLiteral = false }
      return
    }
    guard let name = found.name else { return }
    frames[last].entries.append(
      LiteralEntry(
        path: frames[last].path, literal: frames[last].number, key: name, isText: found.isText,
        value: code.tokens[found.value.lowerBound].start..<code.tokens[found.value.upperBound - 1].end,
        lines: code.line(range.lowerBound)..<code.endLine(range.upperBound - 1) + 1,
        ownLines: ownLines(of: range, endedBy: index)))
  }

  private func ownLines(of range: Range<Int>, endedBy end: Int) -> Range<Int>? {
    let first = code.line(range.lowerBound)
    let hasComma = code.isMark(end, ",")
    let last = code.endLine(hasComma ? end : range.upperBound - 1)
    let next = hasComma ? end + 1 : end
    guard range.lowerBound > 0, code.endLine(range.lowerBound - 1) < first,
      next >= code.count || code.line(next) > last, code.lines[first].startsInside == .code,
      last + 1 >= code.lines.count || code.lines[last + 1].startsInside == .code
    else { return nil }
    return code.firstLineWithComment(above: first)..<last + 1
  }
}

/// Follows which items hold the lines of a file, from its beginning to its end.
private struct ScopeCursor {
  private let items: [Item]
  private var next = 0
  private var open: [Item] = []

  /// - Parameter items: each before those it holds.
  init(_ items: [Item]) { self.items = items }

  /// The names of the items that hold a line; lines must not go back.
  mutating func names(at line: Int) -> [String] {
    while let last = open.last, last.lines.upperBound <= line { open.removeLast() }
    while next < items.count, items[next].lines.lowerBound <= line {
      while let last = open.last, last.lines.upperBound <= items[next].lines.lowerBound { open.removeLast() }
      if items[next].lines.upperBound > line { open.append(items[next]) }
      next += 1
    }
    return open.map(\.name)
  }
}
