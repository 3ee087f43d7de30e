/// The smallest part of a source file that means something.
public struct Token: Sendable, Hashable {
  public enum Kind: UInt8, Sendable, Hashable {
    /// A name or a keyword.
    case identifier
    case number
    /// A string, a character, a regular expression, a here-document, or the part of one between two interpolations.
    case string
    /// One byte; operators are not put together.
    case punctuation
    case comment
    /// A line such as `#if X` or `#define Y`, with its continuation lines.
    case directive
  }

  public let kind: Kind
  /// Whether it is code inside a string, such as `name` in `"${name}"`.
  public let isInterpolated: Bool
  let start32: Int32
  let end32: Int32
  let line32: Int32

  init(kind: Kind, isInterpolated: Bool, range: Range<Int>, line: Int) {
    self.kind = kind
    self.isInterpolated = isInterpolated
    start32 = Int32(truncatingIfNeeded: range.lowerBound)
    end32 = Int32(truncatingIfNeeded: range.upperBound)
    line32 = Int32(truncatingIfNeeded: line)
  }

  public var start: Int { Int(start32) }
  public var end: Int { Int(end32) }
  /// Where it is in the file, in bytes.
  public var range: Range<Int> { start..<end }
  /// The line it begins in, counted from 0.
  public var line: Int { Int(line32) }
}
