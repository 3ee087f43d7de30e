/// Data files, texts and lists.
extension LanguageDefinition {
  static let json = LanguageDefinition(
    lexical: LexicalRules(
      lineComments: ["//"], blockComments: [BlockComment("/*", "*/")],
      strings: [StringRule("\""), StringRule("'")],
      nameStarts: "$"),
    parser: .json)

  static let toml = LanguageDefinition(
    lexical: LexicalRules(
      lineComments: ["#"],
      strings: [
        StringRule("\"\"\"", isMultiLine: true), StringRule("'''", escape: .none, isMultiLine: true),
        StringRule("\""), StringRule("'", escape: .none),
      ],
      nameParts: "-"),
    parser: .toml)

  static let yaml = LanguageDefinition(parser: .yaml)

  static let ini = LanguageDefinition(parser: .ini)

  static let properties = LanguageDefinition(parser: .properties)

  static let xml = LanguageDefinition(parser: .markup)

  static let html = LanguageDefinition(parser: .markup)

  static let markdown = LanguageDefinition(parser: .markdown)

  static let instructions = LanguageDefinition(parser: .none)

  static let lineList = LanguageDefinition(parser: .none)
}
