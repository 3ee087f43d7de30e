/// A word, a version number, or a single other character, with the white space in front of it.
struct Token {
  enum Kind: UInt8 {
    /// Letters, digits, `_`, `$` and anything that is not ASCII.
    case word
    /// Digits with at least one dot between them, such as `v1.4.0-rc.2`.
    case version
    /// Any other character.
    case mark
    /// Nothing: carries the white space at the end of a text.
    case end
  }

  var kind: Kind
  /// Equal numbers mean equal characters, among the texts of one `TokenTable`.
  var id: Int32
  /// Where the white space in front begins, in bytes of the text.
  var spaceStart: Int
  /// Where the token itself begins.
  var start: Int
  /// Past its last byte.
  var end: Int
}

/// A part of a text, cut into tokens; the last one has the kind `end`.
struct TokenText {
  let bytes: ArraySlice<UInt8>
  let tokens: [Token]

  /// The characters of a token, without the space in front.
  func text(_ token: Token) -> ArraySlice<UInt8> { bytes[token.start..<token.end] }

  /// The white space in front of a token.
  func space(_ token: Token) -> ArraySlice<UInt8> { bytes[token.spaceStart..<token.start] }

  /// The numbers of all tokens but the last, which is no token of the text.
  var ids: [Int32] { tokens.dropLast().map(\.id) }
}
