import Outlines
import Testing

@Suite("The first definition of a PHP file")
struct PHPStartTests {
  @Test(
    "It is found right behind the opening tag",
    arguments: ["<?php\n", "<?php\n\n", "<a>\n<?php\n", "<?php f() ?>\n<a>\n<?php\n"])
  func first(start: String) {
    let outline = Outline(Array((start + "enum E {\n  case A;\n}\n").utf8), language: .php)
    #expect(outline.allItems.map(\.name) == ["E", "A"])
  }
}
