import Foundation
import Testing

/// The ways in which `resolve` settles conflicts, besides editing the files.
@Suite struct ResolveWaysTests {
  private static func lines(_ changes: [Int: String]) -> String { TemporaryRepository.lines(changes) }

  /// Two lanes with two conflicts in one file, one in another, and one of a kind without lines.
  private func opened() throws -> (TemporaryRepository, String) {
    let repository = try TemporaryRepository.with(
      [
        ("a", [.file("x.txt", Self.lines([5: "a5", 15: "a15"])), .file("dir/y.txt", "a\n"), .gone("gone")]),
        (
          "b",
          [
            .file("x.txt", Self.lines([5: "b5", 15: "b15"])), .file("dir/y.txt", "b\n"), .file("gone", "b\n"),
          ]
        ),
      ],
      base: [.file("x.txt", Self.lines([:])), .file("dir/y.txt", "base\n"), .file("gone", "base\n")])
    let result = try repository.fanin("resolve", "a", "b")
    #expect(result.status == 1, "\(result)")
    return (repository, repository.lanesFolder + "/resolve-b")
  }

  @Test func `Each conflict is shown with its base, its sides, who changed them and what it is in`() throws {
    let text = { (value: String) in "class A:\n  def f(self):\n    x = 1\n    return \(value)\n" }
    let repository = try TemporaryRepository.with(
      [("a", [.file("f.py", text("'a'"))]), ("b", [.file("f.py", text("'b'"))])],
      base: [.file("f.py", text("0"))])
    let result = try repository.fanin("resolve", "a", "b", "--json")
    let path = try result.document()["paths"][0]
    #expect(path["path"].string == "f.py" && path["kind"].string == "content")
    let hunk = path["hunks"][0]
    #expect(hunk["base"].string == "    return 0\n" && hunk["definition"].string == "class A > def f")
    #expect(hunk["lines"].list.compactMap(\.int) == [4, 8])
    for (index, lane) in ["a", "b"].enumerated() {
      let side = hunk["sides"][index]
      #expect(side["lane"].string == (index == 0 ? "main" : "b"))
      #expect(side["text"].string == "    return '\(lane)'\n")
      #expect(side["author"]["commit"].string == (try repository.commit(lane)))
      #expect(side["author"]["name"].string == "Ann Author")
    }
    let again = try repository.fanin("resolve")
    #expect(again.status == 1)
    for word in ["open", "f.py", "in class A > def f", "return 0", "return 'a'", "return 'b'", "Ann Author"] {
      #expect(again.output.contains(word), "\(again)")
    }
  }

  @Test func `The author is who changed these very lines, be it in an older commit`() throws {
    let repository = try TemporaryRepository.clashing()
    let wanted = try repository.commit("b")
    try repository.build([
      NewCommit("b", [.file("shared.txt", Self.lines([5: "b's", 15: "later", 1: "top"]))])
    ])
    let document = try repository.fanin("resolve", "a", "b", "--json").document()
    let side = document["paths"][0]["hunks"][0]["sides"][1]
    #expect(side["author"]["commit"].string == wanted, "\(document)")
  }

  @Test func `Taking a side settles what is open with its lines, and of what has no lines its version`()
    throws
  {
    let (repository, folder) = try opened()
    let result = try repository.fanin("resolve", "--take", "b", "--json")
    #expect(result.status == 0, "\(result)")
    #expect(try result.document()["result"].string == "settled")
    #expect(repository.read("x.txt", in: folder) == Self.lines([5: "b5", 15: "b15"]))
    #expect(repository.read("gone", in: folder) == "b\n")
    #expect(try repository.fanin("resolve", "--continue").status == 0)
    #expect(repository.read("dir/y.txt") == "b\n" && repository.read("gone") == "b\n")
    #expect(try repository.status().isEmpty)
    try repository.expectSound()
  }

  @Test(arguments: ["a", "main"])
  func `The target's side goes by its name and by those of the lanes that it has`(name: String) throws {
    let (repository, folder) = try opened()
    let result = try repository.fanin("resolve", "--take", name)
    #expect(result.status == 0, "\(result)")
    #expect(repository.read("x.txt", in: folder) == Self.lines([5: "a5", 15: "a15"]))
    #expect(!repository.exists("gone", in: folder))
    #expect(try repository.fanin("resolve", "--continue").status == 0)
    #expect(!repository.exists("gone"))
    #expect(try repository.status().isEmpty)
  }

  @Test func `Only what is still open, and only what is named, is settled`() throws {
    let (repository, folder) = try opened()
    // One of the conflicts by hand.
    let text = try #require(repository.read("x.txt", in: folder))
    try repository.write(
      "x.txt", text.replacing("<<<<<<< main\na5\n=======\nb5\n>>>>>>> b\n", with: "mine\n"), in: folder)
    let result = try repository.fanin("resolve", "--take", "b", "x.txt", "--json")
    #expect(result.status == 1, "\(result)")
    #expect(try result.document()["result"].string == "waiting")
    #expect(repository.read("x.txt", in: folder) == Self.lines([5: "mine", 15: "b15"]))
    #expect(repository.read("dir/y.txt", in: folder)?.contains("<<<<<<<") == true)
    let none = try repository.fanin("resolve", "--take", "b", "x.txt")
    #expect(none.status == 2 && none.errors.contains("nothing is open at 'x.txt'"), "\(none)")
    #expect(try repository.fanin("resolve", "--union", "./dir/").status == 1)
    #expect(repository.read("dir/y.txt", in: folder) == "a\nb\n")
    let wrong = try repository.fanin("resolve", "--take", "c")
    #expect(wrong.status == 2 && wrong.errors.contains("the sides are b and main"), "\(wrong)")
    // A conflict that was changed and not ended stays for the person.
    #expect(try repository.fanin("resolve", "--take", "b").status == 0)
  }

