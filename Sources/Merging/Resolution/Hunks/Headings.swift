internal import Outlines

extension MergeScene {
  /// Whether the headings above a hunk are not the same on both sides, as where one side closed the section of a
  /// changelog to which the other added: lines would come to stand under a title that they were not written for.
  ///
  /// Targets of links hold wherever they stand.
  ///
  /// - Complexity: logarithmic in the width of each level of headings.
  func isRetitled(_ hunk: Hunk) -> Bool {
    guard language == .markdown, let oursOutline, let theirsOutline,
      !hasOnlyLinks(ours, hunk.ours) || !hasOnlyLinks(theirs, hunk.theirs)
    else { return false }
    return Self.titles(above: hunk.ours.lowerBound, oursOutline.items)
      != Self.titles(above: hunk.theirs.lowerBound, theirsOutline.items)
  }

  /// Whether lines are blank or say where a link goes: `[name]: place`.
  private func hasOnlyLinks(_ text: TextLines, _ lines: Range<Int>) -> Bool {
    lines.allSatisfy { line in
      let content = text.slice(line..<line + 1).drop(while: isSpace)
      guard let first = content.first else { return true }
      let name = content.prefix { $0 != UInt8(ascii: "]") }
      return first == UInt8(ascii: "[") && content.dropFirst(name.count + 1).first == UInt8(ascii: ":")
    }
  }

  /// The headings that a line stands under, outermost first.
  private static func titles(above line: Int, _ items: [Item]) -> [String] {
    var titles: [String] = []
    var level = items
    while true {
      var (low, high) = (0, level.count)
      while low < high {
        let middle = (low + high) / 2
        if level[middle].headerLine < line { low = middle + 1 } else { high = middle }
      }
      guard low > 0 else { return titles }
      titles.append(level[low - 1].name)
      level = level[low - 1].children
    }
  }
}
