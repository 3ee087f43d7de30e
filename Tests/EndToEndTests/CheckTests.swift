import Foundation
import Testing

@Suite struct CheckTests {
  @Test(arguments: [
    ["check"], ["check", "a", "b", "c"], ["check", "--json"], ["check", "-v", "*"], ["status"],
  ])
  func `Looking changes nothing at all`(words: [String]) throws {
    let repository = try TemporaryRepository.clashing()
    let folder = try repository.addWorktree("a")
    try repository.addWorktree("b")
    try repository.addWorktree("c")
    try repository.write("shared.txt", "not committed\n", in: folder)
    try repository.write("new.txt", "untracked\n", in: folder)
    try repository.write("README", "changed on main\n")
    let before = repository.snapshot()
    let result = try repository.fanin(words)
    #expect(result.status <= 1, "\(result)")
    #expect(repository.snapshot().differences(from: before) == [])
  }

  @Test func `The document has the keys and types that are promised`() throws {
    let repository = try TemporaryRepository.clashing()
    let result = try repository.fanin("check", "--json", "a", "b", "c")
    #expect(result.status == 1)
    let document = try result.document()
    #expect(document["schema"].int == 1)
    #expect(document["command"].string == "check")
    #expect(document["target"]["ref"].string == "refs/heads/main")
    #expect(document["target"]["commit"].string == (try repository.commit("main")))
    #expect(document["lanes"].list.map { $0["name"].string } == ["a", "b", "c"])
    for lane in document["lanes"].list {
      #expect(lane.keys.isSuperset(of: ["name", "ref", "commit", "worktree", "dirty", "changed"]))
      #expect(lane["ref"].string == "refs/heads/\(lane["name"].string ?? "")")
      #expect(lane["commit"].string?.utf8.count == 40)
      #expect(lane["worktree"].isNull)
      #expect(lane["dirty"].int == 0)
    }
    #expect(document["lanes"][0]["changed"].int == 2)
    #expect(document["lanes"][2]["changed"].int == 1)
    #expect(document["pairs"].list.count == 1)
    let pair = document["pairs"][0]
    #expect(pair.keys.isSuperset(of: ["a", "b", "same", "conflicts", "silent", "open"]))
    #expect(pair["a"].string == "a" && pair["b"].string == "b")
    #expect(pair["same"].int == 1 && pair["conflicts"].int == 1 && pair["open"].int == 1)
    #expect(document["open"].int == 1)
    let clash = document["clashes"][0]
    let keys: Set = ["id", "kind", "level", "lanes", "path", "paths", "lines", "decision", "rule", "reason"]
    #expect(clash.keys.isSuperset(of: keys))
    #expect(clash["kind"].string == "content" && clash["level"].string == "conflict")
    #expect(clash["lanes"].strings == ["a", "b"])
    #expect(clash["path"].string == "shared.txt" && clash["paths"].strings == ["shared.txt"])
    #expect(clash["lines"]["a"].list.compactMap(\.int) == [5, 5])
    #expect(clash["decision"].string == "ask")
    #expect(clash["id"].string != nil && clash["rule"].string != nil && clash["reason"].string != nil)
  }

  @Test func `The target is a side named by its ref`() throws {
    let repository = try TemporaryRepository.clashing()
    try repository.build([NewCommit("main", [.file("shared.txt", TemporaryRepository.lines([5: "main's"]))])])
    let document = try repository.fanin("check", "--json", "a").document()
    #expect(document["pairs"][0]["b"].string == "refs/heads/main")
    #expect(document["clashes"][0]["lanes"].strings == ["a", "refs/heads/main"])
  }

  @Test func `Each pair gets the level that it has`() throws {
    let lines = TemporaryRepository.lines
    let repository = try TemporaryRepository.with([
      ("base-5", [.file("shared.txt", lines([5: "x"]))]),
      ("same-line", [.file("shared.txt", lines([5: "y"]))]),
      ("close", [.file("shared.txt", lines([7: "z"]))]),
      ("far", [.file("shared.txt", lines([19: "z"]))]),
      ("apart", [.file("other.txt", "o\n")]),
    ])
    func level(_ other: String) throws -> String? {
      try repository.fanin("check", "--json", "base-5", other).document()["clashes"][0]["level"].string
    }
    #expect(try level("same-line") == "conflict")
    #expect(try level("close") == "region")
    #expect(try level("far") == "file")
    #expect(try level("apart") == nil)
    #expect(try repository.fanin("check", "base-5", "same-line").status == 1)
    for other in ["close", "far", "apart"] {
      #expect(try repository.fanin("check", "base-5", other).status == 0)
    }
  }

