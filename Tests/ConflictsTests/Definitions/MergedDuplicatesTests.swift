import Conflicts
import GitValues
import Testing

@Suite("What a clean merge makes stand twice")
struct MergedDuplicatesTests {
  /// What two sides put at the two ends of a file, and the name that then stands twice; empty if none may be reported.
  struct Case: CustomTestStringConvertible, Sendable {
    let path: String
    var base = ""
    let ours: String
    let theirs: String
    let found: [String]

    var testDescription: String { "\(path): \(found) of \(ours) and \(theirs)" }
  }

  private func find(_ item: Case, swapped: Bool = false) -> [MergedDuplicate] {
    let (ours, theirs) = (item.ours + item.base, item.base + item.theirs)
    let merged = item.ours + item.base + item.theirs
    return MergedDuplicates.find(
      base: Array(item.base.utf8), ours: Array((swapped ? theirs : ours).utf8),
      theirs: Array((swapped ? ours : theirs).utf8), merged: Array(merged.utf8), path: GitPath(item.path))
  }

  static let found: [Case] = [
    Case(path: "a.py", ours: "def f():\n    return 1\n", theirs: "def f():\n    return 2\n", found: ["f"]),
    Case(
      path: "a.py", base: "class T:\n    x = 1\n\n", ours: "class T2:\n    pass\n",
      theirs: "class T2:\n    x = 2\n", found: ["T2"]),
    Case(
      path: "a.py", ours: "@mcp.tool(name=\"q\")\ndef a(): pass\n",
      theirs: "@mcp.tool(\"q\")\ndef b(): pass\n",
      found: ["tool.q"]),
    Case(path: "a.py", ours: "from a import X\n", theirs: "from b import X\n", found: ["X"]),
    Case(
      path: "a.go", base: "package a\n", ours: "func f() int { return 1 }\n", theirs: "func f() {}\n",
      found: ["f"]),
    Case(path: "a.swift", ours: "func f(x: Int) {}\n", theirs: "func f(x: Int) { g() }\n", found: ["f"]),
    Case(path: "a.swift", ours: "func f() {}\n", theirs: "func f(_ x: Int = 0) {}\n", found: ["f"]),
    Case(path: "A.java", ours: "class A { }\n", theirs: "class A { int x; }\n", found: ["A"]),
    Case(path: "a.ts", ours: "export const a = 1;\n", theirs: "export const a = 2;\n", found: ["a"]),
    Case(
      path: "a.ts", ours: "it(\"x\", () => { a() });\n", theirs: "it(\"x\", () => { b() });\n",
      found: ["it \"x\""]),
    Case(path: "a.rb", ours: "let(:x) { 1 }\n", theirs: "let(:x) { 2 }\n", found: ["let :x"]),
    Case(path: "a.rs", ours: "fn f() {}\n", theirs: "fn f() { g() }\n", found: ["f"]),
    Case(path: "a.sh", ours: "f() {\n  a\n}\n", theirs: "f() {\n  b\n}\n", found: ["f"]),
    Case(path: "a.toml", ours: "a = 1\n", theirs: "a = 2\n", found: ["a"]),
    Case(path: "a.yaml", base: "m: 0\n", ours: "a: 1\n", theirs: "a: 2\n", found: ["a"]),
    Case(
      path: "setup.cfg", base: "m = 0\n", ours: "b =\n  1\n", theirs: "b =\n  2\n", found: ["b"]),
    Case(
      path: "a.sql", ours: "CREATE TRIGGER t BEFORE INSERT ON x.a EXECUTE FUNCTION f();\n",
      theirs: "CREATE TRIGGER t BEFORE DELETE ON x.a EXECUTE FUNCTION g();\n", found: ["t"]),
    Case(
      path: "a.cpp", ours: "TEST_CASE(\"x\") { a(); }\n", theirs: "TEST_CASE(\"x\") { b(); }\n",
      found: ["TEST_CASE(\"x\")"]),
    Case(path: "a.ini", base: "m = 0\n", ours: "a = 1\n", theirs: "a = 2\n", found: ["a"]),
    Case(path: "a.properties", ours: "a.b=1\n", theirs: "a.b=2\n", found: ["a.b"]),
  ]

