import Merging
import TestSupport
import Testing

@Suite("Line diffs")
struct LineDiffTests {
  private func diff(_ old: String, _ new: String) -> [LineChange] {
    diffLines(old: Array(old.utf8), new: Array(new.utf8))
  }

  @Test func `equal texts have no changes`() {
    #expect(diff("a\nb\n", "a\nb\n").isEmpty)
    #expect(diff("", "").isEmpty)
  }

  @Test func `an empty text differs in all lines`() {
    #expect(diff("", "a\nb") == [LineChange(old: 0..<0, new: 0..<2)])
    #expect(diff("a\nb", "") == [LineChange(old: 0..<2, new: 0..<0)])
  }

  @Test func `a missing last line feed makes another line`() {
    #expect(diff("a\nb\n", "a\nb") == [LineChange(old: 1..<2, new: 1..<2)])
  }

  @Test func `an insertion among equal lines slides to the end`() {
    #expect(diff("a\nx\nx\nb\n", "a\nx\nx\nx\nb\n") == [LineChange(old: 3..<3, new: 3..<4)])
  }

  @Test func `of two swapped blocks the one that comes first in the new text stays`() {
    let changes = diff("f\n{\n}\ng\n{\n}\n", "g\n{\n}\nf\n{\n}\n")
    #expect(changes == [LineChange(old: 0..<3, new: 0..<0), LineChange(old: 6..<6, new: 3..<6)])
  }

  @Test(arguments: TripleMaker.Size.allCases)
  func `unchanged lines are equal and changes ascend`(size: TripleMaker.Size) {
    let seed = SeededGenerator.seed(for: "diff")
    var maker = TripleMaker(seed: seed)
    for _ in 0..<(size == .huge ? 1 : size == .long ? 3 : 40) {
      let triple = maker.triple(size)
      let (old, new) = (lines(triple.ours), lines(triple.theirs))
      var done = (old: 0, new: 0)
      for change in diffLines(old: triple.ours, new: triple.theirs) {
        #expect(old[done.old..<change.old.lowerBound] == new[done.new..<change.new.lowerBound])
        #expect(!change.old.isEmpty || !change.new.isEmpty)
        done = (change.old.upperBound, change.new.upperBound)
      }
      #expect(old[done.old...] == new[done.new...], "seed \(seed)")
    }
  }
}
