import Testing

@Suite struct OwnershipFanInTests {
  /// Two lanes with paths of their own; `api` changed a file of `web`'s as well.
  private func repository() throws -> TemporaryRepository {
    let repository = try TemporaryRepository.with(
      [], base: [.file("src/api/x", "x\n"), .file("src/web/y", "y\n"), .file("server", "s\n")])
    #expect(
      try repository.fanin("start", "--lane", "api=src/api/**", "--lane", "web=src/web/**").status == 0)
    let api = repository.lanesFolder + "/api"
    try repository.write("src/api/x", "changed\n", in: api)
    try repository.write("src/web/y", "not mine\n", in: api)
    try repository.git("add", "-A", in: api)
    try repository.git("commit", "-q", "--no-verify", "-m", "work", in: api)
    return repository
  }

  @Test func `A path that a lane does not own asks, in check and in merge, with its owner's name`() throws {
    let repository = try repository()
    let check = try repository.fanin("check", "--json")
    #expect(check.status == 1)
    let clash = try check.document()["clashes"].first("kind", "ownership")
    #expect(clash["path"].string == "src/web/y" && clash["decision"].string == "ask")
    #expect(clash["lanes"].strings == ["api", "web"] && clash["reason"].string?.contains("web") == true)
    let before = try repository.commit("main")
    let merge = try repository.fanin("merge")
    #expect(merge.status == 1 && merge.output.contains("src/web/y"), "\(merge)")
    #expect(try repository.commit("main") == before)
  }

  @Test func `Where the owner wins, the rest of the lane is merged and its branch stays`() throws {
    let repository = try repository()
    let tip = try repository.commit("lane/api")
    try repository.git("config", "fanin.ownership", "owner")
    let merge = try repository.fanin("merge", "--json")
    #expect(merge.status == 0, "\(merge)")
    #expect(repository.read("src/api/x") == "changed\n" && repository.read("src/web/y") == "y\n")
    #expect(try repository.commit("lane/api") == tip)
    let lane = try merge.document()["lanes"].first("name", "api")
    let adapted = try #require(lane["adapted"].string)
    #expect(try repository.commit(adapted + "^") == tip)
    #expect(try repository.message(adapted).contains("src/web/y"))
    let line = try #require(lane["merge"].string)
    #expect(try repository.message(line).contains("Fanin-Decision: src/web/y: ownership, owner, likely: "))
    try repository.expectSound()
  }

  @Test(arguments: [[], ["--squash"]])
  func `Where ownership is off, the merge commit, log and explain tell what was passed over`(
    options: [String]
  ) throws {
    let repository = try repository()
    try repository.git("config", "fanin.ownership", "off")
    let merge = try repository.fanin(["merge", "--json"] + options)
    #expect(merge.status == 0, "\(merge)")
    #expect(repository.read("src/web/y") == "not mine\n")
    let trailers = try repository.git("log", "-1", "--format=%(trailers:key=Fanin-Ownership)", "main")
    #expect(
      trailers == "Fanin-Ownership: src/web/y: ownership, off: api changed it, but it is owned by web\n")
    let line = "api: 1 path outside of what it owns"
    let log = try repository.fanin("log")
    #expect(log.output.contains("\n  ownership was off: \(line)\n"), "\(log)")
    #expect(try repository.fanin("log", "--json").document()["fanins"][0]["ownership"].strings == [line])
    for word in ["HEAD", "./src/web/y"] {
      let explained = try repository.fanin("explain", word, "--json").document()["merges"][0]
      let decision = explained["decisions"].first("path", "src/web/y")
      #expect(decision["kind"].string == "ownership" && decision["rule"].string == "off", "\(explained)")
      #expect(decision["reason"].string == "api changed it, but it is owned by web")
    }
    let undone = try repository.fanin("undo")
    #expect(undone.status == 0, "\(undone)")
  }

  @Test func `Where ownership is off, what a lane owns is not mentioned`() throws {
    let repository = try repository()
    try repository.git("config", "fanin.ownership", "off")
    let api = repository.lanesFolder + "/api"
    try repository.git("checkout", "-q", "main", "--", "src/web/y", in: api)
    try repository.git("commit", "-q", "--no-verify", "-m", "mine only", in: api)
    #expect(try repository.fanin("merge").status == 0)
    #expect(try !repository.message("main").contains("Fanin-Ownership"))
    #expect(try !repository.fanin("log").output.contains("ownership"))
  }

  @Test func `What the target's own settings file says counts, and a lane's does not`() throws {
    let repository = try repository()
    let api = repository.lanesFolder + "/api"
    try repository.write(".fanin", "[fanin]\n\townership = off\n", in: api)
    try repository.git("add", "-A", in: api)
    try repository.git("commit", "-q", "--no-verify", "-m", "judge me less", in: api)
    #expect(try repository.fanin("check").status == 1)
    try repository.write(".fanin", "[fanin]\n\townership = off\n")
    try repository.git("add", "-A")
    try repository.git("commit", "-q", "-m", "settings")
    #expect(try repository.fanin("check").status == 0)
    try repository.write(".fanin", "[fanin]\n\townership = whoever\n")
    try repository.git("commit", "-q", "-a", "-m", "settings")
    let wrong = try repository.fanin("check")
    #expect(wrong.status == 2 && wrong.errors.contains("fanin.ownership"), "\(wrong)")
    try repository.write(".fanin", "[fanin]\nownership = \"off\n")
    try repository.git("commit", "-q", "-a", "-m", "settings")
    let broken = try repository.fanin("check")
    #expect(broken.status == 2 && broken.errors.contains(".fanin:2:"), "\(broken)")
  }
}
