/// For each line of two texts, whether a diff removes it or adds it.
///
/// Both arrays end with a `false` that belongs to no line, so that runs can be followed without asking for
/// the end. Invariant of a finished diff: as many lines are unmarked in one text as in the other, and the
/// n-th unmarked lines of both are equal.
struct ChangedLines {
  var old: [Bool]
  var new: [Bool]

  init(oldCount: Int, newCount: Int) {
    old = Array(repeating: false, count: oldCount + 1)
    new = Array(repeating: false, count: newCount + 1)
  }

  /// The marks as ranges, in ascending order.
  func changes() -> [LineChange] {
    var changes: [LineChange] = []
    var oldLine = 0
    var newLine = 0
    while oldLine < old.count && newLine < new.count {
      if old[oldLine] || new[newLine] {
        let oldStart = oldLine
        let newStart = newLine
        while old[oldLine] { oldLine += 1 }
        while new[newLine] { newLine += 1 }
        changes.append(LineChange(old: oldStart..<oldLine, new: newStart..<newLine))
      }
      oldLine += 1
      newLine += 1
    }
    return changes
  }
}
