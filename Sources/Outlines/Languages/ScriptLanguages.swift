extension LanguageDefinition {
  static let python = LanguageDefinition(
    lexical: LexicalRules(
      lineComments: ["#"],
      strings: [
        StringRule("\"\"\"", isMultiLine: true), StringRule("'''", isMultiLine: true), StringRule("\""),
        StringRule("'"),
      ],
      prefixes: pythonPrefixes),
    parser: .python)

  private static let pythonPrefixes: [String: StringPrefix] = {
    var result: [String: StringPrefix] = [:]
    for letters in ["r", "u", "b", "br", "rb"] { result[letters] = StringPrefix() }
    for letters in ["f", "fr", "rf", "t", "tr", "rt"] {
      result[letters] = StringPrefix(interpolations: [.format])
    }
    return result
  }()

  static let ruby = LanguageDefinition(
    lexical: LexicalRules(
      lineComments: ["#"],
      strings: [
        StringRule("\"", isMultiLine: true, interpolations: [Interpolation("#{")]),
        StringRule("`", isMultiLine: true, interpolations: [Interpolation("#{")]),
        StringRule("'", isMultiLine: true),
      ],
      nameStarts: "@$", nameParts: "?!", features: [.rubyHeredocs, .rubyLiterals, .regexLiterals]),
    parser: .ruby)

  static let shell = LanguageDefinition(
    lexical: LexicalRules(
      lineComments: ["#"],
      strings: [
        StringRule(
          "\"", isMultiLine: true, interpolations: [Interpolation("$(", close: ")"), .dollarBrace]),
        StringRule("'", escape: .none, isMultiLine: true), StringRule("`", isMultiLine: true),
      ],
      nameParts: "-.", features: [.shellHeredocs, .shellWords]),
    parser: .shell)

  static let sql = LanguageDefinition(
    lexical: LexicalRules(
      lineComments: ["--"], blockComments: [BlockComment("/*", "*/")],
      strings: [
        StringRule("'", escape: .doubled, isMultiLine: true),
        StringRule("\"", escape: .doubled, isMultiLine: true), StringRule("`", escape: .doubled),
      ],
      prefixes: ["q": StringPrefix(isOracle: true), "nq": StringPrefix(isOracle: true)], nameParts: "$#",
      features: [.dollarQuotes]),
    parser: .sql)
}