  static let legal: [Case] = [
    Case(path: "a.py", ours: "def f():\n    return 1\n", theirs: "def g():\n    return 2\n", found: []),
    Case(
      path: "a.py", ours: "@overload\ndef f(x: int): ...\n", theirs: "@overload\ndef f(x: str): ...\n",
      found: []),
    Case(
      path: "a.py",
      ours: "class A:\n    @property\n    def x(self): pass\n    @x.setter\n    def x(self, v): pass\n",
      theirs: "def g(): pass\n", found: []),
    Case(
      path: "a.py", ours: "try:\n    from a import X\nexcept ImportError:\n    X = None\n",
      theirs: "from a import X\n",
      found: []),
    Case(path: "a.py", ours: "if A:\n    def f(): pass\n", theirs: "else_ = 1\ndef f(): pass\n", found: []),
    Case(path: "a.py", base: "def f(): pass\ndef f(): pass\n", ours: "x = 1\n", theirs: "y = 2\n", found: []),
    Case(
      path: "a.go", base: "package a\n", ours: "func init() { a() }\n", theirs: "func init() { b() }\n",
      found: []),
    Case(path: "a.go", base: "package a\n", ours: "var _ = a\n", theirs: "var _ = b\n", found: []),
    Case(
      path: "a.go", base: "package a\n", ours: "func (a A) f() {}\n", theirs: "func (b B) f() {}\n", found: []
    ),
    Case(path: "a.swift", ours: "func f(x: Int) {}\n", theirs: "func f(x: String) {}\n", found: []),
    Case(
      path: "a.swift", ours: "extension A { func f() {} }\n", theirs: "extension A { func g() {} }\n",
      found: []),
    Case(
      path: "a.swift", ours: "#if A\nfunc f() {}\n#endif\n", theirs: "#if B\nfunc f() {}\n#endif\n", found: []
    ),
    Case(path: "a.c", ours: "int f(int);\n", theirs: "int f(int x) { return x; }\n", found: []),
    Case(
      path: "a.c", ours: "#ifdef A\nint f() { }\n#endif\n", theirs: "#ifdef B\nint f() { }\n#endif\n",
      found: []),
    Case(
      path: "a.cs", ours: "partial class A { int x; }\n", theirs: "partial class A { int y; }\n", found: []),
    Case(path: "a.rs", ours: "impl A { fn f() {} }\n", theirs: "impl B for A { fn f() {} }\n", found: []),
    Case(path: "a.rs", ours: "#[cfg(a)]\nfn f() {}\n", theirs: "#[cfg(b)]\nfn f() {}\n", found: []),
    Case(
      path: "a.rb", ours: "class A\n  def f; end\nend\n", theirs: "class A\n  def g; end\nend\n", found: []),
    Case(path: "a.ts", ours: "interface A { x: 1 }\n", theirs: "interface A { y: 1 }\n", found: []),
    Case(
      path: "a.ts", ours: "function f(a: string): void;\nfunction f(a: any) {}\n",
      theirs: "function g() {}\n",
      found: []),
    Case(path: "a.yaml", ours: "a: 1\n---\n", theirs: "---\na: 2\n", found: []),
    Case(path: "a.yaml", base: "m:\n", ours: "a:\n  x: 1\n", theirs: "  - x: 1\n  - x: 2\n", found: []),
    Case(path: "a.toml", ours: "[[p]]\nn = 1\n", theirs: "[[p]]\nn = 2\n", found: []),
    Case(path: "x.service", base: "[A]\nk = 1\nk = 2\n", ours: "q = 1\n", theirs: "q = 2\n", found: []),
    Case(path: "x.service", ours: "[A]\nExecStartPre=a b\n", theirs: "ExecStartPre=a c\n", found: []),
    Case(path: "nginx.conf", base: "m 1;\n", ours: "a {\n  b 1;\n}\n", theirs: "c {\n  b 1;\n}\n", found: []),
    Case(
      path: "a.yaml", base: "m: 0\n{{ else }}\n", ours: "{{ if a }}\na: 1\n", theirs: "a: 2\n{{ end }}\n",
      found: []),
    Case(
      path: "a.sql", ours: "CREATE TRIGGER t BEFORE INSERT ON x.a EXECUTE FUNCTION f();\n",
      theirs: "CREATE TRIGGER t BEFORE INSERT ON x.b EXECUTE FUNCTION f();\n", found: []),
    Case(
      path: "a.swift", ours: "struct S {\n  static let a = 1\n", theirs: "  var a: Int { Self.a }\n}\n",
      found: []),
    Case(
      path: "a.swift", ours: "@_disfavoredOverload\nfunc f() {}\n", theirs: "func f(_ x: Int = 0) {}\n",
      found: []),
    Case(
      path: "a.go", base: "package a\n", ours: "type C struct {\n\tacme.Account\n",
      theirs: "\tacme.Client\n}\n",
      found: []),
    Case(
      path: "a.h", ours: "typedef int (*f)(int x, void *privdata);\n",
      theirs: "typedef int (*g)(void *privdata);\n", found: []),
    Case(path: "a.h", ours: "typedef struct d d;\n", theirs: "struct d { int x; };\n", found: []),
    Case(
      path: "a.c", ours: "ATTR(nonnull(1))\nint f(int x) { return x; }\n",
      theirs: "ATTR(nonnull(1))\nint g(int x) { return x; }\n", found: []),
    Case(
      path: "a.cpp", ours: "template <> struct A<int> { void f() {} };\n",
      theirs: "template <> struct A<long> { void f() { g(); } };\n", found: []),
    Case(
      path: "a.cs", ours: "class A<T> { int F() { return 1; } }\n",
      theirs: "class A { int F() { return 2; } }\n", found: []),
    Case(
      path: "a.cs", ours: "class A { int B { get; }\n", theirs: "int I.B { get { return 1; } } }\n", found: []
    ),
    Case(
      path: "a.rb", ours: "it \"a #{b}\" do\n  x\nend\n", theirs: "it \"a #{c}\" do\n  y\nend\n", found: []),
    Case(
      path: "a.kt", base: "package a\n", ours: "import x.*\nimport y.a\n", theirs: "import z.*\nimport q.a\n",
      found: []),
    Case(path: "a.rs", ours: "use serde::D;\n", theirs: "use serde_derive::D;\n", found: []),
    Case(path: "a.unknown", ours: "def f(): pass\n", theirs: "def f(): pass\n", found: []),
  ]

