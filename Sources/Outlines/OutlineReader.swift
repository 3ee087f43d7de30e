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
    LineReader(text: text, tokens: content.tokens, partners: content.partners).read(into: &content)
  }

  /// Files whose form follows their lines.
  private func readLines(_ content: inout Content, _ parser: LanguageDefinition.Parser) {
    content.firstTokens = Array(repeating: 0, count: text.lineCount + 1)
    let comments: Set<UInt8> =
      switch parser {
      case .ini: [UInt8(ascii: "#"), UInt8(ascii: ";")]
      case .properties: [UInt8(ascii: "#"), UInt8(ascii: "!")]
      case .markdown, .markup: []
      default: [UInt8(ascii: "#")]
      }
    content.lines = text.plainLines(comments: comments)
    switch parser {
    case .ini, .properties:
      var parser = INIParser(text, isProperties: language == .properties)
      content.items = parser.parse(&content.lines)
    case .yaml:
      var parser = YAMLParser(text)
      content.items = parser.parse(&content.lines)
      content.isBalanced = parser.isBalanced
      content.isTrusted = parser.isTrusted
    case .markup:
      var parser = MarkupParser(text, isHTML: language == .html)
      content.items = parser.parse(&content.lines)
      content.isBalanced = parser.isBalanced
      content.isTrusted = parser.isTrusted
    case .markdown:
      var parser = MarkdownParser(text)
      content.items = parser.parse(&content.lines)
      content.isBalanced = parser.isBalanced
    default: break
    }
  }

  /// Files that are read token by token.
  private func parse(_ content: inout Content, _ parser: LanguageDefinition.Parser) {
    let code = CodeTokens(text: text, language: language, content: content)
    switch parser {
    case .braces(let rules): parseBraces(&content, code, rules)
    case .python:
      var parser = PythonOutlineParser(code)
      parser.parse()
      (content.items, content.imports) = (parser.items, parser.imports)
    case .ruby:
      var parser = RubyParser(code)
      parser.parse()
      (content.items, content.imports) = (parser.items, parser.imports)
      if !parser.isBalanced { content.isBalanced = false }
    case .shell:
      var parser = ShellParser(code)
      parser.parse()
      (content.items, content.imports) = (parser.items, parser.imports)
    case .sql:
      var parser = SQLParser(code)
      parser.parse()
      content.items = parser.items
    case .json:
      var parser = JSONParser(code)
      parser.parse()
      content.items = parser.items
      content.isTrusted = parser.isTrusted
    case .toml:
      var parser = TOMLParser(code)
      content.items = parser.parse()
      content.isTrusted = parser.isTrusted
    default: break
    }
  }

  private func parseBraces(_ content: inout Content, _ code: CodeTokens, _ rules: BraceRules) {
    var parser = BraceParser(code, rules: rules)
    content.items = parser.parse()
    content.imports = parser.imports
    if parser.isTooDeep { content.isTrusted = false }
    if rules.imports == .c {
      content.imports += code.includes(content.tokens.filter { $0.kind == .directive })
      content.imports.sort { $0.lines.lowerBound < $1.lines.lowerBound }
    }
  }
}
