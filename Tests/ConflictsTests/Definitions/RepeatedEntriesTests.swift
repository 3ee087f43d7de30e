import Conflicts
import GitValues
import Testing

/// What two sides add to the two ends of one list, literal or file.
struct RepeatedEntry: CustomTestStringConvertible, Sendable {
  let path: String
  var head = ""
  let ours: String
  let middle: String
  let theirs: String
  var tail = ""
  /// The name that then stands twice; nil if none may be reported.
  let found: String?

  var testDescription: String { "\(path): \(ours) and \(theirs)" }

  private func text(_ ours: String, _ theirs: String) -> [UInt8] {
    Array((head + ours + middle + theirs + tail).utf8)
  }

  var merged: [UInt8] { text(ours, theirs) }

  func find(swapped: Bool = false) -> [MergedDuplicate] {
    let sides = [text(ours, ""), text("", theirs)]
    return MergedDuplicates.find(
      base: text("", ""), ours: sides[swapped ? 1 : 0], theirs: sides[swapped ? 0 : 1], merged: merged,
      path: GitPath(path))
  }
}

@Suite("Keys of literals in code")
struct LiteralKeyTests {
  static let found: [RepeatedEntry] = [
    RepeatedEntry(
      path: "a.py", head: "X = {\n", ours: "    \"x\": 1,\n", middle: "    \"m\": 0,\n",
      theirs: "    'x': 2,\n",
      tail: "}\n", found: "X.x"),
    RepeatedEntry(
      path: "a.py", head: "class C:\n    Y = {\n", ours: "        1: f(a, b),\n", middle: "        2: 0,\n",
      theirs: "        1: [x, y],\n", tail: "    }\n", found: "C.Y.1"),
    RepeatedEntry(
      path: "a.py", head: "def f():\n    g(\n        {\"in\": {\n", ours: "            A.b: 1,\n",
      middle: "            A.c: 0,\n", theirs: "            A.b: 2,\n", tail: "        }}\n    )\n",
      found: "f.g.in.A.b"),
    RepeatedEntry(
      path: "a.py", head: "x = models.CharField(\n", ours: "    null=True,\n", middle: "    max_length=3,\n",
      theirs: "    null=False,\n", tail: ")\n", found: "x.CharField.null"),
    RepeatedEntry(
      path: "a.ts", head: "export const x: T = {\n", ours: "  'a': 1,\n", middle: "  m: 0,\n",
      theirs: "  a: 2,\n",
      tail: "};\n", found: "x.a"),
    RepeatedEntry(
      path: "a.js", head: "function f() {\n  return g({\n    in: {\n", ours: "      a() { return 1 },\n",
      middle: "      m,\n", theirs: "      a: 2,\n", tail: "    }\n  });\n}\n", found: "f.g.in.a"),
    RepeatedEntry(
      path: "a.tsx", head: "const c = () => <A style={{\n", ours: "  top: 1,\n", middle: "  left: 0,\n",
      theirs: "  top: 2,\n", tail: "}} />;\n", found: "c.style.top"),
    RepeatedEntry(
      path: "a.rb", head: "X = {\n", ours: "  a: 1,\n", middle: "  m: 0,\n", theirs: "  :a => 2,\n",
      tail: "}\n",
      found: "X.:a"),
    RepeatedEntry(
      path: "a.rb", head: "def f\n  g(\n", ours: "    a: 1,\n", middle: "    m: 0,\n", theirs: "    a: 2,\n",
      tail: "  )\nend\n", found: "f.g.:a"),
    RepeatedEntry(
      path: "a.go", head: "package a\n\nfunc f() {\n\tx := 1\n\ty := map[string]T{\n",
      ours: "\t\t\"a\": {1},\n",
      middle: "\t\t\"m\": {0},\n", theirs: "\t\t\"a\": {2},\n", tail: "\t}\n\tg(x, y)\n}\n",
      found: "f.T.a"),
    RepeatedEntry(
      path: "a.php", head: "<?php\nreturn [\n  'in' => [\n", ours: "    'a' => 1,\n",
      middle: "    'm' => 0,\n",
      theirs: "    \"a\" => 2,\n", tail: "  ],\n];\n", found: "return.in.a"),
    RepeatedEntry(
      path: "a.swift", head: "let x: [String: Int] = [\n", ours: "  \"a\": 1,\n", middle: "  \"m\": 0,\n",
      theirs: "  \"a\": 2,\n", tail: "]\n", found: "x.a"),
    RepeatedEntry(
      path: "a.kt", head: "val x = mapOf(\n", ours: "  \"a\" to 1,\n", middle: "  \"m\" to 0,\n",
      theirs: "  \"a\" to 2,\n", tail: ")\n", found: "x.mapOf.a"),
  ]

