import Merging
import Testing

/// Three texts and what should become of them.
struct Case: Sendable, CustomTestStringConvertible {
  let name: String
  var path = "file.txt"
  let base: String
  let ours: String
  let theirs: String
  /// The text; nil if it must stay open.
  let expected: String?
  /// What would be as right.
  var others: [String] = []
  var rule: String?

  var testDescription: String { name }

  func resolve(_ policy: ResolutionPolicy = ResolutionPolicy()) -> ResolvedText {
    resolveText(
      ResolutionRequest(
        base: Array(base.utf8), ours: Array(ours.utf8), theirs: Array(theirs.utf8), path: Array(path.utf8),
        policy: policy))
  }
}

@Suite("Rules for conflicts")
struct RuleTests {
  @Test(arguments: settled) func `settles`(_ one: Case) throws {
    let resolved = one.resolve()
    #expect(String(decoding: resolved.bytes, as: UTF8.self) == one.expected)
    #expect(resolved.isClean)
    #expect(resolved.decisions.map(\.rule) == [try #require(one.rule)])
    #expect(resolved.decisions.allSatisfy { !$0.reason.isEmpty && $0.certainty != .ask })
  }

  @Test func `white space that merges to part of a line leaves the next line alone`() {
    // Ours removes a blank line to which theirs adds a space.
    let resolved = resolveText(
      ResolutionRequest(
        base: Array("a\n\nb\n".utf8), ours: Array("a\nb\n".utf8), theirs: Array("a\n  \nb\n".utf8)))
    #expect(lines(resolved.bytes).contains(Array("b\n".utf8)))
  }

  @Test(arguments: certain) func `settles where only what is certain is accepted`(_ one: Case) throws {
    let resolved = one.resolve(ResolutionPolicy(accept: .certain))
    #expect(String(decoding: resolved.bytes, as: UTF8.self) == one.expected)
    #expect(resolved.decisions.map(\.rule) == [try #require(one.rule)])
    #expect(resolved.decisions.map(\.certainty) == [.certain])
  }

  static let certain: [Case] = [
    Case(
      name: "a side went on from the other's change", base: "a\nb\nc\n", ours: "a\nB\nc\n",
      theirs: "a\nB\nC\n",
      expected: "a\nB\nC\n", rule: "contained"),
    Case(
      name: "a side added more below what both added", base: "a\nz\n", ours: "a\none\ntwo\nz\n",
      theirs: "a\none\ntwo\nthree\nz\n", expected: "a\none\ntwo\nthree\nz\n", rule: "contained"),
    Case(
      name: "entries of a list", path: "a.py", base: "x = [\n    \"a\",\n]\n",
      ours: "x = [\n    \"a\",\n    \"b\",\n]\n",
      theirs: "x = [\n    \"a\",\n    \"c\",\n]\n",
      expected: "x = [\n    \"a\",\n    \"b\",\n    \"c\",\n]\n", rule: "entries"),
    Case(
      name: "an edited line beside a new one", path: "a.js", base: "run(a, b, c);\nend();\n",
      ours: "run(a, b, d);\nend();\n", theirs: "run(a, b, c);\nstop(now);\nend();\n",
      expected: "run(a, b, d);\nstop(now);\nend();\n", rule: "adjacent"),
  ]

  @Test(arguments: open) func `leaves to a person`(_ one: Case) {
    let resolved = one.resolve()
    #expect(!resolved.isClean)
    #expect(resolved.decisions.contains { $0.certainty == .ask })
    let git = mergeText(
      base: Array(one.base.utf8), ours: Array(one.ours.utf8), theirs: Array(one.theirs.utf8))
    #expect(resolved.bytes == git.bytes)
  }

  @Test(arguments: settled) func `does nothing without leave`(_ one: Case) throws {
    let rule = try #require(one.rule)
    #expect(!one.resolve(ResolutionPolicy(accept: .ask)).isClean)
    #expect(one.resolve(ResolutionPolicy(disabled: [rule])).decisions.allSatisfy { $0.rule != rule })
  }

