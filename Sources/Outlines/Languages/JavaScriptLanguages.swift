/// JavaScript and TypeScript: one grammar, but `<` begins markup only outside plain TypeScript.
extension LanguageDefinition {
  static let javascript = LanguageDefinition(
    lexical: lexical([.regexLiterals, .jsx]),
    parser: .braces(rules))

  static let typescript = LanguageDefinition(
    lexical: lexical([.regexLiterals]), parser: .braces(rules))

  static let tsx = LanguageDefinition(
    lexical: lexical([.regexLiterals, .jsx]), parser: .braces(rules))

  private static func lexical(_ features: LexicalFeatures) -> LexicalRules {
    LexicalRules(
      lineComments: ["//"], blockComments: [BlockComment("/*", "*/")],
      strings: [
        StringRule("\""), StringRule("'"),
        StringRule("`", isMultiLine: true, interpolations: [.dollarBrace]),
      ],
      nameStarts: "$", features: features)
  }

  private static let rules = BraceRules(
    types: [
      "class": .class, "interface": .interface, "enum": .enum, "namespace": .namespace, "module": .namespace,
    ],
    functions: ["function"],
    variables: ["const": .constant, "let": .variable, "var": .variable, "type": .type],
    modifiers: [
      "export", "default", "declare", "abstract", "async", "static", "public", "private", "protected",
      "readonly", "override", "accessor",
    ],
    statements: LanguageDefinition.controlWords.subtracting([
      "default", "print", "require", "include", "assert",
    ]),
    newlinesEnd: true, hasBareMembers: true, hasBareCases: true, hasObjectLiterals: true, hasCallBlocks: true,
    imports: .javascript)
}
