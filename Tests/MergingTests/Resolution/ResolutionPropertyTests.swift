import Foundation
import Merging
import TestSupport
import Testing

/// What holds whatever the rules make of random texts.
@Suite("Properties of a resolution")
struct ResolutionPropertyTests {
  /// How many merges each property is tried on: `MERGING_TEST_COUNT`, else a few for every day.
  private static let count =
    ProcessInfo.processInfo.environment["MERGING_TEST_COUNT"].flatMap { Int($0) } ?? 400

  private static func forEachCase(_ name: String, _ body: (ResolutionRequest) -> Bool) {
    let seed = SeededGenerator.seed(for: name)
    var maker = SourceMaker(seed: seed)
    for number in 0..<count where !body(maker.request()) {
      Issue.record("case \(number) of seed \(seed)")
      return
    }
  }

  @Test func `a text that git merges is git's`() {
    Self.forEachCase("clean") { request in
      let git = mergeText(base: request.base, ours: request.ours, theirs: request.theirs)
      let resolved = resolveText(request)
      return !git.isClean || resolved.bytes == git.bytes && resolved.decisions.isEmpty
    }
  }

  @Test func `a text in which no rule may act is git's in every style`() {
    for style in [ConflictStyle.merge, .diff3, .zdiff3] {
      Self.forEachCase("asking") { request in
        var request = request
        request.options.style = style
        request.policy.accept = .ask
        let git = mergeText(
          base: request.base, ours: request.ours, theirs: request.theirs, options: request.options)
        let resolved = resolveText(request)
        return resolved.bytes == git.bytes && resolved.conflicts == git.conflicts
      }
    }
  }

  @Test func `no line is lost or invented where a rule does not say so`() {
    Self.forEachCase("lines") { request in
      let resolved = resolveText(request)
      let composing: Set<String> = ["version", "imports", "tokens", "white-space", "entries", "keyed"]
      // The rule that is named is the least sure one of a conflict; the reason has them all.
      let isPlain = resolved.decisions.allSatisfy { decision in
        !composing.contains(decision.rule)
          && (decision.rule != "adjacent" || decision.reason == "each side changed its own lines")
      }
      guard resolved.isClean, isPlain else { return true }
      let problems = checkMergedText(
        base: request.base, ours: request.ours, theirs: request.theirs, merged: resolved.bytes,
        path: request.path)
      return problems.allSatisfy { ![.lostLine, .inventedLine, .marker].contains($0.kind) }
    }
  }

  /// The lines in an order of their own, white space at the end of lines and of the text aside.
  private static func sorted(_ text: [UInt8]) -> [[UInt8]] {
    withoutEnd(text[...]).split(separator: 0x0A, omittingEmptySubsequences: false)
      .map { Array(withoutEnd($0)) }.sorted { $0.lexicographicallyPrecedes($1) }
  }

  private static func withoutEnd(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    text[..<(text.lastIndex { $0 > 0x20 }.map { $0 + 1 } ?? text.startIndex)]
  }

  @Test func `swapping the sides leaves the same open and gives the same lines, white space at ends aside`() {
    Self.forEachCase("swap") { request in
      var swapped = request
      (swapped.ours, swapped.theirs) = (request.theirs, request.ours)
      let (one, other) = (resolveText(request), resolveText(swapped))
      return one.isClean == other.isClean
        && (!one.isClean || Self.sorted(one.bytes) == Self.sorted(other.bytes))
    }
  }

  @Test func `a name that is code in one side and in a string in the other counts in either order`() {
    let (path, base) = (Array("a.py".utf8), Array("a = 1\nx1\n\nimport x1\n\nb = 2\n".utf8))
    let ours = Array("a = 1\nx1\n\n  import x1\n\nb = 2\n".utf8)
    let theirs = Array("'''\na = 1\nx1\n\n\nb = 2\n".utf8)
    let one = resolveText(ResolutionRequest(base: base, ours: ours, theirs: theirs, path: path))
    let other = resolveText(ResolutionRequest(base: base, ours: theirs, theirs: ours, path: path))
    #expect(one.isClean == other.isClean)
    #expect(!one.isClean || Self.sorted(one.bytes) == Self.sorted(other.bytes))
  }

  @Test func `sides that are the same, and a side that changed nothing, leave no choice`() {
    Self.forEachCase("no choice") { request in
      let (base, ours, theirs) = (request.base, request.ours, request.theirs)
      return [(base, ours, ours, ours), (base, base, theirs, theirs), (base, ours, base, ours)].allSatisfy {
        resolveText(ResolutionRequest(base: $0, ours: $1, theirs: $2, path: request.path)).bytes == $3
      }
    }
  }

  @Test func `decisions ascend, and open ones are the conflicts`() {
    Self.forEachCase("decisions") { request in
      let resolved = resolveText(request)
      let count = lines(resolved.bytes).count
      return resolved.decisions.filter { $0.certainty == .ask }.map(\.merged)
        == resolved.conflicts.map(\.merged)
        && zip(resolved.decisions, resolved.decisions.dropFirst()).allSatisfy {
          $0.merged.upperBound <= $1.merged.lowerBound && $0.ours.upperBound <= $1.ours.lowerBound
        } && resolved.decisions.allSatisfy { $0.merged.upperBound <= count }
    }
  }

  @Test func `what people made of a conflict is used again, with the sides in either order`() {
    let memory = OneMemory(base: "b\n", ours: "x\n", theirs: "y\n", answer: "z\n")
    for (ours, theirs) in [("a\nx\nc\n", "a\ny\nc\n"), ("a\ny\nc\n", "a\nx\nc\n")] {
      let resolved = resolveText(
        ResolutionRequest(
          base: Array("a\nb\nc\n".utf8), ours: Array(ours.utf8), theirs: Array(theirs.utf8), memory: memory))
      #expect(resolved.bytes == Array("a\nz\nc\n".utf8))
      #expect(resolved.decisions.map(\.rule) == ["remembered"])
      #expect(resolved.decisions.map(\.certainty) == [.certain])
    }
  }
}

private struct OneMemory: ResolutionMemory {
  let base: String
  let ours: String
  let theirs: String
  let answer: String

  func remembered(
    base: ArraySlice<UInt8>, ours: ArraySlice<UInt8>, theirs: ArraySlice<UInt8>
  ) -> [UInt8]? {
    base.elementsEqual(self.base.utf8) && ours.elementsEqual(self.ours.utf8)
      && theirs.elementsEqual(self.theirs.utf8) ? Array(answer.utf8) : nil
  }
}