  @Test func `Uncommitted and untracked files count, ignored ones do not`() throws {
    let repository = try TemporaryRepository.clashing()
    try repository.build([NewCommit("c", [.file(".gitignore", "*.log\n")])])
    let folder = try repository.addWorktree("c")
    try repository.write("shared.txt", TemporaryRepository.lines([5: "uncommitted"]), in: folder)
    try repository.write("a.txt", "untracked\n", in: folder)
    try repository.write("noise.log", "ignored\n", in: folder)
    let document = try repository.fanin("check", "--json", "a", "c").document()
    #expect(document["lanes"].first("name", "c")["dirty"].int == 2)
    #expect(document["lanes"].first("name", "c")["changed"].int == 4)
    #expect(document["clashes"].list.map { $0["path"].string } == ["a.txt", "shared.txt"])
    #expect(document["clashes"].list.map { $0["kind"].string } == ["add/add", "content"])
    let committed = try repository.fanin("check", "--json", "--committed", "a", "c").document()
    #expect(committed["open"].int == 0)
    #expect(committed["lanes"].first("name", "c")["dirty"].int == 0)
  }

  @Test func `A staged, a deleted and a renamed file count as well`() throws {
    let repository = try TemporaryRepository.clashing()
    let folder = try repository.addWorktree("c")
    try repository.git("rm", "-q", "README", in: folder)
    try repository.git("mv", "shared.txt", "moved.txt", in: folder)
    let document = try repository.fanin("check", "--json", "a", "c").document()
    #expect(document["lanes"].first("name", "c")["dirty"].int ?? 0 >= 2)
    // a changed the file that c renamed: git merges that.
    #expect(document["open"].int == 0)
    try repository.build([NewCommit("d", from: "main", [.file("README", "d\n")])])
    let other = try repository.fanin("check", "--json", "c", "d").document()
    #expect(other["clashes"][0]["kind"].string == "modify/delete")
  }

  @Test func `A lane in the middle of a merge can be checked`() throws {
    let repository = try TemporaryRepository.clashing()
    let folder = try repository.addWorktree("c")
    #expect(try repository.gitResult(["merge", "-q", "a"], in: folder).status == 0)
    #expect(try repository.gitResult(["merge", "-q", "b"], in: folder).status == 1)
    let before = repository.snapshot()
    let result = try repository.fanin("check", "--json", "a", "c")
    #expect(result.status <= 1, "\(result)")
    #expect(try result.document()["lanes"].first("name", "c")["dirty"].int ?? 0 > 0)
    #expect(repository.snapshot().differences(from: before) == [])
  }

  @Test func `Globs, remote-tracking branches, tags and commits are branches too`() throws {
    let repository = try TemporaryRepository.clashing()
    let b = try repository.commit("b")
    try repository.git("update-ref", "refs/remotes/origin/b", b)
    try repository.git("update-ref", "refs/remotes/origin/c", "c")
    try repository.git("tag", "-a", "-m", "t", "tagged", "b")
    try repository.git("branch", "-q", "-D", "b")
    func names(_ words: String...) throws -> [String] {
      try repository.fanin(["check", "--json"] + words).document()["lanes"].list.compactMap {
        $0["name"].string
      }
    }
    #expect(try names("[ab]", "c") == ["a", "c"])
    #expect(try names("origin/*") == ["origin/b", "origin/c"])
    #expect(try names("a", "origin/b") == ["a", "origin/b"])
    #expect(try names("a", "tagged") == ["a", "tagged"])
    #expect(try names("a", b) == ["a", b])
    #expect(try repository.fanin("check", "a", "tagged").status == 1)
  }

  @Test func `Without names the lanes are meant, else the branches of worktrees`() throws {
    let repository = try TemporaryRepository.clashing()
    try repository.addWorktree("a")
    try repository.addWorktree("b")
    var document = try repository.fanin("check", "--json").document()
    #expect(document["lanes"].list.compactMap { $0["name"].string }.sorted() == ["a", "b"])
    try repository.git("branch", "lane/one", "c")
    document = try repository.fanin("check", "--json").document()
    #expect(document["lanes"].list.compactMap { $0["name"].string } == ["one"])
    #expect(document["lanes"][0]["ref"].string == "refs/heads/lane/one")
  }

