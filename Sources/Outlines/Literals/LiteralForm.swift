/// One way in which a language writes entries with keys between brackets.
struct LiteralForm: Sendable {
  /// What stands between a key and its value.
  enum Separator: Sendable {
    case colon
    /// `=>`
    case arrow
    /// A single `=`, as in a named argument.
    case equals
    /// Kotlin's `to`.
    case to
  }

  /// What must stand before the bracket.
  enum Place: Sendable {
    case anywhere
    /// A name or a closing bracket: the arguments of a call.
    case call
    /// Where a value is expected: a block of statements looks the same.
    case value
    /// A call of a function whose name ends so.
    case named(String)
    /// The arguments of `match`.
    case match
  }

  let open: Unicode.Scalar
  let separators: [Separator]
  let place: Place
  /// Whether every entry must have a key, or it is no such literal: a set, a block.
  let isWhole: Bool
  /// Whether `"a"` and `a` are different keys.
  var tellsTextsApart = true
  /// Whether a name alone is an entry, and `name(…) {…}` too: objects of JavaScript.
  var hasShorthands = false

  /// The forms of a language; empty if it has none. Other languages refuse a key that stands twice, or have calls for it.
  static func forms(of language: Language) -> [LiteralForm] {
    switch language {
    case .python:
      [
        LiteralForm(open: "{", separators: [.colon], place: .anywhere, isWhole: true),
        LiteralForm(open: "(", separators: [.equals], place: .call, isWhole: false),
      ]
    case .javascript, .typescript, .tsx:
      [
        LiteralForm(
          open: "{", separators: [.colon], place: .value, isWhole: true, tellsTextsApart: false,
          hasShorthands: true)
      ]
    case .ruby:
      [
        LiteralForm(open: "{", separators: [.colon, .arrow], place: .anywhere, isWhole: true),
        LiteralForm(open: "(", separators: [.colon, .arrow], place: .call, isWhole: false),
      ]
    case .go: [LiteralForm(open: "{", separators: [.colon], place: .anywhere, isWhole: true)]
    case .swift: [LiteralForm(open: "[", separators: [.colon], place: .anywhere, isWhole: true)]
    case .php:
      [
        LiteralForm(open: "[", separators: [.arrow], place: .anywhere, isWhole: false),
        LiteralForm(open: "(", separators: [.arrow], place: .named("array"), isWhole: false),
        LiteralForm(open: "{", separators: [.arrow], place: .match, isWhole: false),
      ]
    case .kotlin: [LiteralForm(open: "(", separators: [.to], place: .named("apOf"), isWhole: false)]
    default: []
    }
  }
}
