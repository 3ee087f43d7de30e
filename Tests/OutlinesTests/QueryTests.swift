import Outlines
import Testing

@Suite("Questions to an outline")
struct QueryTests {
  private let outline = Outline(Array(Snippets.text(.swift).utf8), language: .swift)

  @Test("The items that hold a line are told from the outside in")
  func holding() {
    #expect(outline.items(holding: 4).map(\.name) == ["T", "does it"])
    #expect(outline.innermostItem(holding: 14)?.name == "c")
    #expect(outline.items(holding: 0).isEmpty)
    #expect(outline.items(holding: 99).isEmpty)
  }

  @Test("Lines say what they are")
  func lines() {
    let python = Outline(Array(Snippets.text(.python).utf8), language: .python)
    let kinds = python.lines.map(\.kind)
    #expect(kinds[0] == .import)
    #expect(kinds[2] == .import)
    #expect(kinds[7] == .code)
    #expect(kinds[11] == .comment)
    #expect(kinds[15] == .string)
    #expect(kinds[19] == .blank)
    #expect(python.lines[2].depth == 1)
    #expect(python.lines[2].indentation == 4)
    #expect(python.lines[15].startsInside == .string)
  }

  @Test("Names defined in lines are those of items and imports")
  func definedNames() {
    let python = Outline(Array(Snippets.text(.python).utf8), language: .python)
    #expect(python.definedNames(in: 0..<8) == ["os", "s", "b", "d", "X"])
  }

  @Test("Names inside of strings count only when asked for")
  func interpolations() {
    let text = Outline(Array("let a = \"b \\(c)\"\n".utf8), language: .swift)
    #expect(text.identifiers(in: 0..<1) == ["let", "a"])
    #expect(text.identifiers(in: 0..<1, includesStrings: true).isSuperset(of: ["let", "a", "c"]))
  }

  @Test("Brackets of a range are balanced or not")
  func balance() {
    #expect(outline.bracketBalance(of: 2..<3).opens == 1)
    #expect(outline.bracketBalance(of: 13..<14).closes == 1)
    #expect(outline.bracketBalance(of: 2..<14).isEven)
  }

  @Test("Ranges are equal up to white space; in Python indentation must shift as a whole")
  func equality() {
    let a = Outline(Array("if x:\n  y()\n".utf8), language: .python)
    let b = Outline(Array("  if  x:\n\n    y()\n".utf8), language: .python)
    let c = Outline(Array("if x:\ny()\n".utf8), language: .python)
    #expect(a.isEqual(0..<2, to: b, 0..<3))
    #expect(!a.isEqual(0..<2, to: c, 0..<2))
  }

  @Test("Ranges beyond the file are cut to it")
  func beyond() {
    #expect(outline.tokens(in: 90..<100).isEmpty)
    #expect(outline.identifiers(in: 0..<999).contains("raw"))
  }
}
