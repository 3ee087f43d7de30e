import Git
import GitValues
import TestSupport
import Testing

@testable import FanIn

/// Random histories, compared with what `git merge-tree` makes of them.
@Suite("Random trees merge as git merges them", .enabled(if: TestGit.isComparable))
struct TreeMergePropertyTests {
  private struct Pair {
    let seed: UInt64
    let ours: TestRepository.Mark
    let theirs: TestRepository.Mark
  }

  /// Two commits from one base.
  private static func fork(_ seed: UInt64, in repository: TestRepository) -> Pair {
    var maker = TestTreeMaker(seed: seed)
    let tree = maker.base()
    let base = repository.commit(tree)
    let ours = repository.commit(maker.changed(tree), parents: [base])
    return Pair(seed: seed, ours: ours, theirs: repository.commit(maker.changed(tree), parents: [base]))
  }

  /// Two commits with two or three merge bases.
  private static func crossing(_ seed: UInt64, in repository: TestRepository) -> Pair {
    var maker = TestTreeMaker(seed: seed)
    let tree = maker.base()
    let root = repository.commit(tree)
    let trees = (0..<maker.random.pick([2, 2, 3])).map { _ in maker.changed(tree) }
    let middle = trees.enumerated().map {
      repository.commit($0.element, parents: [root], time: maker.random.chance(0.5) ? 1001 : 1001 + $0.offset)
    }
    var ends: [TestRepository.Mark] = []
    for order in [middle, maker.random.chance(0.5) ? middle : middle.reversed()] {
      let mixed = maker.random.pick(trees)
      ends.append(repository.commit(maker.changed(mixed), parents: order, time: 2000))
    }
    return Pair(seed: seed, ours: ends[0], theirs: ends[1])
  }

  /// Merges what `make` makes of many seeds and compares each merge with git's.
  private func check(
    _ name: String, count: Int, configuration: [String: String] = [:],
    make: (UInt64, TestRepository) -> Pair
  ) throws {
    let seed = SeededGenerator.seed(for: name)
    let repository = try TestRepository(configuration)
    let pairs = (0..<UInt64(count)).map { make(seed &+ $0, repository) }
    try repository.write()
    let oracle = MergeOracle(repository: repository)
    let ids = pairs.map { (repository.id($0.ours), repository.id($0.theirs)) }
    let outcomes = try oracle.merges(ids)
    let opened = try repository.open()
    let merger = try CommitMerger(opened, attributesOf: ids[0].0)
    var faults = 0
    for ((pair, (ours, theirs)), outcome) in zip(zip(pairs, ids), outcomes) {
      // Also where git fails, we must not.
      let merge = try merger.merge(ours, theirs, names: SideNames(ours: ours.hex, theirs: theirs.hex))
      let report = try MergeReport(merge, in: opened)
      let swapped = try merger.merge(theirs, ours, names: SideNames(ours: theirs.hex, theirs: ours.hex))
      guard let outcome, report == outcome.report else {
        faults += 1
        if let outcome, outcome.fault == nil, try !oracle.putsFileBelowFile(outcome, ours, theirs) {
          Issue.record("seed \(pair.seed)\ngit: \(outcome.report)\nhere: \(report)")
        }
        continue
      }
      guard report.isClean else { continue }
      #expect(swapped.merge.isClean, "seed \(pair.seed) depends on the order of the sides")
      let other = try MergeReport(swapped, in: opened)
      #expect(other.tree == report.tree, "seed \(pair.seed) depends on the order of the sides")
    }
    #expect(faults <= 5 + count / 50, "too many merges could not be compared")
  }

  @Test func `two sides of one base`() throws {
    try check("fork", count: 400, make: Self.fork)
  }

  @Test func `two sides of one base, with the base in conflicts`() throws {
    try check("diff3", count: 150, configuration: ["merge.conflictStyle": "diff3"], make: Self.fork)
  }

  @Test func `two sides with several merge bases`() throws {
    try check("crossing", count: 150, make: Self.crossing)
  }
}
