/// The bytes of a file, cut into lines.
///
/// A line's range holds its ending (LF or CR LF); the last line may lack one.
public struct SourceText: Sendable {
  public let bytes: [UInt8]
  /// Where each line begins, and the end of the text last.
  private let starts: [Int]

  /// Cuts a text into lines. Linear.
  public init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var starts = [0]
    starts.reserveCapacity(bytes.count / 24)
    for index in bytes.indices where bytes[index] == 0x0A { starts.append(index + 1) }
    if starts.last != bytes.count { starts.append(bytes.count) }
    self.starts = starts
  }

  public var lineCount: Int { starts.count - 1 }

  /// The bytes of a line with its ending; lines count from 0.
  public func line(_ index: Int) -> ArraySlice<UInt8> { bytes[starts[index]..<starts[index + 1]] }

  /// The bytes of several lines.
  public func slice(_ lines: Range<Int>) -> ArraySlice<UInt8> {
    bytes[starts[lines.lowerBound]..<starts[lines.upperBound]]
  }

  /// Where a line begins, in bytes; for `lineCount` the end of the text.
  public func start(ofLine index: Int) -> Int { starts[index] }

  /// The line that holds a byte. Logarithmic.
  public func line(at offset: Int) -> Int {
    var low = 0
    var high = lineCount
    while low + 1 < high {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }
}
