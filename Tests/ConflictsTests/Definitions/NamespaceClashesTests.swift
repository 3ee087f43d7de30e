import Conflicts
import GitValues
import Testing

@Suite("Names that two lanes add to one namespace")
struct NamespaceClashesTests {
  /// Blobs by id; each may be read once only.
  private final class Blobs: TreeReader {
    var texts: [ObjectID: [UInt8]] = [:]
    var reads = 0

    func content(_ id: ObjectID) throws(Missing) -> [UInt8] {
      reads += 1
      guard let text = texts[id] else { throw Missing() }
      return text
    }
    func entry(_ path: GitPath, in tree: ObjectID) throws(Missing) -> FileEntry? { nil }
    func list(_ folder: GitPath, in tree: ObjectID) throws(Missing) -> [(name: [UInt8], entry: FileEntry)] {
      []
    }

    struct Missing: Error {}
  }

  private let blobs = Blobs()

  private func id(_ text: String) -> ObjectID {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    let digits = String(hash, radix: 16)
    let hex = String(repeating: "0", count: 40 - digits.count) + digits
    let id = ObjectID(hex: hex)
    if let id { blobs.texts[id] = Array(text.utf8) }
    return id ?? .zero
  }

  private func lane(_ name: String, _ files: [String: (old: String?, new: String?)]) -> LaneTree {
    let changes = files.map { path, texts in
      PathChange(
        path: GitPath(path), old: texts.old.map { FileEntry(mode: .file, id: id($0)) },
        new: texts.new.map { FileEntry(mode: .file, id: id($0)) })
    }
    return LaneTree(name: name, base: .zero, tree: .zero, changes: ChangeSet(changes))
  }

  private func clashes(_ lanes: [LaneTree]) throws -> [Clash] {
    var search = NamespaceClashes(lanes: lanes, reader: blobs)
    return try search.clashes()
  }

  private func added(_ path: String, _ text: String) -> [String: (old: String?, new: String?)] {
    [path: (nil, text)]
  }

  @Test(
    "One name in two files of a namespace is a clash",
    arguments: [
      (
        "p/a_test.go", "package p\nfunc newUser() {}\n", "p/b_test.go",
        "package p\nfunc newUser() int { return 1 }\n"
      ),
      ("p/a.go", "package p\ntype T struct{}\n", "p/b_test.go", "package p\nvar T = 1\n"),
      (
        "Tests/XTests/A.swift", "func fixture() {}\n", "Tests/XTests/In/B.swift",
        "func fixture(_ x: Int = 0) {}\n"
      ),
      ("Sources/X/A.swift", "private struct S {}\n", "Sources/X/B.swift", "struct S {}\n"),
      (
        "spec/factories/a.rb", "FactoryBot.define do\n  factory :user do\n  end\nend\n",
        "spec/factories/b.rb", "FactoryBot.define do\n  factory :user do\n    x { 1 }\n  end\nend\n"
      ),
      (
        "a.py", "@mcp.tool()\ndef look(): pass\n", "deep/b.py",
        "@server.tool(name=\"look\")\nasync def other(): pass\n"
      ),
      ("a.ts", "server.tool(\"look\", () => {})\n", "b.py", "@app.tool\ndef look(): pass\n"),
    ])
  func found(path: String, text: String, otherPath: String, otherText: String) throws {
    let (a, b) = (lane("a", added(path, text)), lane("b", added(otherPath, otherText)))
    let clashes = try clashes([a, b])
    #expect(clashes.map(\.kind) == ["definition"])
    #expect(clashes.first.map { Set($0.paths) } == [GitPath(path), GitPath(otherPath)])
    #expect(clashes.map(\.isOpen) == [true])
    #expect(try self.clashes([b, a]).map(\.id) == clashes.map(\.id))
  }

  @Test(
    "Names that do not meet are none",
    arguments: [
      ("p/a.go", "package p\nfunc f() {}\n", "q/b.go", "package q\nfunc f() {}\n"),
      ("p/a_test.go", "package p\nfunc f() {}\n", "p/b_test.go", "package p_test\nfunc f() {}\n"),
      ("p/a.go", "package p\nfunc init() {}\n", "p/b.go", "package p\nfunc init() {}\n"),
      ("p/a.go", "package p\nfunc (a A) f() {}\n", "p/b.go", "package p\nfunc (b B) f() {}\n"),
      ("p/a.go", "//go:build linux\n\npackage p\nfunc f() {}\n", "p/b.go", "package p\nfunc f() {}\n"),
      ("p/a_linux.go", "package p\nfunc f() {}\n", "p/a_darwin.go", "package p\nfunc f() {}\n"),
      ("Tests/X/A.swift", "func f(x: Int) {}\n", "Tests/X/B.swift", "func f(x: String) {}\n"),
      ("Tests/X/A.swift", "private func f() {}\n", "Tests/X/B.swift", "private func f() {}\n"),
      ("Tests/X/A.swift", "extension A {}\n", "Tests/X/B.swift", "extension A {}\n"),
      ("Tests/X/A.swift", "func f() {}\n", "Tests/Y/B.swift", "func f() {}\n"),
      ("a.py", "def look(): pass\n", "b.py", "@app.tool\ndef look(): pass\n"),
    ])
  func legal(path: String, text: String, otherPath: String, otherText: String) throws {
    #expect(try clashes([lane("a", added(path, text)), lane("b", added(otherPath, otherText))]).isEmpty)
  }

  @Test("A record that two fixtures of one folder hold is told, and open only if it must be")
  func records() throws {
    func record(_ name: String, key: String = "1") -> String {
      "[{\"model\": \"a.b\", \"pk\": \(key), \"fields\": {\"name\": \"\(name)\"}}]\n"
    }
    let first = lane("a", added("app/fixtures/a.json", record("a")))
    let yaml = "- model: a.b\n  pk: 1\n  fields: {name: b}\n"
    for other in [added("app/fixtures/b.json", record("b")), added("app/fixtures/b.yaml", yaml)] {
      let clashes = try clashes([first, lane("b", other)])
      #expect(clashes.map(\.decision) == [.likely])
      #expect(clashes.first?.reason.contains("the record a.b 1") == true)
      #expect(clashes.first?.lines.map(\.lane) == ["a", "b"])
    }
    for other in [
      added("app/fixtures/b.json", record("a")), added("app/fixtures/b.json", record("b", key: "2")),
      added("other/fixtures/b.json", record("b")), added("app/data/b.json", record("b")),
    ] {
      #expect(try clashes([first, lane("b", other)]).isEmpty)
    }
  }

  @Test("A name that moves between files of a namespace is not added")
  func moved() throws {
    let text = "package p\nfunc f() {}\n"
    let move = lane("a", ["p/a.go": (text, "package p\n"), "p/c.go": (nil, text)])
    let other = lane("b", ["p/b.go": (nil, "package p\nfunc f() int { return 2 }\n")])
    #expect(try clashes([move, other]).isEmpty)
  }

  @Test("Files in a namespace that one lane alone touches are not read, others once")
  func cost() throws {
    let same = "package p\nfunc f() {}\n"
    let lanes = [
      lane("a", ["p/a.go": (nil, same), "q/x.go": (nil, "package q\n")]), lane("b", added("p/b.go", same)),
      lane("c", added("p/c.go", same)),
    ]
    #expect(try clashes(lanes).count == 3)
    #expect(blobs.reads == 1)
  }
}
