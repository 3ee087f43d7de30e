/// Puts an outline together: lexer, lines, then the parser of the language.
struct OutlineReader {
  /// What is found, piece by piece.
  struct Content {
    var tokens: [Token] = []
    var partners: [Int32] = []
    var firstTokens: [Int32] = []
    var lines: [Line] = []
    var imports: [Import] = []
    var items: [Item] = []
    var isBalanced = true
    var isTrusted = true
  }

  let text: SourceText
  let language: Language

  init(_ text: SourceText, language: Language) {
    self.text = text
    self.language = language
  }

  func read() -> Content {
    var content = Content()
    guard text.bytes.count <= Outline.largestText else {
      content.isTrusted = false
      content.lines = text.plainLines(comments: [])
      content.firstTokens = Array(repeating: 0, count: text.lineCount + 1)
      return content
    }
    let definition = language.definition
    switch definition.parser {
    case .yaml, .ini, .properties, .markup, .markdown, .none: readLines(&content, definition.parser)
    default:
      readTokens(&content, definition.lexical)
      parse(&content, definition.parser)
    }
    if text.hasConflictMarkers { content.isTrusted = false }
    for imported in content.imports {
      for line in imported.lines where line < content.lines.count && content.lines[line].kind != .blank {
        content.lines[line].kind = content.lines[line].kind == .comment ? .comment : .import
      }
    }
    return content
  }

  private func readTokens(_ content: inout Content, _ table: LexicalTable) {
    var lexer = Lexer(text.bytes, table: table)
    lexer.run()
    content.isBalanced = lexer.isBalanced
    content.tokens = lexer.tokens
    content.partners = lexer.partners
    LineReader(text: text, tokens: lexer.tokens, partners: lexer.partners).read(into: &content)
  }

  private func readLines(_ content: inout Content, _ parser: LanguageDefinition.Parser) {
    content.firstTokens = Array(repeating: 0, count: text.lineCount + 1)
    content.lines = text.plainLines(
      comments: language == .markdown ? [] : [UInt8(ascii: "#"), UInt8(ascii: ";")])
  }

  private func parse(_ content: inout Content, _ parser: LanguageDefinition.Parser) {
    let code = CodeTokens(text: text, language: language, content: content)
    switch parser {
    case .braces(let rules):
      var parser = BraceParser(code, rules: rules)
      content.items = parser.parse()
      content.imports = parser.imports
      if parser.isTooDeep { content.isTrusted = false }
      if rules.imports == .c {
        content.imports += code.includes(content.tokens.filter { $0.kind == .directive })
        content.imports.sort { $0.lines.lowerBound < $1.lines.lowerBound }
      }
    case .python:
      var parser = PythonOutlineParser(code)
      parser.parse()
      content.items = parser.items
      content.imports = parser.imports
      if !parser.isTrusted { content.isTrusted = false }
    default: break
    }
  }
}
