/// Compares the lines of a merged text with those of its versions, white space at both ends and blank lines aside.
enum LineCheck {
  /// Lines that a side added and that are missing, and lines that nobody wrote.
  ///
  /// - Parameter free: parts whose own lines may be missing or new.
  /// - Complexity: linear in the size of the texts.
  static func problems(
    base: ArraySlice<UInt8>, ours: ArraySlice<UInt8>, theirs: ArraySlice<UInt8>, merged: ArraySlice<UInt8>,
    free: [FreePart] = []
  ) -> [Problem] {
    let (base, ours, theirs, merged) = (counts(base), counts(ours), counts(theirs), counts(merged))
    var (given, made): (Set<ArraySlice<UInt8>>, Set<ArraySlice<UInt8>>) = ([], [])
    for part in free {
      given.formUnion(counts(part.ours).keys)
      given.formUnion(counts(part.theirs).keys)
      made.formUnion(counts(part.merged).keys)
    }
    var problems: [Problem] = []
    for line in merged.keys
    where base[line] == nil && ours[line] == nil && theirs[line] == nil && !made.contains(line) {
      problems.append(Problem(kind: .inventedLine, text: String(decoding: line, as: UTF8.self)))
    }
    for side in [ours, theirs] {
      for (line, count) in side
      where count > base[line] ?? 0 && merged[line] == nil && !given.contains(line) {
        problems.append(Problem(kind: .lostLine, text: String(decoding: line, as: UTF8.self)))
      }
    }
    return problems.sorted { ($0.kind.rawValue, $0.text) < ($1.kind.rawValue, $1.text) }
  }

  /// How often each line occurs.
  private static func counts(_ bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>: Int] {
    var counts: [ArraySlice<UInt8>: Int] = [:]
    for line in bytes.split(separator: 0x0A) {
      let content = line.drop(while: isSpace)
      if let end = content.lastIndex(where: { !isSpace($0) }) { counts[content[...end], default: 0] += 1 }
    }
    return counts
  }
}
