import Foundation
import Testing

@Suite struct LaneTests {
  private func repository() throws -> TemporaryRepository {
    try TemporaryRepository.with(
      [("other", [.file("other", "o\n")])], base: [.file("src/api/x", "x\n"), .file("src/web/y", "y\n")])
  }

  /// Everything that a start could have left.
  private func traces(_ repository: TemporaryRepository) throws -> String {
    let lanes = (try? FileManager.default.subpathsOfDirectory(atPath: repository.lanesFolder)) ?? []
    return try repository.references() + repository.git("worktree", "list", "--porcelain")
      + "\(lanes.sorted())"
  }

  @Test func `A lane is a branch, a worktree beside the repository and a record`() throws {
    let repository = try repository()
    let result = try repository.fanin(
      "start", "--json", "--lane", "api=src/api/**", "--lane", "web=src/web/**,*.css")
    #expect(result.status == 0, "\(result)")
    let document = try result.document()
    #expect(document["schema"].int == 1 && document["command"].string == "start")
    #expect(
      document["lanes"].list.map { $0["ref"].string } == ["refs/heads/lane/api", "refs/heads/lane/web"])
    for name in ["api", "web"] {
      let folder = repository.lanesFolder + "/" + name
      #expect(document["lanes"].first("name", name)["worktree"].string == folder)
      #expect(try repository.git("rev-parse", "--abbrev-ref", "HEAD", in: folder) == "lane/\(name)")
      #expect(try repository.commit("lane/\(name)") == repository.commit("main"))
      #expect(try repository.status(in: folder).isEmpty)
      let fresh = Snapshot(folder, times: false, leavingOut: [".git"])
      #expect(fresh.differences(from: repository.contents()) == [])
      #expect(try repository.git("worktree", "list").contains(folder))
    }
    #expect(try repository.git("worktree", "prune", "-v", "-n").isEmpty)
    try repository.expectSound()
    #expect(try repository.status().isEmpty)
    try repository.git("worktree", "remove", repository.lanesFolder + "/api")
    #expect(try repository.fanin("status").status == 0)
  }

  @Test func `Status says what is ahead, uncommitted and outside the owned paths`() throws {
    let repository = try repository()
    #expect(try repository.fanin("start", "--lane", "api=src/api/**", "--lane", "web").status == 0)
    let folder = repository.lanesFolder + "/api"
    try repository.write("src/api/x", "changed\n", in: folder)
    try repository.write("src/web/y", "not mine\n", in: folder)
    try repository.commitAll(in: folder)
    try repository.write("top", "untracked and not mine\n", in: folder)
    try repository.git("commit", "-q", "--allow-empty", "-m", "main goes on")
    let document = try repository.fanin("status", "--json").document()
    let api = document["lanes"].first("name", "api")
    #expect(api["ahead"].int == 1 && api["behind"].int == 1)
    #expect(api["dirty"].int == 1)
    #expect(api["owns"].strings == ["src/api/**"])
    #expect(api["foreign"].strings == ["src/web/y", "top"])
    #expect(api["merged"].bool == false)
    let web = document["lanes"].first("name", "web")
    #expect(web["ahead"].int == 0 && web["foreign"].list.isEmpty && web["merged"].bool == true)
    let text = try repository.fanin("status", "-v")
    #expect(text.output.contains("outside: src/web/y") && text.output.contains("uncommitted: top"), "\(text)")
    // From inside a lane its own target is meant.
    let inside = try repository.fanin("status", "--json", in: folder).document()
    #expect(inside["target"]["ref"].string == "refs/heads/main")
  }

  @Test(arguments: [
    ("feature/login", "feature/login"), ("two words", "two-words"), ("naïve-日本", "naïve-日本"),
    ("a/b/c", "a/b/c"),
    ("resolve-x", "resolve-x"), ("x=y", "x"), ("\u{301}accent", "\u{301}accent"), ("main", "main"),
  ])
  func `Lanes may have any name`(name: String, branch: String) throws {
    let repository = try repository()
    let result = try repository.fanin("start", "--lane", name)
    #expect(result.status == 0, "\(result)")
    #expect(try repository.commit("refs/heads/lane/\(branch)") == repository.commit("main"))
    let folder = repository.lanesFolder + "/" + branch
    #expect(try repository.status(in: folder).isEmpty)
    try repository.write("y", "n\n", in: folder)
    try repository.commitAll(in: folder)
    let lanes = try repository.fanin("status", "--json").document()["lanes"]
    #expect(lanes.list.count == 1)
    let merged = try repository.fanin("merge")
    #expect(merged.status == 0, "\(merged)")
    let finished = try repository.fanin("finish", "--all")
    #expect(finished.status == 0, "\(finished)")
    #expect(!Files.exists(folder))
    #expect(try !repository.references().contains("refs/fanin/lanes/"))
    #expect(try repository.git("worktree", "list").split(separator: "\n").count == 1)
  }

  @Test(arguments: [
    "../x", "a/../b", ".git", "a/.git", ".hidden", "a//b", "/a", "a/", "a..b", "a~b", "a:b", "a\\b", "a.lock",
    "-x", "a\nb", "a\u{1b}b", "@{", "x?",
  ])
  func `A name that git does not allow, or that leads elsewhere, is a usage error`(name: String) throws {
    let repository = try repository()
    let before = repository.snapshot()
    let result = try repository.fanin("start", "--lane=\(name)")
    #expect(result.status == 2, "\(result)")
    #expect(!result.errorBytes.contains(0x1B))
    #expect(repository.snapshot().differences(from: before) == [])
  }

  /// What is in the way, and which part of the message must say so.
  private static let obstacles: [(String, String)] = [
    ("git branch lane/two", "lane/two"), ("mkdir -p ../repo.lanes/two; touch ../repo.lanes/two/file", "two"),
    ("mkdir -p ../repo.lanes; touch ../repo.lanes/two", "two"), ("touch ../repo.lanes", "repo.lanes"),
    ("mkdir -p ../repo.lanes; ln -s ../home ../repo.lanes/two", "two"),
    ("git branch lane/two/deep", "lane/two"),
    ("git branch lane", "lane"), ("git worktree add -q -b lane/two ../elsewhere", "lane/two"),
    ("touch .git/worktrees", "worktrees"),
  ]

  @Test(arguments: obstacles)
  func `Where one lane cannot be made nothing is left, and the next try works`(script: String, word: String)
    throws
  {
    let repository = try repository()
    func shell(_ text: String) throws {
      let made = try RunningProcess(
        ["sh", "-c", text], in: repository.path, environment: repository.environment)
      #expect(made.wait().status == 0)
    }
    try shell(script)
    let before = try traces(repository)
    let arguments = ["start", "--lane", "one", "--lane", "two", "--lane", "three"]
    let result = try repository.fanin(arguments)
    #expect(result.status == 3 || result.status == 4, "\(result)")
    #expect(result.errors.contains(word), "\(result)")
    #expect(try traces(repository) == before)
    try shell(
      "git worktree remove --force ../elsewhere; rm -rf ../repo.lanes; test -f .git/worktrees && rm .git/worktrees;"
        + " git branch -q -D lane lane/two lane/two/deep; true")
    let again = try repository.fanin(arguments)
    #expect(again.status == 0, "\(again)")
    #expect(try repository.git("worktree", "list").split(separator: "\n").count == 4)
  }

  @Test func `An empty folder is no obstacle and a lane named twice is a usage error`() throws {
    let repository = try repository()
    try FileManager.default.createDirectory(
      atPath: repository.lanesFolder + "/one", withIntermediateDirectories: true)
    let twice = try repository.fanin("start", "--lane", "two", "--lane", "two")
    #expect(twice.status == 2, "\(twice)")
    let nested = try repository.fanin("start", "--lane", "x", "--lane", "x/y")
    #expect(nested.status == 2 || nested.status == 3, "\(nested)")
    #expect(try !repository.references().contains("lane/"))
    #expect(!Files.exists(repository.lanesFolder + "/x"))
    let result = try repository.fanin("start", "--lane", "one")
    #expect(result.status == 0, "\(result)")
  }

  @Test func `A lane can start from another branch and goes back there`() throws {
    let repository = try repository()
    #expect(try repository.fanin("start", "--from", "other", "--lane", "x").status == 0)
    let folder = repository.lanesFolder + "/x"
    #expect(try repository.commit("lane/x") == repository.commit("other"))
    try repository.write("new", "n\n", in: folder)
    try repository.commitAll(in: folder)
    let result = try repository.fanin("merge", "x", in: folder)
    // In the lane's own worktree its own target is meant.
    #expect(result.status == 0, "\(result)")
    #expect(try repository.tree("other") == repository.tree("lane/x"))
    #expect(try repository.fanin("finish", "x").status == 0)
  }

  @Test func `A fan-in from inside a lane updates the worktree of the target`() throws {
    let repository = try repository()
    #expect(try repository.fanin("start", "--lane", "x").status == 0)
    let folder = repository.lanesFolder + "/x"
    try repository.write("new", "n\n", in: folder)
    try repository.commitAll(in: folder)
    let result = try repository.fanin("merge", in: folder)
    #expect(result.status == 0, "\(result)")
    #expect(repository.exists("new"))
    #expect(try repository.status().isEmpty)
    #expect(try repository.status(in: folder).isEmpty)
    #expect(try repository.fanin("undo", in: folder).status == 0)
    #expect(!repository.exists("new"))
    #expect(repository.exists("new", in: folder))
  }

  @Test func `Lanes of a bare repository lie beside it`() throws {
    let repository = try repository()
    let bare = repository.root + "/bare.git"
    try repository.git("clone", "-q", "--bare", repository.path, bare)
    let result = try repository.fanin("start", "--lane", "one", in: bare)
    #expect(result.status == 0, "\(result)")
    let folder = repository.root + "/bare.lanes/one"
    #expect(try repository.status(in: folder).isEmpty)
    try repository.write("new", "n\n", in: folder)
    try repository.commitAll(in: folder)
    #expect(try repository.fanin("merge", in: bare).status == 0)
    #expect(try repository.fanin("finish", "--all", in: bare).status == 0)
    #expect(!Files.exists(folder))
  }

  @Test func `A lane started inside another lane lies beside the repository as well`() throws {
    let repository = try repository()
    #expect(try repository.fanin("start", "--lane", "one").status == 0)
    let result = try repository.fanin("start", "--lane", "two", in: repository.lanesFolder + "/one")
    #expect(result.status == 0, "\(result)")
    #expect(Files.exists(repository.lanesFolder + "/two/README"))
  }

  @Test func `The worktree is as git would have written it`() throws {
    let repository = try TemporaryRepository.with(
      [],
      base: [
        .file(".gitattributes", "*.crlf text eol=crlf\n*.id ident\n"), .file("a.crlf", "1\n2\n"),
        .file("a.id", "$Id$\n"),
        .file("run", "#!/bin/sh\n", mode: "100755"), .link("link", to: "run"),
        .link("broken", to: "/nowhere"),
        .file("empty", ""), .file("deep/er/and/deeper", "x\n"),
      ])
    #expect(try repository.fanin("start", "--lane", "one").status == 0)
    let folder = repository.lanesFolder + "/one"
    #expect(try repository.status(in: folder).isEmpty)
    let other = repository.root + "/by-git"
    try repository.git("worktree", "add", "-q", "--detach", other)
    let ours = Snapshot(folder, times: false, leavingOut: [".git"])
    #expect(ours.differences(from: Snapshot(other, times: false, leavingOut: [".git"])) == [])
    #expect(try repository.gitResult(["diff-files", "--quiet"], in: folder).status == 0)
  }
}