  @Test("A name that both sides added is found", arguments: found)
  func added(item: Case) {
    #expect(find(item).map(\.name) == item.found)
  }

  @Test("What a language lets stand twice, or stood twice before, is no clash", arguments: legal)
  func allowed(item: Case) {
    #expect(find(item).map(\.name) == [])
  }

  @Test("The sides may be swapped", arguments: found + legal)
  func swapped(item: Case) {
    #expect(find(item).map(\.name) == find(item, swapped: true).map(\.name))
  }

  @Test("A function that both sides moved, to different places, stands twice")
  func movedByBoth() {
    let moved = "def f():\n    return 1\n\n\n"
    let rest = ["a", "b", "c", "d"].map { "def \($0)():\n    return \"\($0)\"\n\n\n" }
    func text(_ places: Set<Int>) -> [UInt8] {
      Array((0...4).map { (places.contains($0) ? moved : "") + ($0 < 4 ? rest[$0] : "") }.joined().utf8)
    }
    let found = MergedDuplicates.find(
      base: text([2]), ours: text([0]), theirs: text([4]), merged: text([0, 4]), path: GitPath("a.py"))
    #expect(found.map(\.name) == ["f"])
    let kept = MergedDuplicates.find(
      base: text([2]), ours: text([0]), theirs: text([2]), merged: text([0]), path: GitPath("a.py"))
    #expect(kept.isEmpty)
  }

