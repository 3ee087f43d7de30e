import Conflicts
import Git
import GitValues
import TestSupport
import Testing

@testable import FanIn

/// The quick comparison of all pairs, checked against the merge of each pair.
@Suite("All pairs of branches at once")
struct ClashFinderTests {
  /// What is said of a pair.
  private struct Verdict: Equatable {
    var conflicts: Set<MergeReport.Conflict>
    var unmerged: [GitPath]

    init(_ merge: TreeMerge?) {
      conflicts = Set((merge?.conflicts ?? []).map { MergeReport.Conflict(kind: $0.kind, path: $0.path) })
      unmerged = (merge?.unmerged.keys.sorted()) ?? []
    }
  }

  /// Branches that left a moving target at several places, some of one another, some merged into one another.
  ///
  /// - Returns: the branches' tips, the target's last.
  private static func branches(
    _ count: Int, _ maker: inout TestTreeMaker, in repository: TestRepository
  ) -> [TestRepository.Mark] {
    var tree = maker.base().merging(TreeMergeCase.start) { $1 }
    var line = [(mark: repository.commit(tree), tree: tree)]
    for number in 1..<5 {
      tree = maker.changed(tree)
      line.append((repository.commit(tree, parents: [line[number - 1].mark], time: 1000 + number), tree))
    }
    var tips: [(mark: TestRepository.Mark, tree: TestTree)] = []
    for number in 0..<count {
      let isStacked = !tips.isEmpty && maker.random.chance(0.3)
      let start = maker.random.pick(isStacked ? tips : line)
      var parents = [start.mark]
      // Dates are of no help: some commits are older than those they are based on.
      let time = 900 + maker.random.below(400)
      if !tips.isEmpty, maker.random.chance(0.25) {
        let other = maker.random.pick(maker.random.chance(0.5) ? tips : line)
        if other.mark != start.mark { parents.append(other.mark) }
      }
      let end = maker.changed(start.tree)
      let mark = repository.commit(end, parents: parents, time: time + number)
      tips.append((mark, end))
    }
    return tips.map(\.mark) + [line[4].mark]
  }

  private static func verdicts(
    _ tips: [ObjectID], in repository: TestRepository
  ) throws -> [[ObjectID]: Verdict] {
    let merger = try CommitMerger(try repository.open(), attributesOf: tips[0])
    var finder = try ClashFinder(tips: tips, merger: merger)
    var result: [[ObjectID]: Verdict] = [:]
    for outcome in try finder.run(progress: { _, _ in }) {
      result[[tips[outcome.a], tips[outcome.b]]] = Verdict(outcome.merge)
    }
    return result
  }

  @Test(arguments: 0..<12)
  func `pairs conflict as their merge does, in any order of branches`(_ round: UInt64) throws {
    let seed = SeededGenerator.seed(for: "pairs \(round)") &+ round
    var maker = TestTreeMaker(seed: seed)
    let repository = try TestRepository()
    let marks = Self.branches(8, &maker, in: repository)
    try repository.write()
    let tips = marks.map(repository.id)
    for order in [tips, tips.reversed(), tips.shuffled(using: &maker.random)] {
      let quick = try Self.verdicts(order, in: repository)
      let merger = try CommitMerger(try repository.open(), attributesOf: tips[0])
      for (index, a) in order.enumerated() {
        for b in order[(index + 1)...] {
          let merge = try merger.merge(a, b, names: SideNames(ours: "ours", theirs: "theirs"))
          let expected = Verdict(merge.merge)
          #expect(quick[[a, b]] ?? Verdict(nil) == expected, "seed \(seed), \(a.short) and \(b.short)")
        }
      }
    }
  }

  @Test func `files that both sides changed are told even where they merge`() throws {
    let repository = try TestRepository()
    let start = TreeMergeCase.start
    let root = repository.commit(start)
    let one = repository.commit(start.with(["top.txt": .lines("top", 10, [1: "x"])]), parents: [root])
    let two = repository.commit(start.with(["top.txt": .lines("top", 10, [9: "y"])]), parents: [root])
    try repository.write()
    let merger = try CommitMerger(try repository.open(), attributesOf: repository.id(root))
    var finder = try ClashFinder(tips: [one, two, root].map(repository.id), merger: merger)
    let outcomes = try finder.run { _, _ in }
    #expect(outcomes.map { [$0.a, $0.b] } == [[0, 1]])
    #expect(outcomes[0].merge.isClean)
    #expect(outcomes[0].merge.shared == ["top.txt"])
    #expect(try finder.changedCount(0) == 1)
  }

  @Test func `what the target changed meanwhile is a younger branch's, too`() throws {
    let repository = try TestRepository()
    let start = TreeMergeCase.start
    let root = repository.commit(start)
    let old = repository.commit(start.with(["top.txt": .lines("top", 10, [5: "x"])]), parents: [root])
    let moved = start.with(["top.txt": .lines("top", 10, [5: "y"])])
    let target = repository.commit(moved, parents: [root], time: 1001)
    let young = repository.commit(moved.with(["app/d.txt": "new\n"]), parents: [target], time: 1002)
    try repository.write()
    let merger = try CommitMerger(try repository.open(), attributesOf: repository.id(root))
    var finder = try ClashFinder(tips: [old, young, target].map(repository.id), merger: merger)
    let conflicted = try finder.run { _, _ in }.filter { !$0.merge.isClean }
    #expect(conflicted.map { [$0.a, $0.b] } == [[0, 1], [0, 2]])
    #expect(try finder.changedCount(1) == 1)
  }
}
