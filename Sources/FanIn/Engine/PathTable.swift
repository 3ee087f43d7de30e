import GitValues

/// Numbers for paths, so that sets of paths can be compared as sorted lists of integers.
///
/// Every path's folders have numbers, too, and each path knows its folder's: going up costs an array access.
final class PathTable {
  private var numbers: [GitPath: Int32] = [:]
  private(set) var paths: [GitPath] = []
  /// The number of each path's folder; `root` for paths at the top.
  private var parents: [Int32] = []
  /// When each path was last marked, for `marked`.
  private var marks: [Int32] = []
  private var lastMark: Int32 = 0

  private static let root: Int32 = -1

  func number(of path: GitPath) -> Int32 {
    if let number = numbers[path] { return number }
    let folder = path.parent
    let parent = folder.isRoot ? PathTable.root : number(of: folder)
    let number = Int32(paths.count)
    numbers[path] = number
    paths.append(path)
    parents.append(parent)
    marks.append(0)
    return number
  }

  /// The folders that directly hold the given paths, sorted, none twice.
  func parents(of numbers: [Int32]) -> [Int32] { marked(numbers, upTo: 1) }

  /// All folders above the given paths, sorted, none twice.
  func ancestors(of numbers: [Int32]) -> [Int32] { marked(numbers, upTo: .max) }

  private func marked(_ numbers: [Int32], upTo levels: Int) -> [Int32] {
    guard !numbers.isEmpty else { return [] }
    lastMark += 1
    var found: [Int32] = []
    for number in numbers {
      var folder = parents[Int(number)]
      var level = 0
      while folder != PathTable.root, level < levels, marks[Int(folder)] != lastMark {
        marks[Int(folder)] = lastMark
        found.append(folder)
        folder = parents[Int(folder)]
        level += 1
      }
    }
    return found.sorted()
  }
}
