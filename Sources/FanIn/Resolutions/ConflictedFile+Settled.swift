import GitValues
import Merging
import Outlines

extension ConflictedFile {
  /// What somebody made of each conflict, as far as it can be told from the file that they left.
  func settled(by result: [UInt8]) -> [SettledConflict] {
    guard !isBinary(result) else { return [] }
    let places = settledHunks(marked: marked.bytes, hunks: hunks.map(\.merged), result: result)
    let final = SourceText(result)
    return zip(hunks, places).compactMap { hunk, place in
      guard let place else { return nil }
      return SettledConflict(
        path: path, base: Array(base.slice(hunk.base)), ours: Array(ours.slice(hunk.ours)),
        theirs: Array(theirs.slice(hunk.theirs)), result: Array(final.slice(place)))
    }
  }
}
