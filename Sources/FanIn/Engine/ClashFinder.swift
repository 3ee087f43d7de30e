import Conflicts
import Git
import GitValues

/// What two sides have to do with each other.
struct PairOutcome {
  /// Index of the first side.
  let a: Int
  /// Index of the second side, which is larger.
  let b: Int
  let merge: TreeMerge
}

/// Compares all pairs of branches.
///
/// What each branch changed is found once; pairs are then compared as sorted lists of numbers, and only
/// paths that both changed are merged, each distinct merge once. Pairs without a path in common cost a few
/// hundred nanoseconds.
struct ClashFinder {
  private let merger: CommitMerger
  private let tips: [ObjectID]
  private let forks: ForkFinder
  private let table = PathTable()
  private var indices: [Key: ChangeIndex] = [:]

  private struct Key: Hashable {
    let base: ObjectID
    let tip: ObjectID
  }

  /// - Parameters:
  ///   - tips: the commits of the branches; the last one is the target.
  ///   - merger: merges for the repository that they are in.
  init(tips: [ObjectID], merger: CommitMerger) throws(GitError) {
    self.tips = tips
    self.merger = merger
    forks = try ForkFinder(tips: tips, graph: merger.repository.graph)
  }

  /// Compares all pairs.
  ///
  /// - Parameter progress: called now and then with the number of pairs done and the number of all.
  /// - Returns: the pairs that have anything to do with each other.
  mutating func run(progress: (Int, Int) -> Void) throws(GitError) -> [PairOutcome] {
    var found: [PairOutcome] = []
    let total = tips.count * (tips.count - 1) / 2
    var done = 0
    for a in tips.indices {
      for b in (a + 1)..<max(a + 1, tips.count) {
        if let outcome = try compare(a, b) { found.append(outcome) }
        done += 1
      }
      progress(done, total)
    }
    return found
  }

  /// Compares two sides; nil where neither touches what the other does.
  mutating func compare(_ a: Int, _ b: Int) throws(GitError) -> PairOutcome? {
    let bases = Array(try forks.bases(a, b).reversed())
    let graph = merger.repository.graph
    let base = try merger.base(merging: bases).tree
    let trees = Triple(base: base, ours: try graph.commit(tips[a]).tree, theirs: try graph.commit(tips[b]).tree)
    let first = try index(base, trees.ours)
    let second = try index(base, trees.theirs)
    let shared = common(first.changed, second.changed)
    let ours = try merger.changes(from: base, to: trees.ours)
    let theirs = try merger.changes(from: base, to: trees.theirs)
    if first.meetsBeyondSharedPaths(second, shared: shared) {
      return PairOutcome(a: a, b: b, merge: try merger.probe(trees, ours: ours, theirs: theirs))
    }
    guard !shared.isEmpty else { return nil }
    // Renames cannot matter, so the shared paths can be merged on their own.
    let merge = try merger.probe(trees, ours: pick(shared, of: ours), theirs: pick(shared, of: theirs))
    return PairOutcome(a: a, b: b, merge: merge)
  }

  /// How many paths a branch changed since it left the target.
  mutating func changedCount(_ index: Int) throws(GitError) -> Int {
    let bases = Array(try forks.bases(index, tips.count - 1).reversed())
    let base = try merger.base(merging: bases).tree
    return try self.index(base, try merger.repository.graph.commit(tips[index]).tree).changed.count
  }

  private mutating func index(_ base: ObjectID, _ tip: ObjectID) throws(GitError) -> ChangeIndex {
    let key = Key(base: base, tip: tip)
    if let known = indices[key] { return known }
    let index = ChangeIndex(try merger.changes(from: base, to: tip), in: table)
    indices[key] = index
    return index
  }

  private func pick(_ numbers: [Int32], of changes: ChangeSet) -> ChangeSet {
    ChangeSet(numbers.compactMap { changes.change(at: table.paths[Int($0)]) })
  }
}
