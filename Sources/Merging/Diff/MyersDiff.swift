/// The classic diff, for regions in which a histogram diff finds nothing rare.
///
/// Terms: a *box* is a range of old lines against a range of new lines; *diagonal* d holds the points with
/// old − new = d; the *cost* of a path is its number of removed and added lines. Paths of growing cost are
/// followed from the box's start and from its end at once; where two meet, the box is split in two.
/// Two heuristics, unless the box asks for the least cost: a path that has come far on a stretch of equal
/// lines splits the box early, and at a cost of `costLimit` the path that has come farthest does.
///
/// Source: E. Myers, "An O(ND) Difference Algorithm and Its Variations", Algorithmica 1 (1986), the linear
/// space variation, with the heuristics and limits of LibXDiff, which git's results depend on.
///
/// Invariant: boxes on the stack do not overlap, and lines outside of them are decided.
///
/// Complexity: O((lines + `costLimit`²) · splits) at worst; space is linear.
struct MyersDiff {
  struct Box {
    var old: Range<Int>
    var new: Range<Int>
    /// Whether heuristics are forbidden.
    var needsLeastCost = false
  }

  /// A point inside a box, and which of the two parts is on a path of least cost.
  struct Split {
    var old: Int
    var new: Int
    var isExactBefore = true
    var isExactAfter = true
  }

  let old: KeptLines
  let new: KeptLines
  let costLimit: Int
  /// Added to a diagonal to get an index into the frontiers.
  let origin: Int
  var forward: [Int]
  var backward: [Int]

  init(old: KeptLines, new: KeptLines) {
    self.old = old
    self.new = new
    let diagonals = old.ids.count + new.ids.count + 3
    costLimit = max(256, roughSquareRoot(diagonals))
    origin = new.ids.count + 1
    forward = Array(repeating: 0, count: diagonals)
    backward = Array(repeating: 0, count: diagonals)
  }

  /// Marks the changed lines.
  mutating func run(_ changed: inout ChangedLines) {
    // A stack of its own, as hostile texts nest deep.
    var pending = [Box(old: 0..<old.ids.count, new: 0..<new.ids.count)]
    while let next = pending.popLast() {
      let box = withoutSharedEnds(next)
      if box.old.isEmpty || box.new.isEmpty {
        for line in box.old { changed.old[old.positions[line]] = true }
        for line in box.new { changed.new[new.positions[line]] = true }
        continue
      }
      let split = split(box)
      pending.append(
        Box(
          old: split.old..<box.old.upperBound, new: split.new..<box.new.upperBound,
          needsLeastCost: split.isExactAfter))
      pending.append(
        Box(
          old: box.old.lowerBound..<split.old, new: box.new.lowerBound..<split.new,
          needsLeastCost: split.isExactBefore))
    }
  }

  private func withoutSharedEnds(_ box: Box) -> Box {
    var start = (old: box.old.lowerBound, new: box.new.lowerBound)
    var end = (old: box.old.upperBound, new: box.new.upperBound)
    while start.old < end.old && start.new < end.new && old.ids[start.old] == new.ids[start.new] {
      start.old += 1
      start.new += 1
    }
    while start.old < end.old && start.new < end.new && old.ids[end.old - 1] == new.ids[end.new - 1] {
      end.old -= 1
      end.new -= 1
    }
    return Box(
      old: start.old..<end.old, new: start.new..<end.new, needsLeastCost: box.needsLeastCost)
  }
}