  @Test func `A union has the lines of both sides, and leaves what has no lines`() throws {
    let (repository, folder) = try opened()
    let result = try repository.fanin("resolve", "--union")
    #expect(result.status == 1 && result.errors.contains("gone: there are no lines"), "\(result)")
    #expect(repository.read("x.txt", in: folder) == Self.lines([5: "a5\nb5", 15: "a15\nb15"]))
    #expect(repository.read("dir/y.txt", in: folder) == "a\nb\n")
    #expect(try repository.fanin("resolve", "--continue").status == 3)
    #expect(try repository.fanin("resolve", "--take", "main", "gone").status == 0)
    #expect(try repository.fanin("resolve", "--continue").status == 0)
  }

  @Test func `With nothing open yet the next lane is opened first`() throws {
    let repository = try TemporaryRepository()
    try repository.build([NewCommit("main", [.file("f", "base\n")])])
    #expect(try repository.fanin("start", "--lane", "a", "--lane", "b").status == 0)
    for name in ["a", "b"] {
      try repository.write("f", name + "\n", in: repository.lanesFolder + "/" + name)
      try repository.commitAll(in: repository.lanesFolder + "/" + name)
    }
    let result = try repository.fanin("resolve", "--union")
    #expect(result.status == 0, "\(result)")
    #expect(repository.read("f", in: repository.lanesFolder + "/resolve-b") == "a\nb\n")
  }

  @Test func `The editor is git's, and gets the conflicted files as they are called`() throws {
    let names = ["-p", "a b/c'd\".txt", "new\nline"]
    func entries(_ text: String) -> [Entry] {
      names.map { .file($0, text) } + [Entry(path: [0x6C, 0xE9], content: Array(text.utf8))]
    }
    let repository = try TemporaryRepository.with([("a", entries("a\n")), ("b", entries("b\n"))])
    #expect(try repository.fanin("resolve", "a", "b").status == 1)
    let editor = "sh -c 'for f; do printf done >\"$f\"; done' sh"
    let result = try repository.fanin("resolve", "--edit", environment: ["GIT_EDITOR": editor])
    #expect(result.status == 0, "\(result)")
    let failed = try repository.fanin("resolve", "--edit", environment: ["GIT_EDITOR": "false"])
    #expect(failed.status == 3, "nothing is left to edit: \(failed)")
    #expect(try repository.fanin("resolve", "--continue").status == 0)
    for name in names { #expect(repository.read(name) == "done") }
    #expect(try repository.status().isEmpty)
  }

  @Test func `An editor that fails is told`() throws {
    let (repository, _) = try opened()
    try repository.git("config", "core.editor", "exit 3;")
    let result = try repository.fanin("resolve", "--edit", environment: ["GIT_EDITOR": ""])
    #expect(result.status == 4 && result.errors.contains("ended with 3"), "\(result)")
  }

  @Test func `A lane's files of any name can be settled`() throws {
    let path: [UInt8] = Array("d\"ir/".utf8) + [0xE9, 0x0A]
    func entry(_ text: String) -> Entry { Entry(path: path, content: Array(text.utf8)) }
    let repository = try TemporaryRepository.with([("a", [entry("a\n")]), ("b", [entry("b\n")])])
    #expect(try repository.fanin("resolve", "a", "b").status == 1)
    let script = #"exec "$EXE" resolve --take b -- "$(printf 'd"ir/\351\nx')""#
    let wrong = try RunningProcess(
      ["sh", "-c", script], in: repository.path,
      environment: repository.environment.merging(["EXE": FanInProcess.executable]) { $1 }
    ).wait()
    #expect(wrong.status == 2 && wrong.errors.contains("nothing is open at"), "\(wrong)")
    #expect(try repository.fanin("resolve", "--take", "b", "d\"ir").status == 0)
    #expect(try repository.fanin("resolve", "--continue").status == 0)
    let blob = try repository.git("ls-tree", "-r", "HEAD", "d\"ir").split(separator: " ")[2].prefix(40)
    #expect(try repository.git("cat-file", "-p", String(blob)) == "b")
  }

  @Test func `Line endings that git converts are kept`() throws {
    let text = { (value: String) in "one\n\(value)\nthree\n" }
    let repository = try TemporaryRepository.with(
      [("a", [.file("x.txt", text("a"))]), ("b", [.file("x.txt", text("b"))])],
      base: [.file(".gitattributes", "*.txt text eol=crlf\n"), .file("x.txt", text("base"))])
    #expect(try repository.fanin("resolve", "a", "b").status == 1)
    let folder = repository.lanesFolder + "/resolve-b"
    #expect(repository.read("x.txt", in: folder)?.contains("\r\n=======\r\n") == true)
    #expect(try repository.fanin("resolve", "--union").status == 0)
    #expect(repository.read("x.txt", in: folder) == "one\r\na\r\nb\r\nthree\r\n")
    #expect(try repository.fanin("resolve", "--continue").status == 0)
    #expect(try repository.git("cat-file", "-p", "HEAD:x.txt") == "one\na\nb\nthree")
  }
}
