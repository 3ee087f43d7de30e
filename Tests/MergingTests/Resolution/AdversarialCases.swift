/// Lists that end in a bracket, with and without a comma, and imports that only the other side uses.
enum ListEnds {
  static let cases: [Case] =
    [
      list("a.json", "{\n  \"names\": [\n", "    ", "\n  ]\n}\n"),
      list("a.py", "names = [\n", "    ", "\n]\n"),
      list("a.swift", "let names = [\n", "  ", "\n]\n"), list("a.js", "const names = [\n", "  ", "\n];\n"),
      list("a.ts", "export const names = [\n", "  ", "\n];\n"),
      list("a.toml", "names = [\n", "  ", "\n]\n"), list("a.rb", "names = [\n", "  ", "\n]\n"),
      list("a.php", "<?php\n$names = [\n", "  ", "\n];\n"),
      list("a.unknown", "names (\n", "  ", "\n)\n"),
    ] + [
      Case(
        name: "an import that ours dropped and only theirs uses", path: "a.py",
        base: "import os\nimport re\n\nprint(re)\n", ours: "import json\n\nprint(json)\n",
        theirs: "import os\nimport re\nimport sys\n\nprint(re)\nprint(os, sys)\n", expected: nil),
      Case(
        name: "keys at the end of an object", path: "a.json", base: "{\n  \"a\": 1\n}\n",
        ours: "{\n  \"a\": 1,\n  \"b\": 2\n}\n", theirs: "{\n  \"a\": 1,\n  \"c\": 3\n}\n",
        expected: "{\n  \"a\": 1,\n  \"b\": 2,\n  \"c\": 3\n}\n",
        others: ["{\n  \"a\": 1,\n  \"c\": 3,\n  \"b\": 2\n}\n"]),
    ]

  private static func list(_ path: String, _ head: String, _ indent: String, _ tail: String) -> Case {
    func text(_ names: String...) -> String {
      head + names.map { "\(indent)\"\($0)\"" }.joined(separator: ",\n") + tail
    }
    return Case(
      name: "the end of a list in \(path)", path: path, base: text("one"), ours: text("one", "two"),
      theirs: text("one", "six"), expected: text("one", "two", "six"), others: [text("one", "six", "two")])
  }
}

/// Code that one side moved and the other edited.
enum MovedCode {
  static let cases = [
    Case(
      name: "a function moved down, and edited", path: "a.py", base: one + "\n\n" + two + "\n\n" + three,
      ours: two + "\n\n" + three + "\n\n" + one,
      theirs: edited + "\n\n" + two + "\n\n" + three, expected: two + "\n\n" + three + "\n\n" + edited),
    Case(
      name: "a function moved up, and edited", path: "a.py", base: two + "\n\n" + three + "\n\n" + one,
      ours: one + "\n\n" + two + "\n\n" + three, theirs: two + "\n\n" + three + "\n\n" + edited,
      expected: edited + "\n\n" + two + "\n\n" + three),
    Case(
      name: "a method moved to another class, and edited", path: "a.swift",
      base: type("A", method("1") + "\n" + other) + "\n" + type("B", other),
      ours: type("A", other) + "\n" + type("B", other + "\n" + method("1")),
      theirs: type("A", method("2") + "\n" + other) + "\n" + type("B", other),
      expected: type("A", other) + "\n" + type("B", other + "\n" + method("2"))),
    Case(
      name: "lines that changed places, one of them edited", path: "a.js", base: "a(1);\nb(2);\n",
      ours: "b(2);\na(1);\n", theirs: "a(1);\nb(3);\n", expected: "b(3);\na(1);\n"),
  ]

  private static let one = "def one(x):\n    y = x + 1\n    return y\n"
  private static let edited = "def one(x):\n    y = x + 100\n    return y\n"
  private static let two = "def two(a, b):\n    return a * b\n"
  private static let three = "def three():\n    start()\n    stop()\n"
  private static let other = "  func other() {\n    stop()\n  }\n"

  private static func method(_ value: String) -> String { "  func moved() -> Int {\n    \(value)\n  }\n" }

