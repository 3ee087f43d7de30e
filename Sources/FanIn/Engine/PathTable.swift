import GitValues

/// Numbers for paths, so that sets of paths can be compared as sorted lists of integers.
final class PathTable {
  private var numbers: [GitPath: Int32] = [:]
  private(set) var paths: [GitPath] = []

  func number(of path: GitPath) -> Int32 {
    if let number = numbers[path] { return number }
    let number = Int32(paths.count)
    numbers[path] = number
    paths.append(path)
    return number
  }

  /// The numbers of several paths, sorted, none twice.
  func numbers(of paths: some Sequence<GitPath>) -> [Int32] { Array(Set(paths.map(number(of:)))).sorted() }
}

/// The paths of one change set, arranged for the question whether another change set has to do with it.
struct ChangeIndex {
  /// Every changed path.
  let changed: [Int32]
  /// Paths where there was a file and is none now.
  let removed: [Int32]
  /// Paths where there was no file and is one now.
  let added: [Int32]
  /// Folders above removed files: they may be gone.
  let emptied: [Int32]
  /// Folders that a file was added to.
  let addedTo: [Int32]
  /// Folders above files that were added or changed.
  let used: [Int32]

  init(_ changes: ChangeSet, in table: PathTable) {
    let removedPaths = changes.changes.filter { $0.new == nil }.map(\.path)
    let addedPaths = changes.changes.filter { $0.old == nil }.map(\.path)
    changed = table.numbers(of: changes.changes.map(\.path))
    removed = table.numbers(of: removedPaths)
    added = table.numbers(of: addedPaths)
    emptied = table.numbers(of: removedPaths.flatMap(\.ancestors))
    addedTo = table.numbers(of: addedPaths.map(\.parent))
    used = table.numbers(of: changes.changes.filter { $0.new != nil }.flatMap(\.path.ancestors))
  }

  /// Whether anything but the content of shared paths can matter: renames, or a file where a folder is.
  func meetsBeyondSharedPaths(_ other: ChangeIndex, shared: [Int32]) -> Bool {
    if haveCommon(removed, shared) || haveCommon(other.removed, shared) { return true }
    if haveCommon(emptied, other.addedTo) || haveCommon(other.emptied, addedTo) { return true }
    return haveCommon(added, other.used) || haveCommon(other.added, used)
  }
}

/// What two sorted lists have in common.
func common(_ a: [Int32], _ b: [Int32]) -> [Int32] {
  var result: [Int32] = []
  var i = 0
  var j = 0
  while i < a.count && j < b.count {
    if a[i] == b[j] {
      result.append(a[i])
      i += 1
      j += 1
    } else if a[i] < b[j] {
      i += 1
    } else {
      j += 1
    }
  }
  return result
}

/// Whether two sorted lists have anything in common.
func haveCommon(_ a: [Int32], _ b: [Int32]) -> Bool {
  var i = 0
  var j = 0
  while i < a.count && j < b.count {
    if a[i] == b[j] { return true }
    if a[i] < b[j] { i += 1 } else { j += 1 }
  }
  return false
}
