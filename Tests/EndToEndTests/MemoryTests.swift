import Foundation
import Testing

/// What people made of conflicts is remembered.
@Suite struct MemoryTests {
  private static let reference = "refs/fanin/resolutions"
  private static func lines(_ changes: [Int: String]) -> String { TemporaryRepository.lines(changes) }

  /// A conflict in two places that was settled by hand, and published.
  private func settled(_ result: String = lines([5: "five", 15: "15\n15.5"])) throws -> TemporaryRepository {
    let repository = try TemporaryRepository.with([
      ("a", [.file("shared.txt", Self.lines([5: "a5", 15: "a15"]))]),
      ("b", [.file("shared.txt", Self.lines([5: "b5", 15: "b15"]))]),
    ])
    #expect(try repository.fanin("resolve", "a", "b").status == 1)
    try repository.write("shared.txt", result, in: repository.lanesFolder + "/resolve-b")
    let done = try repository.fanin("resolve", "--continue", "--json")
    #expect(done.status == 0, "\(done)")
    return repository
  }

  @Test func `Each conflict is remembered with its result, and can be listed`() throws {
    let repository = try settled()
    let list = try repository.fanin("resolve", "--list", "--json").document()["resolutions"].list
    #expect(list.count == 2)
    let five = try #require(list.first { $0["base"].string == "line 5\n" })
    #expect(five["result"].string == "five\n" && five["path"].string == "shared.txt")
    #expect(Set(five["sides"].list.compactMap { $0["text"].string }) == ["a5\n", "b5\n"])
    let fifteen = try #require(list.first { $0["base"].string == "line 15\n" })
    #expect(fifteen["result"].string == "15\n15.5\n")
    let text = try repository.fanin("resolve", "--list").output
    for word in ["shared.txt", "line 5", "a5", "b5", "five", "15.5"] {
      #expect(text.contains(word), "\(text)")
    }
    try repository.expectSound()
  }

  @Test func `What was changed around a conflict is not remembered with it`() throws {
    let repository = try settled(Self.lines([5: "five", 6: "edited too", 15: "fifteen"]))
    let list = try repository.fanin("resolve", "--list", "--json").document()["resolutions"].list
    #expect(list.map { $0["base"].string } == ["line 15\n"])
  }

  @Test func `What is remembered is told when it is`() throws {
    let repository = try TemporaryRepository.clashing()
    #expect(try repository.fanin("resolve", "a", "b").status == 1)
    #expect(try !repository.hasReference(Self.reference))
    #expect(try repository.fanin("resolve", "--take", "b").status == 0)
    #expect(try !repository.hasReference(Self.reference), "nothing is final yet")
    let done = try repository.fanin("resolve", "--continue")
    #expect(done.output.contains("remembered 1 resolution"), "\(done)")
    #expect(repository.read("shared.txt") == Self.lines([5: "b's"]))
  }

  @Test func `One is forgotten by the beginning of its name, or all are`() throws {
    let repository = try settled()
    let list = try repository.fanin("resolve", "--list", "--json").document()["resolutions"].list
    let id = try #require(list[0]["id"].string)
    for words in [["--forget"], ["--forget", "--all", id], ["--forget", "abc"], ["--forget", "0000zz"]] {
      #expect(try repository.fanin(["resolve"] + words).status == 2, "\(words)")
    }
    #expect(try repository.fanin("resolve", "--list", "--json").document()["resolutions"].list.count == 2)
    let result = try repository.fanin("resolve", "--forget", String(id.prefix(8)), "--json")
    #expect(try result.document()["count"].int == 1, "\(result)")
    let left = try repository.fanin("resolve", "--list", "--json").document()["resolutions"].list
    #expect(left.map { $0["id"].string } == [list[1]["id"].string])
    #expect(try repository.fanin("resolve", "--forget", "--all").output == "forgot 1 resolution\n")
    #expect(try repository.fanin("resolve", "--list").output == "nothing is remembered\n")
    // The line of commits goes on: it can be pushed and fetched, and taken back with git's own means.
    #expect(try repository.git("rev-list", "--count", Self.reference) == "3")
    try repository.expectSound()
  }

  @Test func `It is git's: another clone fetches it`() throws {
    let repository = try settled()
    let clone = try TemporaryRepository(name: "clone")
    try clone.git("fetch", "-q", repository.path, "\(Self.reference):\(Self.reference)")
    let list = try clone.fanin("resolve", "--list", "--json").document()["resolutions"].list
    #expect(list.count == 2)
  }

  @Test func `Several that forget at once all succeed`() throws {
    let names = (1...8).map { "f\($0).txt" }
    let repository = try TemporaryRepository.with(
      ["a", "b"].map { lane in (lane, names.map { Entry.file($0, "\(lane) of \($0)\n") }) })
    #expect(try repository.fanin("resolve", "a", "b").status == 1)
    #expect(try repository.fanin("resolve", "--union").status == 0)
    #expect(try repository.fanin("resolve", "--continue").status == 0)
    let ids = try repository.fanin("resolve", "--list", "--json").document()["resolutions"].list.compactMap {
      $0["id"].string
    }
    #expect(ids.count == 8)
    let running = try ids.map { try repository.start(["resolve", "--forget", $0]) }
    for process in running { #expect(process.wait().status == 0, "\(process.wait())") }
    #expect(try repository.fanin("resolve", "--list").output == "nothing is remembered\n")
    #expect(try repository.git("rev-list", "--count", Self.reference) == "9")
  }

  @Test func `A lock that a killed process left does not block for ever`() throws {
    let repository = try settled()
    let lock = repository.gitFolder + "/" + Self.reference + ".lock"
    try repository.write(".git/" + Self.reference + ".lock", "")
    Files.age(lock, seconds: 120)
    #expect(try repository.fanin("resolve", "--forget", "--all").status == 0)
  }

  @Test func `A memory that is damaged is no memory, and blocks nothing`() throws {
    let repository = try settled()
    try repository.git("update-ref", Self.reference, "main")
    #expect(try repository.fanin("resolve", "--list").output == "nothing is remembered\n")
    #expect(try repository.fanin("merge", "a", "b").status == 0)
  }

  /// The conflict is one that the memory settles from now on; the rest of the person's work must not be lost with that.
  @Test func `What the person changed elsewhere is published as well`() throws {
    let text = Self.lines([1: "also", 5: "five", 15: "fifteen", 20: "and here"])
    let repository = try settled(text)
    #expect(repository.read("shared.txt") == text)
    let undone = try repository.fanin("undo")
    #expect(undone.status == 0, "\(undone)")
  }
}
