/// What is known of one line of a source file.
public struct Line: Sendable, Hashable {
  public enum Kind: UInt8, Sendable, Hashable {
    case blank
    /// Nothing but a comment, or the inside of one.
    case comment
    /// Part of an import.
    case `import`
    case code
    /// It begins inside a string that began on a line before.
    case string
    /// It goes on with what a line before began: inside `(` or `[`, or after a `\` at the end.
    case continuation
  }

  /// What is open where a line begins.
  public enum Inside: UInt8, Sendable, Hashable { case code, string, comment }

  public internal(set) var kind: Kind
  public let startsInside: Inside
  let depth32: Int32
  let indentation32: Int32

  init(kind: Kind, startsInside: Inside, depth: Int, indentation: Int) {
    self.kind = kind
    self.startsInside = startsInside
    depth32 = Int32(clamping: depth)
    indentation32 = Int32(clamping: indentation)
  }

  /// How many brackets are open where it begins.
  public var depth: Int { Int(depth32) }
  /// The columns before its first byte that is not blank; a tab reaches to the next multiple of 8.
  public var indentation: Int { Int(indentation32) }
}
