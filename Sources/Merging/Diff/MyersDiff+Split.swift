extension MyersDiff {
  /// The diagonals that paths from one corner of a box can have reached, every other one of which is in use.
  struct Frontier {
    /// The diagonal through the corner.
    let middle: Int
    var lowest: Int
    var highest: Int

    init(middle: Int) {
      self.middle = middle
      lowest = middle
      highest = middle
    }

    /// The diagonals in use, from the highest down.
    var diagonals: StrideThrough<Int> { stride(from: highest, through: lowest, by: -2) }

    /// Widens by a diagonal on both sides, or narrows where the box ends, so that the used ones alternate.
    ///
    /// - Parameter unreached: What a diagonal just beyond the used ones holds.
    mutating func widen(_ reached: inout [Int], within box: ClosedRange<Int>, origin: Int, unreached: Int) {
      if lowest > box.lowerBound {
        lowest -= 1
        reached[lowest - 1 + origin] = unreached
      } else {
        lowest += 1
      }
      if highest < box.upperBound {
        highest += 1
        reached[highest + 1 + origin] = unreached
      } else {
        highest -= 1
      }
    }

    func contains(_ diagonal: Int) -> Bool { lowest <= diagonal && diagonal <= highest }
  }

  /// What extending all paths of one direction came to.
  enum Progress {
    case met(Split)
    case extended(onLongStretch: Bool)
  }

  /// More equal lines in a row than this make a stretch worth trusting.
  static let stretchLength = 20
  /// The cost below which early splits are not tried.
  static let heuristicCost = 256
  /// Greater than any line, but safe to add to.
  private static let beyond = Int.max / 4

  /// Splits a box whose first lines differ and whose last lines differ.
  mutating func split(_ box: Box) -> Split {
    let diagonals = box.old.lowerBound - box.new.upperBound...box.old.upperBound - box.new.lowerBound
    var ahead = Frontier(middle: box.old.lowerBound - box.new.lowerBound)
    var behind = Frontier(middle: box.old.upperBound - box.new.upperBound)
    forward[ahead.middle + origin] = box.old.lowerBound
    backward[behind.middle + origin] = box.old.upperBound
    var cost = 1
    while true {
      var isOnLongStretch = false
      ahead.widen(&forward, within: diagonals, origin: origin, unreached: -1)
      switch extendForward(box, ahead, against: behind) {
      case .met(let split): return split
      case .extended(let onLongStretch): isOnLongStretch = onLongStretch
      }
      behind.widen(&backward, within: diagonals, origin: origin, unreached: Self.beyond)
      switch extendBackward(box, behind, against: ahead) {
      case .met(let split): return split
      case .extended(let onLongStretch): isOnLongStretch = isOnLongStretch || onLongStretch
      }
      if !box.needsLeastCost {
        if isOnLongStretch && cost > Self.heuristicCost,
          let split = earlySplit(box, ahead, behind, cost: cost)
        {
          return split
        }
        if cost >= costLimit { return farthestSplit(box, ahead, behind) }
      }
      cost += 1
    }
  }

  /// Takes every path from the start one change further and along the equal lines after it.
  private mutating func extendForward(
    _ box: Box, _ ahead: Frontier, against behind: Frontier
  ) -> Progress {
    // Locals, as the loop must not look through self while it holds on to the frontier.
    let (oldLines, newLines, opposite, origin) = (old.ids, new.ids, backward, origin)
    let (oldIDs, newIDs, opposed) = (oldLines.span, newLines.span, opposite.span)
    var reached = forward.mutableSpan
    let canMeet = (ahead.middle - behind.middle) & 1 != 0
    var isOnLongStretch = false
    var diagonal = ahead.highest
    while diagonal >= ahead.lowest {
      let place = diagonal + origin
      let start = max(reached[place - 1] + 1, reached[place + 1])
      var line = start
      while line < box.old.upperBound && line - diagonal < box.new.upperBound
        && oldIDs[line] == newIDs[line - diagonal]
      {
        line += 1
      }
      if line - start > Self.stretchLength { isOnLongStretch = true }
      reached[place] = line
      if canMeet && behind.contains(diagonal) && opposed[place] <= line {
        return .met(Split(old: line, new: line - diagonal))
      }
      diagonal -= 2
    }
    return .extended(onLongStretch: isOnLongStretch)
  }

  /// Takes every path from the end one change further and along the equal lines before it.
  private mutating func extendBackward(
    _ box: Box, _ behind: Frontier, against ahead: Frontier
  ) -> Progress {
    // Locals, as the loop must not look through self while it holds on to the frontier.
    let (oldLines, newLines, opposite, origin) = (old.ids, new.ids, forward, origin)
    let (oldIDs, newIDs, opposed) = (oldLines.span, newLines.span, opposite.span)
    var reached = backward.mutableSpan
    let canMeet = (ahead.middle - behind.middle) & 1 == 0
    var isOnLongStretch = false
    var diagonal = behind.highest
    while diagonal >= behind.lowest {
      let place = diagonal + origin
      let start = min(reached[place - 1], reached[place + 1] - 1)
      var line = start
      while line > box.old.lowerBound && line - diagonal > box.new.lowerBound
        && oldIDs[line - 1] == newIDs[line - diagonal - 1]
      {
        line -= 1
      }
      if start - line > Self.stretchLength { isOnLongStretch = true }
      reached[place] = line
      if canMeet && ahead.contains(diagonal) && line <= opposed[place] {
        return .met(Split(old: line, new: line - diagonal))
      }
      diagonal -= 2
    }
    return .extended(onLongStretch: isOnLongStretch)
  }
}
