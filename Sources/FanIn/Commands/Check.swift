public import Conflicts
public import Git
import GitValues

/// What `check` found.
public struct CheckReport: Sendable {
  public let target: Reference
  public let lanes: [Lane]
  /// The pairs that changed a path in common, or clash otherwise.
  public let pairs: [PairReport]
  /// All clashes, those that need a decision first.
  public let clashes: [Clash]

  public var openCount: Int { clashes.count { $0.isOpen } }
}

/// What two sides have to do with each other.
public struct PairReport: Sendable {
  public let a: String
  public let b: String
  /// How many paths both changed.
  public let same: Int
  /// How many times git stops.
  public let conflicts: Int
  /// How many times git is silently wrong.
  public let silent: Int
  /// How many clashes need a decision.
  public let open: Int
}

extension Workspace {
  /// Compares all pairs of lanes, and each lane with the target. Changes nothing.
  ///
  /// - Parameters:
  ///   - words: the branches; none means all lanes.
  ///   - into: the target; nil means the current branch.
  ///   - committedOnly: whether uncommitted and untracked files of worktrees are left out.
  ///   - progress: called now and then with how much is done, of how much.
  public func check(
    _ words: [String], into: String?, committedOnly: Bool, progress: (Int, Int) -> Void
  ) throws -> CheckReport {
    let target = try target(named: into)
    var lanes = try lanes(words, target: target)
    if !committedOnly { try inspectWorktrees(of: &lanes, counting: true) }
    let merger = try CommitMerger(repository, attributesOf: target.commit)
    let prepared = try LanePreparation(self, merger: merger, target: target).prepare(lanes)
    var finder = try ClashFinder(tips: prepared.lanes.map(\.tip) + [target.commit], merger: merger)
    let outcomes = try finder.run(progress: progress)
    for index in lanes.indices { lanes[index].changed = try finder.changedCount(index) }
    let names = lanes.map(\.name) + [target.name]
    var table = PairTable(names: names)
    for outcome in outcomes { table.add(outcome) }
    for clash in prepared.clashes { table.add(clash) }
    let clashes = table.clashes.sorted(by: Clash.isWorse)
    return CheckReport(target: target, lanes: lanes, pairs: table.pairs, clashes: clashes)
  }
}

/// The clashes of all pairs, counted for each.
private struct PairTable {
  private let names: [String]
  private let numbers: [ExactText: Int]
  private var found: [[Int]: (same: Int, clashes: [Clash])] = [:]
  private(set) var clashes: [Clash] = []

  /// - Parameter names: the sides, as clashes call them.
  init(names: [String]) {
    self.names = names
    numbers = Dictionary(names.enumerated().map { (ExactText($1), $0) }) { first, _ in first }
  }

  /// Adds what git's merge of two sides shows.
  mutating func add(_ outcome: PairOutcome) {
    let shown = GitClashes(ours: names[outcome.a], theirs: names[outcome.b]).clashes(in: outcome.merge)
    guard !shown.isEmpty else { return }
    clashes += shown
    found[[outcome.a, outcome.b], default: (0, [])].same += outcome.merge.shared.count
    found[[outcome.a, outcome.b]]?.clashes += shown
  }

  /// Adds a clash of any number of sides to each pair of them.
  mutating func add(_ clash: Clash) {
    clashes.append(clash)
    let sides = clash.lanes.compactMap { numbers[ExactText($0)] }.sorted()
    for (index, a) in sides.enumerated() {
      for b in sides[(index + 1)...] { found[[a, b], default: (0, [])].clashes.append(clash) }
    }
  }

  var pairs: [PairReport] {
    found.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { pair, value in
      PairReport(
        a: names[pair[0]], b: names[pair[1]], same: value.same,
        conflicts: value.clashes.count { $0.level == .conflict },
        silent: value.clashes.count { $0.level == .silent }, open: value.clashes.count { $0.isOpen })
    }
  }
}

extension Clash {
  /// Open clashes come first, then by level, path and lanes.
  static func isWorse(_ a: Clash, _ b: Clash) -> Bool {
    if a.isOpen != b.isOpen { return a.isOpen }
    if a.level != b.level { return a.level.weight > b.level.weight }
    if a.path != b.path { return a.path < b.path }
    return a.lanes.lexicographicallyPrecedes(b.lanes)
  }
}
