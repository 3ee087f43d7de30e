import Foundation
import Testing

/// `resolve --with CMD`
@Suite struct ResolverCommandTests {
  private func opened() throws -> (TemporaryRepository, String) {
    let repository = try TemporaryRepository.clashing()
    #expect(try repository.fanin("resolve", "a", "b", "c").status == 1)
    return (repository, repository.lanesFolder + "/resolve-b")
  }

  @Test func `The command is asked in JSON, and what it writes is the file`() throws {
    let (repository, folder) = try opened()
    let script = repository.root + "/ask"
    try repository.write(
      "../ask",
      "#!/bin/sh\ncat >\"$OUT\"; pwd >>\"$OUT.pwd\"; sed '/^<<<<<<</,/^>>>>>>>/c made' shared.txt; echo noise >&2\n"
    )
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script)
    let out = repository.root + "/question"
    let result = try repository.fanin("resolve", "--with", script, environment: ["OUT": out])
    #expect(result.status == 0, "\(result)")
    let made = TemporaryRepository.lines([5: "made"])
    #expect(repository.read("shared.txt", in: folder) == made)
    let question = Document(try JSONSerialization.jsonObject(with: Data(Files.bytes(out) ?? [])))
    #expect(question["schema"].int == 1 && question["path"].string == "shared.txt")
    #expect(question["lane"].string == "b" && question["target"].string == "main")
    #expect(question["base"].string == TemporaryRepository.lines())
    #expect(question["ours"].string == TemporaryRepository.lines([5: "a's"]))
    #expect(question["theirs"].string == TemporaryRepository.lines([5: "b's"]))
    #expect(question["merged"].string?.contains("<<<<<<< main\na's\n=======\nb's\n>>>>>>> b\n") == true)
    #expect(question["hunks"][0]["base"].string == "line 5\n")
    #expect(question["hunks"][0]["lines"].list.compactMap(\.int) == [5, 9])
    #expect(repository.read("question.pwd", in: repository.root) == folder + "\n")
    #expect(!Files.exists(repository.gitFolder + "/fanin/resolver"))
    #expect(try repository.fanin("resolve", "--continue").status == 0)
    #expect(repository.read("shared.txt") == made)
  }

  /// Answers that will not do, and what is said about them.
  private static let bad = [
    ("cat shared.txt", "left conflict markers"), ("cat shared.txt | sed 1,5d", "left conflict markers"),
    ("true", "wrote nothing"), ("echo half; exit 3", "ended with 3"),
    ("echo why >&2; exit 1", "ended with 1: why"),
    ("printf 'a\\000b'", "wrote no text"), ("kill -9 $$", "ended with 137"), ("/no/such", "ended with 127"),
    ("printf 'made\\n'", "changed what is in no conflict, at line 1 of"),
    ("sed '/^<<<<<<</,/^>>>>>>>/d; s/line 9/x/' shared.txt", "changed what is in no conflict, at line 13 of"),
    ("sed '/^<<<<<<</,/^>>>>>>>/d' shared.txt; echo more", "changed what is in no conflict, at line 24 of"),
    ("head -c 70000000 /dev/zero | tr '\\0' x", "wrote too much"),
  ]

  @Test(arguments: bad)
  func `An answer that will not do changes nothing and is told`(command: String, reason: String) throws {
    let (repository, folder) = try opened()
    let before = repository.read("shared.txt", in: folder)
    let result = try repository.fanin("resolve", "--with", command, "--json")
    #expect(result.status == 1, "\(result)")
    let refused = try result.document()["refused"][0]
    #expect(refused["path"].string == "shared.txt", "\(result)")
    #expect(refused["reason"].string?.contains(reason) == true, "\(refused)")
    #expect(repository.read("shared.txt", in: folder) == before)
    #expect(try repository.fanin("resolve", "--continue").status == 3)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: repository.gitFolder + "/fanin").filter {
        $0.hasPrefix("resolver")
      } == [])
  }

  @Test func `A command that hangs is ended with all that it started`() throws {
    let (repository, folder) = try opened()
    let before = repository.read("shared.txt", in: folder)
    let pids = repository.root + "/pids"
    let command = "trap '' TERM; sleep 1000 & echo $! >>\(pids); echo $$ >>\(pids); while :; do sleep 1; done"
    let start = Date()
    let result = try repository.fanin("resolve", "--with", command, "--timeout", "1")
    #expect(Date().timeIntervalSince(start) < 15)
    #expect(result.status == 1 && result.errors.contains("no answer within 1 second"), "\(result)")
    #expect(repository.read("shared.txt", in: folder) == before)
    for line in repository.read("pids", in: repository.root)?.split(separator: "\n") ?? [] {
      let process = try #require(pid_t(line))
      for _ in 0..<200 where kill(process, 0) == 0 { usleep(10_000) }
      #expect(kill(process, 0) != 0, "\(line) still runs")
    }
  }

  @Test func `A path is nothing that a shell looks at`() throws {
    let name = "$(touch owned)`touch owned`;'\"\n-x"
    let repository = try TemporaryRepository.with([
      ("a", [.file(name, "a\n")]), ("b", [.file(name, "b\n")]),
    ])
    #expect(try repository.fanin("resolve", "a", "b").status == 1)
    let result = try repository.fanin("resolve", "--with", "echo a b")
    #expect(result.status == 0, "\(result)")
    #expect(!repository.exists("owned", in: repository.lanesFolder + "/resolve-b"))
    #expect(try repository.fanin("resolve", "--continue").status == 0)
    #expect(repository.read(name) == "a b\n")
    #expect(!repository.exists("owned"))
  }

  @Test func `Markers that a side has itself are no markers`() throws {
    let text = { (value: String) in "<<<<<<< an example\n\(value)\n>>>>>>> of markers\n" }
    let repository = try TemporaryRepository.with(
      [("a", [.file("doc", text("a"))]), ("b", [.file("doc", text("b"))])], base: [.file("doc", text("x"))])
    #expect(try repository.fanin("resolve", "a", "b").status == 1)
    let result = try repository.fanin(
      "resolve", "--json", "--with", "printf '<<<<<<< an example\\nboth\\n>>>>>>> of markers\\n'")
    #expect(try result.document()["refused"].list.isEmpty, "\(result)")
    #expect(try repository.fanin("resolve", "--continue").status == 0)
    #expect(repository.read("doc") == text("both"))
  }

  // What every merged text is checked for.

  private static let module = "class Tools:\n  def all(self):\n    return [1]\n"

  /// Lanes that both changed the last line and add a method each, and what a command makes of it.
  private func answered(_ lines: String) throws -> (TemporaryRepository, ProcessResult) {
    let lane = { (name: String, value: String) in
      Self.module.replacing("[1]", with: value) + "\n  def \(name)(self):\n    return '\(name)'\n"
    }
    let repository = try TemporaryRepository.with(
      [("a", [.file("t.py", lane("one", "[1, 2]"))]), ("b", [.file("t.py", lane("two", "[1, 3]"))])],
      base: [.file("t.py", Self.module)])
    #expect(try repository.fanin("resolve", "a", "b").status == 1)
    let answer = "class Tools:\n  def all(self):\n" + lines
    return (repository, try repository.fanin("resolve", "--json", "--with", "cat <<'EOF'\n\(answer)EOF"))
  }

  private static let one = "\n  def one(self):\n    return 'one'\n"
  private static let two = "\n  def two(self):\n    return 'two'\n"

  @Test(arguments: [
    ("    return [1, 2, 3]\n" + one, "'Tools.two', which a side added, is missing"),
    ("    return [1, 2, 3\n" + one + two, "do not close"),
    ("    return [1, 2, 3]\n" + one + two + one, "'Tools.one' stands twice"),
  ])
  func `An answer that fails a check of every merged text leaves the clash open`(
    lines: String, reason: String
  )
    throws
  {
    let (repository, result) = try answered(lines)
    #expect(result.status == 1, "\(result)")
    let refused = try result.document()["refused"][0]["reason"].string
    #expect(refused?.contains("fails a check") == true && refused?.contains(reason) == true, "\(result)")
    #expect(repository.read("t.py", in: repository.lanesFolder + "/resolve-b")?.contains("<<<<<<<") == true)
  }

  @Test func `Lines that both changed may become new ones`() throws {
    let (repository, result) = try answered("    return sorted([1, 2] + [3])\n" + Self.one + Self.two)
    #expect(result.status == 0, "\(result)")
    #expect(try result.document()["doubts"].list.isEmpty)
    #expect(try repository.fanin("resolve", "--continue").status == 0)
  }

  @Test func `What a person writes counts, and what is wrong with it is told`() throws {
    let (repository, result) = try answered("    return [1\n")
    #expect(result.status == 1)
    let folder = repository.lanesFolder + "/resolve-b"
    try repository.write("t.py", "class Tools:\n  def all(self):\n    return [1\n" + Self.one, in: folder)
    let shown = try repository.fanin("resolve", "--json")
    #expect(shown.errors.contains("t.py: 'Tools.two', which a side added, is missing"), "\(shown)")
    #expect(try shown.document()["doubts"][0]["path"].string == "t.py")
    let done = try repository.fanin("resolve", "--continue", "--json")
    #expect(done.status == 0 && done.errors.contains("brackets, quotes or blocks do not close"), "\(done)")
    #expect(try done.document()["doubts"].list.count == 2)
    #expect(repository.read("t.py")?.hasSuffix(Self.one) == true)
  }
}
