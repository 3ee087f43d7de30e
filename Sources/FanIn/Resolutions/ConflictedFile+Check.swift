import Conflicts
import Merging
import Outlines

extension ConflictedFile {
  /// What is wrong with what somebody made of the file, by the checks that every merged text has to pass.
  ///
  /// - Parameters:
  ///   - result: what became of it.
  ///   - before: the file with the conflicts that were settled; nil means as it was first written.
  /// - Returns: a sentence for each; empty if nothing is wrong.
  func problems(of result: [UInt8], settledFrom before: SourceText? = nil) -> [String] {
    guard !isBinary(result) else { return [] }
    let before = before ?? marked
    let found = checkSettledText(
      base: base.bytes, ours: ours.bytes, theirs: theirs.bytes, marked: before.bytes,
      conflicts: openConflicts(in: before), result: result, path: path.bytes)
    let doubled = MergedDuplicates.find(
      base: base.bytes, ours: ours.bytes, theirs: theirs.bytes, merged: result, path: path
    ).filter { !$0.isHarmless }
    return found.map(\.words) + doubled.map { "\($0.kind): '\($0.name)' stands twice" }
  }

  /// The first line outside of the open conflicts that somebody changed, counted from 1; nil if all are as they were.
  func changedLine(in result: [UInt8], settledFrom before: SourceText) -> Int? {
    let conflicts = openConflicts(in: before).map(\.merged)
    guard case .changed(let line) = ConflictPlaces.find(conflicts, of: before.bytes, in: result) else {
      return nil
    }
    return line + 1
  }

  /// The conflicts that are still open in a version of the file, with their lines there.
  private func openConflicts(in text: SourceText) -> [ConflictHunk] {
    openHunks(in: text).map { index, lines in
      var hunk = hunks[index]
      hunk.merged = lines
      return hunk
    }
  }
}
