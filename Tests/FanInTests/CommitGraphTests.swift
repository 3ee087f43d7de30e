import Git
import GitValues
import TestSupport
import Testing

/// The graph of commits, compared with `git merge-base`.
@Suite("Commits descend as git says", .enabled(if: TestGit.isComparable))
struct CommitGraphTests {
  /// How a history's dates are made.
  enum Clock: CaseIterable, Sendable { case honest, standing, backwards, random }

  /// A random history with merges, criss-cross merges and several roots.
  private static func history(
    _ count: Int, _ clock: Clock, _ random: inout SeededGenerator, in repository: TestRepository
  ) -> [TestRepository.Mark] {
    var marks: [TestRepository.Mark] = []
    for number in 0..<count {
      let time =
        switch clock {
        case .honest: 1000 + number
        case .standing: 1000
        case .backwards: 9000 - number
        case .random: 1000 + random.below(50)
        }
      var parents: Set<Int> = []
      if number > 0, !random.chance(0.05) {
        for _ in 0..<random.pick([1, 1, 1, 2, 2, 3]) {
          parents.insert(max(0, number - 1 - random.below(min(number, 6))))
        }
      }
      marks.append(
        repository.commit(
          ["f": .lines("n", 2, [1: "\(number)"])], parents: parents.sorted().map { marks[$0] }, time: time))
    }
    return marks
  }

  @Test(arguments: Clock.allCases)
  func `merge bases are git's`(_ clock: Clock) throws {
    let seed = SeededGenerator.seed(for: "merge bases \(clock)")
    var random = SeededGenerator(seed: seed)
    let repository = try TestRepository()
    let ids = Self.history(40, clock, &random, in: repository)
    try repository.write()
    let graph = try repository.open().graph
    for _ in 0..<60 {
      let (a, b) = (repository.id(random.pick(ids)), repository.id(random.pick(ids)))
      let output = try repository.git("merge-base", "--all", a.hex, b.hex)
      let lines = String(decoding: output, as: UTF8.self).split(separator: "\n")
      let git = lines.compactMap { ObjectID(hex: $0) }
      let ours = try graph.mergeBases(a, b)
      #expect(Set(ours) == Set(git), "seed \(seed), \(a.short) and \(b.short)")
      #expect(try graph.isAncestor(a, of: b) == (git == [a]), "seed \(seed), \(a.short) and \(b.short)")
      #expect(try graph.mergeBases(b, a) == ours, "seed \(seed): the order of the commits matters")
    }
  }

  /// Everything that git reaches from a commit.
  private static func reached(from tip: ObjectID, in repository: TestRepository) throws -> Set<String> {
    let output = try repository.git("rev-list", tip.hex)
    return Set(String(decoding: output, as: UTF8.self).split(separator: "\n").map(String.init))
  }

  @Test(arguments: Clock.allCases)
  func `ancestors are git's`(_ clock: Clock) throws {
    let seed = SeededGenerator.seed(for: "ancestors \(clock)")
    var random = SeededGenerator(seed: seed)
    let repository = try TestRepository()
    let ids = Self.history(40, clock, &random, in: repository)
    try repository.write()
    let graph = try repository.open().graph
    for _ in 0..<6 {
      let tip = repository.id(random.pick(ids))
      let reached = try Self.reached(from: tip, in: repository)
      for mark in ids {
        let id = repository.id(mark)
        #expect(try graph.isAncestor(id, of: tip) == reached.contains(id.hex), "seed \(seed), \(id.short)")
      }
      let hidden = repository.id(random.pick(ids))
      // Two walks, as git's own difference of the two may be too large where clocks lie.
      let expected = reached.subtracting(try Self.reached(from: hidden, in: repository))
      let found = Set(try graph.commits(from: tip, hiding: hidden).map(\.hex))
      // Where clocks lie a few too many may be listed, as by git; none may be missing.
      let isRight = clock == .honest ? found == expected : found.isSuperset(of: expected)
      #expect(isRight, "seed \(seed), \(tip.short) without \(hidden.short)")
    }
  }
}
