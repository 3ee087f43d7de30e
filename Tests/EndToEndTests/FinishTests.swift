import Foundation
import Testing

@Suite struct FinishTests {
  /// A repository with the lane `one`, whose worktree is beside it.
  private func started() throws -> (TemporaryRepository, String) {
    let repository = try TemporaryRepository.with([], base: [.file(".gitignore", "build/\n*.log\n")])
    let result = try repository.fanin("start", "--lane", "one")
    #expect(result.status == 0, "\(result)")
    return (repository, repository.lanesFolder + "/one")
  }

  @Test func `A merged lane is removed and can be brought back`() throws {
    let (repository, folder) = try started()
    try repository.write("new", "n\n", in: folder)
    try repository.commitAll(in: folder)
    let tip = try repository.commit("lane/one")
    #expect(try repository.fanin("merge").status == 0)
    let result = try repository.fanin("finish", "--json", "one")
    #expect(result.status == 0, "\(result)")
    let document = try result.document()
    #expect(document["removed"][0]["name"].string == "one")
    #expect(document["removed"][0]["commit"].string == tip)
    #expect(document["kept"].list.isEmpty)
    #expect(!Files.exists(folder))
    #expect(try !repository.hasReference("refs/heads/lane/one"))
    #expect(try !repository.references().contains("refs/fanin/lanes"))
    #expect(try repository.git("worktree", "list").split(separator: "\n").count == 1)
    #expect(try repository.gitResult(["config", "--get-regexp", "branch.lane/one"]).output.isEmpty)
    #expect(try repository.fanin("start", "--lane", "one").status == 0)
    try repository.expectSound()
  }

  /// The command that `finish` shows must really bring the lane's branch back.
  @Test func `The command that brings the lane back is right`() throws {
    let (repository, _) = try started()
    let result = try repository.fanin("finish", "one")
    #expect(result.status == 0, "\(result)")
    let command = try #require(result.output.range(of: "git branch [^\n]*", options: .regularExpression))
    let words = result.output[command].split(separator: " ").dropFirst().map(String.init)
    try repository.git(words)
    #expect(try repository.hasReference("refs/heads/lane/one"), "\(result)")
  }

  /// What is in the lane, and what the refusal must name.
  private static let losses: [(String, String)] = [
    ("echo x > f; git add -A; git commit -qm work", "not merged"), ("echo x > README", "README"),
    ("echo x > README; git add README", "README"), ("git rm -q README", "README"), ("rm README", "README"),
    ("echo x > notes", "notes"), ("mkdir build; echo x > build/out", "build"), ("echo x > a.log", "a.log"),
    ("git mv README NEW", "NEW"), ("chmod +x README", "README"),
    ("git init -q nested; echo x > nested/f", "nested"),
    ("echo x > README; git update-index --assume-unchanged README", "README"),
    ("echo x > README; git update-index --skip-worktree README", "README"),
    ("mkdir -p build; git init -q build/repo", "build"),
    ("git worktree lock --reason busy .", "locked: busy"),
    ("mkdir -p .git.d; touch .git.d/x", ".git.d"),
    ("git checkout -q --detach; echo x > f; git add f; git commit -qm on-no-branch", "one"),
    ("echo x > f; git add f; git stash -q; git bisect start -q", "bisect"),
  ]

  @Test(arguments: losses)
  func `A lane in which something would be lost is kept, with the reason`(script: String, word: String) throws
  {
    let (repository, folder) = try started()
    let made = try RunningProcess(["sh", "-c", script], in: folder, environment: repository.environment)
      .wait()
    #expect(made.status == 0, "\(made)")
    let before = Snapshot(folder)
    for command in [["finish", "one"], ["finish", "lane/one"]] {
      let result = try repository.fanin(command)
      #expect(result.status == 3, "\(result)")
      #expect((result.output + result.errors).contains(word), "\(result)")
      #expect((result.output + result.errors).contains("hint:"), "\(result)")
    }
    _ = try repository.fanin("finish", "--all")
    #expect(Snapshot(folder).differences(from: before) == [])
    #expect(try repository.hasReference("refs/heads/lane/one"))
    #expect(try repository.git("worktree", "list").contains(folder))
  }

  /// A lane that has just been started belongs to an agent that is about to work in it.
  @Test func `Without names a lane that has not begun stays`() throws {
    let (repository, folder) = try started()
    let result = try repository.fanin("finish", "--all")
    #expect(Files.exists(folder + "/README"), "\(result)")
    #expect(try repository.hasReference("refs/heads/lane/one"))
    #expect(try repository.fanin("finish", "one").status == 0)
  }

