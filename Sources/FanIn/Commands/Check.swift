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
    var finder = try ClashFinder(tips: lanes.map(\.tip) + [target.commit], merger: merger)
    let outcomes = try finder.run(progress: progress)
    for index in lanes.indices { lanes[index].changed = try finder.changedCount(index) }
    let names = lanes.map(\.name) + [target.name]
    var pairs: [PairReport] = []
    var clashes: [Clash] = []
    for outcome in outcomes {
      let found = GitClashes(ours: names[outcome.a], theirs: names[outcome.b]).clashes(in: outcome.merge)
      guard !found.isEmpty else { continue }
      clashes += found
      pairs.append(
        PairReport(
          a: names[outcome.a], b: names[outcome.b], same: outcome.merge.shared.count,
          conflicts: found.count { $0.level == .conflict }, silent: found.count { $0.level == .silent },
          open: found.count { $0.isOpen }))
    }
    return CheckReport(target: target, lanes: lanes, pairs: pairs, clashes: clashes.sorted(by: Clash.isWorse))
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