  @Test(arguments: settled) func `gives the same lines with the sides swapped`(_ one: Case) {
    let swapped = Case(
      name: one.name, path: one.path, base: one.base, ours: one.theirs, theirs: one.ours, expected: nil)
    #expect(
      lines(swapped.resolve().bytes).map(Array.init).sorted(by: precedes)
        == lines(one.resolve().bytes).sorted(by: precedes))
  }

  private func precedes(_ left: [UInt8], _ right: [UInt8]) -> Bool { left.lexicographicallyPrecedes(right) }

  static let settled = [
    Case(
      name: "carriage returns", base: "first = one\r\nsecond = two\r\n",
      ours: "first = eins\r\nsecond = two\r\n",
      theirs: "first = one\r\nsecond = zwei\r\n", expected: "first = eins\r\nsecond = zwei\r\n",
      rule: "adjacent"),
    Case(
      name: "no line feed at the end", path: ".gitignore", base: "a", ours: "a\nb", theirs: "a\nc",
      expected: "a\nb\nc", rule: "entries"),
    Case(
      name: "no line feed at the end, and a line that ends in a carriage return", path: ".gitignore",
      base: "a",
      ours: "a\nb", theirs: "a\nc\r", expected: "a\nb\nc\r", rule: "entries"),
    Case(
      name: "an import that only the other side uses", path: "a.py",
      base: "import re\n\n\nx = 1\n\n\ndef f():\n    pass\n",
      ours: "import json\n\n\nx = json.dumps(1)\n\n\ndef f():\n    pass\n",
      theirs: "import re\nimport os\n\n\nx = 1\n\n\ndef f():\n    return re.compile(os.sep)\n",
      expected:
        "import json\nimport re\nimport os\n\n\nx = json.dumps(1)\n\n\ndef f():\n    return re.compile(os.sep)\n",
      rule: "imports"),
    Case(
      name: "one side has all that the other changed", base: "a\nb\nc\n", ours: "a\nB\nc\n",
      theirs: "a\nB\nC\n",
      expected: "a\nB\nC\n", rule: "contained"),
    Case(
      name: "version numbers that both raised", base: "version = \"1.2.3\"\n", ours: "version = \"1.3.0\"\n",
      theirs: "version = \"1.2.4\"\n", expected: "version = \"1.3.0\"\n", rule: "version"),
    Case(
      name: "white space against an edit", path: "a.js", base: "if (a) { run(a, b); }\n",
      ours: "if (a) {\n  run(a, b);\n}\n", theirs: "if (a) { run(a, c); }\n",
      expected: "if (a) {\n  run(a, c);\n}\n", rule: "white-space"),
    Case(
      name: "different words of one line", base: "see one two three four\n", ours: "see 1 two three four\n",
      theirs: "see one two three 4\n", expected: "see 1 two three 4\n", rule: "tokens"),
    Case(
      name: "neighbouring lines", base: "first = one\nsecond = two\n", ours: "first = eins\nsecond = two\n",
      theirs: "first = one\nsecond = zwei\n", expected: "first = eins\nsecond = zwei\n", rule: "adjacent"),
    Case(
      name: "names from one module", path: "a.py", base: "import os\n\nprint(os)\n",
      ours: "import os\nfrom tools import tool_a\n\nprint(os)\ntool_a()\n",
      theirs: "import os\nfrom tools import tool_b\n\ntool_b()\nprint(os)\n",
      expected: "import os\nfrom tools import tool_a, tool_b\n\ntool_b()\nprint(os)\ntool_a()\n",
      rule: "imports"),
    Case(
      name: "functions of two names", path: "a.py", base: "def one():\n    return 1\n",
      ours: "def one():\n    return 1\n\n\ndef two():\n    return 2\n",
      theirs: "def one():\n    return 1\n\n\ndef three():\n    return 3\n",
      expected: "def one():\n    return 1\n\n\ndef two():\n    return 2\n\n\ndef three():\n    return 3\n",
      rule: "definitions"),
    Case(
      name: "the end of a list", path: "a.py", base: "names = [\n    \"alpha one\"\n]\n",
      ours: "names = [\n    \"alpha one\",\n    \"beta\"\n]\n",
      theirs: "names = [\n    \"alpha one\",\n    \"gamma\"\n]\n",
      expected: "names = [\n    \"alpha one\",\n    \"beta\",\n    \"gamma\"\n]\n", rule: "entries"),
    Case(
      name: "a sorted list of files", path: ".gitignore", base: "a\nz\n", ours: "a\nm\nz\n",
      theirs: "a\nc\nz\n",
      expected: "a\nc\nm\nz\n", rule: "entries"),
  ]

  /// What may be right and is not sure.
  static let likely = [
    Case(
      name: "versions of two lines of releases", base: "version = \"1.2.3\"\n", ours: "version = \"2.1.0\"\n",
      theirs: "version = \"1.2.4\"\n", expected: "version = \"2.1.0\"\n", rule: "version"),
    Case(
      name: "arguments with names and values", path: "a.py", base: "run(\n    a=1,\n)\n",
      ours: "run(\n    a=1,\n    b=two(3),\n)\n", theirs: "run(\n    a=1,\n    c=three(4),\n)\n",
      expected: "run(\n    a=1,\n    b=two(3),\n    c=three(4),\n)\n", rule: "entries"),
    Case(
      name: "a new function above a line that the other side edited", path: "a.go",
      base: "package a\n\n// Stop halts an work.\nfunc Stop() {}\n",
      ours: "package a\n\n// Stop halts a work.\nfunc Stop() {}\n",
      theirs:
        "package a\n\n// Start begins.\nfunc Start() {\n\tbegin()\n}\n\n// Stop halts an work.\nfunc Stop() {}\n",
      expected:
        "package a\n\n// Start begins.\nfunc Start() {\n\tbegin()\n}\n\n// Stop halts a work.\nfunc Stop() {}\n",
      rule: "adjacent"),
  ]

  @Test(arguments: likely) func `settles unless only what is certain is accepted`(_ one: Case) throws {
    let resolved = one.resolve()
    #expect(String(decoding: resolved.bytes, as: UTF8.self) == one.expected)
    #expect(resolved.decisions.map(\.rule) == [try #require(one.rule)])
    #expect(!one.resolve(ResolutionPolicy(accept: .certain)).isClean)
  }

  @Test func `targets of links are added to a section that one side closed`() {
    let links = Case(
      name: "links", path: "CHANGELOG.md", base: "# Changes\n\n## Next\n\n- a\n\n[#1]: x/1\n",
      ours: "# Changes\n\n## Next\n\n- a\n\n[#1]: x/1\n[#2]: x/2\n",
      theirs: "# Changes\n\n## Next\n\n## 1.0\n\n- a\n\n[#1]: x/1\n[#3]: x/3\n", expected: nil)
    #expect(links.resolve().isClean)
  }

  static let open = [
    Case(
      name: "an entry for a section that the other side closed", path: "CHANGELOG.md",
      base: "# Changes\n\n## Next\n\n- one\n", ours: "# Changes\n\n## Next\n\n- one\n- two things\n",
      theirs: "# Changes\n\n## Next\n\n## 1.0\n\n- one\n- three more\n", expected: nil),
    Case(
      name: "one fix in two releases", path: "CHANGELOG.md", base: "# Changes\n\n## 1.0\n\n- a\n",
      ours: "# Changes\n\n## Next\n\n- new door\n- fixed the window\n\n## 1.0\n\n- a\n",
      theirs: "# Changes\n\n## 1.1\n\n- fixed the window\n\n## 1.0\n\n- a\n", expected: nil),
    Case(
      name: "removed against moved", path: "a.txt",
      base: "use alpha\nuse beta\nmid one\nmid two\nmid three\nmid four\nend\n",
      ours: "mid one\nmid two\nmid three\nmid four\nuse alpha\nend\n",
      theirs: "use beta\nmid one\nmid two\nmid three\nmid four\nend\n", expected: nil),
    Case(
      name: "a comment on a line that the other side edited", path: "a.js",
      base: "start();\nlet limit = 10;\nend();\n",
      ours: "start();\n// As many as the fingers.\nlet limit = 10;\nend();\n",
      theirs: "start();\nlet limit = 12;\nend();\n", expected: nil),
    Case(
      name: "lines that prepare an edit beside words that the other side took away", path: "a.swift",
      base: "func f() -> String {\n  return String(format: \"x%d%d\", random(), random())\n}\n",
      ours: "func f() -> String {\n  String(format: \"x%d%d\", random(), random())\n}\n",
      theirs:
        "func f() -> String {\n  let a = next()\n  let b = next()\n  return String(format: \"x%d%d\", a, b)\n}\n",
      expected: nil),
    Case(
      name: "a dedent beside a new line", path: "a.py", base: "if a:\n    run(b)\n",
      ours: "run(b)\n", theirs: "if a:\n    run(b)\n    stop(c)\n", expected: nil),
    Case(
      name: "text in a block of YAML", path: "a.yml", base: "run: |\n  start\n",
      ours: "run: |\n  start\n  one\n",
      theirs: "run: |\n  start\n  two\n", expected: nil),
    Case(
      name: "one version with two dates", path: "CHANGELOG.md", base: "# Changes\n\n## 1.0 (may)\n\n- a\n",
      ours: "# Changes\n\n## 1.1 (june)\n\n- b\n\n## 1.0 (may)\n\n- a\n",
      theirs: "# Changes\n\n## 1.1 (july)\n\n- c\n\n## 1.0 (may)\n\n- a\n", expected: nil),
    Case(
      name: "the same line, two answers", base: "a\nb\nc\n", ours: "a\nx\nc\n", theirs: "a\ny\nc\n",
      expected: nil),
    Case(
      name: "removed against edited", base: "a\nb b b\nc\n", ours: "a\nc\n", theirs: "a\nb b x\nc\n",
      expected: nil),
    Case(
      name: "one name, two bodies", path: "a.py", base: "x = 1\n",
      ours: "x = 1\n\n\ndef f():\n    return 1\n",
      theirs: "x = 1\n\n\ndef f():\n    return 2\n", expected: nil),
    Case(
      name: "one key, two values", path: "a.json", base: "{\n  \"a\": 1\n}\n",
      ours: "{\n  \"a\": 1,\n  \"b\": 2\n}\n",
      theirs: "{\n  \"a\": 1,\n  \"b\": 3\n}\n", expected: nil),
    Case(
      name: "one name from two modules", path: "a.py", base: "import os\nrun(os)\n",
      ours: "import os\nfrom x import run\nrun(os)\n", theirs: "import os\nfrom y import run\nrun(os)\n",
      expected: nil),
    Case(
      name: "a lock file", path: "Cargo.lock", base: "version = 1.0.0\n", ours: "version = 1.0.1\n",
      theirs: "version = 1.0.2\n", expected: nil),
    Case(
      name: "markers as content", base: "a b c d\n", ours: "<<<<<<< HEAD\nA b c d\n",
      theirs: "<<<<<<< HEAD\na b c D\n", expected: nil),
    Case(
      name: "the lower version", base: "version 1.2.3\n", ours: "version 1.2.2\n", theirs: "version 1.2.4\n",
      expected: nil),
    Case(
      name: "a new line that looks like the edited one", base: "call(user, 1)\n", ours: "call(person, 1)\n",
      theirs: "call(user, 1)\ncall(user, 2)\n", expected: nil),
  ]
}
