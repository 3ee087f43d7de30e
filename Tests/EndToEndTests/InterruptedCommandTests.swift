import Dispatch
import Foundation
import Testing

/// `kill -9` in commands other than merge.
@Suite struct InterruptedCommandTests {
  /// Runs a command, kills it after a part of the time that it takes, and looks at what is left.
  private func rounds(
    _ count: Int, _ words: [String], in repository: TemporaryRepository, reset: () throws -> Void,
    look: (Int) throws -> Void
  ) throws {
    var whole = Int.max
    for _ in 0..<2 {
      try reset()
      let begin = DispatchTime.now().uptimeNanoseconds
      _ = try repository.fanin(words)
      whole = min(whole, Int(DispatchTime.now().uptimeNanoseconds - begin) / 1000)
    }
    for round in 0..<count {
      try reset()
      let process = try repository.start(words)
      usleep(UInt32(whole * (round + 1) / count))
      kill(process.id, SIGKILL)
      process.wait()
      try look(round)
    }
  }

  private func shell(_ script: String, in repository: TemporaryRepository) throws {
    let result = try RunningProcess(
      ["sh", "-c", script], in: repository.root, environment: repository.environment
    ).wait()
    #expect(result.status == 0, "\(result)")
  }

  @Test func `A crash in a start leaves nothing that blocks the next`() throws {
    let files = (0..<60).map { Entry.file("dir\($0 % 5)/file\($0)", "x\n") }
    let repository = try TemporaryRepository.with([], base: files)
    let words = ["start"] + (1...6).flatMap { ["--lane", "lane\($0)"] }
    let reset = {
      try self.shell(
        "rm -rf repo.lanes; cd repo; rm -rf .git/worktrees .git/fanin; find .git -name '*.lock' -delete;"
          + " git for-each-ref --format='delete %(refname)' refs/heads/lane refs/fanin | git update-ref --stdin",
        in: repository)
    }
    try rounds(30, words, in: repository, reset: reset) { round in
      let isDone = try repository.fanin("status", "--json").document()["lanes"].list.count == 6
      let again = try repository.fanin(words)
      #expect(again.status == 0 || isDone, "round \(round): \(again)")
      guard again.status == 0 else { return }
      for number in 1...6 {
        #expect(try repository.status(in: repository.lanesFolder + "/lane\(number)").isEmpty)
      }
      #expect(try repository.fanin("status", "--json").document()["lanes"].list.count == 6)
      try repository.expectSound()
    }
  }

  @Test func `A crash in a finish can be finished`() throws {
    let files = (0..<200).map { Entry.file("dir\($0 % 9)/file\($0)", "x\n") }
    let repository = try TemporaryRepository.with([], base: files)
    let reset = {
      try self.shell(
        "rm -rf repo.lanes; cd repo; rm -rf .git/worktrees .git/fanin; find .git -name '*.lock' -delete;"
          + " git for-each-ref --format='delete %(refname)' refs/heads/lane refs/fanin | git update-ref --stdin",
        in: repository)
      #expect(try repository.fanin("start", "--lane", "one").status == 0)
    }
    try rounds(20, ["finish", "one"], in: repository, reset: reset) { round in
      if try repository.hasReference("refs/heads/lane/one") {
        let again = try repository.fanin("finish", "one")
        #expect(again.status == 0, "round \(round): \(again)")
      }
      var start = try repository.fanin("start", "--lane", "one")
      if start.status == 3, start.errors.contains("one.lock") {
        // As after a crash of git itself: the message names the file that is in the way.
        #expect(start.errors.contains("if no git is running"), "round \(round): \(start)")
        try shell("rm repo/.git/refs/heads/lane/one.lock", in: repository)
        start = try repository.fanin("start", "--lane", "one")
      }
      #expect(start.status == 0, "round \(round): \(start)")
      try repository.expectSound()
    }
  }

  @Test func `A crash in opening a resolution leaves nothing that blocks the next`() throws {
    let repository = try TemporaryRepository.clashing()
    let folder = repository.lanesFolder + "/resolve-b"
    let reset = { try self.shell("rm -rf repo.lanes repo/.git/worktrees", in: repository) }
    try rounds(20, ["resolve", "a", "b"], in: repository, reset: reset) { round in
      var result = try repository.fanin("resolve", "a", "b")
      if result.status == 3, result.errors.contains("--abort") {
        #expect(try repository.status(in: folder).contains("UU shared.txt"), "round \(round)")
        #expect(try repository.fanin("resolve", "--abort").status == 0)
        result = try repository.fanin("resolve", "a", "b")
      }
      #expect(result.status == 1, "round \(round): \(result)")
      #expect(try repository.status(in: folder).contains("UU shared.txt"), "round \(round)")
    }
  }

  @Test func `A crash in continuing a resolution does not cost the decision`() throws {
    let repository = try TemporaryRepository.clashing()
    let folder = repository.lanesFolder + "/resolve-b"
    try shell("cp -a repo template", in: repository)
    let reset = {
      try self.shell(
        "rm -rf repo.lanes repo; cp -a template repo; git -C repo update-index -q --refresh", in: repository)
      #expect(try repository.fanin("resolve", "a", "b", "c").status == 1)
      try repository.write("shared.txt", "decided\n", in: folder)
    }
    try rounds(24, ["resolve", "--continue"], in: repository, reset: reset) { round in
      for name in ["fanin/journal", "index.lock", "refs/heads/main.lock", "refs/fanin/log.lock"] {
        let path = repository.path + "/.git/" + name
        if Files.exists(path) { Files.age(path, seconds: 60) }
      }
      var results = [try repository.fanin("resolve", "--continue")]
      if results[0].status != 0 { results.append(try repository.fanin("merge", "a", "b", "c")) }
      #expect(results.last?.status == 0, "round \(round): \(results)")
      #expect(repository.read("shared.txt") == "decided\n", "round \(round): \(results)")
      #expect(try repository.status().isEmpty, "round \(round)")
      try repository.expectSound()
    }
  }

  @Test func `A crash while the gate runs leaves nothing for good`() throws {
    let repository = try TemporaryRepository.fitting()
    let ready = repository.root + "/ready"
    let process = try repository.start(
      ["merge", "--gate", "echo > \"$READY\"; exec sleep 30", "a"], environment: ["READY": ready])
    while !Files.exists(ready) && process.wait(atMost: 0.01) == nil {}
    process.send(SIGKILL)
    process.wait()
    #expect(try repository.status().isEmpty)
    #expect(try repository.fanin("check", "a", "b").status == 0)
    let again = try repository.fanin("merge", "--gate", "true", "a")
    #expect(again.status == 0, "\(again)")
    #expect(try repository.git("worktree", "list").split(separator: "\n").count == 1)
    #expect(try FileManager.default.contentsOfDirectory(atPath: repository.root + "/home") == [])
  }
}