  @Test func `Thirty lanes fit into eighty columns`() throws {
    let lanes = (1...30).map { number in
      let text = TemporaryRepository.lines([number % 3 == 0 ? 5 : 10: "lane \(number)"])
      return ("a-rather-long-name/of-lane-\(number)", [Entry.file("shared.txt", text)])
    }
    let repository = try TemporaryRepository.with(lanes)
    let result = try repository.fanin("check", "a-rather*", environment: ["COLUMNS": "80"])
    #expect(result.status == 1)
    let matrix = result.output.split(separator: "\n").prefix { !$0.hasPrefix("! conflict") }
    #expect(matrix.count >= 30)
    #expect(matrix.filter { $0.count > 80 } == [])
    #expect(result.output.contains("!"))
  }

  @Test(arguments: [
    ("freature", "feature"), ("feature/lgin", "feature/login"), ("login", "feature/login"), ("Docs", "docs"),
    ("dosc", "docs"),
  ])
  func `A mistyped branch is a usage error with a suggestion`(word: String, meant: String) throws {
    let repository = try TemporaryRepository.with([("docs", [.file("d", "d")])])
    try repository.git("branch", meant == "feature" ? "feature" : "feature/login", "docs")
    let result = try repository.fanin("check", word)
    #expect(result.status == 2)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains(word) && result.errors.contains("did you mean '\(meant)'"), "\(result)")
    let document = try repository.fanin("check", "--json", word).document()
    #expect(document["error"]["code"].string == "no-such-branch")
    #expect(document["error"]["hint"].string?.contains(meant) == true)
  }

  @Test func `No lanes, no branch and no commit are told apart`() throws {
    let repository = try TemporaryRepository()
    let unborn = try repository.fanin("check")
    #expect(unborn.status == 3 && unborn.errors.contains("no commit yet"), "\(unborn)")
    try repository.build([NewCommit("main", [.file("f", "f\n")])])
    let none = try repository.fanin("check")
    #expect(none.status == 2 && none.errors.contains("start --lane"), "\(none)")
    try repository.git("branch", "a")
    try repository.git("checkout", "-q", "--detach")
    let detached = try repository.fanin("check", "a")
    #expect(detached.status == 2 && detached.errors.contains("--into"), "\(detached)")
    #expect(try repository.fanin("check", "--into", "main", "a").status == 0)
    let glob = try repository.fanin("check", "--into", "main", "nothing-*")
    #expect(glob.status == 2 && glob.errors.contains("nothing-*"), "\(glob)")
  }

  @Test func `It works in a bare repository, a sub-folder and a linked worktree, and as git fanin`() throws {
    let repository = try TemporaryRepository.clashing()
    try repository.write("deep/er/file", "x")
    #expect(try repository.fanin("check", "a", "b", in: repository.path + "/deep/er").status == 1)
    #expect(try repository.fanin("-C", "deep", "-C", "er", "check", "a", "b").status == 1)
    let folder = try repository.addWorktree("c")
    let inside = try repository.fanin("check", "--json", "a", "b", in: folder)
    #expect(inside.status == 1)
    #expect(try inside.document()["target"]["ref"].string == "refs/heads/c")
    #expect(try repository.fanin("check", "--into", "main", "a", "c", in: folder).status == 0)
    let bare = repository.root + "/bare.git"
    try repository.git("clone", "-q", "--bare", repository.path, bare)
    #expect(try repository.fanin("check", "a", "b", in: bare).status == 1)
    #expect(try repository.fanin("check", "a", "c", in: bare + "/refs").status == 0)
    let bin = URL(filePath: FanInProcess.executable).deletingLastPathComponent().path
    repository.environment["PATH"] = bin + ":" + (repository.environment["PATH"] ?? "")
    #expect(
      try repository.gitResult(["-C", folder, "fanin", "check", "--into", "main", "a", "b"]).status == 1)
    #expect(try repository.gitResult(["--git-dir", bare, "fanin", "check", "a", "b"], in: "/").status == 1)
  }

  @Test func `Quiet says only what needs a decision, and colour comes only when asked for`() throws {
    let repository = try TemporaryRepository.clashing()
    #expect(try repository.fanin("check", "-q", "a", "c").output.isEmpty)
    #expect(try repository.fanin("check", "-q", "a", "b").output.contains("shared.txt"))
    #expect(try !repository.fanin("check", "a", "b").outputBytes.contains(0x1B))
    #expect(try repository.fanin("check", "--color", "always", "a", "b").outputBytes.contains(0x1B))
  }
}
