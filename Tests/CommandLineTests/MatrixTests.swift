import Testing

@testable import git_fanin

@Suite struct MatrixTests {
  private func names(_ count: Int) -> [String] { (0..<count).map { "lane/a-rather-long-name-\($0 + 1)" } }

  @Test func `Each pair stands once, below the diagonal`() {
    let text = renderMatrix(
      names: ["main", "api", "web"], cells: { $0 == 2 && $1 == 0 ? "3" : "·" }, width: 80)
    #expect(
      text == """
               1 2
        1 main
        2 api  ·
        3 web  3 ·

        """)
  }

  @Test func `Column numbers are written downwards where they are wider than a cell`() {
    let text = renderMatrix(names: names(12), cells: { _, _ in "·" }, width: 80)
    let lines = text.split(separator: "\n")
    #expect(lines[0].hasSuffix("                   1 1"))
    #expect(lines[1].hasSuffix(" 1 2 3 4 5 6 7 8 9 0 1"))
  }

  @Test(arguments: [1, 2], [2, 9, 10, 30, 100])
  func `Lines fit 80 columns and every pair is drawn`(cellWidth: Int, count: Int) {
    let mark = String(repeating: "#", count: cellWidth)
    let text = renderMatrix(names: names(count), cells: { _, _ in mark }, width: 80)
    for line in text.split(separator: "\n") {
      #expect(displayWidth(String(line)) <= 80, "\(line)")
      #expect(line.last != " ")
    }
    #expect(text.count { $0 == "#" } == cellWidth * count * (count - 1) / 2)
  }

  @Test func `Thirty lanes with narrow cells are one block`() {
    let text = renderMatrix(names: names(30), cells: { _, _ in "·" }, width: 80)
    #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count == 2 + 30 + 1)
  }

  @Test func `Every block has its header and the names of its columns`() {
    let text = renderMatrix(names: names(100), cells: { _, _ in "·" }, width: 80)
    let blocks = text.split(separator: "\n\n")
    #expect(blocks.count > 1)
    for block in blocks {
      let lines = block.split(separator: "\n")
      // Read downwards, the first column's digits are the number of the first row.
      let number = lines.prefix { !$0.contains("lane") }.compactMap { $0.first { $0 != " " } }
      let first = lines.first { $0.contains("lane") }?.split(separator: " ").first
      #expect(first?.last == number.last)
    }
  }

  @Test func `Names cannot disturb the table`() {
    let text = renderMatrix(names: ["a\u{1b}[2J\n", "日本"], cells: { _, _ in "!" }, width: 80)
    #expect(text.contains("1 a\\x1b[2J\\n\n2 日本       !\n"))
  }

  @Test(arguments: [0, 1]) func `Fewer than two lanes need no columns`(count: Int) {
    let text = renderMatrix(names: names(count), cells: { _, _ in "·" }, width: 80)
    #expect(text.split(separator: "\n").count == count)
  }

  @Test func `An alarm is red, a number yellow, nothing dim`() {
    let style = Style(isOn: true)
    for (cell, expected) in [("!", style.red("!")), ("2", style.yellow("2")), ("·", style.dim("·"))] {
      let text = renderMatrix(names: ["a", "b"], cells: { _, _ in cell }, width: 80, style: style)
      #expect(text.contains(expected))
    }
  }
}
