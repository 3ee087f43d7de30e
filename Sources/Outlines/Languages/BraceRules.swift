/// How definitions look in a language whose blocks stand in braces.
struct BraceRules: Sendable {
  /// Words that begin a type, and its kind.
  var types: [String: Item.Kind] = [:]
  /// Words that begin a function.
  var functions: Set<String> = []
  /// Words that begin a variable, a constant or a name for a type.
  var variables: [String: Item.Kind] = [:]
  /// Words that may stand before any of these.
  var modifiers: Set<String> = []
  /// Words that begin a statement which defines nothing.
  var statements: Set<String> = []
  /// Whether a line's end can end a statement.
  var newlinesEnd = false
  /// Functions without a word of their own, `int f(…) {`, and fields, `int x;`.
  var isTypeFirst = false
  /// `name(…) {` and `name = …` inside a class: JavaScript.
  var hasBareMembers = false
  /// `[Name]` before a definition is an attribute: C#.
  var hasBracketAttributes = false
  /// `#[…]` before a definition is an attribute: Rust, PHP.
  var hasHashAttributes = false
  /// Whether cases of an enum stand bare, with commas between.
  var hasBareCases = false
  /// Whether `{ a: 1 }` is a value with keys.
  var hasObjectLiterals = false
  /// Whether `{ … }` behind a call makes it a block with definitions inside: `describe("x", () => { … })`.
  var hasCallBlocks = false
  var imports: ImportStyle = .none

  enum ImportStyle: Sendable { case none, swift, javascript, go, rust, java, c, csharp, php }
}