  @Test func `Ignored files go only when that is asked for, and nothing else goes with them`() throws {
    let (repository, folder) = try started()
    try repository.write("build/deep/out", "o\n", in: folder)
    try repository.write("notes", "n\n", in: folder)
    let kept = try repository.fanin("finish", "--discard-ignored", "one")
    #expect(kept.status == 3 && kept.output.contains("notes"), "\(kept)")
    #expect(repository.exists("build/deep/out", in: folder))
    try FileManager.default.removeItem(atPath: folder + "/notes")
    #expect(try repository.fanin("finish", "--discard-ignored", "one").status == 0)
    #expect(!Files.exists(folder))
  }

  @Test func `Of several lanes those that can go do, and the others are named`() throws {
    let (repository, folder) = try started()
    #expect(try repository.fanin("start", "--lane", "two", "--lane", "three").status == 0)
    try repository.write("notes", "n\n", in: folder)
    let result = try repository.fanin("finish", "--json", "one", "two")
    #expect(result.status == 3)
    let document = try result.document()
    #expect(document["removed"].list.map { $0["name"].string } == ["two"])
    #expect(document["kept"].list.map { $0["name"].string } == ["one"])
    #expect(document["kept"][0]["reason"].string?.contains("notes") == true)
    #expect(document["kept"][0]["hint"].string != nil)
    #expect(Files.exists(repository.lanesFolder + "/three"))
  }

  @Test(arguments: ["", "/sub", "-C"])
  func `The worktree that one is in is never removed`(place: String) throws {
    let (repository, folder) = try started()
    if place == "/sub" {
      try repository.write("sub/file", "s\n", in: folder)
      try repository.commitAll(in: folder)
      #expect(try repository.fanin("merge").status == 0)
    }
    let words = place == "-C" ? ["-C", repository.path, "finish", "one"] : ["finish", "one"]
    let result = try repository.fanin(words, in: folder + (place == "-C" ? "" : place))
    #expect(result.status == 3, "\(result)")
    #expect(repository.exists("README", in: folder))
  }

  @Test func `A branch in the main worktree and a plain branch are told apart`() throws {
    let repository = try TemporaryRepository.fitting()
    #expect(try repository.fanin("merge", "a", "b").status == 0)
    let plain = try repository.fanin("finish", "a")
    #expect(plain.status == 0, "\(plain)")
    #expect(try !repository.hasReference("refs/heads/a"))
    let folder = try repository.addWorktree("c", at: "other")
    try repository.git("checkout", "-q", "b")
    let main = try repository.fanin("finish", "b", in: folder)
    #expect(main.status == 3, "\(main)")
    #expect(try repository.hasReference("refs/heads/b"))
  }

  /// A worktree on a disk that is not there now is locked for exactly this reason.
  @Test func `A locked worktree that is out of reach is kept`() throws {
    let (repository, folder) = try started()
    try repository.git("worktree", "lock", "--reason", "on a stick", folder)
    try FileManager.default.moveItem(atPath: folder, toPath: repository.root + "/stick")
    let result = try repository.fanin("finish", "one")
    #expect(result.status == 3, "\(result)")
    #expect(try repository.hasReference("refs/heads/lane/one"))
    #expect(repository.exists(".git/worktrees/one"))
  }

  @Test func `A worktree that somebody removed by hand is no obstacle`() throws {
    let (repository, folder) = try started()
    try FileManager.default.removeItem(atPath: folder)
    #expect(try repository.fanin("check").status == 0)
    #expect(try repository.fanin("status").status == 0)
    let result = try repository.fanin("finish", "one")
    #expect(result.status == 0, "\(result)")
    #expect(try repository.git("worktree", "list").split(separator: "\n").count == 1)
    #expect(try repository.fanin("start", "--lane", "one").status == 0)
  }

  @Test func `Nothing follows a symbolic link out of the worktree`() throws {
    let (repository, folder) = try started()
    let outside = repository.root + "/outside"
    try repository.write("precious", "p\n", in: outside)
    try FileManager.default.createSymbolicLink(atPath: folder + "/build", withDestinationPath: outside)
    _ = try repository.fanin("finish", "--discard-ignored", "one")
    #expect(repository.read("precious", in: outside) == "p\n")
  }
}
