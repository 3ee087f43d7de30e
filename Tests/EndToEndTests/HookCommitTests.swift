import Foundation
import Testing

@Suite struct HookCommitTests {
  /// Two lanes with paths of their own, and hooks. The first one's worktree.
  private func lanes(
    _ extra: [String] = [], hooks: Bool = true
  ) throws -> (repository: TemporaryRepository, api: String) {
    let repository = try TemporaryRepository.with(
      [], base: [.file("src/api/x", "x\n"), .file("src/web/y", "y\n"), .file("src/api/index", "i\n")])
    let words = ["start", "--lane", "api=src/api/**", "--lane", "web=src/web/**"] + extra
    let started = try repository.fanin(words)
    #expect(started.status == 0, "\(started)")
    if hooks { #expect(try repository.fanin("install").status == 0) }
    return (repository, repository.lanesFolder + "/api")
  }

  @Test func `A lane commits what it owns`() throws {
    let (repository, api) = try lanes()
    try repository.write("src/api/x", "new\n", in: api)
    try repository.write("src/api/deep/er", "new\n", in: api)
    try repository.commitAll(in: api)
    // Elsewhere nothing was agreed.
    try repository.write("src/web/y", "by main\n")
    try repository.commitAll(in: repository.path)
    try repository.git("switch", "-q", "-c", "no-lane", in: api)
    try repository.write("src/web/y", "by nobody's lane\n", in: api)
    try repository.commitAll(in: api)
  }

  @Test func `What it does not own is refused, with whose it is and how to go on`() throws {
    let (repository, api) = try lanes()
    try repository.write("src/web/y", "mine now\n", in: api)
    try repository.write("README", "mine now\n", in: api)
    try repository.write("src/api/x", "mine\n", in: api)
    try repository.git("add", "-A", in: api)
    let tip = try repository.commit("lane/api")
    let result = try repository.gitResult(["commit", "-m", "x"], in: api)
    #expect(result.status == 1)
    #expect(result.errors.contains("the lane 'api' does not own 2 paths"), "\(result)")
    #expect(result.errors.contains("src/web/y: owned by the lane web"))
    #expect(result.errors.contains("README: owned by no lane"))
    #expect(result.errors.contains("git restore --staged -- 'README' 'src/web/y'"))
    #expect(result.errors.contains("--no-verify") && !result.errors.contains("src/api/x"))
    #expect(try repository.commit("lane/api") == tip)
    // Doing what it says helps.
    try repository.git("restore", "--staged", "--", "README", "src/web/y", in: api)
    try repository.git("commit", "-q", "-m", "x", in: api)
    #expect(try repository.git("show", "--format=", "--name-only", "lane/api") == "src/api/x")
    let document = try repository.fanin("hook", "pre-commit", "--json", in: api).document()
    #expect(document["blocking"].bool == false && document["lane"].string == "api")
  }

  @Test func `A commit without verification is made, and status still tells of it`() throws {
    let (repository, api) = try lanes()
    try repository.write("src/web/y", "mine now\n", in: api)
    try repository.git("commit", "-qam", "x", "--no-verify", in: api)
    // What is committed is not held against the next commit.
    try repository.write("src/api/x", "mine\n", in: api)
    try repository.git("commit", "-qam", "y", in: api)
    let status = try repository.fanin("status", "--json").document()
    #expect(status["lanes"].first("name", "api")["foreign"].strings == ["src/web/y"])
    // Taking it back is allowed.
    try repository.git("checkout", "-q", "main", "--", "src/web/y", in: api)
    try repository.git("commit", "-qm", "back", in: api)
  }

  @Test func `Only what is in this commit counts`() throws {
    let (repository, api) = try lanes()
    try repository.write("src/web/y", "mine now\n", in: api)
    try repository.write("src/api/x", "mine\n", in: api)
    try repository.git("add", "-A", in: api)
    try repository.git("commit", "-q", "-m", "part", "src/api/x", in: api)
    #expect(try repository.gitResult(["commit", "-q", "-m", "part", "src/web/y"], in: api).status == 1)
    #expect(try repository.gitResult(["commit", "-q", "-a", "-m", "all"], in: api).status == 1)
    #expect(try repository.gitResult(["commit", "-q", "-i", "src/api/x", "-m", "with"], in: api).status == 1)
    // From a folder inside, and told by options where everything is.
    #expect(try repository.gitResult(["commit", "-q", "-m", "x"], in: api + "/src/api").status == 1)
    let gitFolder = try repository.git("rev-parse", "--absolute-git-dir", in: api)
    let outside = try repository.gitResult(
      ["--git-dir", gitFolder, "--work-tree", api, "commit", "-q", "-m", "x"], in: repository.root)
    #expect(outside.status == 1 && outside.errors.contains("src/web/y"), "\(outside)")
    repository.environment["GIT_DIR"] = gitFolder
    let told = try repository.gitResult(["commit", "-q", "-m", "x"], in: api)
    #expect(told.status == 1 && told.errors.contains("src/web/y"), "\(told)")
  }

  @Test func `Removing and moving count as changes`() throws {
    let (repository, api) = try lanes()
    try repository.git("rm", "-q", "src/web/y", in: api)
    let removed = try repository.gitResult(["commit", "-q", "-m", "x"], in: api)
    #expect(removed.status == 1 && removed.errors.contains("src/web/y"), "\(removed)")
    try repository.git("reset", "-q", "--hard", in: api)
    try repository.git("mv", "src/api/x", "src/x", in: api)
    let moved = try repository.gitResult(["commit", "-q", "-m", "x"], in: api)
    #expect(moved.status == 1 && moved.errors.contains("src/x: owned by no lane"), "\(moved)")
    #expect(!moved.errors.contains("src/api/x"))
  }

  @Test func `What a merge brings from elsewhere is no change of the lane's`() throws {
    let (repository, api) = try lanes()
    try repository.write("src/web/y", "by web\n", in: repository.lanesFolder + "/web")
    try repository.commitAll(in: repository.lanesFolder + "/web")
    try repository.write("README", "by main\n")
    try repository.write("src/api/x", "by main\n")
    try repository.commitAll(in: repository.path)
    try repository.write("src/api/x", "by api\n", in: api)
    try repository.commitAll(in: api)
    try repository.git("merge", "-q", "--no-edit", "lane/web", in: api)
    // With a conflict, git commit makes the merge, and the hook of commits is asked.
    #expect(try repository.gitResult(["merge", "-q", "main"], in: api).status == 1)
    try repository.write("src/api/x", "both\n", in: api)
    try repository.git("add", "src/api/x", in: api)
    try repository.git("commit", "-q", "--no-edit", in: api)
    // But not what is put into the merge besides.
    try repository.write("README", "by main once more\n")
    try repository.commitAll(in: repository.path)
    try repository.git("merge", "-q", "--no-commit", "--no-ff", "main", in: api)
    try repository.write("shared.txt", "smuggled in\n", in: api)
    try repository.git("add", "-A", in: api)
    let smuggled = try repository.gitResult(["commit", "-q", "--no-edit"], in: api)
    #expect(smuggled.status == 1 && smuggled.errors.contains("shared.txt: owned by no lane"), "\(smuggled)")
    #expect(!smuggled.errors.contains("README"))
  }

  @Test func `Integration files are the orchestrator's`() throws {
    let (repository, api) = try lanes(["--lane", "free"])
    try repository.git("config", "--add", "fanin.integration", "src/**/index")
    try repository.git("config", "--add", "fanin.integration", "README")
    try repository.write("src/api/index", "more\n", in: api)
    let own = try repository.gitResult(["commit", "-qam", "x"], in: api)
    #expect(own.status == 1 && own.errors.contains("src/api/index: an integration file"), "\(own)")
    let free = repository.lanesFolder + "/free"
    try repository.write("README", "more\n", in: free)
    #expect(try repository.gitResult(["commit", "-qam", "x"], in: free).status == 1)
    try repository.git("config", "fanin.ownership", "off")
    #expect(try repository.gitResult(["commit", "-qam", "x"], in: free).status == 0)
    // A wrong setting is said, and stops nothing.
    try repository.git("config", "fanin.ownership", "sometimes")
    let wrong = try repository.gitResult(["commit", "-qam", "x"], in: api)
    #expect(wrong.status == 0 && wrong.errors.contains("fanin.ownership is 'sometimes'"), "\(wrong)")
  }

  @Test func `A rebase of a lane is judged as the lane`() throws {
    let (repository, api) = try lanes()
    try repository.write("src/api/x", "one\n", in: api)
    try repository.commitAll(in: api)
    try repository.write("README", "main goes on\n")
    try repository.commitAll(in: repository.path)
    repository.environment["GIT_SEQUENCE_EDITOR"] = "sed -i s/^pick/edit/"
    try repository.git("rebase", "-q", "-i", "main", in: api)
    try repository.write("src/web/y", "mine now\n", in: api)
    #expect(try repository.gitResult(["commit", "-qam", "x"], in: api).status == 1)
    try repository.git("checkout", "-q", "--", "src/web/y", in: api)
    try repository.git("rebase", "--continue", in: api)
    #expect(try repository.git("rev-parse", "lane/api~1") == repository.commit("main"))
  }

  @Test func `A repository without a commit, without lanes or with odd names is no hindrance`() throws {
    let repository = try TemporaryRepository()
    #expect(try repository.fanin("install").status == 0)
    try repository.write("a", "a\n")
    try repository.commitAll(in: repository.path)
    let odd = try TemporaryRepository.with([])
    #expect(try odd.fanin("start", "--lane", "na\u{EF}ve-日本=src/**", "--lane", "b'c").status == 0)
    #expect(try odd.fanin("install").status == 0)
    let folder = odd.lanesFolder + "/na\u{EF}ve-日本"
    try odd.write("it's\n\u{1B}[31m", "x\n", in: folder)
    try odd.git("add", "-A", in: folder)
    let result = try odd.gitResult(["commit", "-q", "-m", "x"], in: folder)
    #expect(result.status == 1 && result.errors.contains("na\u{EF}ve-日本"), "\(result)")
    #expect(!result.errors.contains("\u{1B}[31m"))
  }

  @Test func `A merge by git brings in nothing that its lane does not own`() throws {
    let (repository, api) = try lanes()
    try repository.write("src/api/x", "mine\n", in: api)
    try repository.commitAll(in: api)
    try repository.git("merge", "-q", "--no-edit", "--no-ff", "lane/api")
    try repository.write("src/web/y", "mine now\n", in: api)
    try repository.git("commit", "-qam", "x", "--no-verify", in: api)
    let tip = try repository.commit("main")
    let refused = try repository.gitResult(["merge", "--no-edit", "--no-ff", "lane/api"])
    #expect(refused.status == 1 && refused.errors.contains("src/web/y: owned by the lane web"), "\(refused)")
    #expect(try repository.commit("main") == tip)
    try repository.git("merge", "--abort")
    try repository.git("merge", "-q", "--no-edit", "--no-ff", "--no-verify", "lane/api")
  }

  @Test func `A hook leaves nothing but its cache, and works without it`() throws {
    let (repository, api) = try lanes(hooks: false)
    try repository.write("src/web/y", "by web\n", in: repository.lanesFolder + "/web")
    try repository.commitAll(in: repository.lanesFolder + "/web")
    try repository.write("src/api/x", "mine\n", in: api)
    try repository.git("add", "-A", in: api)
    let before = Snapshot(repository.root, times: false, leavingOut: ["home"])
    #expect(try repository.fanin("hook", "pre-commit", in: api).status == 0)
    let after = Snapshot(repository.root, times: false, leavingOut: ["home"])
    #expect(after.differences(from: before).allSatisfy { $0.hasPrefix("new: repo/.git/fanin") })
    #expect(repository.exists(".git/fanin/cache/change-sets"))
    try repository.write(".git/fanin/cache/change-sets", "damaged")
    #expect(try repository.fanin("hook", "pre-commit", in: api).status == 0)
  }
}
