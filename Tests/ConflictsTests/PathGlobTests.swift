import Conflicts
import GitValues
import Testing

@Suite("Owned paths")
struct PathGlobTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let glob: String
    let fits: [String]
    let misses: [String]
    var testDescription: String { glob }
  }

  static let cases = [
    Case(
      glob: "docs", fits: ["docs", "docs/a.md", "docs/a/b.md", "src/docs/x"], misses: ["docs2/a", "a/mydocs"]),
    Case(glob: "/docs", fits: ["docs/a.md"], misses: ["src/docs/x"]),
    Case(glob: "docs/", fits: ["docs/a/b.md"], misses: ["documents/a"]),
    Case(glob: "*.py", fits: ["a.py", "src/a.py"], misses: ["a.pyc", "py"]),
    Case(
      glob: "src/tools/project_*.py", fits: ["src/tools/project_a.py"],
      misses: ["src/tools/x/project_a.py", "src/tools/project_a/b.py", "lib/src/tools/project_a.py"]),
    Case(glob: "src/**", fits: ["src/a", "src/a/b/c"], misses: ["source/a", "lib/src/a"]),
    Case(
      glob: "src/**/test.c", fits: ["src/test.c", "src/a/test.c", "src/a/b/test.c"], misses: ["src/mytest.c"]),
    Case(glob: "**/x", fits: ["x", "a/x", "a/b/x"], misses: ["ax", "a/xb"]),
    Case(
      glob: "src/{models,services}/*.py", fits: ["src/models/a.py", "src/services/b.py"],
      misses: ["src/x/a.py"]),
    Case(glob: "f[0-9].txt", fits: ["f1.txt", "a/f9.txt"], misses: ["fa.txt", "f10.txt"]),
    Case(glob: "f[!0-9]", fits: ["fa"], misses: ["f1", "f/"]),
    Case(glob: "a?c", fits: ["abc", "x/adc"], misses: ["ac", "a/c"]),
    Case(glob: #"a\*b"#, fits: ["a*b"], misses: ["axb"]),
    Case(glob: "[", fits: ["["], misses: ["a"]),
    Case(glob: "übung", fits: ["übung/a"], misses: ["ubung"]),
  ]

  @Test("A pattern fits what git's own patterns of that form fit", arguments: cases)
  func fits(_ example: Case) {
    let glob = PathGlob(example.glob)
    for path in example.fits { #expect(glob.matches(GitPath(path)), "\(example.glob) should fit \(path)") }
    for path in example.misses {
      #expect(!glob.matches(GitPath(path)), "\(example.glob) should miss \(path)")
    }
  }

  @Test("A pattern made to take for ever is answered at once")
  func hostilePatternsAreBounded() {
    let glob = PathGlob(String(repeating: "*a", count: 60) + "b")
    #expect(!glob.matches(GitPath(String(repeating: "a", count: 4000))))
    let wide = PathGlob(String(repeating: "{a,b}", count: 40))
    #expect(!wide.matches("c"))
  }
}

@Suite("Names of clashes")
struct ClashIDTests {
  @Test("A clash keeps its name when the lanes change places")
  func orderOfLanesDoesNotCount() {
    let one = clashID(kind: "content", lanes: ["a", "b"], path: "src/x")
    #expect(one == clashID(kind: "content", lanes: ["b", "a"], path: "src/x"))
    #expect(one != clashID(kind: "content", lanes: ["a", "c"], path: "src/x"))
    #expect(one != clashID(kind: "add/add", lanes: ["a", "b"], path: "src/x"))
    #expect(one.count == 16)
  }

  @Test("Names and paths that run together are told apart")
  func partsDoNotRunTogether() {
    #expect(
      clashID(kind: "c", lanes: ["ab", "c"], path: "x") != clashID(kind: "c", lanes: ["a", "bc"], path: "x"))
  }
}
