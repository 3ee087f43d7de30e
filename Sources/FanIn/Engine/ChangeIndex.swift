import Git
import GitValues

/// One change set with numbers for paths, arranged for the question whether another one has to do with it.
struct ChangeIndex {
  /// One changed path.
  struct Change {
    let number: Int32
    let old: FileEntry?
    let new: FileEntry?
  }

  /// What changed, sorted by number.
  let changes: [Change]
  /// The numbers of `changes`.
  let changed: [Int32]
  /// Paths where there was a file and is none now.
  private let removed: [Int32]
  /// Paths where there was no file and is one now.
  private let added: [Int32]
  /// Folders that are gone.
  private let vanished: [Int32]
  /// Folders that a file was added to.
  private let addedTo: [Int32]
  /// Folders above files that were added or changed.
  private let used: [Int32]

  /// - Parameters:
  ///   - changes: sorted by number.
  ///   - table: where the numbers come from.
  ///   - hasFolder: whether a folder is still there after the changes.
  init(
    _ changes: [Change], in table: PathTable, hasFolder: (GitPath) throws(GitError) -> Bool
  ) throws(GitError) {
    self.changes = changes
    changed = changes.map(\.number)
    removed = changes.compactMap { $0.new == nil ? $0.number : nil }
    added = changes.compactMap { $0.old == nil ? $0.number : nil }
    used = table.ancestors(of: changes.compactMap { $0.new != nil ? $0.number : nil })
    addedTo = table.parents(of: added)
    var vanished: [Int32] = []
    for folder in table.ancestors(of: removed) {
      if try !hasFolder(table.paths[Int(folder)]) { vanished.append(folder) }
    }
    self.vanished = vanished
  }

  /// The change of one path; nil if it was not changed. Logarithmic.
  func change(_ number: Int32) -> Change? {
    let place = firstIndex(in: changed, from: 0, notBelow: number)
    return place < changed.count && changed[place] == number ? changes[place] : nil
  }

  /// Whether anything but the content of shared paths can matter: renames, or a file where a folder is.
  ///
  /// - Parameter shared: the paths that both sides changed, sorted.
  func meetsBeyondSharedPaths(_ other: ChangeIndex, shared: [Int32]) -> Bool {
    if haveCommon(removed, shared) || haveCommon(other.removed, shared) { return true }
    if haveCommon(vanished, other.addedTo) || haveCommon(other.vanished, addedTo) { return true }
    return haveCommon(added, other.used) || haveCommon(other.added, used)
  }

  /// What leads from the state after `first` to the state after `second`, both being changes to one tree.
  static func difference(_ first: [Change], _ second: [Change]) -> [Change] {
    var result: [Change] = []
    func add(_ number: Int32, _ old: FileEntry?, _ new: FileEntry?) {
      if old != new { result.append(Change(number: number, old: old, new: new)) }
    }
    var i = 0
    var j = 0
    while i < first.count || j < second.count {
      if j == second.count || (i < first.count && first[i].number < second[j].number) {
        add(first[i].number, first[i].new, first[i].old)
        i += 1
      } else if i == first.count || second[j].number < first[i].number {
        add(second[j].number, second[j].old, second[j].new)
        j += 1
      } else {
        add(first[i].number, first[i].new, second[j].new)
        i += 1
        j += 1
      }
    }
    return result
  }
}

/// What two sorted lists have in common.
///
/// Complexity: of lists of very different length, the shorter one times the logarithm of the longer one.
func common(_ a: [Int32], _ b: [Int32]) -> [Int32] {
  var result: [Int32] = []
  meet(a, b) {
    result.append($0)
    return true
  }
  return result
}

/// Whether two sorted lists have anything in common.
func haveCommon(_ a: [Int32], _ b: [Int32]) -> Bool {
  var found = false
  meet(a, b) { _ in
    found = true
    return false
  }
  return found
}

/// Calls `visit` for what is in both lists until it says no.
private func meet(_ a: [Int32], _ b: [Int32], visit: (Int32) -> Bool) {
  guard a.count <= b.count else { return meet(b, a, visit: visit) }
  let leaps = b.count > 16 * a.count
  var j = 0
  for number in a {
    if leaps {
      j = firstIndex(in: b, from: j, notBelow: number)
    } else {
      while j < b.count, b[j] < number { j += 1 }
    }
    guard j < b.count else { return }
    if b[j] == number, !visit(number) { return }
  }
}

/// The first place from `start` on where a sorted list holds nothing smaller than `number`.
private func firstIndex(in list: [Int32], from start: Int, notBelow number: Int32) -> Int {
  var low = start
  var high = list.count
  while low < high {
    let middle = (low + high) / 2
    if list[middle] < number { low = middle + 1 } else { high = middle }
  }
  return low
}
