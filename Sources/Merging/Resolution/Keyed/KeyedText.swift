import Outlines

/// A text that consists of keys with values, and what its language makes of them.
struct KeyedText {
  let text: TextLines
  let outline: Outline

  /// The languages of which some files are such texts.
  static let languages: Set<Language> = [
    .json, .toml, .ini, .properties, .yaml, .lineList, .instructions,
  ]

  /// - Returns: nil if it is no such text, or not to be trusted.
  init?(_ text: TextLines, _ outline: Outline?, path: [UInt8]) {
    guard let outline, outline.isTrusted else { return nil }
    switch outline.language {
    case .json, .toml, .ini, .properties: break
    // In several documents one key is not the same.
    case .yaml: if outline.items.contains(where: { $0.kind == .section }) { return nil }
    case .lineList:
      let name = fileName(of: path)
      if !["requirements", "constraints"].contains(where: { name.starts(with: $0.utf8) }) { return nil }
    case .instructions: if !path.reversed().starts(with: "go.mod".utf8.reversed()) { return nil }
    default: return nil
    }
    self.text = text
    self.outline = outline
  }

  var language: Language { outline.language }

  /// Whether each line is an entry: of requirements, or of a Go module.
  var hasLinesOnly: Bool { language == .lineList || language == .instructions }

  /// Whether entries stand between commas.
  var hasCommas: Bool { language == .json }

  /// The lines below an item's header in which its children stand; nil if there is no such part.
  func inside(_ item: Item) -> Range<Int>? {
    let below = item.headerLine + 1..<max(item.lines.upperBound, item.headerLine + 1)
    switch language {
    case .toml: return item.kind == .section ? below : nil
    case .ini: return item.kind == .section || !below.isEmpty ? below : nil
    case .yaml: return item.children.isEmpty ? nil : below
    case .json:
      guard let body = item.body, let value = item.value, !item.children.isEmpty,
        outline.text.line(at: value.lowerBound) == item.headerLine,
        outline.text.line(at: value.upperBound - 1) == body.upperBound,
        firstByte(ofLine: body.upperBound) == value.upperBound - 1
      else { return nil }
      return body
    default: return nil
    }
  }

  /// The children that stand below an item's header; in YAML the first one can stand beside a `-`.
  func children(_ item: Item) -> [Item] { item.children.filter { $0.headerLine > item.headerLine } }

  /// Where the first byte of a line is that is not white space.
  func firstByte(ofLine line: Int) -> Int? {
    (text.starts[line]..<text.starts[line + 1]).first { !isSpace(text.bytes[$0]) }
  }

  /// Whether lines hold nothing but comments.
  func areBare(_ lines: Range<Int>) -> Bool {
    lines.allSatisfy { outline.lines[$0].kind == .blank || outline.lines[$0].kind == .comment }
  }
}
