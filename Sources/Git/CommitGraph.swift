public import GitValues

/// The commits of a repository and how they descend from one another.
///
/// Commits are read once and kept. Commits that are only in memory belong to it like any others, which is why libgit2's
/// own walk, which reads from disk alone, is not used.
public final class CommitGraph {
  private let objects: ObjectStore
  private var commits: [ObjectID: Commit] = [:]
  /// Where the history of a shallow clone was cut: these commits count as having no parents.
  private let grafts: Set<ObjectID>
  private var knownBases: [[ObjectID]: [ObjectID]] = [:]

  init(objects: ObjectStore, grafts: Set<ObjectID>) {
    self.objects = objects
    self.grafts = grafts
  }

  /// Reads a commit.
  ///
  /// - Throws: `.missingObject`; `.corrupt` where the object is no commit.
  public func commit(_ id: ObjectID) throws(GitError) -> Commit {
    if let commit = commits[id] { return commit }
    let object = try objects.read(id)
    guard object.type == .commit else { throw GitError(.corrupt, "object \(id.short) is no commit") }
    let commit = try Commit(parsing: object.bytes, id: id)
    commits[id] = commit
    return commit
  }

  /// The parents that can be walked to.
  public func parents(of id: ObjectID) throws(GitError) -> [ObjectID] {
    grafts.contains(id) ? [] : try commit(id).parents
  }

  /// The best common ancestors of two commits: those that no other common ancestor descends from.
  ///
  /// - Returns: newest first, as git lists them; several after a criss-cross merge; none for unrelated histories.
  /// - Complexity: the commits that are younger than the bases, each once; remembered by pair.
  public func mergeBases(_ a: ObjectID, _ b: ObjectID) throws(GitError) -> [ObjectID] {
    if a == b { return [a] }
    let key = a < b ? [a, b] : [b, a]
    if let known = knownBases[key] { return known }
    let common = try commonAncestors(of: a, and: b)
    let bases = common.count > 1 ? try independent(common) : common
    knownBases[key] = bases
    return bases
  }

  /// Whether `ancestor` is `descendant` or can be reached from it.
  public func isAncestor(_ ancestor: ObjectID, of descendant: ObjectID) throws(GitError) -> Bool {
    if ancestor == descendant { return true }
    return try mergeBases(ancestor, descendant) == [ancestor]
  }

  /// The commits that can be reached from `tip` but not from `hidden`, newest first.
  public func commits(from tip: ObjectID, hiding hidden: ObjectID) throws(GitError) -> [ObjectID] {
    try commits(from: tip, hiding: [hidden])
  }

  /// The commits that can be reached from `tip` but from none of `hidden`, newest first.
  public func commits(from tip: ObjectID, hiding hidden: [ObjectID]) throws(GitError) -> [ObjectID] {
    var found: [ObjectID] = []
    let marks = try paint([tip], hidden, settling: true) { id, marks in
      if marks == [.first] { found.append(id) }
    }
    // A commit may have been met from this side first and from the other one later.
    return found.filter { marks[$0] == [.first] }
  }

  /// Candidates for merge bases: common ancestors, of which some may descend from others.
  private func commonAncestors(of a: ObjectID, and b: ObjectID) throws(GitError) -> [ObjectID] {
    var found: [ObjectID] = []
    let marks = try paint([a], [b]) { id, marks in
      if marks.isSuperset(of: .both) && !marks.contains(.stale) { found.append(id) }
    }
    return found.filter { marks[$0]?.contains(.stale) != true }
  }

  /// Leaves out those that another one descends from.
  private func independent(_ candidates: [ObjectID]) throws(GitError) -> [ObjectID] {
    var kept: [ObjectID] = []
    for (index, candidate) in candidates.enumerated() {
      let others = candidates.enumerated().filter { $0.offset != index }.map(\.element)
      let marks = try paint([candidate], others) { _, _ in }
      if marks[candidate]?.contains(.second) != true { kept.append(candidate) }
    }
    return kept
  }
}

// MARK: - Painting

extension CommitGraph {
  /// From which side a commit was reached.
  struct Marks: OptionSet {
    let rawValue: UInt8
    static let first = Marks(rawValue: 1)
    static let second = Marks(rawValue: 2)
    /// Below a common ancestor: of no more interest.
    static let stale = Marks(rawValue: 4)
    static let both: Marks = [.first, .second]
  }

  /// Walks from two sets of commits towards the roots, youngest commit first, until only stale commits are left.
  ///
  /// A commit reached from both sides is a common ancestor and makes all below it stale. Source: the
  /// algorithm described in git's `commit-reach` documentation. Where clocks lie, a commit may be met
  /// again with more marks; it is then walked again, so the result does not depend on dates.
  ///
  /// - Parameters:
  ///   - settling: goes on below the common ancestors as far as commits reached from one side only may still turn out
  ///     to be reached from the other: among commits of equal dates the order is open.
  ///   - visit: called for a commit with its marks whenever it is taken from the queue with new ones.
  @discardableResult
  private func paint(
    _ first: [ObjectID], _ second: [ObjectID], settling: Bool = false, visit: (ObjectID, Marks) -> Void
  ) throws(GitError) -> [ObjectID: Marks] {
    var marks: [ObjectID: Marks] = [:]
    var visited: [ObjectID: Marks] = [:]
    var queue = DateQueue()
    func push(_ id: ObjectID, _ new: Marks) throws(GitError) {
      let old = marks[id] ?? []
      guard !old.isSuperset(of: new) else { return }
      marks[id] = old.union(new)
      queue.push(id, time: try commit(id).time, isInteresting: !old.union(new).contains(.stale))
    }
    for id in first { try push(id, .first) }
    for id in second { try push(id, .second) }
    var oldest = Int64.max
    while queue.hasInteresting || (settling && queue.youngest >= oldest), let id = queue.pop() {
      let now = marks[id] ?? []
      guard visited[id] != now else { continue }
      visited[id] = now
      if now == [.first] { oldest = min(oldest, try commit(id).time) }
      visit(id, now)
      let passed = now.isSuperset(of: .both) ? now.union(.stale) : now
      for parent in try parents(of: id) { try push(parent, passed) }
    }
    return marks
  }
}