  private static func type(_ name: String, _ body: String) -> String { "struct \(name) {\n\(body)}\n" }
}

/// Comments that differ, stand between entries, or hold code.
enum Comments {
  static let cases = [
    Case(
      name: "two wordings of one comment", path: "a.py", base: "# Counts.\nx = 1\n",
      ours: "# Counts the lines.\nx = 1\n", theirs: "# Counts all of them.\nx = 1\n", expected: nil),
    Case(
      name: "code commented out against edited", path: "a.py", base: "start()\nrun(a, b)\nstop()\n",
      ours: "start()\n# run(a, b)\nstop()\n", theirs: "start()\nrun(a, c)\nstop()\n",
      expected: nil),
    Case(
      name: "a block commented out against edited", path: "a.js", base: "start();\nrun(a);\nstop();\n",
      ours: "/*\nstart();\nrun(a);\nstop();\n*/\n", theirs: "start();\nrun(b);\nstop();\n",
      expected: "/*\nstart();\nrun(b);\nstop();\n*/\n"),
    Case(
      name: "entries under comments", path: "a.py", base: "x = [\n    1,\n]\n",
      ours: "x = [\n    1,\n    # even\n    2,\n]\n", theirs: "x = [\n    1,\n    # odd\n    3,\n]\n",
      expected: "x = [\n    1,\n    # even\n    2,\n    # odd\n    3,\n]\n",
      others: ["x = [\n    1,\n    # odd\n    3,\n    # even\n    2,\n]\n"]),
    Case(
      name: "a comment that opens and never closes", path: "a.c", base: "int a;\nint b;\n",
      ours: "/* int a;\nint b;\n", theirs: "int a; // one\nint b;\n", expected: nil),
    Case(
      name: "entries in front of a comment and behind it", path: ".gitignore", base: "# build\n*.o\n",
      ours: "# build\n*.a\n*.o\n", theirs: "# build\n*.so\n*.o\n", expected: "# build\n*.a\n*.so\n*.o\n",
      others: ["# build\n*.so\n*.a\n*.o\n"]),
  ]
}

/// Where indentation says what belongs to what.
enum Indentation {
  static let cases = [
    Case(
      name: "a dedent against an edit inside", path: "a.py",
      base: "if ready:\n    start(1)\n    stop(2)\n", ours: "start(1)\nstop(2)\n",
      theirs: "if ready:\n    start(1)\n    stop(3)\n", expected: "start(1)\nstop(3)\n"),
    Case(
      name: "a dedent of the last line against a line below it", path: "a.py",
      base: "for x in y:\n    run(x)\n    log(x)\n", ours: "for x in y:\n    run(x)\nlog(x)\n",
      theirs: "for x in y:\n    run(x)\n    log(x)\n    count(x)\n", expected: nil),
    Case(
      name: "a key moved up a level against a key beside it", path: "a.yaml",
      base: "a:\n  b: 1\n  c: 2\n", ours: "a:\n  b: 1\nc: 2\n", theirs: "a:\n  b: 1\n  c: 2\n  d: 3\n",
      expected: "a:\n  b: 1\n  d: 3\nc: 2\n"),
    Case(
      name: "lines of a block scalar", path: "a.yaml", base: "run: >\n  one\n",
      ours: "run: >\n  one\n  two: 2\n",
      theirs: "run: >\n  one\n  six: 6\n", expected: nil),
    Case(
      name: "a list in a block scalar", path: "a.yaml", base: "run: |-\n  - one\nend: 1\n",
      ours: "run: |-\n  - one\n  - two\nend: 1\n", theirs: "run: |-\n  - one\n  - six\nend: 1\n",
      expected: "run: |-\n  - one\n  - two\n  - six\nend: 1\n",
      others: ["run: |-\n  - one\n  - six\n  - two\nend: 1\n"]),
    Case(
      name: "a line in a string of three quotes", path: "a.py", base: "x = \"\"\"\none\n\"\"\"\n",
      ours: "x = \"\"\"\none\nimport two\n\"\"\"\n", theirs: "x = \"\"\"\none\nimport six\n\"\"\"\n",
      expected: nil),
  ]
}

