import Foundation
import Testing

/// What is remembered settles the same conflict again.
@Suite struct MemoryUseTests {
  private static func lines(_ changes: [Int: String]) -> String { TemporaryRepository.lines(changes) }

  /// A conflict that no rule settles, and that was settled by hand and taken back.
  private func settledAndUndone(style: String? = nil) throws -> TemporaryRepository {
    let repository = try TemporaryRepository.with([
      ("a", [.file("shared.txt", Self.lines([5: "apples and pears"]))]),
      ("b", [.file("shared.txt", Self.lines([5: "something else"]))]),
    ])
    if let style { try repository.git("config", "merge.conflictStyle", style) }
    #expect(try repository.fanin("resolve", "a", "b").status == 1)
    try repository.write(
      "shared.txt", Self.lines([5: "both"]), in: repository.lanesFolder + "/resolve-b")
    #expect(try repository.fanin("resolve", "--continue").status == 0)
    #expect(try repository.fanin("undo").status == 0)
    #expect(repository.read("shared.txt") == Self.lines([:]))
    return repository
  }

  @Test(arguments: ["a,b", "b,a"], ["merge", "diff3", "zdiff3"])
  func `A fan-in is settled by what was made of it, in either order`(order: String, style: String) throws {
    let repository = try settledAndUndone(style: style)
    let result = try repository.fanin("merge", "a", "b", "--order", order, "--json")
    #expect(result.status == 0, "\(result)")
    #expect(repository.read("shared.txt") == Self.lines([5: "both"]))
    let decision = try result.document()["decisions"].first("rule", "remembered")
    #expect(decision["path"].string == "shared.txt" && decision["decision"].string == "certain", "\(result)")
    let merge = try repository.fanin("explain", "HEAD", "--json").document()["merges"][0]
    #expect(merge["decisions"][0]["rule"].string == "remembered", "\(merge)")
    #expect(merge["paths"][0]["hunks"][0]["rule"].string == "remembered")
    #expect(merge["paths"][0]["hunks"][0]["text"].string == "both\n")
  }

  @Test func `Once it is forgotten it is asked again`() throws {
    let repository = try settledAndUndone()
    #expect(try repository.fanin("check", "a", "b", "--json").document()["open"].int == 0)
    #expect(try repository.fanin("resolve", "--forget", "--all").status == 0)
    #expect(try repository.fanin("check", "a", "b", "--json").document()["open"].int == 1)
    #expect(try repository.fanin("merge", "a", "b").status == 1)
  }

  @Test func `A rule that is switched off remembers nothing`() throws {
    let repository = try settledAndUndone()
    try repository.git("config", "--add", "fanin.disable", "remembered")
    #expect(try repository.fanin("merge", "a", "b").status == 1)
  }

  @Test func `Plain git settles it too, with the driver`() throws {
    let repository = try settledAndUndone()
    #expect(try repository.fanin("install", "--driver").status == 0)
    try repository.git("checkout", "-q", "b")
    let result = try repository.gitResult(["merge", "--no-edit", "a"])
    #expect(result.status == 0, "\(result)")
    #expect(repository.read("shared.txt") == Self.lines([5: "both"]))
    #expect(result.errors.contains("shared.txt: 1 conflict settled (remembered)"), "\(result)")
  }

  /// The decision is taken on top of what other searches made of the lanes.
  @Test func `A lane that is adapted is resolved as adapted`() throws {
    let fixture = { (value: String) in
      "@pytest.fixture\ndef user():\n    return \"\(value)\"\n\n\ndef test_\(value)(user):\n    assert user\n"
    }
    let middle = "import pytest\n\n\n" + (1...8).map { "VALUE_\($0) = \($0)\n" }.joined() + "\n\n"
    let repository = try TemporaryRepository.with(
      [
        (
          "a",
          [
            .file("shared.txt", Self.lines([5: "apples and pears"])),
            .file("test_x.py", middle + fixture("a")),
          ]
        ),
        (
          "b",
          [
            .file("shared.txt", Self.lines([5: "something else"])),
            .file("test_x.py", "import pytest\n\n\n" + fixture("b") + "\n\n" + String(middle.dropFirst(16))),
          ]
        ),
      ], base: [.file("test_x.py", middle)])
    #expect(try repository.fanin("resolve", "a", "b").status == 1)
    let folder = repository.lanesFolder + "/resolve-b"
    let waiting = try #require(repository.read("test_x.py", in: folder))
    #expect(waiting.contains("user_a") && waiting.contains("user_b"), "\(waiting)")
    #expect(try repository.fanin("resolve", "--take", "b").status == 0)
    let result = try repository.fanin("resolve", "--continue")
    #expect(result.status == 0, "\(result)")
    #expect(repository.read("test_x.py") == waiting)
    #expect(repository.read("shared.txt") == Self.lines([5: "something else"]))
    #expect(try repository.gitResult(["merge-base", "--is-ancestor", "b", "main"]).status == 0)
    try repository.expectSound()
  }
}
