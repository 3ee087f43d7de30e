/// C and C++ share all but classes.
extension LanguageDefinition {
  static let c = LanguageDefinition(
    lexical: cLexical, parser: .braces(cRules))

  static let cpp = LanguageDefinition(
    lexical: cLexical, parser: .braces(cRules), hasOverloads: true)

  private static let cLexical = LexicalRules(
    lineComments: ["//"], blockComments: [BlockComment("/*", "*/")],
    strings: [StringRule("\""), StringRule("'")], prefixes: cPrefixes, features: [.directives, .digitQuotes])

  private static let cPrefixes: [String: StringPrefix] = {
    var result: [String: StringPrefix] = [:]
    for letters in ["l", "u", "u8"] {
      result[letters] = StringPrefix()
      result[letters + "r"] = StringPrefix(isRawCpp: true)
    }
    result["r"] = StringPrefix(isRawCpp: true)
    return result
  }()

  private static let cRules = BraceRules(
    types: ["struct": .struct, "class": .class, "union": .struct, "enum": .enum, "namespace": .namespace],
    modifiers: [
      "static", "inline", "extern", "virtual", "explicit", "constexpr", "friend", "mutable", "register",
      "volatile", "public", "private", "protected", "consteval", "constinit",
    ],
    statements: controlWords.union(["using", "static_assert"]), isTypeFirst: true, hasBareCases: true,
    imports: .c)
}