  static let legal: [RepeatedEntry] = [
    RepeatedEntry(
      path: "a.py", head: "X = {\n", ours: "    \"x\",\n", middle: "    \"m\",\n", theirs: "    \"x\",\n",
      tail: "}\n",
      found: nil),
    RepeatedEntry(
      path: "a.py", head: "X = {\n", ours: "    \"x\": 1,\n", middle: "    \"m\": 0,\n",
      theirs: "    x: 2,\n",
      tail: "}\n", found: nil),
    RepeatedEntry(
      path: "a.py", head: "X = [\n", ours: "    {\"x\": 1},\n", middle: "    {},\n",
      theirs: "    {\"x\": 2},\n",
      tail: "]\n", found: nil),
    RepeatedEntry(
      path: "a.py", head: "X = {\n", ours: "    f(1): 1,\n", middle: "    \"m\": 0,\n",
      theirs: "    f(1): 2,\n",
      tail: "}\n", found: nil),
    RepeatedEntry(
      path: "a.py", head: "X = {\n", ours: "    f\"{a}\": 1,\n", middle: "    \"m\": 0,\n",
      theirs: "    f\"{a}\": 2,\n", tail: "}\n", found: nil),
    RepeatedEntry(
      path: "a.py", ours: "f(x == 1, x == 1)\n", middle: "g()\n", theirs: "h(a, x == 1)\n", found: nil),
    RepeatedEntry(
      path: "a.py", ours: "a = {x: 1 for x, y in z}\n", middle: "g()\n", theirs: "b = {x: 2 for x, y in z}\n",
      found: nil),
    RepeatedEntry(
      path: "a.ts", head: "switch (x) {\n", ours: "  case a: { f(a), g(a); break; }\n",
      middle: "  case m: h();\n",
      theirs: "  case b: { f(a), g(a); break; }\n", tail: "}\n", found: nil),
    RepeatedEntry(
      path: "a.js", ours: "const { a: x, a: y } = z;\n", middle: "f();\n", theirs: "g({ a: x ? a : b });\n",
      found: nil),
    RepeatedEntry(
      path: "a.tsx", head: "const {\n  in: {\n", ours: "    a,\n", middle: "    m,\n",
      theirs: "    a: { b },\n",
      tail: "  },\n} = x;\n", found: nil),
    RepeatedEntry(
      path: "a.rb", ours: "x.map { |a, b| a ? b : a }\n", middle: "y\n",
      theirs: "z.map { |a, b| a ? b : a }\n",
      found: nil),
    RepeatedEntry(
      path: "a.go", head: "package a\n\nfunc f() {\n", ours: "\tx, err := g()\n", middle: "\th()\n",
      theirs: "\ty, err := g()\n", tail: "}\n", found: nil),
    RepeatedEntry(
      path: "a.swift", head: "let x = [\n", ours: "  a ? b : c,\n", middle: "  m ? b : c,\n",
      theirs: "  a ? b : d,\n",
      tail: "]\n", found: nil),
    RepeatedEntry(
      path: "a.swift", ours: "f(a: 1, b: 2)\n", middle: "g()\n", theirs: "h(a: 1, a: 2)\n", found: nil),
    RepeatedEntry(
      path: "a.php", head: "<?php\n", ours: "f(fn($x) => 1, fn($x) => 2);\n", middle: "g();\n",
      theirs: "['a' => $x, 'a' => $y] = $z;\n", found: nil),
  ]

