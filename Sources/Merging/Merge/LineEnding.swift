/// The line ending that a merge gives to markers and to lines that lack one.
enum LineEnding {
  /// Whether it is CR LF: if the lines above the region end so in both sides, as far as that can be told,
  /// or failing those, the first line of the base.
  static func isCRLF(at region: MergeRegion, base: TextLines, ours: TextLines, theirs: TextLines) -> Bool {
    var last: Bool?
    for (text, line) in [(ours, region.ours.lowerBound), (theirs, region.theirs.lowerBound), (base, 0)] {
      last = hasCRLF(text, line: max(0, line - 1))
      if last == false { return false }
    }
    return last ?? false
  }

  /// Whether a line ends in CR LF. A last line without an ending is taken to end as the line above it does;
  /// nil if there is none.
  private static func hasCRLF(_ text: TextLines, line: Int) -> Bool? {
    if text.count == 0 { return nil }
    var line = line
    if line == text.count - 1 && text.bytes.last != 0x0A {
      if line == 0 { return nil }
      line -= 1
    }
    let bytes = text.slice(line..<line + 1)
    return bytes.count > 1 && bytes[bytes.endIndex - 2] == 0x0D
  }
}
