import TestSupport
import Testing

@testable import Merging

@Suite struct SettledHunksTests {
  /// The results for the conflicts of two texts, as text.
  private func results(base: String, ours: String, theirs: String, result: String) -> [String?] {
    let merged = mergeText(base: Array(base.utf8), ours: Array(ours.utf8), theirs: Array(theirs.utf8))
    #expect(!merged.isClean)
    let places = settledHunks(
      marked: merged.bytes, hunks: merged.conflicts.map(\.merged), result: Array(result.utf8))
    #expect(places.count == merged.conflicts.count)
    let lines = result.split(separator: "\n", omittingEmptySubsequences: false)
    return places.map { place in place.map { $0.map { lines[$0] }.joined(separator: ",") } }
  }

  private func lines(_ changes: [Int: String] = [:], count: Int = 20) -> String {
    (1...count).map { (changes[$0] ?? "line \($0)") + "\n" }.joined()
  }

  @Test(arguments: ["both", "a", "b", "a\nb", "", "line 4", "line 6\nline 7"])
  func `What stands between unchanged lines is the result`(text: String) {
    let result = text.isEmpty ? lines().replacing("line 5\n", with: "") : lines([5: text])
    let found = results(base: lines(), ours: lines([5: "a"]), theirs: lines([5: "b"]), result: result)
    #expect(found == [text.replacing("\n", with: ",")])
  }

  @Test func `Each of several conflicts is told apart, and changes elsewhere do not matter`() {
    let found = results(
      base: lines(), ours: lines([5: "a", 15: "c"]), theirs: lines([5: "b", 15: "d"]),
      result: "new\n" + lines([5: "1", 15: "2", 10: "edited"]))
    #expect(found == ["1", "2"])
  }

  @Test func `Changes beside a conflict leave it untold`() {
    for line in [3, 4, 6, 8] {
      let found = results(
        base: lines(), ours: lines([5: "a"]), theirs: lines([5: "b"]),
        result: lines([5: "1", line: "edited"]))
      #expect(found == [nil], "line \(line)")
    }
  }

  @Test func `A conflict that is still there is none that was settled`() {
    let merged = mergeText(
      base: Array(lines().utf8), ours: Array(lines([5: "a", 15: "c"]).utf8),
      theirs: Array(lines([5: "b", 15: "d"]).utf8))
    let half = String(decoding: merged.bytes, as: UTF8.self).replacing(
      "<<<<<<<\na\n=======\nb\n>>>>>>>\n", with: "1\n")
    let places = settledHunks(
      marked: merged.bytes, hunks: merged.conflicts.map(\.merged), result: Array(half.utf8))
    #expect(places == [4..<5, nil])
  }

  @Test func `At the ends of the file the conflict reaches to the end`() {
    #expect(results(base: "x\n", ours: "a\n", theirs: "b\n", result: "1\n2\n") == ["1,2"])
    #expect(results(base: "x\ny\n", ours: "a\ny\n", theirs: "b\ny\n", result: "1\ny\n") == ["1"])
    #expect(results(base: "x\ny\n", ours: "x\na\n", theirs: "x\nb\n", result: "x\n1") == ["1"])
    // Something in front of the first line, or behind the last, may belong to the conflict.
    #expect(results(base: "x\ny\n", ours: "a\ny\n", theirs: "b\ny\n", result: "1\ny\n2\n") == [nil])
  }

  @Test func `Repeated lines around a conflict do not make a guess`() {
    // The brace behind the conflict could be the first or the second one of the result.
    let found = results(
      base: "f {\nx\n}\n", ours: "f {\na\n}\n", theirs: "f {\nb\n}\n", result: "f {\n1\n}\ng {\n2\n}\n")
    #expect(found == ["1,},g {,2"] || found == [nil])
  }

  @Test func `Random texts are never taken apart wrongly`() {
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<300 {
      // Few distinct lines, so that everything stands in several places.
      func random(_ count: Int) -> [String] {
        (0..<count).map { _ in "\(Int.random(in: 0..<4, using: &generator))\n" }
      }
      let (above, below) = (random(4), random(4))
      let (ours, theirs, made) = (random(2), random(3), random(Int.random(in: 0..<4, using: &generator)))
      let marked = above + ["<<<<<<< x\n"] + ours + ["=======\n"] + theirs + [">>>>>>> y\n"] + below
      let hunk = above.count..<marked.count - below.count
      let result = above + made + below
      let places = settledHunks(
        marked: Array(marked.joined().utf8), hunks: [hunk], result: Array(result.joined().utf8))
      // What is told must give the result back when it is put in; and where one part only was touched it is told.
      if let place = places[0] {
        let rebuilt = above + result[place] + below
        #expect(rebuilt == result, "\(marked) \(result)")
      }
    }
  }
}
