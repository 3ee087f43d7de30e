import Foundation
import Testing

/// `kill -9` at every place: nothing is half done for good.
@Suite struct CrashTests {
  private static let points = ["journal", "objects", "locked", "record", "target", "files"]

  @Test(arguments: points)
  func `A crash at any point leaves the target old or new, and the next run mends it`(point: String) throws {
    let crashed = try CrashedRepository(files: 30)
    let repository = crashed.repository
    let result = try repository.fanin("merge", "a", "b", "c", environment: ["FANIN_CRASH_AT": point])
    #expect(result.status == 128 + SIGKILL, "\(result)")
    try crashed.expectOldOrNew()
    let isPublished = ["target", "files"].contains(point)
    #expect(try (repository.commit("main") != crashed.before) == isPublished)
    let snapshot = repository.snapshot()
    for command in ["check", "status"] {
      let seen = try repository.fanin(command, "a", "b", "c")
      #expect(seen.status == 0, "\(seen)")
      #expect(seen.errors.contains("cut off"), "\(seen)")
    }
    #expect(repository.snapshot().differences(from: snapshot) == [])
    crashed.letTimePass()
    let again = try repository.fanin("merge", "a", "b", "c")
    #expect(again.status == 0, "\(again)")
    #expect(again.errors.contains("cut off"), "\(again)")
    try crashed.expectMended()
    #expect(try !repository.fanin("merge", "a", "b", "c").errors.contains("cut off"))
    #expect(try repository.fanin("undo").status == 0)
    #expect(try repository.commit("main") == crashed.before)
    #expect(try repository.status() == " M mine\n?? untracked")
  }

