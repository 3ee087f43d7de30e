import GitValues

/// Finds the same migration under two numbers: what a renumbered lane looks like after it was merged.
///
/// Two are the same if their slugs are equal and so is their content, once the names that a move changes are blanked.
struct TwinFinder<Reader: TreeReader> {
  let reader: Reader
  private var texts: [GitPath: [ObjectID: [UInt8]]] = [:]

  init(reader: Reader) { self.reader = reader }

  /// The one of `others` that is the same migration; nil if there is none.
  mutating func twin(
    of unit: MigrationUnit, among others: [MigrationUnit], in group: MigrationGroup
  ) throws(Reader.Failure) -> MigrationUnit? {
    for other in others where other.slug == unit.slug && other.files.count == unit.files.count {
      if unit.isSame(other) { return other }
      var isTwin = true
      for (a, b) in zip(unit.files, other.files) where a.entry.id != b.entry.id {
        guard a.entry.mode.isRegular, b.entry.mode.isRegular,
          try blanked(a, of: unit, in: group) == blanked(b, of: other, in: group)
        else {
          isTwin = false
          break
        }
      }
      if isTwin && !unit.slug.isEmpty { return other }
    }
    return nil
  }

  private mutating func blanked(
    _ file: MigrationUnit.File, of unit: MigrationUnit, in group: MigrationGroup
  ) throws(Reader.Failure) -> [UInt8] {
    if let known = texts[file.path]?[file.entry.id] { return known }
    var bytes = try reader.content(file.entry.id)
    if case .graph = group.scheme.identity {
      let text = PythonText(bytes)
      var ranges: [Range<Int>] = []
      for name in ["dependencies", "down_revision", "revision"] {
        if let value = text.value(of: name) { ranges += text.strings(in: value) }
      }
      for range in ranges.sorted(by: { $0.lowerBound > $1.lowerBound }) { bytes.removeSubrange(range) }
      bytes = SourceLines(bytes).filter { !$0.has(prefix: "Revises:") && !$0.has(prefix: "Revision ID:") }
        .flatMap(Array.init)
    }
    let result = StemRewriter([unit.stem: [UInt8(ascii: "#")]]).rewrite(bytes)
    texts[file.path, default: [:]][file.entry.id] = result
    return result
  }
}
