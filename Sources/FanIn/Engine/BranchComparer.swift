import Git
import GitValues

/// Knows what each of many branches changed, against any base, with one tree walk a branch and one a base.
///
/// Trees are described by how they differ from one reference tree. What lies between any two of them then
/// follows from two sorted lists of numbers, without looking at trees again.
final class BranchComparer {
  private let merger: CommitMerger
  private let reference: ObjectID
  let table = PathTable()
  private var described: [ObjectID: [ChangeIndex.Change]] = [:]
  private var owns: [Step: ChangeIndex] = [:]
  private var drifts: [Step: ChangeIndex] = [:]

  private struct Step: Hashable {
    let from: ObjectID
    let to: ObjectID
  }

  /// - Parameters:
  ///   - reference: a tree that is like the others, such as the target's.
  ///   - merger: compares trees.
  init(reference: ObjectID, merger: CommitMerger) {
    self.reference = reference
    self.merger = merger
  }

  /// What changed from a fork to a branch's tip; both are trees. One tree walk, then remembered.
  func own(from fork: ObjectID, to tip: ObjectID) throws(GitError) -> ChangeIndex {
    let step = Step(from: fork, to: tip)
    if let known = owns[step] { return known }
    let index = try index(try numbered(try merger.changes(from: fork, to: tip)), endingAt: tip)
    owns[step] = index
    return index
  }

  /// What a branch changed against any base.
  ///
  /// - Parameters:
  ///   - base: the tree to compare with.
  ///   - fork: the tree from which the branch's own changes are counted.
  ///   - tip: the branch's tree.
  func changes(
    from base: ObjectID, by fork: ObjectID, to tip: ObjectID
  ) throws(GitError) -> BranchChanges {
    let own = try own(from: fork, to: tip)
    return BranchChanges(own: own, drift: base == fork ? nil : try drift(from: base, to: fork))
  }

  private func drift(from base: ObjectID, to fork: ObjectID) throws(GitError) -> ChangeIndex {
    let step = Step(from: base, to: fork)
    if let known = drifts[step] { return known }
    let changes = ChangeIndex.difference(try description(of: base), try description(of: fork))
    let index = try index(changes, endingAt: fork)
    drifts[step] = index
    return index
  }

  private func description(of tree: ObjectID) throws(GitError) -> [ChangeIndex.Change] {
    if let known = described[tree] { return known }
    let changes = try numbered(try merger.changes(from: reference, to: tree))
    described[tree] = changes
    return changes
  }

  private func numbered(_ changes: ChangeSet) throws(GitError) -> [ChangeIndex.Change] {
    changes.changes
      .map { ChangeIndex.Change(number: table.number(of: $0.path), old: $0.old, new: $0.new) }
      .sorted { $0.number < $1.number }
  }

  private func index(
    _ changes: [ChangeIndex.Change], endingAt tree: ObjectID
  ) throws(GitError) -> ChangeIndex {
    try ChangeIndex(changes, in: table) { folder throws(GitError) in
      try merger.repository.objects.entry(at: folder, in: tree)?.mode == .tree
    }
  }

  /// The change set of numbered changes.
  func changeSet(_ changes: [ChangeIndex.Change]) -> ChangeSet {
    ChangeSet(changes.map { PathChange(path: table.paths[Int($0.number)], old: $0.old, new: $0.new) })
  }
}
