extension MyersDiff {
  /// How many lines of progress a unit of cost must have brought for an early split.
  private static let progressFactor = 4

  /// A split where a path has come far for its cost and stands at the end of a long stretch of equal lines.
  func earlySplit(_ box: Box, _ ahead: Frontier, _ behind: Frontier, cost: Int) -> Split? {
    if let point = farForward(box, ahead, cost: cost) {
      return Split(old: point.old, new: point.new, isExactAfter: false)
    }
    if let point = farBackward(box, behind, cost: cost) {
      return Split(old: point.old, new: point.new, isExactBefore: false)
    }
    return nil
  }

  /// The split at the path that has come farthest of all.
  func farthestSplit(_ box: Box, _ ahead: Frontier, _ behind: Frontier) -> Split {
    var farthest = (sum: -1, old: -1)
    for diagonal in ahead.diagonals {
      var line = min(forward[diagonal + origin], box.old.upperBound)
      line = min(line, box.new.upperBound + diagonal)
      let sum = line + line - diagonal
      if sum > farthest.sum { farthest = (sum, line) }
    }
    var nearest = (sum: Int.max, old: Int.max)
    for diagonal in behind.diagonals {
      var line = max(backward[diagonal + origin], box.old.lowerBound)
      line = max(line, box.new.lowerBound + diagonal)
      let sum = line + line - diagonal
      if sum < nearest.sum { nearest = (sum, line) }
    }
    let leftAhead = farthest.sum - (box.old.lowerBound + box.new.lowerBound)
    let leftBehind = box.old.upperBound + box.new.upperBound - nearest.sum
    if leftBehind < leftAhead {
      return Split(old: farthest.old, new: farthest.sum - farthest.old, isExactAfter: false)
    }
    return Split(old: nearest.old, new: nearest.sum - nearest.old, isExactBefore: false)
  }

  private func farForward(_ box: Box, _ ahead: Frontier, cost: Int) -> (old: Int, new: Int)? {
    var best = Self.progressFactor * cost
    var point: (old: Int, new: Int)?
    for diagonal in ahead.diagonals {
      let line = forward[diagonal + origin]
      let other = line - diagonal
      let progress =
        line - box.old.lowerBound + other - box.new.lowerBound - abs(diagonal - ahead.middle)
      guard progress > best,
        line >= box.old.lowerBound + Self.stretchLength, line < box.old.upperBound,
        other >= box.new.lowerBound + Self.stretchLength, other < box.new.upperBound,
        isStretch(line - Self.stretchLength, other - Self.stretchLength)
      else { continue }
      best = progress
      point = (line, other)
    }
    return point
  }

  private func farBackward(_ box: Box, _ behind: Frontier, cost: Int) -> (old: Int, new: Int)? {
    var best = Self.progressFactor * cost
    var point: (old: Int, new: Int)?
    for diagonal in behind.diagonals {
      let line = backward[diagonal + origin]
      let other = line - diagonal
      let progress =
        box.old.upperBound - line + box.new.upperBound - other - abs(diagonal - behind.middle)
      guard progress > best,
        line > box.old.lowerBound, line <= box.old.upperBound - Self.stretchLength,
        other > box.new.lowerBound, other <= box.new.upperBound - Self.stretchLength,
        isStretch(line, other)
      else { continue }
      best = progress
      point = (line, other)
    }
    return point
  }

  /// Whether `stretchLength` lines are equal from these on.
  private func isStretch(_ oldLine: Int, _ newLine: Int) -> Bool {
    let length = Self.stretchLength
    return old.ids[oldLine..<oldLine + length] == new.ids[newLine..<newLine + length]
  }
}
