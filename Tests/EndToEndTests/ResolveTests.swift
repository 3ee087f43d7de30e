import Foundation
import Testing

@Suite struct ResolveTests {
  private func folder(_ repository: TemporaryRepository, _ lane: String = "b") -> String {
    repository.lanesFolder + "/resolve-" + lane
  }

  /// Opens the conflicts of `b`, after `a` and `c` have been merged.
  private func opened() throws -> (TemporaryRepository, String) {
    let repository = try TemporaryRepository.clashing()
    let result = try repository.fanin("resolve", "a", "b", "c")
    #expect(result.status == 1, "\(result)")
    return (repository, folder(repository))
  }

  @Test func `The worktree has the markers and the index that git merge leaves`() throws {
    let repository = try TemporaryRepository.clashing()
    let before = try repository.references()
    let result = try repository.fanin("resolve", "--json", "a", "b", "c")
    #expect(result.status == 1, "\(result)")
    let document = try result.document()
    #expect(document["result"].string == "opened" && document["lane"].string == "b")
    let folder = folder(repository)
    #expect(document["worktree"].string == folder)
    #expect(document["clashes"][0]["path"].string == "shared.txt")
    #expect(try repository.references() == before)
    #expect(try repository.status().isEmpty)
    #expect(try repository.status(in: folder) == "A  b.txt\nUU shared.txt")
    // Git itself, in the same order.
    let other = repository.root + "/by-git"
    try repository.git("worktree", "add", "-q", "--detach", other, "main")
    try repository.git("merge", "-q", "--no-edit", "a", in: other)
    try repository.git("merge", "-q", "--no-edit", "c", in: other)
    #expect(try repository.gitResult(["merge", "b"], in: other).status == 1)
    #expect(try repository.git("ls-files", "-s", in: folder) == repository.git("ls-files", "-s", in: other))
    let ours = repository.read("shared.txt", in: folder)?.split(separator: "\n").filter {
      !"<>".contains($0.first ?? " ")
    }
    let git = repository.read("shared.txt", in: other)?.split(separator: "\n").filter {
      !"<>".contains($0.first ?? " ")
    }
    #expect(ours == git)
    #expect(repository.read("shared.txt", in: folder)?.contains("<<<<<<<") == true)
    #expect(try repository.commit("main") == repository.git("rev-parse", "main"))
    #expect(try repository.git("rev-parse", "MERGE_HEAD", in: folder) == repository.commit("b"))
  }

