import GitValues
import Merging
import Outlines

extension ConflictedFile {
  /// What somebody made of each conflict, as far as it can be told from the file that they left.
  ///
  /// A conflict is remembered as it is before any part of it is settled or trimmed, whatever style it was shown in; one
  /// of which only a part can be told, as that part.
  func settled(by result: [UInt8]) -> [SettledConflict] {
    guard !isBinary(result) else { return [] }
    let plain = mergeText(
      base: base.bytes, ours: ours.bytes, theirs: theirs.bytes, options: TextMergeOptions(style: .diff3))
    // Those that are settled by rules alone are nobody's decision.
    let whole = plain.conflicts.filter { whole in hunks.contains { whole.contains($0) } }
    let told = tell(whole, in: plain.bytes, by: result)
    let rest = hunks.filter { hunk in !told.contains { $0.hunk.contains(hunk) } }
    return (told + tell(rest, in: marked.bytes, by: result)).map { conflict($0.hunk, $0.result) }
  }

  private func tell(
    _ hunks: [ConflictHunk], in marked: [UInt8], by result: [UInt8]
  ) -> [(hunk: ConflictHunk, result: [UInt8])] {
    let places = settledHunks(marked: marked, hunks: hunks.map(\.merged), result: result)
    let final = SourceText(result)
    return zip(hunks, places).compactMap { hunk, place in place.map { (hunk, Array(final.slice($0))) } }
  }

  private func conflict(_ hunk: ConflictHunk, _ result: [UInt8]) -> SettledConflict {
    SettledConflict(
      path: path, base: Array(base.slice(hunk.base)), ours: Array(ours.slice(hunk.ours)),
      theirs: Array(theirs.slice(hunk.theirs)), result: result)
  }
}

extension ConflictHunk {
  /// Whether both sides' lines of another conflict are among those of this one.
  fileprivate func contains(_ other: ConflictHunk) -> Bool {
    ours.lowerBound <= other.ours.lowerBound && other.ours.upperBound <= ours.upperBound
      && theirs.lowerBound <= other.theirs.lowerBound && other.theirs.upperBound <= theirs.upperBound
  }
}
