import Merging
import Testing

@Suite("Insertions, removals and white space at one place")
struct InsertionTests {
  @Test(arguments: settled) func `settles`(_ one: Case) throws {
    let resolved = one.resolve()
    #expect(String(decoding: resolved.bytes, as: UTF8.self) == one.expected)
    #expect(resolved.decisions.map(\.rule) == [try #require(one.rule)])
  }

  @Test(arguments: open) func `leaves to a person`(_ one: Case) {
    #expect(!one.resolve().isClean)
    let swapped = Case(
      name: one.name, path: one.path, base: one.base, ours: one.theirs, theirs: one.ours, expected: nil)
    #expect(!swapped.resolve().isClean)
  }

  /// Insertions into a text of two lines.
  private static func inserted(
    _ name: String, _ path: String, _ ours: String, _ theirs: String, isKept: Bool = false
  ) -> Case {
    Case(
      name: name, path: path, base: "start()\nstop()\n", ours: "start()\n\(ours)stop()\n",
      theirs: "start()\n\(theirs)stop()\n", expected: isKept ? "start()\n\(ours)\(theirs)stop()\n" : nil,
      rule: isKept ? "insertions" : nil)
  }

  static let settled = [
    inserted("statements of two kinds", "a.py", "log.open(1)\n", "x = compute(5)\n", isKept: true),
    inserted(
      "blocks", "a.go", "if a {\n\trun(1)\n}\n", "for _, b := range list {\n\tcheck(b)\n}\n", isKept: true),
    Case(
      name: "cases that give one name a value each", path: "a.go", base: "case none:\n\tkind = \"\"\n}\n",
      ours: "case none:\n\tkind = \"\"\ncase one:\n\tkind = \"first\"\n}\n",
      theirs: "case none:\n\tkind = \"\"\ncase two:\n\tkind = \"second\"\n}\n",
      expected:
        "case none:\n\tkind = \"\"\ncase one:\n\tkind = \"first\"\ncase two:\n\tkind = \"second\"\n}\n",
      rule: "insertions"),
    inserted("lines of a file of no known language", "Jenkinsfile.x", "copy a\n", "move b\n", isKept: true),
    Case(
      name: "two neighbours, each removed by one side", base: "a b c\nd e f\n", ours: "d e f\n",
      theirs: "a b c\n", expected: "", rule: "adjacent"),
    Case(
      name: "words of two lines, each of which one side changed", path: "a.css",
      base: "size: one;\nfont: two;\n", ours: "size: normal;\nfont: two;\n",
      theirs: "size: one;\nfont: two three;\n",
      expected: "size: normal;\nfont: two three;\n", rule: "adjacent"),
    Case(
      name: "words of two lines, one of which a side made anew", path: "a.css",
      base: "x = one(a, b)\nend\n", ours: "x = one(a, b)\nend of(all, the, things)\n",
      theirs: "x = one(a, c)\nend\n", expected: "x = one(a, c)\nend of(all, the, things)\n", rule: "tokens"),
    Case(
      name: "an import that a side no longer has and still uses", path: "a.py",
      base: "import os\nimport re\n\nre.a(os.b)\n", ours: "import os\n\nre.a(os.b)\n",
      theirs: "import os\nimport re\nimport json\n\nre.a(os.b)\njson.c()\n",
      expected: "import os\nimport re\nimport json\n\nre.a(os.b)\njson.c()\n", rule: "imports"),
    Case(
      name: "the same edit in two forms", path: "a.js", base: "run(a);\n", ours: "run(a, b);\n",
      theirs: "run( a, b );\n", expected: "run( a, b );\n", rule: "white-space"),
  ]

  static let open = [
    inserted("a line that both inserted, among others", "a.py", "log(1)\nopen(a)\n", "log(1)\nshut(b)\n"),
    inserted("a name that is new in both", "a.py", "widget.show(1)\n", "hide(widget)\n"),
    inserted("one name with two values", "a.py", "x = compute(5)\n", "x = other(6)\n"),
    inserted("one number for two choices", "a.py", "(19, \"one\"),\n", "(19, \"two\"),\n"),
    inserted("what comes behind a return", "a.py", "return one(1)\n", "check(two)\n"),
    inserted("lines at two depths", "a.py", "if a:\n    one(1)\n", "    two(2)\n"),
    inserted("one title with two dates", "a.md", "## 1.1 (may)\nalpha\n", "## 1.1 (june)\nbeta\n"),
    inserted("data", "a.yml", "one thing\n", "other kind\n"),
    Case(
      name: "lines that a side moved, beside some that the other removed", base: "a b c\nd e f\ng h i\nx\n",
      ours: "d e f\ng h i\nx\na b c\n", theirs: "a b c\ng h i\nx\n", expected: nil),
    Case(
      name: "two depths in a language in which depth counts", path: "a.py", base: "if a:\n    b()\nc()\n",
      ours: "if a:\n    b()\n    d()\n", theirs: "if a:\n    b()\nd()\n", expected: nil),
    Case(
      name: "space in a string", path: "a.js", base: "say(\"a\");\n", ours: "say(\"a b\");\n",
      theirs: "say(\"a  b\");\n", expected: nil),
  ]
}