  @Test(arguments: ["edit", "edit and add", "edit and commit"])
  func `What the person made is published as it is`(way: String) throws {
    let (repository, folder) = try opened()
    let before = try repository.commit("main")
    let early = try repository.fanin("resolve", "--continue")
    #expect(early.status == 3 && early.errors.contains("shared.txt"), "\(early)")
    let text = TemporaryRepository.lines([5: "both"])
    try repository.write("shared.txt", text, in: folder)
    if way != "edit" { try repository.git("add", "shared.txt", in: folder) }
    if way == "edit and commit" { try repository.git("commit", "-q", "--no-edit", in: folder) }
    let result = try repository.fanin("resolve", "--continue", "--json")
    #expect(result.status == 0, "\(result)")
    #expect(try result.document()["result"].string == "published")
    #expect(repository.read("shared.txt") == text)
    for name in ["a.txt", "b.txt", "c.txt"] { #expect(repository.exists(name)) }
    #expect(try repository.status().isEmpty)
    #expect(try repository.line(before, "main").count == 3)
    let decisions = try repository.git(
      "log", "--first-parent", "--format=%(trailers:key=Fanin-Decision,valueonly)", "\(before)..main")
    #expect(decisions.contains("shared.txt: content"))
    for lane in ["a", "b", "c"] {
      #expect(try repository.gitResult(["merge-base", "--is-ancestor", lane, "main"]).status == 0)
    }
    #expect(!Files.exists(folder))
    #expect(try repository.git("worktree", "list").split(separator: "\n").count == 1)
    #expect(try !repository.references().contains("refs/fanin/resolve/"))
    try repository.expectSound()
    #expect(try repository.fanin("undo").status == 0)
    #expect(try repository.commit("main") == before)
  }

  @Test func `From inside the worktree it is continued as well`() throws {
    let (repository, folder) = try opened()
    try repository.write("shared.txt", "mine\n", in: folder)
    let result = try repository.fanin("resolve", "--continue", in: folder)
    #expect(result.status == 0, "\(result)")
    #expect(repository.read("shared.txt") == "mine\n")
    #expect(try repository.status().isEmpty)
  }

  @Test func `A second one waits for the first, and abort gives it up`() throws {
    let (repository, folder) = try opened()
    let references = try repository.references()
    let second = try repository.fanin("resolve", "a", "b")
    #expect(second.status == 3 && second.errors.contains(folder), "\(second)")
    #expect(second.errors.contains("--continue") && second.errors.contains("--abort"))
    let result = try repository.fanin("resolve", "--abort")
    #expect(result.status == 0, "\(result)")
    #expect(!Files.exists(folder))
    #expect(try repository.git("worktree", "list").split(separator: "\n").count == 1)
    #expect(try repository.references() == references)
    let none = try repository.fanin("resolve", "--abort")
    #expect(none.status == 3, "\(none)")
    #expect(try repository.fanin("resolve", "--continue").status == 3)
    #expect(try repository.fanin("resolve", "a", "b").status == 1)
  }

  @Test func `Files that git does not know are asked about`() throws {
    let (repository, folder) = try opened()
    try repository.write("shared.txt", "mine\n", in: folder)
    try repository.write("notes", "n\n", in: folder)
    let result = try repository.fanin("resolve", "--continue")
    #expect(result.status == 3 && result.errors.contains("notes"), "\(result)")
    #expect(repository.exists("notes", in: folder))
    try repository.git("add", "notes", in: folder)
    #expect(try repository.fanin("resolve", "--continue").status == 0)
    #expect(repository.read("notes") == "n\n")
  }

  @Test func `A decision holds when the target moved meanwhile and left the place alone`() throws {
    let (repository, folder) = try opened()
    try repository.write("README", "main went on\n")
    try repository.commitAll(in: repository.path)
    try repository.write("shared.txt", TemporaryRepository.lines([5: "both"]), in: folder)
    let result = try repository.fanin("resolve", "--continue")
    #expect(result.status == 0, "\(result)")
    #expect(repository.read("shared.txt") == TemporaryRepository.lines([5: "both"]))
    #expect(repository.read("README") == "main went on\n")
    #expect(try repository.status().isEmpty)
  }

  @Test func `A decision is asked for anew when the target moved at that very place`() throws {
    let (repository, folder) = try opened()
    try repository.write("shared.txt", TemporaryRepository.lines([5: "main's"]))
    try repository.commitAll(in: repository.path)
    try repository.write("shared.txt", TemporaryRepository.lines([5: "both"]), in: folder)
    let result = try repository.fanin("resolve", "--continue")
    #expect(result.status == 1, "\(result)")
    #expect(repository.read("shared.txt") == TemporaryRepository.lines([5: "main's"]))
    #expect(try repository.status().isEmpty)
  }

  @Test func `A decision is kept when it cannot be published at once`() throws {
    let (repository, folder) = try opened()
    try repository.write("shared.txt", "mine\n", in: folder)
    let failed = try repository.fanin("resolve", "--continue", "--gate", "false")
    // No such option there: the gate comes from the configuration.
    #expect(failed.status == 2, "\(failed)")
    try repository.git("config", "fanin.gate", "false")
    #expect(try repository.fanin("resolve", "--continue").status == 1)
    try repository.git("config", "fanin.gate", "true")
    let result = try repository.fanin("merge", "a", "b", "c")
    #expect(result.status == 0, "\(result)")
    #expect(repository.read("shared.txt") == "mine\n")
  }

  @Test func `A file in the target's way does not cost the decision`() throws {
    let (repository, folder) = try opened()
    try repository.write("shared.txt", "mine\n", in: folder)
    try repository.write("c.txt", "in the way\n")
    let blocked = try repository.fanin("resolve", "--continue")
    #expect(blocked.status == 3, "\(blocked)")
    try FileManager.default.removeItem(atPath: repository.path + "/c.txt")
    let again = try repository.fanin("merge", "a", "b", "c")
    #expect(again.status == 0, "\(again)")
    #expect(repository.read("shared.txt") == "mine\n")
  }

  @Test func `Several lanes are settled one after the other`() throws {
    let repository = try TemporaryRepository.with(
      ["a", "b", "c"].map { ($0, [Entry.file("shared.txt", TemporaryRepository.lines([5: $0]))]) })
    var text = ""
    for round in 1...3 {
      let result =
        round == 1
        ? try repository.fanin("resolve", "a", "b", "c") : try repository.fanin("merge", "a", "b", "c")
      if result.status == 0 { break }
      if round > 1 { #expect(try repository.fanin("resolve", "a", "b", "c").status == 1) }
      let lane = try #require(["a", "b", "c"].first { Files.exists(folder(repository, $0)) })
      text += lane
      try repository.write(
        "shared.txt", TemporaryRepository.lines([5: "a and \(text)"]), in: folder(repository, lane))
      _ = try repository.fanin("resolve", "--continue")
    }
    #expect(repository.read("shared.txt")?.contains("a and bc") == true)
    #expect(try repository.status().isEmpty)
    #expect(try repository.fanin("resolve", "a", "b", "c").output.contains("nothing is open"))
    try repository.expectSound()
  }

  /// Conflicts other than of lines: how they are made, and how a person settles them.
  private static let kinds: [(String, [Entry], [Entry], String)] = [
    ("modify/delete", [.gone("shared.txt")], [.file("shared.txt", "changed\n")], "git rm -q shared.txt"),
    ("add/add", [.file("x", "1\n")], [.file("x", "2\n")], "echo 3 > x"),
    (
      "binary", [.file("shared.txt", "\0" + "1")], [.file("shared.txt", "\0" + "2")],
      "git checkout -q --theirs shared.txt; git add shared.txt"
    ),
    (
      "link", [.link("README", to: "a")], [.link("README", to: "b")],
      "rm README; ln -s c README; git add README"
    ),
    (
      "rename/delete", [.gone("shared.txt")],
      [.gone("shared.txt"), .file("moved.txt", TemporaryRepository.lines([3: "x"]))],
      "git rm -q --cached moved.txt; git add moved.txt"
    ),
    (
      "rename/rename", [.gone("shared.txt"), .file("one.txt", TemporaryRepository.lines())],
      [.gone("shared.txt"), .file("two.txt", TemporaryRepository.lines())],
      "git rm -q --cached shared.txt two.txt; rm two.txt; git add one.txt"
    ),
    (
      "mode", [.file("new", "#!/bin/sh\n", mode: "100755")], [.link("new", to: "README")],
      "git rm -rq --cached .; rm -f new*; echo 1 > new"
    ),
    (
      "file/folder", [.file("x", "1\n")], [.file("x/y", "2\n")],
      "git rm -qr --cached .; rm -rf x*; echo 3 > z; git add -A"
    ),
  ]

  @Test(arguments: kinds)
  func `Every kind of conflict can be settled`(name: String, one: [Entry], two: [Entry], script: String)
    throws
  {
    let repository = try TemporaryRepository.with([("a", one), ("b", two)])
    let result = try repository.fanin("resolve", "a", "b")
    #expect(result.status == 1, "\(result)")
    let folder = ["a", "b"].map { self.folder(repository, $0) }.first { Files.exists($0) } ?? ""
    #expect(try repository.status(in: folder).contains { "UAD".contains($0) })
    let early = try repository.fanin("resolve", "--continue")
    #expect(early.status == 3, "nothing was decided: \(early)")
    try #require(Files.exists(folder))
    let made = try RunningProcess(["sh", "-c", script], in: folder, environment: repository.environment)
      .wait()
    #expect(made.status == 0, "\(made)")
    try repository.git("add", "-A", in: folder)
    let wanted = try repository.git("write-tree", in: folder)
    let continued = try repository.fanin("resolve", "--continue")
    #expect(continued.status == 0, "\(continued)")
    #expect(try repository.tree("main") == wanted)
    #expect(try repository.status().isEmpty)
    try repository.expectSound()
  }

  /// Where the attribute asks for other markers, those are what has to go.
  @Test(arguments: [5, 7, 12])
  func `Markers of another size are markers as well`(size: Int) throws {
    let repository = try TemporaryRepository.with(
      [("a", [.file("x.txt", "a\n")]), ("b", [.file("x.txt", "b\n")])],
      base: [.file(".gitattributes", "*.txt conflict-marker-size=\(size)\n"), .file("x.txt", "base\n")])
    #expect(try repository.fanin("resolve", "a", "b").status == 1)
    #expect(
      repository.read("x.txt", in: folder(repository))?.hasPrefix(String(repeating: "<", count: size) + " ")
        == true)
    let early = try repository.fanin("resolve", "--continue")
    #expect(early.status == 3, "\(early)")
    try #require(Files.exists(folder(repository)))
    try repository.write("x.txt", "both\n", in: folder(repository))
    #expect(try repository.fanin("resolve", "--continue").status == 0)
    #expect(repository.read("x.txt") == "both\n")
  }

  @Test func `A commit that the lane got meanwhile is not lost`() throws {
    let (repository, folder) = try opened()
    try repository.build([NewCommit("b", [.file("late.txt", "late\n")])])
    try repository.write("shared.txt", "mine\n", in: folder)
    let result = try repository.fanin("resolve", "--continue")
    // The decision was about another commit: it is asked for anew, or the new one is merged as well.
    #expect(result.status == 1 || repository.exists("late.txt"), "\(result)")
    #expect(result.status == 1 || result.status == 0, "\(result)")
    #expect(
      try repository.gitResult(["merge-base", "--is-ancestor", "b", "main"]).status
        == (result.status == 0 ? 0 : 1))
    #expect(try repository.status().isEmpty)
  }

  @Test func `Lines that only look like markers do not block`() throws {
    let repository = try TemporaryRepository.with([
      ("a", [.file("doc.md", "Title\n=======\nfrom a\n")]),
      ("b", [.file("doc.md", "Title\n=======\nfrom b\n")]),
    ])
    #expect(try repository.fanin("resolve", "a", "b").status == 1)
    try repository.write("doc.md", "Title\n=======\nboth\n", in: folder(repository))
    #expect(try repository.fanin("resolve", "--continue").status == 0)
  }

  @Test func `Nothing open is no failure`() throws {
    let repository = try TemporaryRepository.fitting()
    let before = repository.snapshot()
    let result = try repository.fanin("resolve", "--json", "a", "b")
    #expect(result.status == 0)
    #expect(try result.document()["result"].string == "nothing")
    #expect(repository.snapshot().differences(from: before) == [])
  }
}
