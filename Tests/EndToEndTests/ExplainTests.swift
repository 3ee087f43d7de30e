import Foundation
import Testing

@Suite struct ExplainTests {
  private func settled() throws -> TemporaryRepository {
    let repository = try TemporaryRepository.clashing()
    #expect(try repository.fanin("resolve", "a", "b", "c").status == 1)
    try repository.write(
      "shared.txt", TemporaryRepository.lines([5: "both"]), in: repository.lanesFolder + "/resolve-b")
    #expect(try repository.fanin("resolve", "--continue").status == 0)
    return repository
  }

  @Test func `A merge is explained by what git would have written and what stands there`() throws {
    let repository = try settled()
    let before = repository.snapshot()
    let result = try repository.fanin("explain", "HEAD", "--json")
    #expect(result.status == 0, "\(result)")
    let merge = try result.document()["merges"][0]
    #expect(merge["commit"].string == (try repository.commit("HEAD")) && merge["lane"].string == "b")
    #expect(merge["parents"].strings == [try repository.commit("HEAD^1"), try repository.commit("b")])
    #expect(merge["decisions"][0]["path"].string == "shared.txt")
    #expect(merge["decisions"][0]["kind"].string == "content")
    #expect(merge["decisions"][0]["rule"].string == "by hand")
    let hunk = merge["paths"].first("path", "shared.txt")["hunks"][0]
    #expect(hunk["text"].string == "both\n" && hunk["lines"].list.compactMap(\.int) == [5, 5])
    #expect(hunk["rule"].string == "by hand")
    let git = try #require(hunk["git"].string)
    #expect(git.hasPrefix("<<<<<<< ") && git.contains("\na's\n=======\nb's\n>>>>>>> b\n"))
    #expect(repository.snapshot().differences(from: before) == [])
    let text = try repository.fanin("explain", "HEAD").output
    for word in ["Merge lane 'b'", "git would have written", "a's", "b's", "both", "by hand"] {
      #expect(text.contains(word), "\(text)")
    }
  }

  @Test func `A path is explained by the fan-ins that decided something about it`() throws {
    let repository = try settled()
    for word in ["shared.txt", "./shared.txt"] {
      let merges = try repository.fanin("explain", word, "--json").document()["merges"]
      #expect(merges.list.map { $0["lane"].string } == ["b"])
      #expect(merges[0]["paths"].list.count == 1)
    }
    let none = try repository.fanin("explain", "README")
    #expect(none.status == 0 && none.output == "no fan-in decided anything about it\n", "\(none)")
    let wrong = try repository.fanin("explain", "nothing")
    #expect(wrong.status == 2 && wrong.errors.contains("neither a commit nor a file"), "\(wrong)")
  }

  @Test func `A branch and a file of one name are told apart`() throws {
    let repository = try settled()
    try repository.git("branch", "shared.txt", "a")
    let commit = try repository.fanin("explain", "shared.txt", "--json").document()["merges"]
    #expect(commit[0]["commit"].string == (try repository.commit("a")))
    let path = try repository.fanin("explain", "./shared.txt", "--json").document()["merges"]
    #expect(path[0]["lane"].string == "b")
  }

  @Test func `Merges that nobody had to decide about, and other commits, are explained as that`() throws {
    let repository = try settled()
    #expect(try repository.fanin("explain", "HEAD~1").output.contains("git merges it cleanly"))
    #expect(try repository.fanin("explain", "a").output.contains("nothing was decided here"))
  }

  @Test func `Git's own merges are explained as well`() throws {
    let repository = try TemporaryRepository.clashing()
    try repository.git("checkout", "-q", "a")
    #expect(try repository.gitResult(["merge", "b"]).status == 1)
    try repository.write("shared.txt", TemporaryRepository.lines([5: "by git"]))
    try repository.git("commit", "-qam", "merged by git")
    let merge = try repository.fanin("explain", "HEAD", "--json").document()["merges"][0]
    #expect(merge["lane"].isNull && merge["decisions"].list.isEmpty)
    #expect(merge["paths"][0]["hunks"][0]["text"].string == "by git\n")
  }
}
