private let slashes = ["//"]
private let slashStars = [BlockComment("/*", "*/")]
private let nestedSlashStars = [BlockComment("/*", "*/", nests: true)]

extension LanguageDefinition {
  static let swift = LanguageDefinition(
    lexical: LexicalRules(
      lineComments: slashes, blockComments: nestedSlashStars,
      strings: [
        StringRule("\"\"\"", isMultiLine: true, interpolations: [Interpolation("\\(", close: ")")]),
        StringRule("\"", interpolations: [Interpolation("\\(", close: ")")]),
      ],
      features: [.hashStrings, .onlyConditions]),
    parser: .braces(
      BraceRules(
        types: [
          "class": .class, "struct": .struct, "enum": .enum, "protocol": .protocol, "extension": .extension,
          "actor": .class,
        ],
        functions: ["func", "init", "deinit", "subscript"],
        variables: [
          "let": .constant, "var": .variable, "case": .enumCase, "typealias": .type, "associatedtype": .type,
          "macro": .macro,
        ],
        modifiers: [
          "public", "private", "fileprivate", "internal", "package", "open", "static", "final", "override",
          "mutating", "nonmutating", "lazy", "weak", "unowned", "required", "convenience", "optional",
          "indirect", "dynamic", "nonisolated", "prefix", "postfix", "infix", "isolated", "consuming",
          "borrowing", "distributed", "async",
        ],
        newlinesEnd: true, imports: .swift)),
    hasOverloads: true)

  static let go = LanguageDefinition(
    lexical: LexicalRules(
      lineComments: slashes, blockComments: slashStars,
      strings: [
        StringRule("\""), StringRule("'"), StringRule("`", escape: .none, isMultiLine: true),
      ]),
    parser: .braces(
      BraceRules(
        functions: ["func"],
        variables: ["var": .variable, "const": .constant, "type": .type], newlinesEnd: true, imports: .go)))

  static let rust = LanguageDefinition(
    lexical: LexicalRules(
      lineComments: slashes, blockComments: nestedSlashStars, strings: [StringRule("\"", isMultiLine: true)],
      features: [.rustQuotes]),
    parser: .braces(
      BraceRules(
        types: [
          "struct": .struct, "enum": .enum, "trait": .trait, "impl": .impl, "mod": .namespace,
          "union": .struct,
        ],
        functions: ["fn"],
        variables: ["const": .constant, "static": .constant, "type": .type, "let": .variable],
        modifiers: ["pub", "unsafe", "async", "extern", "default", "auto"],
        hasHashAttributes: true, hasBareCases: true, imports: .rust)))

  static let java = LanguageDefinition(
    lexical: LexicalRules(
      lineComments: slashes, blockComments: slashStars,
      strings: [StringRule("\"\"\"", isMultiLine: true), StringRule("\""), StringRule("'")], nameStarts: "$"),
    parser: .braces(
      BraceRules(
        types: ["class": .class, "interface": .interface, "enum": .enum, "record": .class],
        modifiers: [
          "public", "private", "protected", "static", "final", "abstract", "synchronized", "native",
          "default",
          "transient", "volatile", "strictfp", "sealed", "non",
        ],
        statements: controlWords, isTypeFirst: true, hasBareCases: true, imports: .java)),
    hasOverloads: true)

  static let kotlin = LanguageDefinition(
    lexical: LexicalRules(
      lineComments: slashes, blockComments: nestedSlashStars,
      strings: [
        StringRule("\"\"\"", escape: .none, isMultiLine: true, interpolations: [.dollarBrace]),
        StringRule("\"", interpolations: [.dollarBrace]), StringRule("'"),
      ]),
    parser: .braces(
      BraceRules(
        types: ["class": .class, "interface": .interface, "object": .class],
        functions: ["fun", "init", "constructor"],
        variables: ["val": .constant, "var": .variable, "typealias": .type],
        modifiers: [
          "public", "private", "protected", "internal", "open", "final", "abstract", "sealed", "data", "enum",
          "inner", "override", "suspend", "inline", "lateinit", "const", "companion", "operator", "infix",
          "tailrec", "external", "annotation", "value", "expect", "actual", "noinline", "crossinline",
        ],
        newlinesEnd: true, hasBareCases: true, hasCallBlocks: true, imports: .java)),
    hasOverloads: true)

  static let csharp = LanguageDefinition(
    lexical: LexicalRules(
      lineComments: slashes, blockComments: slashStars,
      strings: [
        StringRule("$\"\"\"", "\"\"\"", escape: .none, isMultiLine: true, interpolations: [.format]),
        StringRule("\"\"\"", escape: .none, isMultiLine: true),
        StringRule("$@\"", "\"", escape: .doubled, isMultiLine: true, interpolations: [.format]),
        StringRule("@$\"", "\"", escape: .doubled, isMultiLine: true, interpolations: [.format]),
        StringRule("@\"", "\"", escape: .doubled, isMultiLine: true),
        StringRule("$\"", "\"", interpolations: [.format]), StringRule("\""), StringRule("'"),
      ],
      nameStarts: "@", features: [.directives]),
    parser: .braces(
      BraceRules(
        types: [
          "class": .class, "struct": .struct, "interface": .interface, "enum": .enum, "record": .class,
          "namespace": .namespace,
        ],
        modifiers: [
          "public", "private", "protected", "internal", "static", "readonly", "sealed", "abstract", "virtual",
          "override", "partial", "async", "extern", "unsafe", "new", "const", "volatile", "ref", "required",
          "file",
        ],
        statements: controlWords.union(["using"]), isTypeFirst: true, hasBracketAttributes: true,
        hasBareCases: true, imports: .csharp)),
    hasOverloads: true)

  static let php = LanguageDefinition(
    lexical: LexicalRules(
      lineComments: ["//", "#"], blockComments: slashStars,
      strings: [
        StringRule("\"", isMultiLine: true, interpolations: [Interpolation("{$"), .dollarBrace]),
        StringRule("'", isMultiLine: true), StringRule("`", isMultiLine: true),
      ],
      nameStarts: "$", nameParts: "\\", features: [.phpHeredocs, .phpTags]),
    parser: .braces(
      BraceRules(
        types: [
          "class": .class, "interface": .interface, "trait": .trait, "enum": .enum, "namespace": .namespace,
        ],
        functions: ["function"],
        variables: ["const": .constant, "case": .enumCase],
        modifiers: ["public", "private", "protected", "static", "final", "abstract", "readonly", "var"],
        statements: controlWords, hasHashAttributes: true, imports: .php)))

  static let controlWords: Set<String> = [
    "if", "else", "for", "foreach", "while", "do", "switch", "case", "default", "return", "try", "catch",
    "finally", "throw", "break", "continue", "goto", "using", "lock", "yield", "package", "assert", "echo",
    "print", "require", "include", "delete", "synchronized",
  ]
}
