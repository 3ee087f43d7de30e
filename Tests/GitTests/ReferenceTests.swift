import Git
import GitValues
import TestSupport
import Testing

/// References are listed, found and followed as git does it.
@Suite struct ReferenceTests {
  init() { Isolation.begin }

  @Test func `References are listed by glob, sorted by bytes, with the commits behind them`() throws {
    let repository = try TemporaryRepository(["a": "1\n"])
    for name in ["lane/b", "lane/a/c", "lane/a.b", "lane/a0", "other", "Lane/x"] {
      try repository.git("branch", name)
    }
    try repository.git("pack-refs", "--all")
    try repository.commit("second")
    try repository.git("branch", "-f", "lane/a0")
    try repository.git("tag", "-m", "of the second", "lane/tag")
    let opened = try repository.open()
    for (glob, pattern) in [
      ("refs/heads/lane/*", "refs/heads/lane/"), ("refs/*", "refs/"), ("refs/none/*", "refs/none/"),
    ] {
      let found = try opened.references(matching: glob).map { "\($0.commit) \($0.name)" }
      let format = "--format=%(if)%(*objectname)%(then)%(*objectname)%(else)%(objectname)%(end) %(refname)"
      let expected = try repository.git("for-each-ref", format, pattern).split(separator: "\n").map(
        String.init)
      #expect(found == expected, "\(glob)")
    }
    #expect(
      try opened.references(matching: "refs/heads/lane/a*").map(\.shortName)
        == ["lane/a.b", "lane/a/c", "lane/a0"])
  }

  @Test func `Names that Unicode calls equal are two branches`() throws {
    let repository = try TemporaryRepository(["a": "1\n"])
    let names = ["refs/heads/e\u{301}", "refs/heads/\u{e9}"]
    try repository.git("update-ref", names[0], "HEAD")
    try repository.commit("second")
    try repository.git("update-ref", names[1], "HEAD")
    let opened = try repository.open()
    let found = try opened.references(matching: "refs/heads/*").filter { $0.shortName != "main" }
    #expect(found.map { Array($0.name.utf8) } == names.map { Array($0.utf8) })
    #expect(try found.map(\.commit) == [repository.id("HEAD~1"), repository.id("HEAD")])
    #expect(Set(found).count == 2 && found[0] != found[1])
    for reference in found {
      #expect(try opened.commit(ofReference: reference.name) == reference.commit)
      #expect(try opened.find(reference.shortName) == reference)
    }
    try opened.removeReference(names[1], expecting: found[1].commit)
    #expect(try opened.commit(ofReference: names[0]) == found[0].commit)
    #expect(try opened.commit(ofReference: names[1]) == nil)
  }

  @Test("A branch whose name is not UTF-8 is an error, no omission", arguments: [false, true])
  func notText(_ isPacked: Bool) throws {
    let repository = try TemporaryRepository(["a": "1\n"])
    let script = "git update-ref \"$(printf 'refs/heads/lane/caf\\351')\" HEAD"
    #expect(try Command.run(["sh", "-c", script], in: repository.path).status == 0)
    try repository.git("branch", "other")
    if isPacked { try repository.git("pack-refs", "--all") }
    let opened = try repository.open()
    for glob in ["refs/heads/*", "refs/heads/lane/*"] {
      let error = #expect(throws: GitError.self) { try opened.references(matching: glob) }
      #expect(error?.code == .invalidName && error?.message.contains("refs/heads/lane/caf") == true)
    }
    #expect(try opened.references(matching: "refs/heads/o*").map(\.name) == ["refs/heads/other"])
  }

  @Test func `A symbolic branch is followed to the one that is moved`() throws {
    let repository = try TemporaryRepository(["a": "1\n"])
    try repository.git("symbolic-ref", "refs/heads/alias", "refs/heads/main")
    try repository.git("symbolic-ref", "refs/heads/twice", "refs/heads/alias")
    try repository.git("symbolic-ref", "refs/heads/dangling", "refs/heads/nowhere")
    let opened = try repository.open()
    let main = Reference(name: "refs/heads/main", commit: try repository.id("HEAD"))
    for name in ["refs/heads/alias", "refs/heads/twice", "refs/heads/main", "HEAD"] {
      #expect(try opened.resolve(reference: name) == main)
      #expect(try opened.commit(ofReference: name) == main.commit)
    }
    for name in ["refs/heads/dangling", "refs/heads/nowhere", "refs/heads/no..name"] {
      #expect(try opened.resolve(reference: name) == nil)
    }
  }

  @Test func `A branch is found before a tag and a commit of the same name`() throws {
    let repository = try TemporaryRepository(["a": "1\n"])
    let first = try repository.id("HEAD")
    try repository.commit("second")
    let second = try repository.id("HEAD")
    let number = String(second.hex.prefix(7))
    for name in ["same", number] { try repository.git("update-ref", "refs/heads/" + name, first.hex) }
    try repository.git("tag", "-m", "tag", "same", second.hex)
    try repository.git("tag", "-m", "tag of a tag", "only", "same")
    try repository.git("update-ref", "refs/remotes/origin/x", first.hex)
    let opened = try repository.open()
    let expected: [(String, String, ObjectID)] = [
      ("same", "refs/heads/same", first), (number, "refs/heads/" + number, first),
      ("refs/heads/same", "refs/heads/same", first), ("refs/tags/same", "refs/tags/same", second),
      ("origin/x", "refs/remotes/origin/x", first), ("only", "only", second), ("HEAD~1", "HEAD~1", first),
      (second.hex, second.hex, second),
    ]
    for (name, full, commit) in expected {
      #expect(try opened.find(name) == Reference(name: full, commit: commit), "\(name)")
    }
    for name in ["none", "HEAD~9", "HEAD:a", "no..name", ""] {
      #expect(try opened.find(name) == nil, "\(name)")
    }
  }

  @Test func `A tag is found before a remote-tracking branch of the same name, as git does`() throws {
    let repository = try TemporaryRepository(["a": "1\n"])
    try repository.git("update-ref", "refs/remotes/origin/x", "HEAD")
    try repository.commit("second")
    try repository.git("tag", "origin/x")
    #expect(try repository.open().find("origin/x")?.commit == repository.id("refs/tags/origin/x"))
  }

  @Test func `HEAD is on a branch, on one without commits, or on none`() throws {
    let repository = try TemporaryRepository()
    #expect(try repository.open().head() == .unborn("refs/heads/main"))
    let commit = try repository.commit("first")
    let opened = try repository.open()
    #expect(try opened.head() == .branch(Reference(name: "refs/heads/main", commit: commit)))
    try repository.git("branch", "other")
    try opened.setHead(to: "refs/heads/other")
    #expect(try repository.git("symbolic-ref", "HEAD") == "refs/heads/other")
    try repository.git("checkout", "-q", "--detach")
    #expect(try repository.open().head() == .detached(commit))
  }

  @Test("Names are allowed as git check-ref-format allows them")
  func names() throws {
    let repository = try TemporaryRepository()
    let names = [
      "refs/heads/a", "refs/heads/a.b", "refs/heads/.a", "refs/heads/a.lock", "refs/heads/a..b",
      "refs/heads/a b", "refs/heads/a~", "refs/heads/a/", "refs/heads//a", "refs/heads/@{a", "refs/heads/@",
      "refs/heads/\u{e9}", "refs/heads/a*", "refs/heads/a\\b", "refs/heads/-a", "refs/heads/a.", "a/b",
    ]
    for name in names {
      let isAllowed = try repository.status(of: "check-ref-format", name) == 0
      #expect(Repository.isValid(referenceName: name) == isAllowed, "\(name)")
    }
  }
}
