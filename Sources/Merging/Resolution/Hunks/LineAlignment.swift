/// A change of one side, as fine as lines allow.
struct SideEdit {
  /// Lines of the base.
  var base: Range<Int>
  /// Lines of the side.
  var side: Range<Int>
  /// Whether it is one line that became another, similar one.
  var isPair: Bool
}

/// Tells which line of the base became which line of a side.
///
/// Equal lines are found by the line diff. Within a change, lines are paired by how many tokens they share,
/// so that the sum of the similarities is greatest and no two pairs cross.
///
/// Source: the global alignment of S. Needleman and C. Wunsch, 1970, without a cost for gaps.
///
/// Complexity: O(*n* · *m* · tokens of a line) for a change of *n* lines to *m*, at most `largestTable` pairs.
struct LineAlignment {
  /// Changes with more pairs of lines than this are not looked into.
  static let largestTable = 4096
  /// Lines that share less than this part of their tokens are not the same line.
  static let leastSimilarity = 0.5

  let scene: MergeScene
  let hunk: Hunk

  /// The edits that lead from the base to a side, in ascending order.
  func edits(_ side: Side) -> [SideEdit] {
    scene.changes(hunk, side).flatMap { refined($0, side) }
  }

  private func refined(_ change: LineChange, _ side: Side) -> [SideEdit] {
    guard !change.old.isEmpty, !change.new.isEmpty,
      change.old.count * change.new.count <= Self.largestTable
    else { return [SideEdit(base: change.old, side: change.new, isPair: false)] }
    let old = change.old.map { bag(scene.base, $0) }
    let new = change.new.map { bag(scene.text(side), $0) }
    var edits: [SideEdit] = []
    var done = (base: change.old.lowerBound, side: change.new.lowerBound)
    func gap(to base: Int, _ side: Int) {
      if done.base < base || done.side < side {
        edits.append(SideEdit(base: done.base..<base, side: done.side..<side, isPair: false))
      }
    }
    for pair in Self.pairs(old, new) {
      let (base, side) = (change.old.lowerBound + pair.old, change.new.lowerBound + pair.new)
      gap(to: base, side)
      edits.append(SideEdit(base: base..<base + 1, side: side..<side + 1, isPair: true))
      done = (base + 1, side + 1)
    }
    gap(to: change.old.upperBound, change.new.upperBound)
    return edits
  }

  /// The numbers of a line's tokens, ascending.
  private func bag(_ text: TextLines, _ line: Int) -> [Int32] {
    scene.tokenize(text.slice(line..<line + 1)).ids.sorted()
  }

  /// The pairs of lines with the greatest sum of similarities.
  private static func pairs(_ old: [[Int32]], _ new: [[Int32]]) -> [(old: Int, new: Int)] {
    let width = new.count + 1
    var best = Array(repeating: 0.0, count: (old.count + 1) * width)
    var similar = Array(repeating: 0.0, count: old.count * new.count)
    for row in old.indices.reversed() {
      for column in new.indices.reversed() {
        let value = similarity(old[row], new[column])
        similar[row * new.count + column] = value
        let paired = value < leastSimilarity ? 0 : value + best[(row + 1) * width + column + 1]
        best[row * width + column] = max(
          paired, best[(row + 1) * width + column], best[row * width + column + 1])
      }
    }
    var pairs: [(old: Int, new: Int)] = []
    var (row, column) = (0, 0)
    while row < old.count && column < new.count {
      let value = similar[row * new.count + column]
      let here = best[row * width + column]
      if value >= leastSimilarity && here == value + best[(row + 1) * width + column + 1] {
        pairs.append((row, column))
        row += 1
        column += 1
      } else if here == best[(row + 1) * width + column] {
        row += 1
      } else {
        column += 1
      }
    }
    return pairs
  }

  /// The part of two lines' tokens that they share, from 0 to 1 (Dice's coefficient).
  static func similarity(_ left: [Int32], _ right: [Int32]) -> Double {
    if left.isEmpty || right.isEmpty { return left.isEmpty && right.isEmpty ? 1 : 0 }
    var (one, other, shared) = (0, 0, 0)
    while one < left.count && other < right.count {
      if left[one] == right[other] {
        shared += 1
        one += 1
        other += 1
      } else if left[one] < right[other] {
        one += 1
      } else {
        other += 1
      }
    }
    return 2 * Double(shared) / Double(left.count + right.count)
  }
}
