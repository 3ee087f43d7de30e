import Foundation
import Testing

/// git itself, with git-fanin as its merge driver.
@Suite struct MergeDriverTests {
  private func configure(_ repository: TemporaryRepository, _ command: String? = nil) throws {
    let driver =
      command
      ?? "'\(FanInProcess.executable)' merge-file %O %A %B -L %L -p %P --label-base %S --label-ours %X"
      + " --label-theirs %Y"
    try repository.git("config", "merge.fanin.driver", driver)
    try repository.write("../attributes", "* merge=fanin\n")
    try repository.git("config", "core.attributesFile", repository.root + "/attributes")
  }

  /// Lanes that fit, with names that a shell or a parser could stumble over.
  private func fitting() throws -> TemporaryRepository {
    let names = ["shared.txt", "-p", "a b/c'd\".txt", "new\nline", "--json"]
    func entries(_ changes: [Int: String]) -> [Entry] {
      names.map { .file($0, TemporaryRepository.lines(changes)) }
        + [Entry(path: [0x6C, 0xE9], content: Array(TemporaryRepository.lines(changes).utf8))]
    }
    return try TemporaryRepository.with(
      [("a", entries([2: "a"])), ("b", entries([18: "b"]))], base: entries([:]))
  }

  @Test(arguments: ["merge", "rebase", "cherry-pick"])
  func `Clean merges are byte for byte those of git`(command: String) throws {
    let repository = try fitting()
    let wanted = try repository.mergedTree(of: ["a"], into: "b")
    try configure(repository)
    try repository.git("checkout", "-q", "b")
    switch command {
    case "merge": try repository.git("merge", "-q", "--no-edit", "a")
    case "rebase": try repository.git("rebase", "-q", "a")
    default: try repository.git("cherry-pick", "a")
    }
    #expect(try repository.tree("HEAD") == wanted)
    #expect(try repository.status().isEmpty)
    let attributes = try repository.git("check-attr", "merge", "shared.txt")
    #expect(attributes.hasSuffix("merge: fanin"), "the driver was not used: \(attributes)")
  }

  @Test(arguments: ["merge", "rebase", "cherry-pick"])
  func `Conflicts stop git, with markers and all stages`(command: String) throws {
    let repository = try TemporaryRepository.clashing()
    try repository.git("config", "fanin.accept", "none")
    try configure(repository)
    try repository.git("checkout", "-q", "b")
    let words = command == "merge" ? ["merge", "--no-edit", "a"] : [command, "a"]
    let result = try repository.gitResult(words)
    #expect(result.status != 0, "\(result)")
    #expect(try repository.git("ls-files", "-u").split(separator: "\n").count == 3)
    let text = repository.read("shared.txt") ?? ""
    #expect(text.contains("<<<<<<< ours\n") && text.contains(">>>>>>> theirs\n"), "\(text)")
    #expect(text.contains("a's\n") && text.contains("b's\n"))
  }

  /// Older git takes any status for a conflict: ours alone in the file would pass for the result.
  @Test func `A driver that is killed at its work leaves markers`() throws {
    let repository = try TemporaryRepository.clashing()
    try configure(
      repository,
      "sh -c 'FANIN_CRASH_AT=merge-file \"\(FanInProcess.executable)\" merge-file %O %A %B -L %L -p %P; exit 1'"
    )
    try repository.git("checkout", "-q", "b")
    let result = try repository.gitResult(["merge", "--no-edit", "a"])
    #expect(result.status == 1, "\(result)")
    let text = repository.read("shared.txt") ?? ""
    #expect(text.contains("<<<<<<< ours\nb's\n=======\na's\n>>>>>>> theirs\n"), "\(text)")
  }

  @Test func `A file that both sides add is merged against nothing`() throws {
    let repository = try TemporaryRepository.with([
      ("a", [.file("new", "1\n2\n")]), ("b", [.file("new", "1\n3\n")]),
    ])
    try configure(repository)
    try repository.git("config", "fanin.accept", "none")
    try repository.git("checkout", "-q", "b")
    #expect(try repository.gitResult(["merge", "--no-edit", "a"]).status == 1)
    #expect(repository.read("new") == "1\n<<<<<<< ours\n3\n=======\n2\n>>>>>>> theirs\n")
  }

  @Test func `A driver is no fan-in and touches nothing of the repository`() throws {
    let repository = try TemporaryRepository.clashing()
    try configure(repository)
    try repository.git("checkout", "-q", "b")
    let references = try repository.references()
    _ = try repository.gitResult(["merge", "--no-edit", "a"])
    #expect(try repository.references() == references)
    #expect(!Files.exists(repository.gitFolder + "/fanin"))
  }

  @Test func `The driver that install sets up does the same`() throws {
    let repository = try TemporaryRepository.clashing()
    #expect(try repository.fanin("install", "--driver").status == 0)
    try repository.git("config", "fanin.accept", "none")
    try repository.git("checkout", "-q", "b")
    #expect(try repository.gitResult(["merge", "--no-edit", "c"]).status == 0)
    let result = try repository.gitResult(["merge", "--no-edit", "a"])
    #expect(result.status == 1, "\(result)")
    let text = repository.read("shared.txt") ?? ""
    #expect(text.contains("<<<<<<< ") && text.contains("b's\n=======\na's\n>>>>>>> "), "\(text)\n\(result)")
  }
}