/// What looks like git's own markers.
enum Markers {
  static let cases = [
    Case(
      name: "a heading underlined like a marker", path: "a.md", base: "Title\n=======\n\ntext one two\n",
      ours: "Title\n=======\n\ntext 1 two\n", theirs: "Title\n=======\n\ntext one 2\n",
      expected: "Title\n=======\n\ntext 1 2\n"),
    Case(
      name: "a marker that one side added", path: "a.txt", base: "a b c d\n",
      ours: ">>>>>>> theirs\nA b c d\n",
      theirs: "a b c D\n", expected: nil),
    Case(
      name: "an unfinished merge on both sides", path: "a.py", base: "x = 1\n",
      ours: "<<<<<<< a\nx = 2\n=======\nx = 3\n>>>>>>> b\n",
      theirs: "<<<<<<< a\nx = 4\n=======\nx = 3\n>>>>>>> b\n", expected: nil),
  ]
}

/// A file in which both sides added a definition of one name, with two bodies.
struct SameName: Sendable {
  let path: String
  /// What both added, with the body marked by `@`.
  let definition: String
  var head = "start\n"
  var tail = ""

  static let all = [
    Self(path: "a.py", definition: "def f():\n    return @\n", head: "x = 1\n\n\n"),
    Self(path: "a.swift", definition: "func f() -> Int {\n  return @\n}\n", head: "let x = 1\n\n"),
    Self(path: "a.js", definition: "function f() {\n  return @;\n}\n", head: "const x = 1;\n\n"),
    Self(path: "a.ts", definition: "function f(): number {\n  return @;\n}\n", head: "const x = 1;\n\n"),
    Self(path: "a.go", definition: "func f() int {\n\treturn @\n}\n", head: "package a\n\n"),
    Self(path: "a.rs", definition: "fn f() -> i32 {\n    @\n}\n", head: "mod a;\n\n"),
    Self(path: "A.java", definition: "  int f() {\n    return @;\n  }\n", head: "class A {\n", tail: "}\n"),
    Self(path: "a.kt", definition: "fun f(): Int {\n    return @\n}\n", head: "val x = 1\n\n"),
    Self(path: "a.c", definition: "int f(void) {\n  return @;\n}\n", head: "int x;\n\n"),
    Self(path: "a.cpp", definition: "int f() {\n  return @;\n}\n", head: "int x;\n\n"),
    Self(path: "a.cs", definition: "  int F() {\n    return @;\n  }\n", head: "class A {\n", tail: "}\n"),
    Self(path: "a.rb", definition: "def f\n  @\nend\n", head: "x = 1\n\n"),
    Self(path: "a.php", definition: "function f() {\n  return @;\n}\n", head: "<?php\n\n"),
    Self(path: "a.sql", definition: "CREATE TABLE f (\n  id@ INTEGER\n);\n", head: "SELECT 1;\n\n"),
    Self(path: "a.sh", definition: "f() {\n  echo @\n}\n", head: "x=1\n\n"),
    Self(path: "a.json", definition: "  \"f\": @,\n", head: "{\n", tail: "  \"z\": 0\n}\n"),
    Self(path: "a.toml", definition: "[f]\nx = @\n", head: "[a]\nx = 0\n\n"),
    Self(path: "a.yaml", definition: "f:\n  x: @\n", head: "a:\n  x: 0\n"),
    Self(path: "a.ini", definition: "[f]\nx = @\n", head: "[a]\nx = 0\n\n"),
    Self(path: "a.properties", definition: "f = @\n", head: "a = 0\n"),
    Self(path: "a.xml", definition: "  <f id=\"f\">@</f>\n", head: "<a>\n", tail: "</a>\n"),
    Self(path: "a.md", definition: "## f\n\ntext @\n", head: "# a\n\n"),
  ]

  var conflict: Case {
    func text(_ body: String) -> String { head + definition.replacing("@", with: body) + tail }
    return Case(
      name: path, path: path, base: head + tail, ours: text("1"), theirs: text("2"), expected: nil)
  }
}
