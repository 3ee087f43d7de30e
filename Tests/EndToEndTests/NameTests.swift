import Foundation
import Testing

/// Names that are hard to handle: of branches, of paths, of folders.
@Suite struct NameTests {
  @Test(arguments: [
    "feature/deep/er", "ünïcode/naïve", "日本語", "a.b-c_d", "-dash", "HEAD2", "main2", "lane/x",
  ])
  func `Any branch name can be checked and merged`(name: String) throws {
    let repository = try TemporaryRepository.with([("other", [.file("o", "o\n")])])
    try repository.git("checkout", "-q", "-b", "work")
    try repository.write("new", "n\n")
    try repository.commitAll(in: repository.path)
    try repository.git("update-ref", "refs/heads/\(name)", "work")
    try repository.git("checkout", "-q", "main")
    #expect(try repository.fanin("check", "--", name, "other").status == 0)
    let result = try repository.fanin("merge", "--", name, "other")
    #expect(result.status == 0, "\(result)")
    #expect(try repository.tree("main") == repository.mergedTree(of: ["other"], into: "work"))
    #expect(try repository.status().isEmpty)
    try repository.expectSound()
  }

  /// To Swift these are equal texts; to git they are two branches.
  @Test func `Branches that differ only in how an accent is composed are two branches`() throws {
    let repository = try TemporaryRepository.with([
      ("caf\u{e9}", [.file("composed", "1\n")]), ("cafe\u{301}", [.file("decomposed", "2\n")]),
    ])
    let document = try repository.fanin("check", "--json", "caf*").document()
    #expect(document["lanes"].list.count == 2)
    #expect(try repository.fanin("merge", "caf*").status == 0)
    #expect(repository.exists("composed") && repository.exists("decomposed"))
    try repository.expectSound()
  }

  @Test func `A target is not confused with one that looks the same`() throws {
    let repository = try TemporaryRepository.with([("lane", [.file("new", "n\n")])])
    try repository.git("branch", "caf\u{e9}")
    try repository.git("branch", "cafe\u{301}")
    let other = try repository.addWorktree("cafe\u{301}", at: "other")
    let before = Snapshot(other, times: false)
    let target = try repository.addWorktree("caf\u{e9}", at: "target")
    let result = try repository.fanin("merge", "--into", "caf\u{e9}", "lane")
    #expect(result.status == 0, "\(result)")
    #expect(Snapshot(other, times: false) == before)
    #expect(repository.exists("new", in: target))
    #expect(try repository.status(in: target).isEmpty)
    #expect(try repository.status(in: other).isEmpty)
  }

  @Test func `A branch whose name is not UTF-8 is not left out silently`() throws {
    let repository = try TemporaryRepository.with([
      ("lane/a", [.file("shared.txt", TemporaryRepository.lines([5: "a"]))])
    ])
    try repository.build([
      NewCommit("lane/b", from: "main", [.file("shared.txt", TemporaryRepository.lines([5: "b"]))])
    ])
    let id = try repository.commit("lane/b")
    let line = Array("create refs/heads/lane/".utf8) + [0xFF] + Array("x \(id)\n".utf8)
    try repository.git(["update-ref", "--stdin"], input: line)
    try repository.git("branch", "-q", "-D", "lane/b")
    let result = try repository.fanin("check", "lane/*")
    // Either it is compared, or it is said that it is not.
    #expect(result.status == 1 || result.errors.contains("UTF-8"), "\(result)")
  }

  private static let hardPaths: [[UInt8]] = [
    Array("line\nbreak".utf8), Array("tab\there".utf8), Array("esc\u{1b}[31mred".utf8),
    Array("bell\u{7}".utf8), [0x62, 0xFF, 0xFE, 0x62], Array("quote\"back\\slash".utf8),
    Array("bidi\u{202e}txt".utf8), Array("-rf".utf8), Array(" leading and trailing ".utf8),
    Array("c1\u{9b}31m".utf8), Array("dir/\u{1b}]0;title\u{7}/f".utf8),
  ]

  @Test(arguments: hardPaths)
  func `Hard paths reach the terminal harmless and JSON whole`(path: [UInt8]) throws {
    let repository = try TemporaryRepository.with([
      ("a", [Entry(path: path, content: Array("1\n".utf8))]),
      ("b", [Entry(path: path, content: Array("2\n".utf8))]),
    ])
    let text = try repository.fanin("check", "-v", "a", "b")
    #expect(text.status == 1)
    let harmful = text.outputBytes.filter { ($0 < 0x20 && $0 != 0x0A) || $0 == 0x7F }
    #expect(harmful.isEmpty)
    #expect(String(validating: text.outputBytes, as: UTF8.self) != nil)
    #expect(!text.output.unicodeScalars.contains { $0 == "\u{202e}" || $0 == "\u{9b}" })
    let clash = try repository.fanin("check", "--json", "a", "b").document()["clashes"][0]
    if let plain = String(validating: path, as: UTF8.self) {
      #expect(clash["path"].string == plain)
      #expect(clash["pathBytes"].isNull)
    } else {
      #expect(clash["path"].string == #"b\xff\xfeb"#)
      #expect(clash["pathBytes"].string == Data(path).base64EncodedString())
    }
  }

  @Test(arguments: hardPaths)
  func `Hard paths are merged and written as git would`(path: [UInt8]) throws {
    let repository = try TemporaryRepository.with([
      ("a", [Entry(path: path, content: Array("1\n".utf8))]), ("b", [.file("b", "b\n")]),
    ])
    let result = try repository.fanin("merge", "a", "b")
    #expect(result.status == 0, "\(result)")
    #expect(try repository.tree("main") == repository.mergedTree(of: ["b"], into: "a"))
    #expect(try repository.status().isEmpty)
    let undone = try repository.fanin("undo")
    #expect(undone.status == 0, "\(undone)")
    #expect(try repository.status().isEmpty)
  }

  @Test func `Refusals name hard paths harmlessly`() throws {
    let path = "esc\u{1b}[31m\nred"
    let repository = try TemporaryRepository.with([("a", [.file(path, "1\n")])])
    try repository.write(path, "mine\n")
    let result = try repository.fanin("merge", "a")
    #expect(result.status == 3, "\(result)")
    #expect(!result.errorBytes.contains(0x1B))
    #expect(repository.read(path) == "mine\n")
  }

  @Test(arguments: ["with space", "ünïcode", "quote'd", "$(touch pwned)", "-dash", "repo.git"])
  func `A repository may lie in a folder of any name`(name: String) throws {
    let repository = try TemporaryRepository(name: name)
    try repository.build([NewCommit("main", [.file("f", "f\n")])])
    let result = try repository.fanin("start", "--lane", "one")
    #expect(result.status == 0, "\(result)")
    let folder = try repository.fanin("check", "--json").document()["lanes"][0]["worktree"].string ?? ""
    try repository.write("new", "n\n", in: folder)
    try repository.commitAll(in: folder)
    let gate = try repository.fanin("merge", "--gate", "test -f new")
    #expect(gate.status == 0, "\(gate)")
    #expect(repository.exists("new"))
    #expect(try repository.status().isEmpty)
    #expect(try repository.fanin("finish", "one").status == 0)
    #expect(!Files.exists(folder))
    #expect(!repository.exists("pwned"))
  }
}
