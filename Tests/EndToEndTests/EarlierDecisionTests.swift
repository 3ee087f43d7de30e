import Testing

/// Decisions that were made before the target or the lane moved on.
@Suite struct EarlierDecisionTests {
  private static func lines(_ fifth: String) -> String { TemporaryRepository.lines([5: fifth]) }

  /// A lane whose conflict with main was decided, as `both`, and could not be published.
  private func decided(_ more: [Entry] = [], base: [Entry] = []) throws -> TemporaryRepository {
    let repository = try TemporaryRepository.with(
      [("b", [.file("shared.txt", Self.lines("b's"))] + more)], base: base)
    try change(repository, "shared.txt", Self.lines("main's"))
    #expect(try repository.fanin("resolve", "b").status == 1)
    let folder = repository.lanesFolder + "/resolve-b"
    try repository.write("shared.txt", Self.lines("both"), in: folder)
    try repository.git("config", "fanin.gate", "false")
    let result = try repository.fanin("resolve", "--continue")
    #expect(result.status == 1 && result.output.contains("gate failed"), "\(result)")
    try repository.git("config", "fanin.gate", "true")
    return repository
  }

  private func change(_ repository: TemporaryRepository, _ file: String, _ text: String) throws {
    try repository.write(file, text)
    try repository.commitAll(in: repository.path)
  }

  @Test
  func `One that no longer fits the target leaves the lane open, even where git has no conflict any more`()
    throws
  {
    let repository = try decided()
    try change(repository, "shared.txt", Self.lines("b's"))
    let before = try repository.commit("main")
    let result = try repository.fanin("merge", "b", "--json")
    #expect(result.status == 1, "\(result)")
    let clash = try result.document()["open"][0]
    #expect(clash["path"].string == "shared.txt" && clash["rule"].string == "by hand", "\(clash)")
    #expect(clash["reason"].string?.contains("no longer fits: the target has moved on") == true, "\(clash)")
    #expect(try repository.commit("main") == before)
    // It is decided anew, in the same way as before.
    let opened = try repository.fanin("resolve", "b")
    #expect(opened.status == 1 && opened.output.contains("no longer fits"), "\(opened)")
    let folder = repository.lanesFolder + "/resolve-b"
    #expect(repository.read("shared.txt", in: folder) == Self.lines("b's"))
    try repository.write("shared.txt", Self.lines("all"), in: folder)
    #expect(try repository.fanin("resolve", "--continue").status == 0)
    #expect(repository.read("shared.txt") == Self.lines("all"))
    try repository.expectSound()
  }

  @Test func `What the lane got since is merged on top of the decision`() throws {
    let repository = try decided()
    try repository.build([
      NewCommit(
        "b",
        [
          .file("late.txt", "late\n"),
          .file("shared.txt", TemporaryRepository.lines([5: "b's", 19: "late"])),
        ])
    ])
    let result = try repository.fanin("merge", "b")
    #expect(result.status == 0, "\(result)")
    #expect(repository.read("shared.txt") == TemporaryRepository.lines([5: "both", 19: "late"]))
    #expect(repository.exists("late.txt"))
    #expect(try repository.gitResult(["merge-base", "--is-ancestor", "b", "main"]).status == 0)
  }

  @Test func `What the lane got since at the same place leaves it open`() throws {
    let repository = try decided()
    try repository.build([NewCommit("b", [.file("shared.txt", Self.lines("b's, later"))])])
    let result = try repository.fanin("merge", "b", "--json")
    #expect(result.status == 1, "\(result)")
    #expect(
      try result.document()["open"][0]["reason"].string?.contains("the lane has moved on") == true,
      "\(result)")
    #expect(repository.read("shared.txt") == Self.lines("main's"))
  }

  @Test func `A lane that was rewritten is asked about if there is still something to ask`() throws {
    let repository = try decided()
    try repository.git("branch", "-f", "b", "main")
    try repository.build([NewCommit("b", from: "b", [.file("new.txt", "new\n")])])
    #expect(try repository.fanin("merge", "b", "--dry-run").status == 0)
    let other = try decided()
    try other.build([
      NewCommit("c", from: "main~1", [.file("shared.txt", Self.lines("b's again"))])
    ])
    try other.git("branch", "-f", "b", "c")
    let result = try other.fanin("merge", "b")
    #expect(result.status == 1 && result.output.contains("rewritten"), "\(result)")
  }

  @Test func `A migration gets the number that is free now`() throws {
    let repository = try decided(
      [.file("migrations/002_b.sql", "create table b (x int);\n")],
      base: [.file("migrations/001_base.sql", "create table base (x int);\n")])
    try change(repository, "migrations/002_main.sql", "create table m (x int);\n")
    let result = try repository.fanin("merge", "b")
    #expect(result.status == 0, "\(result)")
    #expect(repository.exists("migrations/003_b.sql") && repository.exists("migrations/002_main.sql"))
    #expect(!repository.exists("migrations/002_b.sql"))
    #expect(repository.read("shared.txt") == Self.lines("both"))
    try change(repository, "more", "more\n")
    #expect(try repository.status().isEmpty)
  }

  @Test func `It does not stand for what is wrong only since then`() throws {
    let text = { (number: Int) in "package p\n\nfunc helper() int { return \(number) }\n" }
    let repository = try decided(
      [.file("p/b.go", text(1))], base: [.file("p/p.go", "package p\n"), .file("go.mod", "module p\n")])
    try change(repository, "p/main.go", text(2))
    let result = try repository.fanin("merge", "b", "--json")
    #expect(result.status == 1, "\(result)")
    #expect(try result.document()["open"][0]["kind"].string == "definition", "\(result)")
    // Shown to the person, and decided.
    #expect(try repository.fanin("resolve", "b").output.contains("helper"))
    let folder = repository.lanesFolder + "/resolve-b"
    try repository.git("rm", "-q", "p/main.go", in: folder)
    try repository.write("shared.txt", Self.lines("both"), in: folder)
    let done = try repository.fanin("resolve", "--continue")
    #expect(done.status == 0, "\(done)")
    #expect(!repository.exists("p/main.go"))
  }
}