  @Test("A key that both sides add to one literal is found", arguments: found)
  func added(item: RepeatedEntry) {
    let duplicates = item.find()
    #expect(duplicates.map(\.name) == item.found.map { [$0] })
    #expect(
      duplicates.allSatisfy { $0.kind == "definition" && !$0.areEqual && $0.ours != nil && $0.theirs != nil })
    #expect(item.find(swapped: true).map(\.name) == duplicates.map(\.name))
  }

  @Test("What only looks like a key, or is in another literal, is none", arguments: legal)
  func allowed(item: RepeatedEntry) {
    #expect(item.find().map(\.name) == [])
  }

  @Test("Equal entries on lines of their own become one; the last stays, which may have no comma")
  func equal() {
    let item = RepeatedEntry(
      path: "a.js", head: "x = {\n", ours: "  // mine\n  a: 1,\n", middle: "  m: 0,\n", theirs: "  a: 1\n",
      tail: "}\n",
      found: "x.a")
    let duplicates = item.find()
    #expect(duplicates.map(\.areEqual) == [true])
    #expect(
      MergedDuplicates.removingCopies(duplicates, from: item.merged)
        == Array("x = {\n  // mine\n  m: 0,\n  a: 1\n}\n".utf8))
    let shared = RepeatedEntry(
      path: "a.js", head: "x = {\n", ours: "  a: 1, b: 1,\n", middle: "  m: 0,\n", theirs: "  a: 1\n",
      tail: "}\n",
      found: "x.a")
    #expect(shared.find().map(\.copies) == [[]])
  }

  @Test("A comment goes with a copy only where the other has it too")
  func comments() {
    func result(_ ours: String, _ theirs: String) -> String? {
      let item = RepeatedEntry(
        path: "a.py", head: "x = {\n", ours: ours, middle: "  2: 0,\n", theirs: theirs, tail: "}\n",
        found: "x.1")
      let duplicates = item.find()
      guard duplicates.contains(where: { !$0.copies.isEmpty }) else { return nil }
      return String(decoding: MergedDuplicates.removingCopies(duplicates, from: item.merged), as: UTF8.self)
    }
    #expect(result("  # one\n  1: 1,\n", "  # one\n  1: 1,\n") == "x = {\n  2: 0,\n  # one\n  1: 1,\n}\n")
    #expect(result("  1: 1,\n", "  1: 1,  # b\n") == "x = {\n  2: 0,\n  1: 1,  # b\n}\n")
    #expect(result("  1: 1,  # a\n", "  1: 1,  # b\n") == nil)
  }

  @Test("A literal that is nested a thousand deep comes to an end")
  func deep() {
    let depth = 1_000
    let item = RepeatedEntry(
      path: "a.py", head: "x = " + String(repeating: "{1: ", count: depth), ours: "0", middle: "",
      theirs: String(repeating: ", 2: 3, 2: 4}", count: depth), tail: "\n", found: nil)
    #expect(item.find().count <= 100)
  }
}

