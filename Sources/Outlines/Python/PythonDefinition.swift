/// A function or class of a Python text. Ranges of tokens are half-open.
public struct PythonDefinition: Sendable {
  public enum Kind: Sendable { case function, asyncFunction, classDefinition }

  public let kind: Kind
  /// The token that is its name.
  public let nameToken: Int
  /// The scope that it is defined in.
  public let outer: Int
  /// The scope of its body.
  public internal(set) var scope: Int
  public let decorators: [PythonDecorator]
  public internal(set) var parameters: [PythonParameter] = []
  /// What a class derives from and its keywords: the tokens between its brackets.
  public internal(set) var arguments: Range<Int> = 0..<0
  /// All its tokens, the first decorator included, up to the end of its last line.
  public internal(set) var tokens: Range<Int>
  /// The tokens behind the colon of its head.
  public internal(set) var body: Range<Int> = 0..<0

  public var isFunction: Bool { kind != .classDefinition }
}

/// One decorator of a function or class.
public struct PythonDecorator: Sendable {
  /// The tokens behind the `@`, without the end of the line.
  public let tokens: Range<Int>
}

/// One parameter of a function.
public struct PythonParameter: Sendable {
  public enum Kind: Sendable { case positionalOnly, positional, keywordOnly, list, dictionary }

  public let nameToken: Int
  public internal(set) var kind: Kind
  /// The tokens of its annotation; empty if it has none.
  public let annotation: Range<Int>
  /// The tokens of its default; empty if it has none.
  public let fallback: Range<Int>

  public var hasDefault: Bool { !fallback.isEmpty }
}

/// One name that an import brings.
public struct PythonImport: Sendable {
  /// The scope that it stands in.
  public let scope: Int
  /// The dots in front of the module.
  public let level: Int
  /// The module, with dots; empty for `from . import x`.
  public let module: [UInt8]
  /// The token of the imported name in `from module import name`, or of the star; nil for `import module`.
  public let nameToken: Int?
  /// The token that is bound: the alias, or else the name or the first part of the module; nil for a star.
  public let boundToken: Int?
  public let hasAlias: Bool
  /// The tokens of the whole statement.
  public let statement: Range<Int>
}

/// An assignment to a single name: `name = value`, `name: type = value` or `name += value`.
public struct PythonAssignment: Sendable {
  public let scope: Int
  public let nameToken: Int
  public let value: Range<Int>
  public let isAugmented: Bool
  /// The tokens of the whole statement.
  public let statement: Range<Int>
}

/// A call of something that is named: `f(…)` or `a.b.f(…)`.
public struct PythonCall: Sendable {
  public let scope: Int
  /// The tokens of the name and its dots.
  public let callee: Range<Int>
  /// The opening bracket.
  public let open: Int
}
