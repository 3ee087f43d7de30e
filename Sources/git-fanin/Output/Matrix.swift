/// Draws which of many sides clash with which, as the half of a square below its diagonal.
///
/// Each pair stands once: in the row of the later side, in the column with the number of the earlier
/// one. Half the square is half the ink, and what a side clashes with is found by going along its row
/// and down its column. When all columns do not fit side by side, they follow below each other in
/// blocks, each with a header of its own.
struct Matrix {
  private let names: [String]
  private let cells: (Int, Int) -> String
  private let width: Int
  private let style: Style
  /// How wide the widest cell is, without the space before it.
  private let cellWidth: Int
  private let numberWidth: Int

  /// A name is not cut below this to save a second block.
  private static let shortestName = 12
  private static let longestName = 24

  /// `cells` gives for a row and a column before it a text of one or two columns.
  init(names: [String], cells: @escaping (Int, Int) -> String, width: Int, style: Style) {
    self.names = names.map { escaped($0) }
    self.cells = cells
    self.width = max(width, 40)
    self.style = style
    numberWidth = String(names.count).utf8.count
    var widest = 1
    for row in names.indices {
      for column in 0..<row { widest = max(widest, displayWidth(cells(row, column))) }
    }
    cellWidth = widest
  }

  func text() -> String {
    let nameWidth = nameWidth()
    let labelWidth = numberWidth + 1 + nameWidth
    let perBlock = max(1, (width - labelWidth) / (cellWidth + 1))
    let columns = max(names.count - 1, 0)
    guard columns > 0 else { return names.indices.map { label($0, nameWidth) + "\n" }.joined() }
    let blocks = stride(from: 0, to: columns, by: perBlock).map { start in
      block(start..<min(start + perBlock, columns), nameWidth: nameWidth)
    }
    return blocks.joined(separator: "\n")
  }

  /// How wide names may be: as they are if that fits in one block, else a reasonable length.
  private func nameWidth() -> Int {
    let natural = min(names.map { displayWidth($0) }.max() ?? 0, Self.longestName)
    let columns = max(names.count - 1, 0) * (cellWidth + 1)
    let spare = width - numberWidth - 1 - columns
    if spare >= min(natural, Self.shortestName) { return min(natural, spare) }
    return min(natural, width / 3)
  }

  /// The columns of `range` with the rows that have a cell in them.
  private func block(_ range: Range<Int>, nameWidth: Int) -> String {
    let labelWidth = numberWidth + 1 + nameWidth
    var lines = header(range, labelWidth: labelWidth)
    // The first row has no cell, but without it the first number would have no name.
    for row in names.indices where row >= range.lowerBound {
      let columns = range.prefix { $0 < row }
      let texts = columns.map { " " + painted(cells(row, $0)) }
      // Padded only before cells, so that no line ends in spaces.
      let label = label(row, nameWidth)
      lines.append(columns.isEmpty ? label : padded(label, to: labelWidth) + texts.joined())
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The numbers of the columns, written downwards where a cell is narrower than they are.
  private func header(_ range: Range<Int>, labelWidth: Int) -> [String] {
    let widest = String(range.upperBound).utf8.count
    let height = (widest + cellWidth - 1) / cellWidth
    let margin = String(repeating: " ", count: labelWidth)
    return (0..<height).map { line in
      let texts = range.map { column in
        let digits = Array(paddedLeft(String(column + 1), to: height * cellWidth))
        return " " + String(digits[line * cellWidth..<(line + 1) * cellWidth])
      }
      return style.dim(margin + texts.joined())
    }
  }

  private func label(_ row: Int, _ nameWidth: Int) -> String {
    paddedLeft(String(row + 1), to: numberWidth) + " " + truncated(names[row], to: nameWidth)
  }

  /// The cell in its width: nothing to see is dim, an alarm red, the rest yellow.
  private func painted(_ cell: String) -> String {
    let text = paddedLeft(cell, to: cellWidth)
    if cell == "·" || cell == "." { return style.dim(text) }
    return cell.contains("!") ? style.red(text) : style.yellow(text)
  }
}

/// Draws the clash matrix of `names`; `cells` is asked for each row with each column before it.
func renderMatrix(
  names: [String], cells: @escaping (Int, Int) -> String, width: Int, style: Style = .plain
) -> String {
  Matrix(names: names, cells: cells, width: width, style: style).text()
}