@Suite("Requirements, targets and cases of enums")
struct RepeatedLineTests {
  static let found: [RepeatedEntry] = [
    RepeatedEntry(
      path: "requirements.txt", ours: "Foo_Bar==1.0\n", middle: "m\n", theirs: "foo-bar==2.0\n",
      found: "foo-bar"),
    RepeatedEntry(
      path: "requirements/test.in", ours: "a[y,x]>=1  # why\n", middle: "m==1\n", theirs: "a[x, y]>=2\n",
      found: "a[x,y]"),
    RepeatedEntry(
      path: "pyproject.toml", head: "[project]\ndependencies = [\n", ours: "  \"a>=1\",\n",
      middle: "  \"m\",\n",
      theirs: "  \"A>=2\",\n", tail: "]\n", found: "[project].dependencies.a"),
    RepeatedEntry(
      path: "Gemfile", ours: "gem \"a\", \"~> 1\"\n", middle: "gem \"m\"\n",
      theirs: "group :test do\n  gem 'a', '~> 2'\nend\n", found: "a"),
    RepeatedEntry(
      path: "go.mod", head: "module x\n\nrequire (\n", ours: "\ta.b/c v1.0.0\n",
      middle: "\tm.n/o v1.0.0\n)\n\nrequire (\n",
      theirs: "\ta.b/c v1.1.0 // indirect\n", tail: ")\n", found: "a.b/c"),
    RepeatedEntry(
      path: "build.gradle", head: "dependencies {\n", ours: "    implementation 'g:a:1'\n",
      middle: "    api 'g:m:1'\n",
      theirs: "    implementation(\"g:a:2\")\n", tail: "}\n", found: "dependencies.implementation g:a"),
    RepeatedEntry(
      path: "pom.xml", head: "<project>\n<dependencies>\n", ours: maven("1"),
      middle: "<dependency>\n<groupId>g</groupId>\n<artifactId>m</artifactId>\n</dependency>\n",
      theirs: maven("2"),
      tail: "</dependencies>\n</project>\n", found: "project.dependencies.g:a"),
    RepeatedEntry(
      path: "a.csproj", head: "<Project>\n<ItemGroup>\n",
      ours: "<PackageReference Include=\"A\" Version=\"1\" />\n",
      middle: "<PackageReference Include=\"M\" Version=\"1\" />\n",
      theirs: "<PackageReference Include=\"A\" Version=\"2\" />\n", tail: "</ItemGroup>\n</Project>\n",
      found: "Project.ItemGroup.a"),
    RepeatedEntry(
      path: "package.json", head: "{\n\"dependencies\": {\n", ours: "\"a\": \"1\",\n",
      middle: "\"m\": \"1\",\n",
      theirs: "\"a\": \"2\",\n", tail: "\"z\": \"1\"\n}\n}\n", found: "dependencies.a"),
    RepeatedEntry(
      path: "Cargo.toml", head: "[dependencies]\n", ours: "a = \"1\"\n", middle: "m = \"1\"\n",
      theirs: "a = \"2\"\n",
      found: "[dependencies].a"),
    RepeatedEntry(
      path: "Makefile", ours: "lint:\n\ta\n\n", middle: "test: x\n\tm\n\n", theirs: "lint: y\n\tb\n",
      found: "lint"),
    RepeatedEntry(
      path: "justfile", ours: "lint:\n    a\n\n", middle: "test:\n    m\n\n", theirs: "@lint x='':\n    b\n",
      found: "lint"),
    RepeatedEntry(path: ".env", ours: "A=1\n", middle: "M=0\n", theirs: "A=2\n", found: "A"),
    RepeatedEntry(path: ".env", ours: "A=1\n", middle: "M=0\n", theirs: "export A=2\n", found: "A"),
    RepeatedEntry(
      path: "test/fixtures/users.yml", ours: "ann:\n  age: 1\n\n", middle: "max:\n  age: 0\n\n",
      theirs: "ann:\n  age: 2\n", found: "ann"),
    RepeatedEntry(
      path: "a/fixtures/a.yaml", ours: "- model: a.b\n  pk: 1\n  fields: {x: 1}\n",
      middle: "- model: a.b\n  pk: 0\n",
      theirs: "- model: a.b\n  pk: 1\n  fields: {x: 2}\n", found: "record.a.b 1"),
  ]

  private static func maven(_ version: String) -> String {
    "<dependency>\n  <groupId>g</groupId>\n  <artifactId>a</artifactId>\n  <version>\(version)</version>\n</dependency>\n"
  }

