import Merging
import Testing

/// Conflicts on which merge tools lose lines: the answer is the one right text, or a person's.
@Suite("Adversarial conflicts")
struct AdversarialTests {
  @Test(arguments: cases) func `comes to the one right text or stays open`(_ one: Case) {
    for isSwapped in [false, true] {
      let asked = isSwapped ? one.swapped : one
      let resolved = asked.resolve()
      guard resolved.isClean else { continue }
      let text = String(decoding: resolved.bytes, as: UTF8.self)
      #expect(one.answers.contains(text), "\(text)")
    }
  }

  @Test(arguments: cases) func `loses and invents no line`(_ one: Case) {
    let resolved = one.resolve()
    guard resolved.isClean else { return }
    let problems = checkMergedText(
      base: Array(one.base.utf8), ours: Array(one.ours.utf8), theirs: Array(one.theirs.utf8),
      merged: resolved.bytes, path: Array(one.path.utf8))
    // A line may be composed of both sides' words; the table says which text is right.
    #expect(problems.allSatisfy { one.expected != nil && [.lostLine, .inventedLine].contains($0.kind) })
  }

  @Test(arguments: SameName.all) func `never settles two definitions of one name`(_ one: SameName) {
    let resolved = one.conflict.resolve()
    #expect(!resolved.isClean, "\(String(decoding: resolved.bytes, as: UTF8.self))")
  }

  @Test(arguments: SameName.all)
  func `settles nothing wrong in files of carriage returns, and in such without a last line feed`(
    _ one: SameName
  ) {
    let plain = one.conflict
    for change in [{ $0.replacing("\n", with: "\r\n") }, { String($0.dropLast()) }] as [(String) -> String] {
      let changed = Case(
        name: plain.name, path: plain.path, base: change(plain.base), ours: change(plain.ours),
        theirs: change(plain.theirs), expected: nil)
      #expect(!changed.resolve().isClean)
    }
  }

  @Test(arguments: SameName.all) func `comes to an end in ten thousand brackets`(_ one: SameName) {
    for open in ["([{", "<a>`${"] {
      let deep = String(repeating: open, count: 5_000) + "\n"
      let nested = Case(
        name: open, path: one.path, base: "a\n" + deep + "b\n", ours: "a\none\n" + deep + "b\n",
        theirs: "a\ntwo\n" + deep + "b\n", expected: nil)
      let resolved = nested.resolve()
      let both = [nested.base.replacing("a\n", with: "a\none\ntwo\n")]
      #expect(!resolved.isClean || both.contains(String(decoding: resolved.bytes, as: UTF8.self)))
    }
  }

  /// The caps on work hold in lines: a few long ones cost their bytes, and many short ones no table of all pairs.
  @Test func `ten megabytes in one conflict stay open`() {
    let long = String(repeating: "word ", count: 200_000) + "\n"
    let short = (0..<20_000).map { "line \($0) of many\n" }.joined()
    func text(_ word: String) -> String {
      "start\n" + String(repeating: word + long, count: 10) + short.replacing("many", with: word)
    }
    let large = Case(
      name: "large", path: "a.unknown", base: text("base"), ours: text("our"), theirs: text("their"),
      expected: nil)
    #expect(!large.resolve().isClean)
  }

  static let cases: [Case] =
    ListEnds.cases + MovedCode.cases + Comments.cases + Indentation.cases + Markers.cases
}

extension Case {
  /// The right texts: both insertions may stand in either order where the table says nothing of it.
  fileprivate var answers: [String] { [expected].compactMap { $0 } + others }

  fileprivate var swapped: Case {
    Case(
      name: name, path: path, base: base, ours: theirs, theirs: ours, expected: expected, others: others)
  }
}
