import Merging
import Testing

private func merge(
  _ base: String, _ ours: String, _ theirs: String, _ options: TextMergeOptions = TextMergeOptions()
) -> TextMerge {
  mergeText(base: Array(base.utf8), ours: Array(ours.utf8), theirs: Array(theirs.utf8), options: options)
}

private func text(_ merge: TextMerge) -> String {
  String(decoding: merge.bytes, as: UTF8.self)
}

@Suite("Merging texts by hand")
struct TextMergeTests {
  @Test func `changes in different places are both taken`() {
    let result = merge("a\nb\nc\nd\ne\n", "A\nb\nc\nd\ne\n", "a\nb\nc\nd\nE\n")
    #expect(text(result) == "A\nb\nc\nd\nE\n")
    #expect(result.isClean)
  }

  @Test func `a conflict names its lines in every text`() {
    let result = merge("1\n2\n3\n", "1\nours\n3\n", "1\ntheirs\nmore\n3\n")
    #expect(text(result) == "1\n<<<<<<<\nours\n=======\ntheirs\nmore\n>>>>>>>\n3\n")
    #expect(result.conflicts == [ConflictHunk(base: 1..<2, ours: 1..<2, theirs: 1..<3, merged: 1..<7)])
    #expect(!result.isClean)
  }

  @Test func `a conflict shrinks to the lines that differ, and its base with it`() {
    // Both sides made A of a, so what is left of the first conflict is an insertion behind it.
    let result = merge(
      "a\nb\nc\nd\ne\nf\n", "A\nb\nc\nd\ne\nF1\n", "A\nx\nb\nc\nd\ne\nF2\n")
    #expect(result.conflicts.map(\.base) == [1..<1, 5..<6])
  }

  @Test func `the base stands between the sides in style diff3`() {
    let options = TextMergeOptions(
      style: .diff3, markerSize: 3, oursLabel: Array("o".utf8), baseLabel: Array("b".utf8),
      theirsLabel: Array("t".utf8))
    let result = merge("1\n2\n", "1\nx\ny\n", "1\nx\nz\n", options)
    #expect(text(result) == "1\n<<< o\nx\ny\n||| b\n2\n===\nx\nz\n>>> t\n")
  }

  @Test func `style zdiff3 moves shared lines out of the conflict`() {
    let result = merge("1\n2\n", "1\nx\ny\n", "1\nx\nz\n", TextMergeOptions(style: .zdiff3))
    #expect(text(result) == "1\nx\n<<<<<<<\ny\n|||||||\n2\n=======\nz\n>>>>>>>\n")
    #expect(result.conflicts == [ConflictHunk(base: 1..<2, ours: 2..<3, theirs: 2..<3, merged: 2..<9)])
  }

  @Test(arguments: [(Favor.ours, "1\nx\n"), (.theirs, "1\ny\n"), (.union, "1\nx\ny\n")])
  func `a favored merge is clean`(favor: Favor, expected: String) {
    let result = merge("1\n2\n", "1\nx\n", "1\ny\n", TextMergeOptions(favor: favor))
    #expect(text(result) == expected)
    #expect(result.isClean)
  }

  @Test func `markers end as the lines around them do`() {
    let result = merge("a\r\nb\r\n", "a\r\nx\r\n", "a\r\ny")
    #expect(text(result) == "a\r\n<<<<<<<\r\nx\r\n=======\r\ny\r\n>>>>>>>\r\n")
  }

  @Test func `a marker size below one means seven`() {
    let result = merge("a\n", "b\n", "c\n", TextMergeOptions(markerSize: 0))
    #expect(text(result) == "<<<<<<<\nb\n=======\nc\n>>>>>>>\n")
  }

  @Test func `texts that were both added conflict where they differ`() {
    let result = merge("", "a\nb\n", "a\nc\n")
    #expect(text(result) == "a\n<<<<<<<\nb\n=======\nc\n>>>>>>>\n")
    #expect(result.conflicts.map(\.base) == [0..<0])
  }
}

@Suite("Changes near each other")
struct NearbyChangeTests {
  @Test(arguments: [(1, true), (3, true), (4, false)])
  func `two changes count up to three lines apart`(distance: Int, isNearby: Bool) {
    let between = (0..<distance).map { "line \($0)\n" }.joined()
    let result = merge("a\n" + between + "b\n", "A\n" + between + "b\n", "a\n" + between + "B\n")
    #expect(result.isClean)
    let all = 0..<distance + 2
    #expect(result.nearby == (isNearby ? [NearbyChange(base: all, ours: all, theirs: all)] : []))
  }

  @Test func `a change that both sides made counts`() {
    let result = merge("1\n2\n3\n4\n5\n6\n7\n", "1\nx\n3\n4\n5\n6\n7\n", "1\nx\n3\n4\n5\n6\n7\ny\n")
    #expect(result.isClean)
    #expect(result.nearby == [NearbyChange(base: 1..<2, ours: 1..<2, theirs: 1..<2)])
  }

  @Test func `two changes of one side do not count`() {
    let result = merge("1\n2\n3\n4\n5\n6\n7\n8\n", "x\n2\ny\n4\n5\n6\n7\n8\n", "1\n2\n3\n4\n5\n6\n7\nz\n")
    #expect(result.nearby.isEmpty)
  }
}