  @Test(
    arguments: [
      ["undo"], ["start", "--lane", "x"], ["finish", "a"], ["resolve", "a", "b", "c"], ["merge", "c"],
    ], ["record", "target"])
  func `Any command that writes mends first`(words: [String], point: String) throws {
    let crashed = try CrashedRepository(files: 5)
    let repository = crashed.repository
    _ = try repository.fanin("merge", "a", "b", "c", environment: ["FANIN_CRASH_AT": point])
    crashed.letTimePass()
    let result = try repository.fanin(words)
    #expect(result.errors.contains("cut off"), "\(result)")
    #expect(!repository.exists(".git/fanin/journal"))
    #expect(repository.read("mine") == "uncommitted\n")
    let status = try repository.status().split(separator: "\n").filter { !$0.contains("repo.lanes") }
    #expect(status == [" M mine", "?? untracked"])
    if words[0] != "finish" { #expect(try repository.fanin("merge", "a", "b", "c").status == 0) }
    try crashed.expectOldOrNew()
  }

  /// The README: the next command "finishes or takes back what was cut off, and says so".
  @Test(arguments: [["merge", "no-such-branch"], ["undo"], ["finish", "main"]])
  func `What was mended is said even where the command itself is refused`(words: [String]) throws {
    let crashed = try CrashedRepository(files: 5)
    _ = try crashed.repository.fanin("merge", "a", "b", "c", environment: ["FANIN_CRASH_AT": "journal"])
    crashed.letTimePass()
    let result = try crashed.repository.fanin(words)
    #expect(result.status == 2 || result.status == 3, "\(result)")
    #expect(result.errors.contains("cut off"), "\(result)")
  }

  @Test(arguments: points)
  func `A crash in an undo is mended as well`(point: String) throws {
    let crashed = try CrashedRepository(files: 10)
    let repository = crashed.repository
    #expect(try repository.fanin("merge", "a", "b", "c").status == 0)
    let result = try repository.fanin("undo", environment: ["FANIN_CRASH_AT": point])
    #expect(result.status == 128 + SIGKILL, "\(result)")
    try crashed.expectOldOrNew()
    crashed.letTimePass()
    let again = try repository.fanin("undo")
    #expect(again.status == (["target", "files"].contains(point) ? 3 : 0), "\(again)")
    #expect(try repository.commit("main") == crashed.before)
    #expect(try repository.status() == " M mine\n?? untracked")
    try repository.expectSound()
  }

  @Test func `Git can be used at once after a crash that published nothing`() throws {
    let crashed = try CrashedRepository(files: 5)
    let repository = crashed.repository
    _ = try repository.fanin("merge", "a", "b", "c", environment: ["FANIN_CRASH_AT": "journal"])
    try repository.git("commit", "-q", "-m", "mine", "mine")
    let mine = try repository.commit("main")
    let result = try repository.fanin("merge", "a", "b", "c")
    #expect(result.status == 0, "\(result)")
    #expect(try repository.gitResult(["merge-base", "--is-ancestor", mine, "main"]).status == 0)
    #expect(try repository.status() == "?? untracked")
  }

  /// The branch was moved on by somebody else between the crash and the mending.
  @Test func `What was published is not said to be gone when the target moved on since`() throws {
    let crashed = try CrashedRepository(files: 5)
    let repository = crashed.repository
    _ = try repository.fanin("merge", "a", "b", "c", environment: ["FANIN_CRASH_AT": "target"])
    let published = try repository.commit("main")
    let next = try repository.git("commit-tree", "-m", "later", "-p", "main", "main^{tree}")
    try repository.git("update-ref", "refs/heads/main", next)
    crashed.letTimePass()
    let result = try repository.fanin("merge", "a", "b", "c")
    #expect(!result.errors.contains("nothing of it is left"), "\(result)")
    let log = try repository.fanin("log", "--json").document()["fanins"]
    #expect(log.list.contains { $0["after"].string == published })
    #expect(try repository.status() == " M mine\n?? untracked")
  }

  @Test func `A file that the user changed between crash and mending is not lost`() throws {
    let crashed = try CrashedRepository(files: 5)
    let repository = crashed.repository
    _ = try repository.fanin("merge", "a", "b", "c", environment: ["FANIN_CRASH_AT": "target"])
    try repository.write("shared.txt", "edited after the crash\n")
    try repository.write("a/deep0/file0", "edited after the crash\n")
    crashed.letTimePass()
    let result = try repository.fanin("merge", "a", "b", "c")
    #expect(result.errors.contains("shared.txt"), "\(result)")
    #expect(repository.read("shared.txt") == "edited after the crash\n")
    #expect(repository.read("a/deep0/file0") == "edited after the crash\n")
    #expect(repository.exists("b/deep1/file1"))
    let again = try repository.fanin("merge", "a", "b", "c")
    #expect(again.status == 0, "\(again)")
    #expect(repository.read("shared.txt") == "edited after the crash\n")
  }

  /// Such as that of `git commit -a` while the editor is open: it was made long after the crash.
  @Test func `A lock that a living git took after the crash is not taken away`() throws {
    let crashed = try CrashedRepository(files: 5)
    let repository = crashed.repository
    _ = try repository.fanin("merge", "a", "b", "c", environment: ["FANIN_CRASH_AT": "target"])
    // The person does what git advises about the lock that the dead process left.
    try FileManager.default.removeItem(atPath: repository.path + "/.git/index.lock")
    crashed.letTimePass()
    for name in ["refs/heads/main", "logs/refs/heads/main", "refs/fanin/log"] {
      Files.age(repository.path + "/.git/" + name, seconds: 60)
    }
    let editor = "#!/bin/sh\ntouch \"$READY\"\nwhile test ! -e \"$DONE\"; do sleep 0.05; done\n"
    try repository.write("editor", editor, in: repository.root)
    chmod(repository.root + "/editor", 0o755)
    var environment = repository.environment
    environment["GIT_EDITOR"] = repository.root + "/editor"
    environment["READY"] = repository.root + "/ready"
    environment["DONE"] = repository.root + "/done"
    let commit = try RunningProcess(
      ["git", "commit", "-q", "-a", "-e", "-m", "mine"], in: repository.path, environment: environment)
    while !Files.exists(repository.root + "/ready") && commit.wait(atMost: 0.01) == nil {}
    #expect(repository.exists(".git/index.lock"))
    _ = try repository.fanin("merge", "a", "b", "c")
    #expect(repository.exists(".git/index.lock"))
    try repository.write("done", "", in: repository.root)
    #expect(commit.wait().status == 0)
  }

  @Test func `A damaged journal is told and nothing is guessed`() throws {
    let repository = try TemporaryRepository.fitting()
    try repository.write(".git/fanin/journal", "not a journal\n")
    let result = try repository.fanin("merge", "a")
    #expect(result.status == 4 && result.errors.contains("journal"), "\(result)")
    #expect(try repository.fanin("check", "a").status == 0)
  }

  @Test func `A crash at any moment of a merge is mended`() throws {
    let crashed = try CrashedRepository(files: 80)
    let repository = crashed.repository
    let whole = try crashed.duration()
    var moments: [String: Int] = [:]
    for round in 0..<60 {
      try crashed.reset()
      let process = try repository.start(["merge", "a", "b", "c"])
      // Half of them anywhere, half of them while something is being published.
      let isDirected = round % 2 == 0
      while isDirected, !repository.exists(".git/fanin/journal"), process.wait(atMost: 0) == nil {}
      let pause = isDirected ? whole * round / 400 : whole * round / 60
      usleep(UInt32(pause))
      kill(process.id, SIGKILL)
      let result = process.wait()
      let isCutOff = repository.exists(".git/fanin/journal")
      let isNew = try repository.commit("main") != crashed.before
      let moment =
        result.status == 0 ? "too late" : !isCutOff ? "before" : isNew ? "published" : "not yet published"
      moments[moment, default: 0] += 1
      try crashed.expectOldOrNew()
      crashed.letTimePass()
      let again = try repository.fanin("merge", "a", "b", "c")
      #expect(again.status == 0, "after \(pause) µs: \(again)")
      try crashed.expectMended()
    }
    print("moments of the crashes: \(moments)")
  }
}
