import Merging
import TestSupport
import Testing

/// The merge is compared with git itself, byte for byte, on random texts.
@Suite("Equal to git", .enabled(if: GitOracle.isComparable))
struct GitEqualityTests {
  private static func triples(_ seed: UInt64, _ counts: [TripleMaker.Size: Int]) -> [Triple] {
    var maker = TripleMaker(seed: seed)
    return TripleMaker.Size.allCases.flatMap { size in
      (0..<counts[size, default: 0]).map { _ in maker.triple(size) }
    }
  }

  /// Expects that merging each triple gives the text git gave.
  private static func expectEqual(
    _ triples: [Triple], _ texts: [[UInt8]], options: TextMergeOptions, seed: UInt64
  ) {
    for (number, (triple, text)) in zip(triples, texts).enumerated() {
      let merge = mergeText(
        base: triple.base, ours: triple.ours, theirs: triple.theirs, options: options)
      if merge.bytes == text { continue }
      Issue.record(
        """
        triple \(number) of seed \(seed)
        git: \(String(decoding: text, as: UTF8.self).debugDescription)
        here: \(String(decoding: merge.bytes, as: UTF8.self).debugDescription)
        """)
      return
    }
  }

  private static func options(
    _ oracle: borrowing GitOracle, style: ConflictStyle = .merge, favor: Favor = .none, markerSize: Int = 7
  ) throws -> TextMergeOptions {
    TextMergeOptions(
      style: style, favor: favor, markerSize: markerSize, oursLabel: Array("ours".utf8),
      baseLabel: try oracle.baseLabel(), theirsLabel: Array("theirs".utf8))
  }

  @Test func `clean and conflicting texts are git's in all three styles`() throws {
    let seed = SeededGenerator.seed(for: "styles")
    let triples = Self.triples(
      seed, [.tiny: 900, .small: 700, .medium: 100, .repetitive: 12, .long: 2])
    let oracle = try GitOracle(triples)
    for (style, name) in [(ConflictStyle.merge, "merge"), (.diff3, "diff3"), (.zdiff3, "zdiff3")] {
      let options = try Self.options(oracle, style: style)
      Self.expectEqual(triples, try oracle.merged(style: name), options: options, seed: seed)
    }
  }

  @Test func `a text of tens of thousands of repeated lines is git's`() throws {
    let seed = SeededGenerator.seed(for: "huge")
    let triples = Self.triples(seed, [.huge: 1])
    let oracle = try GitOracle(triples)
    let options = try Self.options(oracle)
    Self.expectEqual(triples, try oracle.merged(style: "merge"), options: options, seed: seed)
  }

  @Test func `a union is git's`() throws {
    let seed = SeededGenerator.seed(for: "union")
    let triples = Self.triples(seed, [.tiny: 300, .small: 300, .medium: 50])
    let oracle = try GitOracle(triples, attributes: "* merge=union\n")
    let options = try Self.options(oracle, favor: .union)
    Self.expectEqual(triples, try oracle.merged(style: "merge"), options: options, seed: seed)
  }

  @Test func `markers of another size are git's`() throws {
    let seed = SeededGenerator.seed(for: "marker size")
    let triples = Self.triples(seed, [.tiny: 100, .small: 100])
    let oracle = try GitOracle(triples, attributes: "* conflict-marker-size=13\n")
    let options = try Self.options(oracle, style: .diff3, markerSize: 13)
    Self.expectEqual(triples, try oracle.merged(style: "diff3"), options: options, seed: seed)
  }

  @Test(arguments: [(Favor.ours, "ours"), (.theirs, "theirs")])
  func `one side wins every conflict as it does in git`(favor: Favor, side: String) throws {
    let seed = SeededGenerator.seed(for: "favor")
    let triples = Self.triples(seed, [.tiny: 100, .small: 150, .medium: 30])
    let oracle = try GitOracle(triples, isBare: false)
    let options = try Self.options(oracle, favor: favor)
    Self.expectEqual(triples, try oracle.merged(favoring: side), options: options, seed: seed)
  }
}
