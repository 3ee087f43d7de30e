import TestSupport
import Testing

@testable import Merging

/// Each check refuses what breaks it, and lets the rest pass.
@Suite("Checks of merged texts")
struct CheckTests {
  @Test(arguments: texts) func `finds what is wrong with a text`(_ one: CheckedText) {
    #expect(one.problems(of: one.wrong).map(\.kind) == [one.kind])
    #expect(one.problems(of: one.right).isEmpty)
  }

  static let texts = [
    CheckedText(kind: .lostLine, path: "a.txt", wrong: "a\nx\n", right: "a\nx\ny\n"),
    CheckedText(kind: .inventedLine, path: "a.txt", wrong: "a\nx\nz\ny\n", right: "  a\nx\n\ny\n"),
    CheckedText(
      kind: .marker, path: "a.txt", wrong: "a\n<<<<<<< x\nx\ny\n", right: "a\nx\ny\n", added: "<<<<<<< x"),
    CheckedText(
      kind: .unbalanced, path: "a.py", base: "a = (\n    1,\n)\n",
      ours: "a = (\n    1,\n)\nb = (\n    1,\n)\n",
      theirs: "a = (\n    1,\n)\n", wrong: "a = (\n    1,\n)\nb = (\n    1,\n",
      right: "a = (\n    1,\n)\nb = (\n    1,\n)\n"),
    CheckedText(
      kind: .duplicateImport, path: "a.py", base: "x = 1\n", ours: "import os\nx = 1\n",
      theirs: "x = 1\nimport os\n",
      wrong: "import os\nx = 1\nimport os\n", right: "import os\nx = 1\n"),
    CheckedText(
      kind: .duplicateDefinition, path: "a.py", base: "x = 1\n", ours: "def f():\n    pass\nx = 1\n",
      theirs: "x = 1\ndef f():\n    pass\n", wrong: "def f():\n    pass\nx = 1\ndef f():\n    pass\n",
      right: "def f():\n    pass\nx = 1\n"),
  ]

  @Test func `whole lines are told apart without a look at their white space`() {
    let ground = MergeGround(base: bytes("a\nb\n"), ours: bytes("a\nx\nb\n"), theirs: bytes("a\nb\ny\n"))
    #expect(ground.suspectLines(of: bytes("a\nx\nb\ny\n")).isEmpty)
    #expect(ground.suspectLines(of: bytes("x\ny\n")).isEmpty)
    #expect(!ground.suspectLines(of: bytes("a\nb\ny\n")).isEmpty)
    #expect(!ground.suspectLines(of: bytes("a\nx\nb\ny\nz\n")).isEmpty)
    #expect(!ground.suspectLines(of: bytes("a\n x\nb\ny\n")).isEmpty)
  }

  @Test func `a line that stands twice in a side must not be lost though the base has it once`() {
    let ground = MergeGround(base: bytes("a\nb\n"), ours: bytes("a\nb\na\n"), theirs: bytes("b\n"))
    #expect(!ground.suspectLines(of: bytes("b\n")).isEmpty)
    #expect(ground.suspectLines(of: bytes("b\na\n")).isEmpty)
  }

  @Test func `what is missing or new is found among the suspects alone`() {
    let seed = SeededGenerator.seed(for: "suspects")
    var maker = TripleMaker(seed: seed)
    for _ in 0..<200 {
      let triple = maker.triple(.small)
      let ground = MergeGround(base: triple.base, ours: triple.ours, theirs: triple.theirs)
      for merged in [triple.ours, triple.theirs, triple.base, maker.triple(.small).ours] {
        func problems(_ filter: ContentFilter?) -> [Problem] {
          LineCheck.problems(
            base: triple.base[...], ours: triple.ours[...], theirs: triple.theirs[...], merged: merged[...],
            among: filter)
        }
        let suspects = ground.suspectLines(of: merged)
        #expect(problems(ContentFilter(suspects)) == problems(nil), "seed \(seed)")
      }
    }
  }

  @Test(arguments: settlements) func `a settlement is held to what its rule may do`(_ one: CheckedSettlement)
  {
    #expect(!one.isPassed(one.wrong))
    #expect(one.isPassed(one.right))
  }

  static let settlements = [
    CheckedSettlement(name: "a lost line", wrong: "one\n", right: "one\ntwo\n"),
    CheckedSettlement(name: "a new line", wrong: "one\ntwo\nsix\n", right: "one\ntwo\n"),
    CheckedSettlement(name: "a missing line feed", wrong: "one\ntwo", right: "one\ntwo\n"),
    CheckedSettlement(
      name: "an open bracket", ours: "f(\n1)\n", theirs: "2\n", wrong: "f(\n2\n1)\n)\n", right: "f(\n1)\n2\n"),
    CheckedSettlement(
      name: "a lost word", liberties: .composes, ours: "one two\n", theirs: "one six\n", wrong: "one two\n",
      right: "one two six\n"),
    CheckedSettlement(
      name: "a new word", liberties: .composes, ours: "one two\n", theirs: "one six\n",
      wrong: "one two six ten\n",
      right: "one two, six\n"),
    CheckedSettlement(
      name: "neither side", liberties: .drops, ours: "one\n", theirs: "two\n", wrong: "one\ntwo\n",
      right: "two\n"),
  ]

  @Test func `what a person wrote is not checked`() {
    let written = CheckedSettlement(name: "", liberties: .invents, wrong: "", right: "")
    #expect(written.isPassed("anything (\n"))
  }
}

private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

/// A merged text that breaks one check, and one that breaks none.
struct CheckedText: Sendable {
  let kind: Problem.Kind
  let path: String
  var base = "a\n"
  var ours = "a\nx\n"
  var theirs = "a\ny\n"
  let wrong: String
  let right: String
  /// A line that is in the base, so that only what it looks like is wrong.
  var added = ""

  func problems(of merged: String) -> [Problem] {
    let base = bytes(added.isEmpty ? base : base + added + "\n")
    return checkMergedText(
      base: base, ours: bytes(ours), theirs: bytes(theirs), merged: bytes(merged), path: bytes(path))
  }
}

/// Lines in the place of a whole file that both sides added.
struct CheckedSettlement: Sendable {
  let name: String
  var liberties: Settlement.Liberties = []
  var ours = "one\n"
  var theirs = "two\n"
  let wrong: String
  let right: String

  func isPassed(_ merged: String) -> Bool {
    let ground = MergeGround(base: [], ours: bytes(ours), theirs: bytes(theirs))
    let scene = MergeScene(
      base: ground.base, ours: ground.ours, theirs: ground.theirs, path: bytes("a.txt"),
      regions: ground.regions,
      differ: ground.differ, memory: NoMemory())
    let hunk = Hunk(base: 0..<0, ours: 0..<ground.ours.count, theirs: 0..<ground.theirs.count)
    let settlement = Settlement(
      bytes: bytes(merged), certainty: .certain, reason: "", liberties: liberties)
    return SettlementCheck(scene: scene, hunk: hunk, settlement: settlement).isPassed
  }
}
