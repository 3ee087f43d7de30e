import Foundation
import Testing

@Suite struct GateTests {
  /// Fails where a gate left anything behind that git or a person would stumble over.
  private func expectNoScratch(_ repository: TemporaryRepository) throws {
    #expect(try repository.git("worktree", "list").split(separator: "\n").count == 1)
    let left = try FileManager.default.contentsOfDirectory(atPath: repository.root + "/home")
    #expect(left == [])
  }

  @Test func `The gate sees the merged tree, with git, and nothing else`() throws {
    let repository = try TemporaryRepository.fitting()
    try repository.write("untracked", "not for the gate\n")
    let gate =
      "test -f a.txt && test -f dir/b.txt && test ! -e untracked && git status --porcelain >\"$OUT\""
      + " && git log --oneline -1 >>\"$OUT\""
    let out = repository.root + "/out"
    let result = try repository.fanin("merge", "--gate", gate, "a", "b", environment: ["OUT": out])
    #expect(result.status == 0, "\(result)")
    #expect(repository.read("out", in: repository.root)?.split(separator: "\n").count == 1)
    try expectNoScratch(repository)
    try repository.expectSound()
  }

  @Test func `A failing gate publishes nothing and names its log`() throws {
    let repository = try TemporaryRepository.fitting()
    let before = Snapshot(repository.root, leavingOut: ["home", "repo/.git/objects", "repo/.git/fanin"])
    let references = try repository.references()
    let result = try repository.fanin("merge", "--json", "--gate", "echo broken; exit 7", "a", "b")
    #expect(result.status == 1, "\(result)")
    let document = try result.document()
    #expect(document["result"].string == "gate-failed")
    #expect(document["gate"]["status"].int == 7)
    #expect(document["gate"]["command"].string == "echo broken; exit 7")
    #expect(document["gate"]["culprits"].isList)
    #expect(document["before"].string == document["after"].string)
    #expect(repository.read(document["gate"]["log"].string ?? "", in: "") == "broken\n")
    #expect(try repository.references() == references)
    let after = Snapshot(repository.root, leavingOut: ["home", "repo/.git/objects", "repo/.git/fanin"])
    #expect(
      after.differences(from: before).filter {
        !$0.hasSuffix(" repo/.git/worktrees") && $0 != "touched: repo/.git"
      } == [])
    let text = try repository.fanin("merge", "--gate", "echo broken; exit 7", "a")
    #expect(text.output.contains("broken") && text.output.contains("/fanin/gate/"), "\(text)")
    try expectNoScratch(repository)
    #expect(try repository.fanin("log").output == "no fan-ins yet\n")
  }

  @Test func `The configured gate counts unless it is left out`() throws {
    let repository = try TemporaryRepository.fitting()
    try repository.git("config", "fanin.gate", "false")
    #expect(try repository.fanin("merge", "a").status == 1)
    #expect(try repository.fanin("merge", "--gate", "true", "a").status == 0)
    #expect(try repository.fanin("merge", "--no-gate", "b").status == 0)
    #expect(try repository.fanin("merge", "-n", "c").status == 0)
  }

  @Test func `What the gate does to its files goes with it`() throws {
    let repository = try TemporaryRepository.fitting()
    let wanted = try repository.mergedTree(of: ["a"], into: "main")
    let gate = "echo x >> a.txt; mkdir -p build; echo y > build/z; git add -A; chmod 500 build; rm README"
    #expect(try repository.fanin("merge", "--gate", gate, "a").status == 0)
    #expect(try repository.tree("main") == wanted)
    #expect(try repository.status().isEmpty)
    try expectNoScratch(repository)
  }

  @Test func `A target that moves while the gate runs is not overwritten`() throws {
    let repository = try TemporaryRepository.fitting()
    let gate = "git -C \"$REPO\" commit -q --allow-empty -m meanwhile"
    let result = try repository.fanin("merge", "--gate", gate, "a", environment: ["REPO": repository.path])
    #expect(result.status == 3, "\(result)")
    #expect(try repository.message("main").hasPrefix("meanwhile"))
    #expect(try repository.status().isEmpty)
    #expect(try repository.fanin("merge", "a").status == 0)
  }

  /// The README: "Where a fan-in would have to, it refuses before it begins."
  @Test func `Files in the way are told before the gate runs, not after`() throws {
    let repository = try TemporaryRepository.fitting()
    try repository.write("a.txt", "mine\n")
    let ran = repository.root + "/ran"
    let result = try repository.fanin("merge", "--gate", "touch \"$RAN\"", "a", environment: ["RAN": ran])
    #expect(result.status == 3)
    #expect(!Files.exists(ran))
  }

  @Test func `Files that the gate changes in the user's worktree are not overwritten`() throws {
    let repository = try TemporaryRepository.fitting()
    let result = try repository.fanin(
      "merge", "--gate", "echo mine > \"$REPO/README\"", "c", environment: ["REPO": repository.path])
    #expect(result.status == 3, "\(result)")
    #expect(repository.read("README") == "mine\n")
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
  func `Ctrl-C during the gate publishes nothing and leaves nothing`(signal: Int32) throws {
    let repository = try TemporaryRepository.fitting()
    let references = try repository.references()
    let ready = repository.root + "/ready"
    let process = try repository.start(
      ["merge", "--gate", "echo > \"$READY\"; exec sleep 30", "a"], environment: ["READY": ready])
    while !Files.exists(ready) && process.wait(atMost: 0.01) == nil {}
    process.send(signal)
    let result = try #require(process.wait(atMost: 20))
    #expect(result.status == 130, "\(result)")
    #expect(try repository.references() == references)
    #expect(try repository.status().isEmpty)
    try expectNoScratch(repository)
    #expect(try repository.fanin("merge", "a").status == 0)
  }

  @Test func `A signal to git-fanin alone ends the gate as well`() throws {
    let repository = try TemporaryRepository.fitting()
    let ready = repository.root + "/ready"
    let process = try repository.start(
      ["merge", "--gate", "echo $$ > \"$READY\"; exec sleep 12", "a"], environment: ["READY": ready])
    while !Files.exists(ready) && process.wait(atMost: 0.01) == nil {}
    kill(process.id, SIGTERM)
    let result = process.wait(atMost: 5)
    #expect(result?.status == 130, "it waited for the gate: \(String(describing: result))")
    #expect(try repository.fanin("log").output == "no fan-ins yet\n")
  }
}
