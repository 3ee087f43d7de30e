/// All that is particular to a language but its files' names, in one entry.
struct LanguageDefinition: Sendable {
  let lexical: LexicalTable
  let parser: Parser
  let hasOverloads: Bool

  /// What finds definitions and imports in the tokens.
  enum Parser: Sendable {
    case braces(BraceRules)
    case python, ruby, shell, sql
    case json, toml, ini, properties, yaml, markup, markdown
    case none

    var isData: Bool {
      switch self {
      case .braces, .python, .ruby, .shell, .sql: false
      default: true
      }
    }
  }

  init(
    lexical: LexicalRules = LexicalRules(), parser: Parser, hasOverloads: Bool = false
  ) {
    self.lexical = LexicalTable(lexical)
    self.parser = parser
    self.hasOverloads = hasOverloads
  }
}

extension Language {
  /// The entry of a language. A new language is a case of `Language`, an entry here and in `LanguageNames.table`, and its file.
  var definition: LanguageDefinition {
    switch self {
    case .python: .python
    case .swift: .swift
    case .javascript: .javascript
    case .typescript: .typescript
    case .tsx: .tsx
    case .go: .go
    case .rust: .rust
    case .java: .java
    case .kotlin: .kotlin
    case .c: .c
    case .cpp: .cpp
    case .csharp: .csharp
    case .ruby: .ruby
    case .php: .php
    case .sql: .sql
    case .shell: .shell
    case .json: .json
    case .toml: .toml
    case .yaml: .yaml
    case .ini: .ini
    case .properties: .properties
    case .xml: .xml
    case .html: .html
    case .markdown: .markdown
    case .instructions: .instructions
    case .lineList: .lineList
    }
  }
}
