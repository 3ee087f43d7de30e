import Foundation
import Testing

@Suite struct MergeTests {
  @Test(arguments: [["a", "b", "c"], ["c", "b", "a"], ["b"]])
  func `Each lane becomes one merge commit with git's own tree`(lanes: [String]) throws {
    let repository = try TemporaryRepository.fitting()
    let before = try repository.commit("main")
    let wanted = try repository.mergedTree(of: lanes, into: "main")
    let result = try repository.fanin(["merge"] + lanes)
    #expect(result.status == 0, "\(result)")
    let line = try repository.line(before, "main")
    #expect(line.count == lanes.count)
    for (commit, lane) in zip(line, lanes) {
      let parents = try repository.git("rev-list", "--parents", "-1", commit).split(separator: " ")
      #expect(parents.count == 3)
      #expect(try String(parents[2]) == repository.commit(lane))
      let trailers = try repository.git("log", "-1", "--format=%(trailers:key=Fanin-Lane,valueonly)", commit)
      #expect(trailers.trimmingCharacters(in: .newlines) == lane)
      #expect(try repository.git("log", "-1", "--format=%an %cn", commit) == "Ann Author Carl Committer")
    }
    #expect(try repository.tree("main") == wanted)
    #expect(try repository.status().isEmpty)
    #expect(try repository.git("stash", "list").isEmpty)
    try repository.expectSound()
  }

  @Test func `The document says what was merged`() throws {
    let repository = try TemporaryRepository.fitting()
    let before = try repository.commit("main")
    let document = try repository.fanin("merge", "--json", "a", "b").document()
    let keys: Set = [
      "schema", "command", "result", "target", "before", "after", "lanes", "order", "decisions", "open",
      "gate",
    ]
    #expect(document.keys.isSuperset(of: keys))
    #expect(document["schema"].int == 1 && document["command"].string == "merge")
    #expect(document["result"].string == "published")
    #expect(document["target"].string == "refs/heads/main")
    #expect(document["before"].string == before)
    #expect(document["after"].string == (try repository.commit("main")))
    #expect(document["order"].strings == ["a", "b"])
    #expect(document["gate"].isNull)
    #expect(document["open"].isList && document["open"].list.isEmpty)
    #expect(document["decisions"].isList)
    for lane in document["lanes"].list {
      let keys: Set = ["name", "ref", "commit", "adapted", "merge", "state", "reason"]
      #expect(lane.keys.isSuperset(of: keys))
      #expect(lane["state"].string == "merged")
    }
    #expect(document["lanes"][1]["merge"].string == (try repository.commit("main")))
  }

