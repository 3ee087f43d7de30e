/// What a source file consists of: its tokens, lines, imports and definitions.
///
/// It is made of the bytes alone, in one pass over the text and one over the tokens, and always comes to an end: what
/// is not understood is left out, and `isTrusted` says so.
///
/// Complexity: linear in the size of the text.
public struct Outline: Sendable {
  public let text: SourceText
  public let language: Language
  /// In the order of the file, comments included. Data files whose form follows lines (YAML, INI, Markdown, …) have none.
  public let tokens: [Token]
  /// One for each line of `text`.
  public let lines: [Line]
  /// In the order of the file.
  public let imports: [Import]
  /// Those at the top of the file; each holds its own.
  public let items: [Item]
  /// Whether brackets, strings and blocks all close.
  public let isBalanced: Bool
  /// Whether it is balanced, and nothing was seen that does not belong in such a file.
  public let isTrusted: Bool
  /// For each token that is a bracket the one that it belongs to, else -1.
  let partners: [Int32]
  /// Whether on each level no item begins or ends before one that stands in front of it.
  let isAscending: Bool
  /// For each line the first token that begins in it or later; the number of tokens last.
  let firstTokens: [Int32]

  /// Files above this size are not looked into: their outlines are empty and not trusted.
  public static let largestText = 64 << 20
  /// How deep items may lie inside of each other; what is deeper is left out.
  public static let deepestItem = 60

  /// - Parameters:
  ///   - bytes: the whole file.
  ///   - language: what it is written in.
  public init(_ bytes: [UInt8], language: Language) { self.init(SourceText(bytes), language: language) }

  /// - Parameters:
  ///   - text: the whole file.
  ///   - language: what it is written in.
  public init(_ text: SourceText, language: Language) {
    let reader = OutlineReader(text, language: language)
    let content = reader.read()
    self.text = text
    self.language = language
    tokens = content.tokens
    partners = content.partners
    firstTokens = content.firstTokens
    lines = content.lines
    imports = content.imports
    items = content.items
    isAscending = Outline.isAscending(content.items)
    isBalanced = content.isBalanced
    isTrusted = content.isBalanced && content.isTrusted
  }
}
