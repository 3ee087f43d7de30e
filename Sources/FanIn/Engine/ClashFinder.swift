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
/// What each branch changed since it left the target is found once, and so is what lies between any two of
/// the places where branches left. Pairs are then compared as sorted lists of numbers, and only paths that
/// both changed are merged, each distinct merge once.
///
/// Complexity: one tree walk a branch and one a fork; a microsecond or so for pairs without a path in common.
struct ClashFinder {
  private let merger: CommitMerger
  /// The tree of each branch.
  private let trees: [ObjectID]
  /// The tree that each branch left from.
  private var forkTrees: [ObjectID] = []
  private let forks: ForkFinder
  private let comparer: BranchComparer
  private var baseTrees: [[ObjectID]: ObjectID] = [:]

  /// - Parameters:
  ///   - tips: the commits of the branches; the last one is the target.
  ///   - merger: merges for the repository that they are in.
  /// - Throws: what reading commits and merging their bases throws.
  init(tips: [ObjectID], merger: CommitMerger) throws(GitError) {
    self.merger = merger
    forks = try ForkFinder(tips: tips, graph: merger.repository.graph)
    var trees: [ObjectID] = []
    for tip in tips { trees.append(try merger.repository.graph.commit(tip).tree) }
    self.trees = trees
    comparer = BranchComparer(reference: trees.last ?? .emptyTree, merger: merger)
    for index in trees.indices { forkTrees.append(try baseTree(of: index, trees.count - 1)) }
  }

  /// Compares all pairs.
  ///
  /// - Parameter progress: called now and then with the number of pairs done and the number of all.
  /// - Returns: the pairs that have anything to do with each other.
  /// - Throws: what reading objects throws.
  mutating func run(progress: (Int, Int) -> Void) throws(GitError) -> [PairOutcome] {
    var found: [PairOutcome] = []
    let total = trees.count * (trees.count - 1) / 2
    var done = 0
    for a in trees.indices {
      for b in (a + 1)..<max(a + 1, trees.count) {
        if let outcome = try compare(a, b) { found.append(outcome) }
        done += 1
      }
      progress(done, total)
    }
    return found
  }

  /// Compares two sides; nil where neither touches what the other does.
  ///
  /// - Throws: what reading objects throws.
  mutating func compare(_ a: Int, _ b: Int) throws(GitError) -> PairOutcome? {
    let base = try baseTree(of: a, b)
    let sides = Triple(base: base, ours: trees[a], theirs: trees[b])
    let first = try comparer.changes(from: base, by: forkTrees[a], to: trees[a])
    let second = try comparer.changes(from: base, by: forkTrees[b], to: trees[b])
    switch first.meet(second) {
    case .nothing:
      return nil
    case .paths(let ours, let theirs):
      // Renames cannot matter, so the shared paths can be merged on their own.
      let merge = try merger.probe(
        sides, ours: comparer.changeSet(ours), theirs: comparer.changeSet(theirs))
      return PairOutcome(a: a, b: b, merge: merge)
    case .more:
      let merge = try merger.probe(
        sides, ours: try merger.changes(from: base, to: trees[a]),
        theirs: try merger.changes(from: base, to: trees[b]))
      return PairOutcome(a: a, b: b, merge: merge)
    }
  }

  /// How many paths a branch changed since it left the target.
  ///
  /// - Throws: what reading objects throws.
  mutating func changedCount(_ index: Int) throws(GitError) -> Int {
    try comparer.own(from: forkTrees[index], to: trees[index]).changed.count
  }

  /// The tree with which two sides are compared.
  private mutating func baseTree(of a: Int, _ b: Int) throws(GitError) -> ObjectID {
    let bases = try forks.bases(a, b)
    if let known = baseTrees[bases] { return known }
    let tree = try merger.baseTree(merging: Array(bases.reversed()))
    baseTrees[bases] = tree
    return tree
  }
}