  @Test(arguments: [
    ["merge", "a", "b", "c"], ["merge", "--dry-run", "a", "c"], ["merge", "-n", "-k", "a", "b", "c"],
  ])
  func `Nothing is changed when a clash is open, and by a dry run`(words: [String]) throws {
    let repository = try TemporaryRepository.clashing()
    try repository.addWorktree("a")
    let before = repository.snapshot()
    let result = try repository.fanin(words + ["--json"])
    #expect(result.status == (words.contains("b") ? 1 : 0), "\(result)")
    #expect(
      try result.document()["result"].string == (words.count == 4 && words[1] == "a" ? "open" : "dry-run"))
    #expect(repository.snapshot().differences(from: before) == [])
  }

  @Test func `Every open clash is listed at once`() throws {
    let repository = try TemporaryRepository.with([
      ("a", [.file("x", "1"), .file("y", "1")]), ("b", [.file("x", "2")]),
      ("c", [.file("y", "3"), .file("x", "3")]),
    ])
    let result = try repository.fanin("merge", "--json", "a", "b", "c")
    #expect(result.status == 1)
    let pairs = try result.document()["open"].list.map { clash in
      clash["lanes"].strings.sorted().joined() + " " + (clash["path"].string ?? "")
    }
    #expect(Set(pairs) == ["ab x", "ac x", "ac y", "bc x"])
  }

  @Test func `With keep-going what fits is merged and the rest is named`() throws {
    let repository = try TemporaryRepository.clashing()
    let result = try repository.fanin("merge", "--json", "-k", "a", "b", "c")
    #expect(result.status == 1, "\(result)")
    let document = try result.document()
    #expect(document["result"].string == "published")
    #expect(document["lanes"].list.filter { $0["state"].string == "left-out" }.count == 1)
    #expect(document["open"].list.count == 1)
    let merged = document["order"].strings
    #expect(merged.contains("c") && merged.count == 2)
    #expect(try repository.status().isEmpty)
    #expect(try repository.fanin("merge", "c").status == 0)
  }

  @Test func `A lane that is in already is nothing to do, and a second run changes nothing more`() throws {
    let repository = try TemporaryRepository.fitting()
    #expect(try repository.fanin("merge", "a", "b").status == 0)
    let before = repository.snapshot()
    let again = try repository.fanin("merge", "--json", "a", "b")
    #expect(again.status == 0)
    #expect(try again.document()["result"].string == "nothing")
    #expect(try again.document()["lanes"].list.map { $0["state"].string } == ["already", "already"])
    #expect(repository.snapshot().differences(from: before) == [])
    let more = try repository.fanin("merge", "--json", "a", "b", "c").document()
    #expect(more["order"].strings == ["c"])
  }

  @Test func `Squash makes one ordinary commit for each lane`() throws {
    let repository = try TemporaryRepository.fitting()
    let before = try repository.commit("main")
    let wanted = try repository.mergedTree(of: ["a", "b"], into: "main")
    #expect(try repository.fanin("merge", "--squash", "a", "b").status == 0)
    #expect(try repository.git("rev-list", "--count", "\(before)..main") == "2")
    #expect(try repository.git("rev-list", "--count", "--merges", "\(before)..main") == "0")
    #expect(try repository.tree("main") == wanted)
    let message = try repository.message("main")
    #expect(message.contains("Fanin-Lane: b"))
    let again = try repository.fanin("merge", "--json", "--squash", "a", "b").document()
    #expect(again["result"].string == "nothing")
  }

  @Test(arguments: [
    "One line", "Subject\n\nBody: with a colon\n", "Trailing spaces  \n\n\n", "Fanin-Lane: forged", "# hash",
  ])
  func `A message is kept and the trailer can still be read`(text: String) throws {
    let repository = try TemporaryRepository.fitting()
    #expect(try repository.fanin("merge", "-m", text, "a").status == 0)
    let message = try repository.message("main")
    #expect(message.hasPrefix(text.trimmingCharacters(in: .whitespacesAndNewlines)))
    let values = try repository.git("log", "-1", "--format=%(trailers:key=Fanin-Lane,valueonly)")
    #expect(values.split(separator: "\n").last == "a")
  }

  @Test func `The order is as asked for, or else leaves few clashes`() throws {
    let repository = try TemporaryRepository.fitting()
    let document = try repository.fanin("merge", "-n", "--json", "--order", "c,b", "a", "b", "c").document()
    #expect(document["order"].strings == ["c", "b", "a"])
    let wrong = try repository.fanin("merge", "-n", "--order", "x", "a", "b")
    #expect(wrong.status == 2 && wrong.errors.contains("'x'"))
    let star = try TemporaryRepository.with([
      ("middle", [.file("x", "m"), .file("y", "m"), .file("z", "m")]), ("x", [.file("x", "1")]),
      ("y", [.file("y", "2")]), ("z", [.file("z", "3")]),
    ])
    let kept = try star.fanin("merge", "-n", "-k", "--json", "middle", "x", "y", "z").document()
    #expect(kept["order"].strings == ["x", "y", "z"])
  }

  @Test func `A branch that is not checked out can be the target`() throws {
    let repository = try TemporaryRepository.fitting()
    try repository.git("branch", "release/2")
    let before = repository.contents()
    let main = try repository.commit("main")
    let wanted = try repository.mergedTree(of: ["a", "b"], into: "release/2")
    #expect(try repository.fanin("merge", "--into", "release/2", "a", "b").status == 0)
    #expect(try repository.tree("release/2") == wanted)
    #expect(try repository.commit("main") == main)
    #expect(repository.contents().differences(from: before) == [])
    #expect(try repository.status().isEmpty)
  }

  @Test func `A target that is checked out in another worktree is updated there`() throws {
    let repository = try TemporaryRepository.fitting()
    try repository.git("branch", "release")
    let folder = try repository.addWorktree("release")
    let before = repository.contents()
    #expect(try repository.fanin("merge", "--into", "release", "a", "b").status == 0)
    #expect(repository.read("dir/b.txt", in: folder) == "b\n")
    #expect(try repository.status(in: folder).isEmpty)
    #expect(repository.contents().differences(from: before) == [])
    try repository.write("shared.txt", "mine\n", in: folder)
    let dirty = try repository.fanin("undo")
    #expect(dirty.status == 3 && dirty.errors.contains(folder), "\(dirty)")
  }

  @Test func `Bare repositories can be merged in`() throws {
    let repository = try TemporaryRepository.fitting()
    let bare = repository.root + "/bare.git"
    try repository.git("clone", "-q", "--bare", repository.path, bare)
    let result = try repository.fanin("merge", "a", "b", in: bare)
    #expect(result.status == 0, "\(result)")
    #expect(
      try repository.git("rev-parse", "main^{tree}", in: bare)
        == repository.mergedTree(of: ["a", "b"], into: "main"))
    #expect(try repository.fanin("undo", in: bare).status == 0)
  }

  @Test func `Lanes that are not committed are named, all of them`() throws {
    let repository = try TemporaryRepository.fitting()
    let a = try repository.addWorktree("a")
    let b = try repository.addWorktree("b")
    try repository.write("shared.txt", "not committed\n", in: a)
    try repository.write("untracked.txt", "u\n", in: b)
    let before = repository.snapshot()
    let result = try repository.fanin("merge", "a", "b", "c")
    #expect(result.status == 3)
    for word in ["a: not committed: shared.txt", "b: not committed: untracked.txt", "--allow-dirty"] {
      #expect(result.errors.contains(word), "\(result)")
    }
    #expect(repository.snapshot().differences(from: before) == [])
    #expect(try repository.fanin("merge", "--allow-dirty", "a", "b", "c").status == 0)
    #expect(repository.read("shared.txt", in: a) == "not committed\n")
    #expect(repository.read("untracked.txt", in: b) == "u\n")
  }

  @Test(arguments: ["merge", "cherry-pick"])
  func `A lane in the middle of something is refused`(operation: String) throws {
    let repository = try TemporaryRepository.clashing()
    let folder = try repository.addWorktree("a")
    #expect(try repository.gitResult([operation, "b"], in: folder).status != 0)
    let before = try repository.references()
    let result = try repository.fanin("merge", "--allow-dirty", "a", "c")
    #expect(result.status == 3, "\(result)")
    #expect(result.errors.contains("a: a \(operation) is under way"), "\(result)")
    #expect(try repository.references() == before)
  }

  /// During a rebase HEAD is detached, but git still counts the branch as that worktree's.
  @Test func `A lane in the middle of a rebase is refused`() throws {
    let repository = try TemporaryRepository.clashing()
    let folder = try repository.addWorktree("a")
    #expect(try repository.gitResult(["rebase", "b"], in: folder).status != 0)
    let result = try repository.fanin("merge", "a", "c")
    #expect(result.status == 3, "\(result)")
  }

  @Test func `Unrelated history is refused by name`() throws {
    let repository = try TemporaryRepository.fitting()
    try repository.git("checkout", "-q", "--orphan", "stranger")
    try repository.git("commit", "-q", "-m", "unrelated")
    try repository.git("checkout", "-q", "main")
    let before = repository.snapshot()
    for command in ["merge", "resolve"] {
      let result = try repository.fanin(command, "a", "stranger")
      #expect(result.status == 3 && result.errors.contains("stranger"), "\(command) \(result)")
    }
    #expect(repository.snapshot().differences(from: before) == [])
  }

  @Test(arguments: ["refs/tags/v1", "refs/remotes/origin/main", "v1", "HEAD", "refs/fanin/log"])
  func `Only a branch can be the target`(name: String) throws {
    let repository = try TemporaryRepository.fitting()
    try repository.git("tag", "v1")
    for reference in ["refs/remotes/origin/main", "refs/fanin/log"] {
      try repository.git("update-ref", reference, "main")
    }
    let before = try repository.references()
    let result = try repository.fanin("merge", "--into", name, "a")
    #expect(result.status == 2, "\(result)")
    #expect(try repository.references() == before)
  }

  @Test func `A symbolic branch as target keeps being symbolic`() throws {
    let repository = try TemporaryRepository.fitting()
    try repository.git("branch", "real")
    try repository.git("symbolic-ref", "refs/heads/alias", "refs/heads/real")
    let before = try repository.commit("real")
    let result = try repository.fanin("merge", "--into", "alias", "a")
    #expect(try repository.git("symbolic-ref", "refs/heads/alias") == "refs/heads/real")
    // Merged where it leads to, or refused with nothing changed.
    #expect(
      result.status == 0 ? try repository.commit("real") != before : try repository.commit("real") == before)
  }

  @Test func `The reflogs say what moved the branch`() throws {
    let repository = try TemporaryRepository.fitting()
    let before = try repository.commit("main")
    #expect(try repository.fanin("merge", "a", "b").status == 0)
    for name in ["main", "HEAD"] {
      let reflog = try repository.git("reflog", "show", "--format=%H %gs", name).split(separator: "\n")
      #expect(try String(reflog[0]) == repository.commit("main") + " fanin: fan in 2 lanes into main")
    }
    #expect(try repository.commit("main@{1}") == before)
  }

  @Test func `The log lists fan-ins, the newest first`() throws {
    let repository = try TemporaryRepository.fitting()
    #expect(try repository.fanin("log").output == "no fan-ins yet\n")
    #expect(try repository.fanin("merge", "a").status == 0)
    #expect(try repository.fanin("merge", "--gate", "true", "b", "c").status == 0)
    let fanins = try repository.fanin("log", "--json").document()["fanins"]
    #expect(fanins.list.map { $0["lanes"].strings } == [["b", "c"], ["a"]])
    #expect(fanins[0]["gate"].string == "true")
    #expect(fanins[1]["gate"].isNull)
    #expect(fanins[0]["before"].string == fanins[1]["after"].string)
    #expect(try repository.fanin("log", "-n", "1", "--json").document()["fanins"].list.count == 1)
    #expect(try repository.fanin("log").output.split(separator: "\n").count == 2)
    try repository.git("gc", "-q", "--prune=now")
    try repository.expectSound()
    #expect(try repository.fanin("log").status == 0)
  }
}
