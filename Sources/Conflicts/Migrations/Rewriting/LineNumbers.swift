import Outlines

/// Which line of a text a byte stands in, counted from 0.
struct LineNumbers {
  private let text: SourceText

  init(_ bytes: [UInt8]) { text = SourceText(bytes) }

  func line(at offset: Int) -> Int { text.line(at: offset) }

  /// A line with its ending.
  func content(_ line: Int) -> [UInt8] { Array(text.line(line)) }
}
