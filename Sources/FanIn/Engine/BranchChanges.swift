import Git
import GitValues

/// What a branch changed against any base, put together from two parts: what the base lacks of the
/// branch's fork (the *drift*), and what the branch changed since (its *own* changes).
///
/// Either part may say more than is true of both together, as one may undo the other.
struct BranchChanges {
  let own: ChangeIndex
  /// Nil where the base is the fork.
  let drift: ChangeIndex?

  private var parts: [ChangeIndex] { drift.map { [own, $0] } ?? [own] }

  /// The change of one path against the base; nil if it did not change.
  private func change(_ number: Int32) -> ChangeIndex.Change? {
    guard let first = drift?.change(number) else { return own.change(number) }
    guard let last = own.change(number) else { return first }
    guard first.old != last.new else { return nil }
    return ChangeIndex.Change(number: number, old: first.old, new: last.new)
  }

  /// What two sides have to do with each other.
  enum Meeting {
    case nothing
    /// Only these paths, which both changed; each side's changes of them.
    case paths(ours: [ChangeIndex.Change], theirs: [ChangeIndex.Change])
    /// More than that: everything has to be looked at.
    case more
  }

  /// Finds out what two sides have to do with each other.
  ///
  /// - Parameter other: the other side, against the same base.
  /// - Complexity: the smaller side's paths, times the logarithm of the larger one's.
  func meet(_ other: BranchChanges) -> Meeting {
    var shared: [Int32] = []
    for mine in parts {
      for theirs in other.parts {
        let found = common(mine.changed, theirs.changed)
        if mine.meetsBeyondSharedPaths(theirs, shared: found) { return .more }
        shared += found
      }
    }
    guard !shared.isEmpty else { return .nothing }
    if drift != nil || other.drift != nil { shared = Array(Set(shared)).sorted() }
    var pair: (ours: [ChangeIndex.Change], theirs: [ChangeIndex.Change]) = ([], [])
    for number in shared {
      guard let mine = change(number), let theirs = other.change(number) else { continue }
      pair.ours.append(mine)
      pair.theirs.append(theirs)
    }
    return pair.ours.isEmpty ? .nothing : .paths(ours: pair.ours, theirs: pair.theirs)
  }
}
