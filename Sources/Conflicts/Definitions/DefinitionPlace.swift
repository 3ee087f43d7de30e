/// What must stand only once: a kind of name in a scope.
struct DefinitionKey: Hashable {
  enum Kind: Hashable {
    /// A function, class, variable, enum case, test, tool.
    case definition
    /// A key of a data file.
    case key
    case `import`
    /// A key of a literal in code, or a named argument.
    case entry
    /// A package that the project needs, in a list of these.
    case requirement
    /// What a build file makes, with its commands.
    case target

    /// The kind of clash that it makes when it stands twice.
    var clash: String {
      switch self {
      case .definition, .entry, .requirement, .target: "definition"
      case .key: "duplicate-key"
      case .import: "duplicate-import"
      }
    }

    /// What it is called in a sentence.
    func title(_ name: String) -> String {
      switch self {
      case .definition: name
      case .key, .entry: "the key \(name)"
      case .import: "the import of \(name)"
      case .requirement: "the requirement \(name)"
      case .target: "the target \(name)"
      }
    }
  }

  let kind: Kind
  /// The names of what holds it.
  let scope: [String]
  let name: String
  /// What tells things of one name apart that may stand side by side: the parameters of overloads, `get` and `set`.
  var variant = ""
}

/// One place where a key stands.
struct DefinitionPlace {
  let key: DefinitionKey
  /// All its lines, with decorators and comments.
  let lines: Range<Int>
  /// The lines that say what it is, without the comment above.
  let solidLines: Range<Int>
  /// What it says where lines are too coarse: the bytes of a value, the module of an import.
  let content: ArraySlice<UInt8>?
  /// Whether it fills whole lines, so that a copy can be taken out.
  let isRemovable: Bool
  /// Which of several scopes of one name it is in.
  var scopeNumber = 0
  /// Whether it is one of a list, with commas between: only the content counts then, and the last copy stays, which
  /// may have no comma.
  var isListed = false

  var commentAbove: Range<Int> { lines.lowerBound..<max(lines.lowerBound, solidLines.lowerBound) }
  var commentBelow: Range<Int> { min(solidLines.upperBound, lines.upperBound)..<lines.upperBound }
}
