/// Slides groups of changed lines to where they read best, and joins groups that meet.
///
/// A *group* is a maximal run of changed lines, or the empty place above an unchanged line; two texts have
/// equally many groups, as they have equally many unchanged lines. A group can move down a line if its first
/// line equals the unchanged line below it, and up likewise, without changing what the diff means. Each
/// group of the text is moved up as far as it goes, swallowing groups it meets, then down as far as it goes,
/// until it stops growing. If it passed places where the other text's group is not empty, it returns up to
/// the lowest of them, so that removed and added lines form one change; otherwise it stays at the bottom.
///
/// Source: the behaviour of `git diff --no-indent-heuristic` from git 2.9 to 2.53. Later versions compare the
/// lines of a joined group once more.
///
/// Invariant: the group at hand and the other text's group have the same number of unchanged lines above.
///
/// Complexity: O(lines) for common texts; a long run of equal lines is walked once for each group in it.
struct ChangeSlider {
  /// A group: from its first changed line to the first unchanged line after it.
  private struct Group {
    var start = 0
    var end = 0

    var isEmpty: Bool { start == end }

    /// The first group.
    init(_ changed: [Bool]) {
      while changed[end] { end += 1 }
    }

    mutating func moveToNext(_ changed: [Bool]) {
      end += 1
      start = end
      while changed[end] { end += 1 }
    }

    mutating func moveToPrevious(_ changed: [Bool]) {
      start -= 1
      end = start
      while start > 0 && changed[start - 1] { start -= 1 }
    }
  }

  private let lines: [LineID]
  private var changed: [Bool]
  private let other: [Bool]
  private var group: Group
  private var otherGroup: Group

  /// Slides the groups of one text.
  ///
  /// - Parameters:
  ///   - lines: The text.
  ///   - changed: Its marks, one more than there are lines.
  ///   - other: The other text's marks.
  static func slide(lines: [LineID], changed: inout [Bool], other: [Bool]) {
    var slider = ChangeSlider(lines: lines, changed: changed, other: other)
    changed = []
    slider.run()
    changed = slider.changed
  }

  private init(lines: [LineID], changed: [Bool], other: [Bool]) {
    self.lines = lines
    self.changed = changed
    self.other = other
    group = Group(changed)
    otherGroup = Group(other)
  }

  private mutating func run() {
    while true {
      if !group.isEmpty { settle() }
      if group.end == lines.count { return }
      group.moveToNext(changed)
      otherGroup.moveToNext(other)
    }
  }

  /// Puts the group at hand in its place.
  private mutating func settle() {
    var highestEnd: Int
    var hasMatch: Bool
    var size: Int
    repeat {
      size = group.end - group.start
      while slideUp() { otherGroup.moveToPrevious(other) }
      highestEnd = group.end
      hasMatch = !otherGroup.isEmpty
      while slideDown() {
        otherGroup.moveToNext(other)
        if !otherGroup.isEmpty { hasMatch = true }
      }
    } while size != group.end - group.start

    if group.end == highestEnd || !hasMatch { return }
    while otherGroup.isEmpty && slideUp() { otherGroup.moveToPrevious(other) }
  }

  /// Moves the group down a line, if it can; takes in a group that it meets.
  private mutating func slideDown() -> Bool {
    guard group.end < lines.count, lines[group.start] == lines[group.end] else { return false }
    changed[group.start] = false
    changed[group.end] = true
    group.start += 1
    repeat { group.end += 1 } while changed[group.end]
    return true
  }

  /// Moves the group up a line, if it can; takes in a group that it meets.
  private mutating func slideUp() -> Bool {
    guard group.start > 0, lines[group.start - 1] == lines[group.end - 1] else { return false }
    group.start -= 1
    group.end -= 1
    changed[group.start] = true
    changed[group.end] = false
    while group.start > 0 && changed[group.start - 1] { group.start -= 1 }
    return true
  }
}
