extension ResolutionRule {
  /// One side holds all that the other changed, and more: it stands for both.
  static let contained = Self(name: "contained") { hunk, scene in
    for side in [Side.ours, .theirs] {
      let containment = Containment(of: side.other, in: side, hunk, scene)
      guard containment.holds, !containment.isMoved, let certainty = containment.certainty else { continue }
      let holder = side == .ours ? "ours" : "theirs"
      return Settlement(
        bytes: Array(scene.text(side).slice(hunk.lines(side))), certainty: certainty,
        reason: hunk.base.isEmpty
          ? "both added the same lines, \(holder) more of them"
          : "\(holder) has every change of the other side")
    }
    return nil
  }
}

/// The changes of one side, looked for among those of the other.
private struct Containment {
  private let small: Side
  private let large: Side
  private let hunk: Hunk
  private let scene: MergeScene
  private let wanted: [LineChange]
  private let made: [LineChange]

  /// An insertion of fewer lines than this may be in another one by chance.
  private static let leastLines = 2

  init(of small: Side, in large: Side, _ hunk: Hunk, _ scene: MergeScene) {
    self.small = small
    self.large = large
    self.hunk = hunk
    self.scene = scene
    wanted = scene.changes(hunk, small)
    made = scene.changes(hunk, large)
  }

  /// Whether all changes of the one side are also in the other.
  var holds: Bool {
    var made = made[...]
    for change in wanted {
      while let first = made.first, first.old.upperBound < change.old.upperBound { made.removeFirst() }
      guard let first = made.first, first.old.lowerBound <= change.old.lowerBound,
        first.old.upperBound >= change.old.upperBound,
        // What one side only removed, the other may not have put something else for.
        !change.new.isEmpty || first.new.isEmpty,
        isSubsequence(change.new, first.new)
      else { return false }
    }
    return true
  }

  /// Whether what the one side changed or took away stands elsewhere in the other: it only moved it, and the change would
  /// be lost.
  var isMoved: Bool { scene.hasMoved(wanted.lazy.flatMap(\.old), large) }

  /// How sure it is that the other side went on from these changes; nil if they may be in it by chance.
  var certainty: Certainty? {
    let (smallOld, largeOld) = (count(scene.base, wanted.map(\.old)), count(scene.base, made.map(\.old)))
    let smallNew = count(scene.text(small), wanted.map(\.new))
    if hunk.base.isEmpty { return smallNew >= Self.leastLines && isAtEdge ? .certain : .likely }
    // The same lines replaced alike, and one side put more beside them: as often as not that was taken back.
    if smallOld > 0 { return largeOld > smallOld ? .certain : nil }
    // A side rewrote lines, and what the other only inserted happens to be in it.
    let largeNew = count(scene.text(large), made.map(\.new))
    if largeOld > 0 && smallNew > 0 && largeNew > smallNew { return nil }
    return largeOld == 0 && smallNew >= Self.leastLines ? .certain : .likely
  }

  /// Whether one side's lines begin or end with all those of the other.
  private var isAtEdge: Bool {
    let (few, many) = (scene.text(small).ids[hunk.lines(small)], scene.text(large).ids[hunk.lines(large)])
    return many.starts(with: few) || many.suffix(few.count) == few
  }

  /// How many lines are not blank.
  private func count(_ text: TextLines, _ ranges: [Range<Int>]) -> Int {
    ranges.joined().count { !text.slice($0..<$0 + 1).allSatisfy(isSpace) }
  }

  /// Whether lines of the one side stand in the same order among lines of the other, white space aside.
  private func isSubsequence(_ lines: Range<Int>, _ others: Range<Int>) -> Bool {
    var rest = others
    for line in lines {
      let id = scene.text(small).ids[line]
      while let other = rest.first, scene.text(large).ids[other] != id { rest.removeFirst() }
      if rest.isEmpty { return false }
      rest.removeFirst()
    }
    return true
  }
}
