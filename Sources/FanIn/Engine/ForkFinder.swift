import Git
import GitValues

/// Finds what any two of many branches are to be compared with, without walking history for every pair.
///
/// A branch *forks* from the target at its merge base with it. Two branches that share no commit of their
/// own have in common what their forks have in common, and of two forks on the target's first-parent line
/// the older one is an ancestor of the younger. Only the other pairs need a search of their own.
///
/// Complexity: one walk a branch from its tip and the target's to the fork; then constant time a pair.
struct ForkFinder {
  private let graph: CommitGraph
  private let tips: [ObjectID]
  /// The merge bases of each tip with the target.
  private var forks: [[ObjectID]] = []
  /// Pairs of tips that share commits which the target does not have.
  private var related: Set<[Int]> = []
  /// Commit → how many first parents below the target's tip.
  private var depths: [ObjectID: Int] = [:]

  /// - Parameters:
  ///   - tips: the branches; the last one is the target.
  ///   - graph: the commits.
  init(tips: [ObjectID], graph: CommitGraph) throws(GitError) {
    self.graph = graph
    self.tips = tips
    guard let target = tips.last else { return }
    var owners: [ObjectID: [Int]] = [:]
    for (index, tip) in tips.enumerated() {
      forks.append(try graph.mergeBases(tip, target))
      guard index < tips.count - 1 else { break }
      for commit in try graph.commits(from: tip, hiding: target) { owners[commit, default: []].append(index) }
    }
    // Many commits of one stack have the same owners; each set of them is looked at once.
    for indices in Set(owners.values) where indices.count > 1 {
      for (position, a) in indices.enumerated() {
        for b in indices[(position + 1)...] { related.insert([a, b]) }
      }
    }
    try measureLine(from: target)
  }

  /// Numbers the target's first-parent line down to the oldest fork.
  private mutating func measureLine(from target: ObjectID) throws(GitError) {
    var wanted = Set(forks.joined())
    var oldest = Int64.max
    for fork in wanted { oldest = min(oldest, try graph.commit(fork).time) }
    var next: ObjectID? = target
    while let commit = next, !wanted.isEmpty, try graph.commit(commit).time >= oldest {
      depths[commit] = depths.count
      wanted.remove(commit)
      next = try graph.parents(of: commit).first
    }
  }

  /// The merge bases of two of the branches, newest first.
  func bases(_ a: Int, _ b: Int) throws(GitError) -> [ObjectID] {
    if b == tips.count - 1 { return forks[a] }
    guard !related.contains([a, b]), forks[a].count == 1, forks[b].count == 1 else {
      return try graph.mergeBases(tips[a], tips[b])
    }
    let (first, second) = (forks[a][0], forks[b][0])
    if first == second { return [first] }
    if let x = depths[first], let y = depths[second] { return [x > y ? first : second] }
    return try graph.mergeBases(first, second)
  }
}
