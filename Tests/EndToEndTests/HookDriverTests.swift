import Foundation
import Testing

@Suite struct HookDriverTests {
  /// A clashing repository with the driver set up for a link to the program, which can be exchanged.
  private func installed() throws -> (TemporaryRepository, program: String) {
    let repository = try TemporaryRepository.clashing()
    let folder = repository.root + "/it's 100%"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: folder + "/git-fanin", withDestinationPath: FanInProcess.executable)
    let result = try repository.fanin(
      "install", "--driver", environment: ["PATH": folder + ":/usr/bin:/bin"])
    #expect(result.status == 0, "\(result)")
    #expect(!repository.exists(".git/hooks/pre-commit"))
    return (repository, folder + "/git-fanin")
  }

  private func exchange(_ program: String, _ body: String) throws {
    try FileManager.default.removeItem(atPath: program)
    try Data(("#!/bin/sh\n" + body).utf8).write(to: URL(filePath: program))
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
  }

  @Test func `Git calls the program with the three versions and the path`() throws {
    let (repository, program) = try installed()
    let log = repository.root + "/log"
    try exchange(
      program,
      "echo \"$@\" > '\(log)'\nfor last; do :; done\nprintf 'settled\\n' > .merged\nwhile [ $# -gt 3 ]; do shift; done\ncp .merged \"$2\"; rm .merged\n"
    )
    try repository.git("merge", "-q", "--no-edit", "a")
    try repository.git("merge", "-q", "--no-edit", "b")
    let words = (repository.read("log", in: repository.root) ?? "").split(whereSeparator: \.isWhitespace)
    #expect(words.prefix(5) == ["merge-file", "--marker-size", "7", "--path", "shared.txt"])
    #expect(words.count == 14)
    #expect(repository.read("shared.txt") == "settled\n")
  }

  @Test func `What gitattributes say goes first`() throws {
    let (repository, program) = try installed()
    try exchange(program, "exit 1\n")
    try repository.write(".gitattributes", "shared.txt merge=union\n")
    try repository.commitAll(in: repository.path)
    try repository.git("merge", "-q", "--no-edit", "a")
    try repository.git("merge", "-q", "--no-edit", "b")
    #expect((repository.read("shared.txt") ?? "").contains("a's\nb's\n"))
  }

  @Test func `Where the program is gone, git merges as it would`() throws {
    let (repository, program) = try installed()
    try FileManager.default.removeItem(atPath: program)
    repository.environment["PATH"] = "/usr/bin:/bin"
    try repository.git("merge", "-q", "--no-edit", "a")
    #expect(try repository.gitResult(["merge", "-q", "--no-edit", "b"]).status == 1)
    let text = repository.read("shared.txt") ?? ""
    #expect(text.contains("<<<<<<<") && text.contains("a's") && text.contains("b's"), "\(text)")
    #expect(try repository.status().contains("UU shared.txt"))
  }

  @Test func `Fan-in itself merges as without the driver`() throws {
    let (repository, _) = try installed()
    let with = try repository.fanin("check", "a", "b", "c", "--json")
    let plain = try TemporaryRepository.clashing()
    let without = try plain.fanin("check", "a", "b", "c", "--json")
    #expect(with.status == 1)
    #expect(
      try with.document()["clashes"].list.map { $0["kind"].string }
        == without.document()["clashes"].list.map { $0["kind"].string })
    #expect(try with.document()["clashes"].list.first?["lines"].keys.isEmpty == false)
  }

  @Test func `A driver that somebody has set up is not replaced`() throws {
    let repository = try TemporaryRepository.clashing()
    try repository.git("config", "merge.default", "union")
    let before = Snapshot(repository.gitFolder)
    let refused = try repository.fanin("install", "--driver")
    #expect(refused.status == 3 && refused.errors.contains("merge.default is 'union'"), "\(refused)")
    #expect(Snapshot(repository.gitFolder) == before)
    try repository.git("config", "--unset", "merge.default")
    try repository.write(".git/config.lock", "")
    #expect(try repository.fanin("install", "--driver").status == 3)
    #expect(repository.read(".git/config.lock") == "")
  }
}

extension HookDriverTests {
  @Test func `Plain git merges what the rules settle, and stops where they do not`() throws {
    func imports(_ names: [String]) -> Entry {
      .file("tool.py", names.map { "import \($0)\n" }.joined() + "\n\ndef run():\n    return 1\n")
    }
    let repository = try TemporaryRepository.with(
      [
        ("a", [imports(["os", "alpha"]), .file("shared.txt", TemporaryRepository.lines([5: "a's"]))]),
        ("b", [imports(["os", "alpha", "beta"])]),
        ("c", [.file("shared.txt", TemporaryRepository.lines([5: "c's"]))]),
      ], base: [imports(["os"])])
    try repository.git("merge", "-q", "--no-edit", "a")
    #expect(try repository.gitResult(["merge", "-q", "--no-edit", "b"]).status == 1)
    try repository.git("merge", "--abort")
    let installed = try repository.fanin("install", "--driver")
    #expect(installed.status == 0, "\(installed)")
    let merged = try repository.gitResult(["merge", "-q", "--no-edit", "b"])
    #expect(merged.status == 0, "\(merged)")
    let text = repository.read("tool.py") ?? ""
    #expect(text.contains("import alpha\n") && text.contains("import beta\n"), "\(text)")
    #expect(try repository.gitResult(["merge", "-q", "--no-edit", "c"]).status == 1)
    let open = repository.read("shared.txt") ?? ""
    #expect(open.contains("<<<<<<<") && open.contains("a's") && open.contains("c's"), "\(open)")
  }
}
