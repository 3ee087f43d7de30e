import Foundation
import Testing

@Suite struct ErrorTests {
  @Test func `No repository is told`() throws {
    let repository = try TemporaryRepository()
    for folder in ["/", repository.root] {
      let result = try repository.fanin("check", in: folder)
      #expect(result.status == 4 && result.errors.contains("no git repository"), "\(result)")
    }
    let missing = try repository.fanin("-C", "/no/such/folder", "--json", "check")
    #expect(missing.status == 4, "\(missing)")
    let document = try missing.document()
    #expect(document["command"].string == "check")
    #expect(document["schema"].int == 1)
    #expect(document["error"]["code"].string == "not-a-repository")
  }

  @Test(arguments: ["sha256", "reftable", "unknown", "version"])
  func `A format that cannot be read is refused clearly`(format: String) throws {
    let repository =
      format == "sha256"
      ? try TemporaryRepository(options: ["--object-format=sha256"]) : try TemporaryRepository.fitting()
    switch format {
    case "sha256":
      try repository.write("f", "f\n")
      try repository.commitAll(in: repository.path)
      try repository.git("branch", "a")
    case "reftable":
      try repository.git("config", "core.repositoryFormatVersion", "1")
      try repository.git("config", "extensions.refStorage", "reftable")
    case "unknown":
      try repository.git("config", "core.repositoryFormatVersion", "1")
      try repository.git("config", "extensions.somethingNew", "true")
    default: try repository.git("config", "core.repositoryFormatVersion", "7")
    }
    let before = repository.snapshot()
    for command in [["check", "a"], ["merge", "a"], ["start", "--lane", "x"]] {
      let result = try repository.fanin(command)
      #expect(result.status == 4, "\(result)")
      #expect(result.errors.contains("cannot read"), "\(result)")
      #expect(result.output.isEmpty)
    }
    #expect(
      try repository.fanin("check", "a", "--json").document()["error"]["code"].string
        == "unsupported-repository")
    #expect(repository.snapshot().differences(from: before) == [])
  }

  @Test func `A partial clone that lacks what is needed is refused, and nothing is fetched`() throws {
    let origin = try TemporaryRepository.clashing()
    try origin.git("config", "uploadpack.allowFilter", "true")
    let clone = origin.root + "/partial"
    try origin.git(
      "clone", "-q", "--filter=blob:none", "--no-local", "file://" + origin.path, clone, in: origin.root)
    try origin.git("branch", "a", "origin/a", in: clone)
    try origin.git("branch", "b", "origin/b", in: clone)
    let before = Snapshot(clone)
    for command in ["check", "merge"] {
      let result = try origin.fanin(command, "a", "b", in: clone)
      #expect(result.status == 4, "\(result)")
      #expect(
        result.errors.contains("is not in this repository") && result.errors.contains("git fetch"),
        "\(result)")
    }
    #expect(Snapshot(clone).differences(from: before) == [])
    // The command that is advised must work.
    let advice = try origin.fanin("check", "a", "b", in: clone).errors
    let command = try #require(advice.range(of: "git fetch[^\n]*", options: .regularExpression))
    try origin.git(advice[command].split(separator: " ").dropFirst().map(String.init), in: clone)
    #expect(try origin.fanin("check", "a", "b", in: clone).status == 1)
  }

  @Test func `A shallow clone works as far as its history goes`() throws {
    let origin = try TemporaryRepository.fitting()
    let clone = origin.root + "/shallow"
    try origin.git(
      "clone", "-q", "--no-local", "--depth=2", "--no-single-branch", "file://" + origin.path, clone,
      in: origin.root)
    let result = try origin.fanin("merge", "origin/a", "origin/b", in: clone)
    #expect(result.status == 0, "\(result)")
    #expect(
      try origin.git("rev-parse", "HEAD^{tree}", in: clone)
        == origin.mergedTree(of: ["a", "b"], into: "main"))
  }

  @Test func `The configuration of a worktree is read`() throws {
    let repository = try TemporaryRepository.fitting()
    try repository.git("config", "extensions.worktreeConfig", "true")
    let folder = try repository.addWorktree("c")
    try repository.git("config", "--worktree", "fanin.gate", "false", in: folder)
    #expect(try repository.fanin("merge", "a", in: folder).status == 1)
    #expect(try repository.fanin("merge", "a").status == 0)
  }

  @Test func `Without a name nothing is committed and the message says what to do`() throws {
    let repository = try TemporaryRepository.fitting()
    for role in ["AUTHOR", "COMMITTER"] {
      repository.environment["GIT_\(role)_NAME"] = nil
      repository.environment["GIT_\(role)_EMAIL"] = nil
    }
    let before = repository.snapshot()
    for command in [["merge", "a"], ["start", "--lane", "x"]] {
      let result = try repository.fanin(command)
      #expect([2, 4].contains(result.status), "\(result)")
      #expect(result.errors.contains("user.name"), "\(result)")
    }
    // Folders may have been touched, by lock files that came and went.
    #expect(repository.snapshot().differences(from: before).filter { !$0.hasPrefix("touched: ") } == [])
    #expect(try repository.fanin("check", "a", "b").status == 0)
    try repository.git("config", "user.name", "N")
    try repository.git("config", "user.email", "n@example.com")
    #expect(try repository.fanin("merge", "a").status == 0)
    #expect(try repository.git("log", "-1", "--format=%an <%ae>") == "N <n@example.com>")
  }

  /// Git refuses these, or takes the characters out that would break a commit.
  @Test(arguments: ["", " ", "<>", "A <b> C", "line\nbreak"])
  func `A name that would break a commit never gets into one`(name: String) throws {
    let repository = try TemporaryRepository.fitting()
    repository.environment["GIT_AUTHOR_NAME"] = nil
    repository.environment["GIT_COMMITTER_NAME"] = nil
    try repository.git("config", "user.name", name)
    let result = try repository.fanin("merge", "a")
    #expect([0, 2, 4].contains(result.status), "\(result)")
    #expect(try repository.gitResult(["log", "-1", "--format=%an", "main"]).output != "\n", "\(result)")
    try repository.expectSound()
  }

  private static let mistakes: [[String]] = [
    [], ["chek"], ["check", "--no-such"], ["check", "--into"], ["check", "--into="], ["merge", "--gate"],
    ["merge", "--order", "a,,b"], ["merge", "--squash=yes"], ["merge", "--into", "--dry-run"], ["start"],
    ["start", "--lane"], ["start", "--lane="], ["start", "--lane", "=x"], ["start", "--lane", "x="],
    ["start", "extra", "--lane", "x"], ["finish"], ["finish", "a", "--all"], ["undo", "extra"],
    ["log", "extra"],
    ["log", "-n", "x"], ["log", "-n", "-1"], ["resolve", "--continue", "--abort"],
    ["check", "--color", "sometimes"],
    ["check", ""], ["check", "-z"], ["merge", "-m"], ["--into", "main", "check"], ["merge", "no-such"],
    ["merge", "--into", "no-such", "a"], ["start", "--from", "no-such", "--lane", "x"],
    ["finish", "no-such"],
    ["status", "no-such"], ["help", "no-such"],
  ]

  @Test(arguments: mistakes)
  func `Wrong usage has status 2, words and a document`(words: [String]) throws {
    let repository = try TemporaryRepository.fitting()
    let before = repository.snapshot()
    let result = try repository.fanin(words)
    #expect(result.status == 2, "\(result)")
    #expect(result.output.isEmpty)
    #expect(result.errors.hasPrefix("git-fanin: error: "), "\(result)")
    let json = try repository.fanin(["--json"] + words)
    #expect(json.status == 2)
    let document = try json.document()
    #expect(document["schema"].int == 1)
    #expect(document["error"]["code"].string?.isEmpty == false)
    #expect(document["error"]["message"].string?.isEmpty == false)
    #expect(document.keys.contains("command"))
    #expect(document["error"].keys == ["code", "message", "hint", "path", "line", "column"])
    #expect(repository.snapshot().differences(from: before) == [])
  }

  @Test func `A refusal is a document, too`() throws {
    let repository = try TemporaryRepository.fitting()
    try repository.write("a.txt", "mine\n")
    let result = try repository.fanin("merge", "--json", "a")
    #expect(result.status == 3)
    let document = try result.document()
    #expect(document["command"].string == "merge")
    #expect(document["error"]["code"].string == "dirty")
    #expect(document["error"]["hint"].string?.contains("a.txt") == true)
  }

  @Test(arguments: [["check", "-v", "b*"], ["check", "--json", "b*"], ["help"], ["manual"]])
  func `A reader that goes away is no failure and no noise`(words: [String]) throws {
    let lanes = (1...25).map {
      ("b\($0)", [Entry.file("shared.txt", TemporaryRepository.lines([5: "\($0)"]))])
    }
    let repository = try TemporaryRepository.with(lanes)
    let command = ([FanInProcess.executable] + words).map { "'\($0)'" }.joined(separator: " ")
    let script = "{ \(command); echo \"status $?\" >&2; } | head -c 1 >/dev/null"
    let result = try RunningProcess(
      ["sh", "-c", script], in: repository.path, environment: repository.environment
    ).wait()
    #expect(result.errors.hasPrefix("status "), "\(result)")
    #expect(result.errors.split(separator: "\n").count == 1, "\(result)")
  }

  @Test func `A full disk is told where the output goes`() throws {
    let repository = try TemporaryRepository.fitting()
    let script = "'\(FanInProcess.executable)' check a b > /dev/full"
    let result = try RunningProcess(
      ["sh", "-c", script], in: repository.path, environment: repository.environment
    ).wait()
    #expect(result.status == 4 && result.errors.contains("cannot write the output"), "\(result)")
  }

  @Test func `Damaged objects are told and nothing is changed`() throws {
    let repository = try TemporaryRepository.fitting()
    let blob = try repository.git("rev-parse", "a:shared.txt")
    try FileManager.default.removeItem(
      atPath: repository.path + "/.git/objects/\(blob.prefix(2))/\(blob.dropFirst(2))")
    let references = try repository.references()
    let result = try repository.fanin("merge", "a", "b")
    #expect(result.status == 4, "\(result)")
    #expect(result.errors.contains(String(blob.prefix(7))), "\(result)")
    #expect(try repository.references() == references)
    #expect(try repository.status().isEmpty)
  }
}
