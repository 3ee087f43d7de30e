/// A line's identity: equal numbers mean equal bytes, line ending included.
typealias LineID = Int32

/// A text cut into lines, each known by a number that is shared among the texts of one `LineInterner`.
///
/// A line includes its line feed. Only the last line of a text can lack one, so "a" at the end of a text
/// and "a\n" elsewhere are different lines, as they are for git.
struct TextLines {
  let bytes: [UInt8]
  let ids: [LineID]
  /// Offsets of the lines' first bytes, and one past the last byte at the end: one more than there are lines.
  let starts: [Int]

  var count: Int { ids.count }

  /// The bytes of a range of lines, without copying them.
  func slice(_ lines: Range<Int>) -> ArraySlice<UInt8> {
    bytes[starts[lines.lowerBound]..<starts[lines.upperBound]]
  }
}
