import Merging
import TestSupport
import Testing

/// What is said of a text whose conflicts somebody settled.
@Suite struct SettledTextTests {
  /// What is wrong with an answer to a merge of three texts.
  private func problems(
    _ base: String, _ ours: String, _ theirs: String, answer: String, path: String = "f.py"
  ) -> [Problem] {
    let (base, ours, theirs) = (Array(base.utf8), Array(ours.utf8), Array(theirs.utf8))
    let merge = mergeText(base: base, ours: ours, theirs: theirs)
    return checkSettledText(
      base: base, ours: ours, theirs: theirs, marked: merge.bytes, conflicts: merge.conflicts,
      result: Array(answer.utf8), path: Array(path.utf8))
  }

  private static let start = "import os\n\n\ndef a():\n    return 1\n"

  @Test(arguments: ["return 2", "return 3", "return 2 + 3", "pass"])
  func `A line that both changed may become anything`(line: String) {
    let text = { (line: String) in Self.start.replacing("return 1", with: line) }
    #expect(problems(Self.start, text("return 2"), text("return 3"), answer: text(line)).isEmpty)
  }

  @Test func `A definition that a side added may not go, wherever it was`() {
    let one = Self.start + "\n\ndef one(x):\n    return x\n"
    let two = Self.start + "\n\ndef two(y):\n    return y\n"
    #expect(problems(Self.start, one, two, answer: one).contains(Problem(kind: .lostName, text: "two")))
    #expect(problems(Self.start, one, two, answer: two).contains(Problem(kind: .lostName, text: "one")))
    #expect(problems(Self.start, one, two, answer: one + "\n\ndef two(y):\n    return y\n").isEmpty)
    // One name in two ways: one has to go.
    let other = Self.start + "\n\ndef one(y):\n    return y * 2\n"
    for answer in [one, other] { #expect(problems(Self.start, one, other, answer: answer).isEmpty) }
  }

  @Test func `An import that a side added may be written in another way, and may not go`() {
    let base = "import os\nimport sys\n"
    let (ours, theirs) = (base + "from t import a\n", base + "from t import b\n")
    #expect(problems(base, ours, theirs, answer: base + "from t import a, b\n").isEmpty)
    #expect(problems(base, ours, theirs, answer: ours).contains(Problem(kind: .lostName, text: "b")))
  }

  @Test func `Lines that both added are all there, in whatever form`() {
    let base = "# Tools\n"
    let (ours, theirs) = (base + "- search, by Ann\n", base + "- projects, by Bob\n")
    func lost(_ answer: String) -> [Problem] { problems(base, ours, theirs, answer: answer, path: "README") }
    #expect(lost(base + "- projects (Bob), search (Ann)\n").isEmpty)
    #expect(lost(ours) == [Problem(kind: .lostLine, text: "- projects, by Bob")])
    #expect(lost(theirs) == [Problem(kind: .lostLine, text: "- search, by Ann")])
  }

  @Test func `A line that stood beside the conflict may not go if a side added it`() {
    let lines = (1...9).map { "line \($0)" }
    func text(_ changes: [Int: String]) -> String {
      lines.indices.map { (changes[$0 + 1] ?? lines[$0]) + "\n" }.joined()
    }
    let (ours, theirs) = (text([2: "ours", 9: "a"]), text([9: "b"]))
    #expect(problems(text([:]), ours, theirs, answer: text([2: "ours", 9: "ab"]), path: "f").isEmpty)
    #expect(
      problems(text([:]), ours, theirs, answer: text([9: "ab"]), path: "f")
        == [Problem(kind: .lostLine, text: "ours")])
  }

  @Test func `Brackets that do not close are told, and so are markers`() {
    let base = "x = [1]\n"
    let kinds = problems(base, "x = [1, 2]\n", "x = [1, 3]\n", answer: "x = [1, 2, 3\n").map(\.kind)
    #expect(kinds == [.unbalanced])
    #expect(
      problems(base, "x = [1, 2]\n", "x = [1, 3]\n", answer: "<<<<<<< a\nx = [1]\n").contains {
        $0.kind == .marker
      })
  }

  // Where conflicts are in an answer.

  private func places(_ marked: [String], _ conflicts: [Range<Int>], _ result: [String]) -> ConflictPlaces {
    func bytes(_ lines: [String]) -> [UInt8] { Array(lines.map { $0 + "\n" }.joined().utf8) }
    return ConflictPlaces.find(conflicts, of: bytes(marked), in: bytes(result))
  }

  @Test func `What stands around conflicts is found again, or the line that is gone is named`() {
    let marked = ["a", "<", "=", ">", "b", "b", "<", ">", "c"]
    let conflicts = [1..<4, 6..<8]
    #expect(places(marked, conflicts, ["a", "b", "b", "c"]) == .found([1..<1, 3..<3]))
    #expect(places(marked, conflicts, ["a", "x", "b", "b", "b", "y", "c"]) == .found([1..<2, 4..<6]))
    #expect(places(marked, conflicts, ["a", "b", "x", "b", "b", "c"]) == .found([1..<3, 5..<5]))
    #expect(places(marked, conflicts, ["x", "b", "b", "c"]) == .changed(line: 0))
    #expect(places(marked, conflicts, ["a", "b", "b", "d"]) == .changed(line: 8))
    #expect(places(marked, conflicts, ["a", "b", "c"]) == .changed(line: 4))
    #expect(places(marked, conflicts, ["a"]) == .changed(line: 8))
    #expect(places(marked, conflicts, []) == .changed(line: 0))
    #expect(places(["a"], [], ["a"]) == .found([]))
    #expect(places(["a"], [], ["a", "b"]) == .changed(line: 1))
    #expect(places(["<", ">"], [0..<2], []) == .found([0..<0]))
  }

  @Test func `Places are found if and only if the text around them stands in order`() {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<2000 {
      let letters = ["a", "b"]
      func some(_ most: Int) -> [String] {
        (0..<Int.random(in: 0...most, using: &random)).map { _ in letters.randomElement(using: &random) ?? ""
        }
      }
      let pieces = (0...Int.random(in: 0...3, using: &random)).map { _ in some(3) }
      var (marked, result, conflicts): ([String], [String], [Range<Int>]) = (pieces[0], pieces[0], [])
      for piece in pieces.dropFirst() {
        conflicts.append(marked.count..<marked.count + 2)
        marked += ["<", ">"] + piece
        result += some(4) + piece
      }
      guard case .found(let found) = places(marked, conflicts, result) else {
        Issue.record("\(marked) \(result)")
        continue
      }
      // Putting what was found into the places gives the result.
      var made: [String] = []
      var done = 0
      for (conflict, place) in zip(conflicts, found) {
        made += marked[done..<conflict.lowerBound] + result[place]
        done = conflict.upperBound
      }
      #expect(made + marked[done...] == result)
    }
  }
}