  static let legal: [RepeatedEntry] = [
    RepeatedEntry(
      path: "requirements.txt", ours: "a==1; python_version < '3'\n", middle: "m\n",
      theirs: "a==2; python_version >= '3'\n", found: nil),
    RepeatedEntry(
      path: "requirements.txt", ours: "--hash=a\n", middle: "m\n", theirs: "--hash=a\n", found: nil),
    RepeatedEntry(
      path: "go.mod", head: "module x\n\nrequire (\n", ours: "\ta v1\n", middle: "\tm v1\n)\n\nreplace (\n",
      theirs: "\ta v1 => b v2\n", tail: ")\n", found: nil),
    RepeatedEntry(
      path: "build.gradle", ours: "dependencies {\n  api 'g:a:1'\n}\n", middle: "x {\n}\n",
      theirs: "buildscript {\n  dependencies {\n    api 'g:a:2'\n  }\n}\n", found: nil),
    RepeatedEntry(
      path: "pom.xml", head: "<project>\n<dependencyManagement>\n<dependencies>\n", ours: maven("1"),
      middle: "</dependencies>\n</dependencyManagement>\n<dependencies>\n", theirs: maven("2"),
      tail: "</dependencies>\n</project>\n", found: nil),
    RepeatedEntry(path: "Makefile", ours: "a: b\n", middle: "m:\n\tm\n", theirs: "a: c\n", found: nil),
    RepeatedEntry(
      path: "Makefile", ours: "a:: b\n\tx\n", middle: "m:\n\tm\n", theirs: "a:: c\n\ty\n", found: nil),
    RepeatedEntry(path: "Makefile", ours: "A = 1\n", middle: "m:\n\tm\n", theirs: "A = 2\n", found: nil),
    RepeatedEntry(
      path: "Makefile", ours: "%.o: %.c\n\tx\n", middle: "m:\n\tm\n", theirs: "%.o: %.c\n\ty\n", found: nil),
    RepeatedEntry(
      path: "Makefile", ours: ".PHONY: a\n", middle: "m:\n\tm\n", theirs: ".PHONY: a\n", found: nil),
    RepeatedEntry(
      path: "Makefile", ours: "ifdef A\na:\n\tx\nendif\n", middle: "m:\n\tm\n",
      theirs: "ifndef A\na:\n\ty\nendif\n",
      found: nil),
    RepeatedEntry(
      path: "justfile", ours: "[linux]\na:\n  x\n", middle: "m:\n  m\n", theirs: "[macos]\na:\n  y\n",
      found: nil),
    RepeatedEntry(
      path: "a.json", head: "[\n", ours: "{\"model\": \"a.b\", \"pk\": null},\n", middle: "{},\n",
      theirs: "{\"model\": \"a.b\", \"pk\": null},\n", tail: "{}\n]\n", found: nil),
  ]

  @Test("What both sides add is found", arguments: found)
  func added(item: RepeatedEntry) {
    let duplicates = item.find()
    #expect(duplicates.map(\.name) == item.found.map { [$0] })
    #expect(duplicates.allSatisfy { !$0.areEqual && $0.ours != nil && $0.theirs != nil })
    #expect(item.find(swapped: true).map(\.name) == duplicates.map(\.name))
  }

  @Test("What may stand twice is no clash", arguments: legal)
  func allowed(item: RepeatedEntry) {
    #expect(item.find().map(\.name) == [])
  }

