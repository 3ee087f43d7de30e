/// A merge of a hunk in which changes that only touch do not conflict.
///
/// Each side's edits (`LineAlignment`) are laid over one another. Edits of both sides that share a base line,
/// insert at one place, or insert inside what the other replaced become one piece that is open; all others
/// stand alone.
///
/// Invariant: the pieces ascend and cover all three ranges of the hunk.
struct FineMerge {
  struct Piece {
    enum Outcome {
      case unchanged
      case ours
      case theirs
      /// Both made the same of it.
      case same
      case open
    }

    var outcome: Outcome
    var hunk: Hunk
    /// The edits that it consists of, of both sides.
    var oursEdits: [SideEdit] = []
    var theirsEdits: [SideEdit] = []
  }

  private(set) var pieces: [Piece] = []

  init(_ hunk: Hunk, _ scene: MergeScene) {
    let alignment = LineAlignment(scene: scene, hunk: hunk)
    var ours = alignment.edits(.ours)[...]
    var theirs = alignment.edits(.theirs)[...]
    var done = (base: hunk.base.lowerBound, ours: hunk.ours.lowerBound, theirs: hunk.theirs.lowerBound)
    while let start = Self.first(ours.first, theirs.first) {
      let gap = start - done.base
      addUnchanged(done, count: gap)
      done = (start, done.ours + gap, done.theirs + gap)
      var piece = Self.takeCluster(&ours, &theirs)
      let base = (piece.oursEdits + piece.theirsEdits).reduce(start) { max($0, $1.base.upperBound) }
      let ourEnd = done.ours + base - start + Self.growth(piece.oursEdits)
      let theirEnd = done.theirs + base - start + Self.growth(piece.theirsEdits)
      piece.hunk = Hunk(base: start..<base, ours: done.ours..<ourEnd, theirs: done.theirs..<theirEnd)
      if piece.outcome == .open, scene.ours.ids[piece.hunk.ours] == scene.theirs.ids[piece.hunk.theirs] {
        piece.outcome = .same
      }
      pieces.append(piece)
      done = (base, ourEnd, theirEnd)
    }
    addUnchanged(done, count: hunk.base.upperBound - done.base)
  }

  /// Where the next edit begins.
  private static func first(_ our: SideEdit?, _ their: SideEdit?) -> Int? {
    guard our != nil || their != nil else { return nil }
    return min(our?.base.lowerBound ?? .max, their?.base.lowerBound ?? .max)
  }

  private static func growth(_ edits: [SideEdit]) -> Int {
    edits.reduce(0) { $0 + $1.side.count - $1.base.count }
  }

  private mutating func addUnchanged(_ done: (base: Int, ours: Int, theirs: Int), count: Int) {
    guard count > 0 else { return }
    pieces.append(
      Piece(
        outcome: .unchanged,
        hunk: Hunk(
          base: done.base..<done.base + count, ours: done.ours..<done.ours + count,
          theirs: done.theirs..<done.theirs + count)))
  }

  /// The edit that comes first, and all that cannot be told apart from it.
  private static func takeCluster(
    _ ours: inout ArraySlice<SideEdit>, _ theirs: inout ArraySlice<SideEdit>
  ) -> Piece {
    var piece = Piece(outcome: .open, hunk: Hunk(base: 0..<0, ours: 0..<0, theirs: 0..<0))
    // An insertion stands before an edit that begins where it does.
    if comesFirst(ours.first, theirs.first) {
      piece.oursEdits.append(ours.removeFirst())
    } else {
      piece.theirsEdits.append(theirs.removeFirst())
    }
    while true {
      // Only the last edit of the other side can reach as far as the next one.
      if let next = ours.first, let last = piece.theirsEdits.last, meet(last, next) {
        piece.oursEdits.append(ours.removeFirst())
      } else if let next = theirs.first, let last = piece.oursEdits.last, meet(last, next) {
        piece.theirsEdits.append(theirs.removeFirst())
      } else {
        break
      }
    }
    if piece.theirsEdits.isEmpty { piece.outcome = .ours }
    if piece.oursEdits.isEmpty { piece.outcome = .theirs }
    return piece
  }

  private static func comesFirst(_ our: SideEdit?, _ their: SideEdit?) -> Bool {
    guard let our else { return false }
    guard let their else { return true }
    return (our.base.lowerBound, our.base.upperBound) <= (their.base.lowerBound, their.base.upperBound)
  }

  /// Whether two edits of different sides cannot both be made.
  private static func meet(_ one: SideEdit, _ other: SideEdit) -> Bool {
    let (first, second) = (one.base, other.base)
    if first.isEmpty && second.isEmpty { return first.lowerBound == second.lowerBound }
    if first.isEmpty { return second.lowerBound < first.lowerBound && first.lowerBound < second.upperBound }
    if second.isEmpty { return first.lowerBound < second.lowerBound && second.lowerBound < first.upperBound }
    return first.lowerBound < second.upperBound && second.lowerBound < first.upperBound
  }
}
