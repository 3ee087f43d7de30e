/// What must stand only once: a kind of name in a scope.
struct DefinitionKey: Hashable {
  /// The kind of clash that it makes when it stands twice.
  enum Kind: String, Hashable, CaseIterable {
    case definition
    case key = "duplicate-key"
    case `import` = "duplicate-import"
  }

  let kind: Kind
  /// The names of what holds it.
  let scope: [String]
  let name: String
  /// What tells things of one name apart that may stand side by side: the parameters of overloads, `get` and `set`.
  let variant: String
}

/// One place where a key stands.
struct DefinitionPlace {
  let key: DefinitionKey
  /// All its lines, with decorators and comments.
  let lines: Range<Int>
  /// The lines that say what it is, without the comment above.
  let solidLines: Range<Int>
  /// What it says where lines are too coarse: the bytes of a value, the module of an import.
  let content: [UInt8]?
  /// Whether it fills whole lines, so that a copy can be taken out.
  let isRemovable: Bool
  /// Which of several scopes of one name it is in.
  let scopeNumber: Int
}
