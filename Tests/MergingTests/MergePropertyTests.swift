import Merging
import TestSupport
import Testing

/// What holds for any merge, on random texts.
@Suite("Properties of a merge")
struct MergePropertyTests {
  private static func forEachTriple(_ name: String, _ body: (Triple) -> Bool) {
    let seed = SeededGenerator.seed(for: name)
    var maker = TripleMaker(seed: seed)
    for number in 0..<600 {
      let size: TripleMaker.Size = number % 10 == 0 ? .medium : number % 2 == 0 ? .small : .tiny
      if !body(maker.triple(size)) {
        Issue.record("triple \(number) of seed \(seed)")
        return
      }
    }
  }

  @Test func `swapping the sides of a clean merge gives the same text`() {
    Self.forEachTriple("swap") { triple in
      let merge = mergeText(base: triple.base, ours: triple.ours, theirs: triple.theirs)
      let swapped = mergeText(base: triple.base, ours: triple.theirs, theirs: triple.ours)
      return merge.isClean == swapped.isClean && (!merge.isClean || merge.bytes == swapped.bytes)
    }
  }

  @Test func `two equal sides merge to themselves`() {
    Self.forEachTriple("equal") { triple in
      let merge = mergeText(base: triple.base, ours: triple.ours, theirs: triple.ours)
      return merge.isClean && merge.bytes == triple.ours
    }
  }

  @Test func `a side that changed nothing leaves the other as it is`() {
    Self.forEachTriple("unchanged") { triple in
      let ours = mergeText(base: triple.base, ours: triple.ours, theirs: triple.base)
      let theirs = mergeText(base: triple.base, ours: triple.base, theirs: triple.theirs)
      return ours.isClean && ours.bytes == triple.ours && theirs.isClean && theirs.bytes == triple.theirs
    }
  }

  @Test func `hunks point at the lines they were made of`() {
    let options = TextMergeOptions(style: .diff3, oursLabel: Array("x".utf8))
    Self.forEachTriple("hunks") { triple in
      let merge = mergeText(
        base: triple.base, ours: triple.ours, theirs: triple.theirs, options: options)
      let (base, ours, theirs) = (lines(triple.base), lines(triple.ours), lines(triple.theirs))
      let merged = lines(merge.bytes)
      return merge.conflicts.allSatisfy { hunk in
        let written = merged[hunk.merged].map(content)
        let expected =
          ["<<<<<<< x"] + ours[hunk.ours].map(content) + ["|||||||"] + base[hunk.base].map(content)
          + ["======="] + theirs[hunk.theirs].map(content) + [">>>>>>>"]
        return written == expected
      }
    }
  }

  @Test func `hunks ascend and stay within the conflict's texts in every style`() {
    for style in [ConflictStyle.merge, .diff3, .zdiff3] {
      Self.forEachTriple("ascending") { triple in
        let merge = mergeText(
          base: triple.base, ours: triple.ours, theirs: triple.theirs,
          options: TextMergeOptions(style: style))
        let baseCount = lines(triple.base).count
        return zip(merge.conflicts, merge.conflicts.dropFirst()).allSatisfy { first, second in
          first.ours.upperBound <= second.ours.lowerBound
            && first.theirs.upperBound <= second.theirs.lowerBound
            && first.merged.upperBound < second.merged.lowerBound
            // Parts of one conflict may fall back to the base lines of all of it.
            && (style == .merge || first.base.lowerBound <= second.base.lowerBound)
        } && merge.conflicts.allSatisfy { $0.base.upperBound <= baseCount }
      }
    }
  }
}

/// A text's lines with their endings.
func lines(_ text: [UInt8]) -> [[UInt8]] {
  var lines: [[UInt8]] = []
  var rest = text[...]
  while let end = rest.firstIndex(of: 0x0A) {
    lines.append(Array(rest[...end]))
    rest = rest[(end + 1)...]
  }
  return rest.isEmpty ? lines : lines + [Array(rest)]
}

/// A line without its ending, which a conflict may have to add.
private func content(_ line: [UInt8]) -> String {
  var line = line
  if line.last == 0x0A { line.removeLast() }
  while line.last == 0x0D { line.removeLast() }
  return String(decoding: line, as: UTF8.self)
}