  @Test("Keys of a JSON object, of test.extend and of a Django fixture")
  func nested() {
    func names(_ path: String, _ base: String, _ ours: String, _ theirs: String, _ merged: String) -> [String]
    {
      MergedDuplicates.find(
        base: Array(base.utf8), ours: Array(ours.utf8), theirs: Array(theirs.utf8),
        merged: Array(merged.utf8),
        path: GitPath(path)
      ).map(\.name)
    }
    #expect(
      names(
        "a.json", "{\n\"s\": {\n\"m\": 1\n}\n}", "{\n\"s\": {\n\"a\": 1,\n\"m\": 1\n}\n}",
        "{\n\"s\": {\n\"m\": 1,\n\"a\": 2\n}\n}", "{\n\"s\": {\n\"a\": 1,\n\"m\": 1,\n\"a\": 2\n}\n}") == [
          "s.a"
        ])
    #expect(
      names(
        "a.ts", "const test = base.extend({\n  m: 1,\n});\n",
        "const test = base.extend({\n  u: 1,\n  m: 1,\n});\n",
        "const test = base.extend({\n  m: 1,\n  u: 2,\n});\n",
        "const test = base.extend({\n  u: 1,\n  m: 1,\n  u: 2,\n});\n") == ["test.extend.u"])
    let record = "{\"model\": \"a.b\", \"pk\": 1, \"fields\": {}}"
    #expect(
      names(
        "a.json", "[\n{}\n]", "[\n\(record),\n{}\n]", "[\n{},\n\(record)\n]",
        "[\n\(record),\n{},\n\(record)\n]")
        == ["record.a.b 1"])
  }

  @Test("A class that stands twice keeps all its methods, equal ones as well, until a person decides")
  func members() {
    func text(_ value: Int) -> String {
      "class T:\n    def same(self):\n        return 0\n\n    def other(self):\n        return \(value)\n\n\n"
    }
    let item = Case(path: "a.py", base: "x = 1\n\n\n", ours: text(1), theirs: text(2), found: ["T"])
    let duplicates = find(item)
    #expect(duplicates.map(\.name) == ["T"])
    #expect(duplicates.map(\.copies) == [[]])
  }

  @Test("Equal copies are settled and can be taken out; different ones are asked")
  func decision() {
    let ours = Array("def f():\n    return 1\n\nx = 1\n".utf8)
    let theirs = Array("x = 1\n\n# mine\ndef f():\n    return  1\n".utf8)
    let merged = Array("def f():\n    return 1\n\nx = 1\n\n# mine\ndef f():\n    return  1\n".utf8)
    let base = Array("x = 1\n".utf8)
    let clashes = DefinitionClashes(ours: "a", theirs: "b")
      .clashes(path: "a.py", base: base, ours: ours, theirs: theirs, merged: merged)
    #expect(clashes.map(\.decision) == [.certain])
    #expect(clashes.map(\.level) == [.silent])
    #expect(clashes[0].lines == [Clash.Lines(lane: "a", range: 1...2), Clash.Lines(lane: "b", range: 4...5)])
    let duplicates = MergedDuplicates.find(
      base: base, ours: ours, theirs: theirs, merged: merged, path: "a.py")
    #expect(
      MergedDuplicates.removingCopies(duplicates, from: merged)
        == Array("def f():\n    return 1\n\nx = 1\n\n".utf8))

    let other = Array("x = 1\n\ndef f():\n    return 2\n".utf8)
    let asked = DefinitionClashes(ours: "a", theirs: "b").clashes(
      path: "a.py", base: base, ours: ours, theirs: other,
      merged: Array("def f():\n    return 1\n\nx = 1\n\ndef f():\n    return 2\n".utf8))
    #expect(asked.map(\.decision) == [.ask])
  }

  @Test("Two names in one file are two clashes, the same in every run and order of lanes")
  func identity() {
    let ours = Array("def f(): return 1\ndef g(): return 1\n".utf8)
    let theirs = Array("def f(): return 2\ndef g(): return 2\n".utf8)
    func ids(_ a: String, _ b: String) -> [String] {
      DefinitionClashes(ours: a, theirs: b).clashes(
        path: "a.py", base: [], ours: ours, theirs: theirs, merged: ours + theirs
      )
      .map(\.id)
    }
    #expect(Set(ids("a", "b")).count == 2)
    #expect(ids("a", "b") == ids("b", "a"))
  }
}
