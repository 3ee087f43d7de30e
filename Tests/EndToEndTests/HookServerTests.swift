import Foundation
import Testing

@Suite struct HookServerTests {
  @Test func `A repository that is pushed to keeps lanes inside their paths`() throws {
    let server = try TemporaryRepository(name: "server.git", bare: true)
    let repository = try TemporaryRepository.with(
      [], base: [.file("src/api/x", "x\n"), .file("src/web/y", "y\n")])
    let installed = try server.fanin("install", "--json")
    #expect(installed.status == 0, "\(installed)")
    #expect(try installed.document()["hooks"].list.map { $0["name"].string } == ["update"])
    #expect(try repository.fanin("start", "--lane", "api=src/api/**").status == 0)
    let api = repository.lanesFolder + "/api"
    try repository.git("remote", "add", "origin", server.path)
    try repository.git("push", "-q", "origin", "main", "lane/api", "refs/fanin/lanes/*:refs/fanin/lanes/*")
    try repository.write("src/api/x", "mine\n", in: api)
    try repository.commitAll(in: api)
    try repository.git("push", "-q", "origin", "lane/api", in: api)
    try repository.write("src/web/y", "mine now\n", in: api)
    try repository.commitAll(in: api)
    let refused = try repository.gitResult(["push", "origin", "lane/api"], in: api)
    #expect(refused.status == 1 && refused.errors.contains("src/web/y: owned by no lane"), "\(refused)")
    #expect(try server.commit("lane/api") == repository.commit("lane/api~1"))
    // Other branches, tags and removals are none of its business.
    try repository.git("push", "-q", "origin", "lane/api:refs/heads/other", "lane/api:refs/tags/v1")
    try repository.git("push", "-q", "origin", ":lane/api")
    #expect(try server.fanin("uninstall").status == 0)
    try repository.git("push", "-q", "origin", "lane/api", in: api)
    // What was let in is not held against what comes now.
    #expect(try server.fanin("install").status == 0)
    try repository.write("src/api/x", "mine again\n", in: api)
    try repository.commitAll(in: api)
    try repository.git("push", "-q", "origin", "lane/api", in: api)
  }

  @Test func `Words that git does not give are refused`() throws {
    let repository = try TemporaryRepository.with([])
    for words in [["update"], ["update", "refs/heads/x", "a", "b"], ["pre-push"], ["pre-comit"], []] {
      #expect(try repository.fanin(["hook"] + words).status == 2, "\(words)")
    }
    #expect(try repository.fanin("hook", "pre-comit").errors.contains("did you mean 'pre-commit'?"))
  }

  @Test func `A push of merges is let through, new branch or old`() throws {
    let repository = try TemporaryRepository.fitting()
    let remote = repository.root + "/remote.git"
    try repository.git("init", "-q", "--bare", remote)
    try repository.git("remote", "add", "origin", remote)
    #expect(try repository.fanin("install").status == 0)
    try repository.git("push", "-q", "origin", "main", "a:x")
    #expect(try repository.fanin("merge", "a", "b", "c").status == 0)
    try repository.git("merge", "-q", "--no-edit", "c")
    let pushed = try repository.gitResult(["push", "-q", "origin", "main", "main:new", ":x"])
    #expect(pushed.status == 0 && pushed.errors.isEmpty, "\(pushed)")
  }
}