  static let equal: [RepeatedEntry] = [
    RepeatedEntry(
      path: "requirements.txt", ours: "a == 1\n", middle: "m\n", theirs: "A==1  # x\n", found: "a"),
    RepeatedEntry(
      path: "pyproject.toml", head: "[project]\ndependencies = [\n", ours: "  \"a>=1\",\n",
      middle: "  \"m\",\n",
      theirs: "  \"a>=1\"\n", tail: "]\n", found: "a"),
    RepeatedEntry(
      path: "Makefile", ours: "a: b\n\tx\n\n", middle: "m:\n\tm\n\n", theirs: "a: b\n\tx\n", found: "a"),
    RepeatedEntry(
      path: "a.swift", head: "enum E {\n", ours: "  case a\n", middle: "  case m\n", theirs: "  case a\n",
      tail: "}\n", found: "a"),
    RepeatedEntry(
      path: "a.rs", head: "enum E {\n", ours: "  A(u8),\n", middle: "  M,\n", theirs: "  A(u8)\n",
      tail: "}\n", found: "a"),
    RepeatedEntry(
      path: "A.java", head: "enum E {\n", ours: "  A(1),\n", middle: "  M(0),\n", theirs: "  A(1),\n",
      tail: "  Z(9);\n}\n", found: "a"),
    RepeatedEntry(
      path: "a.kt", head: "enum class E {\n", ours: "  A,\n", middle: "  M,\n", theirs: "  A\n", tail: "}\n",
      found: "a"),
    RepeatedEntry(
      path: "a.cs", head: "enum E {\n", ours: "  A = 1,\n", middle: "  M = 2,\n", theirs: "  A = 1\n",
      tail: "}\n", found: "a"),
    RepeatedEntry(
      path: "a.ts", head: "enum E {\n", ours: "  A = 'a',\n", middle: "  M = 'm',\n", theirs: "  A = 'a'\n",
      tail: "}\n", found: "a"),
    RepeatedEntry(
      path: "a.c", head: "enum e {\n", ours: "  A,\n", middle: "  M,\n", theirs: "  A,\n", tail: "};\n",
      found: "a"),
    RepeatedEntry(
      path: "a.php", head: "<?php\nenum E {\n", ours: "  case A;\n", middle: "  case M;\n",
      theirs: "  case A;\n", tail: "}\n", found: "a"),
    RepeatedEntry(
      path: "a.py", head: "class E(Enum):\n", ours: "    A = 1\n", middle: "    M = 2\n",
      theirs: "    A = 1\n", found: "a"),
  ]

  @Test("Equal copies become one", arguments: equal)
  func merged(item: RepeatedEntry) {
    let duplicates = item.find()
    #expect(duplicates.count == 1 && duplicates.allSatisfy(\.areEqual))
    let ours = item.head + item.ours + item.middle + item.tail
    let theirs = item.head + item.middle + item.theirs + item.tail
    let result = MergedDuplicates.removingCopies(duplicates, from: item.merged)
    #expect([ours, theirs].contains(String(decoding: result, as: UTF8.self)))
  }

  @Test("One version of a Go module twice does no harm; cases that share a line are asked")
  func kept() {
    let module = RepeatedEntry(
      path: "go.mod", head: "require (\n", ours: "\ta v1\n", middle: "\tm v1\n",
      theirs: "\ta v1 // indirect\n", tail: ")\n",
      found: "a")
    #expect(module.find().map(\.isHarmless) == [true])
    let rule = "a:\n\tx\nifdef Y\n\ty\nendif\n"
    let target = RepeatedEntry(path: "Makefile", ours: rule, middle: "m:\n\tm\n", theirs: rule, found: "a")
    #expect(target.find().map(\.copies) == [[]])
    let line = "<dependency><artifactId>a</artifactId></dependency>"
    let other = "<dependency><artifactId>b</artifactId></dependency>"
    let elements = RepeatedEntry(
      path: "pom.xml", head: "<project>\n<dependencies>\n", ours: line + other + "\n", middle: "\n",
      theirs: line + "\n", tail: "</dependencies>\n</project>\n", found: "a")
    #expect(elements.find().map(\.copies) == [[]])
    let cases = RepeatedEntry(
      path: "a.swift", head: "enum E {\n", ours: "  case a, b\n", middle: "  case m\n",
      theirs: "  case a, c\n", tail: "}\n",
      found: "a")
    #expect(cases.find().map(\.copies) == [[]])
  }
}
