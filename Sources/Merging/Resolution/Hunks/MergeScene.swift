/// Three texts and how they were merged: what a rule sees around its hunk.
///
/// What is costly and seldom needed is made when it is first asked for.
final class MergeScene {
  let base: TextLines
  let ours: TextLines
  let theirs: TextLines
  let path: [UInt8]
  /// The merge's regions, conflicts whole.
  let regions: [MergeRegion]
  let memory: any ResolutionMemory
  private var differ: LineDiffer
  private var table = TokenTable()

  init(
    base: TextLines, ours: TextLines, theirs: TextLines, path: [UInt8], regions: [MergeRegion],
    differ: LineDiffer, memory: any ResolutionMemory
  ) {
    self.base = base
    self.ours = ours
    self.theirs = theirs
    self.path = path
    self.regions = regions
    self.differ = differ
    self.memory = memory
  }

  func text(_ side: Side) -> TextLines { side == .ours ? ours : theirs }

  /// The lines in which a side differs from the base within a hunk, numbered as in the whole texts.
  func changes(_ hunk: Hunk, _ side: Side) -> [LineChange] {
    let lines = hunk.lines(side)
    let changes = differ.changes(old: Array(base.ids[hunk.base]), new: Array(text(side).ids[lines]))
    return changes.map { change in
      LineChange(
        old: moved(change.old, by: hunk.base.lowerBound), new: moved(change.new, by: lines.lowerBound))
    }
  }

  /// Cuts text into tokens whose numbers hold for the whole scene.
  func tokenize(_ bytes: ArraySlice<UInt8>) -> TokenText { table.tokenize(bytes) }

  /// Bytes of the largest of a hunk's three texts.
  func size(_ hunk: Hunk) -> Int {
    max(base.slice(hunk.base).count, ours.slice(hunk.ours).count, theirs.slice(hunk.theirs).count)
  }
}
