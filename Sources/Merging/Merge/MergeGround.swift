/// Three texts, cut into numbered lines, and the regions in which they differ: what a merge starts from.
///
/// Git's merge and the rules for what it leaves open start from the same, which costs more than either.
public struct MergeGround: Sendable {
  let base: TextLines
  let ours: TextLines
  let theirs: TextLines
  private(set) var differ: LineDiffer
  /// The regions in ascending order, conflicts whole; none if a side is unchanged.
  let regions: [MergeRegion]
  /// Changes that both sides made alike and that are no regions.
  let identical: [NearbyChange]
  /// Knows the lines of all three texts.
  private let interner: LineInterner
  private let oursChanges: [LineChange]
  private let theirsChanges: [LineChange]

  /// Compares both sides with the base.
  ///
  /// - Parameters:
  ///   - base: the common ancestor's text; empty if both sides added the file.
  ///   - ours: our text.
  ///   - theirs: their text.
  /// - Complexity: that of `mergeText`.
  public init(base: [UInt8], ours: [UInt8], theirs: [UInt8]) {
    var interner = LineInterner(expectedBytes: base.count + ours.count + theirs.count)
    self.base = interner.add(base)
    self.ours = interner.add(ours)
    self.theirs = interner.add(theirs)
    self.interner = interner
    differ = LineDiffer(distinctCount: interner.distinctCount)
    oursChanges = differ.changes(old: self.base.ids, new: self.ours.ids)
    theirsChanges = oursChanges.isEmpty ? [] : differ.changes(old: self.base.ids, new: self.theirs.ids)
    let alignment = ChangeAlignment(
      base: self.base, ours: self.ours, oursChanges: theirsChanges.isEmpty ? [] : oursChanges,
      theirs: self.theirs, theirsChanges: theirsChanges)
    regions = alignment.regions
    identical = alignment.identical
  }

  /// Whether git stops at some place, or would if the sides of a conflict were not equal.
  var hasConflicts: Bool { regions.contains { $0.outcome == .conflict } }

  /// The lines that a side added and a text does not have, and those of the text that are in no version; told by whole
  /// lines, each once or more.
  ///
  /// - Complexity: linear in the number of lines, and in the size of the text.
  func suspectLines(of merged: [UInt8]) -> [ArraySlice<UInt8>] {
    var interner = interner
    let known = interner.distinctCount
    let merged = interner.add(merged)
    var isMerged = Array(repeating: false, count: interner.distinctCount)
    for line in merged.ids { isMerged[Int(line)] = true }
    var suspects = merged.ids.indices.filter { merged.ids[$0] >= known }.map { merged.slice($0..<$0 + 1) }
    var surplus = Array(repeating: Int32(0), count: known)
    for side in [ours, theirs] {
      for line in surplus.indices { surplus[line] = 0 }
      for line in base.ids { surplus[Int(line)] -= 1 }
      for (index, line) in side.ids.enumerated() {
        surplus[Int(line)] += 1
        if surplus[Int(line)] > 0, !isMerged[Int(line)] { suspects.append(side.slice(index..<index + 1)) }
      }
    }
    return suspects
  }

  /// The parts in which the sides of a conflict differ.
  mutating func parts(of region: MergeRegion) -> [MergeRegion] {
    let locator = BaseLocator(oursChanges: oursChanges, theirsChanges: theirsChanges)
    return ConflictRefinement.split(
      [region], ours: ours, theirs: theirs, differ: &differ, locator: locator)
  }

  /// Whether the parts of a conflict are the same with the sides swapped: a diff may have the choice of two places.
  mutating func isMirrored(_ parts: [MergeRegion], of region: MergeRegion) -> Bool {
    let locator = BaseLocator(oursChanges: theirsChanges, theirsChanges: oursChanges)
    let others = ConflictRefinement.split(
      [region.mirrored], ours: theirs, theirs: ours, differ: &differ, locator: locator)
    return others.map { Hunk($0).mirrored } == parts.map(Hunk.init)
  }

  /// The outcome that git comes to: see `mergeText`.
  ///
  /// - Parameter options: how conflicts are settled and written.
  public func merged(_ options: TextMergeOptions) -> TextMerge {
    if oursChanges.isEmpty { return TextMerge(bytes: theirs.bytes) }
    if theirsChanges.isEmpty { return TextMerge(bytes: ours.bytes) }
    var differ = differ
    var regions = regions
    switch options.style {
    case .merge:
      let locator = BaseLocator(oursChanges: oursChanges, theirsChanges: theirsChanges)
      regions = ConflictRefinement.split(
        regions, ours: ours, theirs: theirs, differ: &differ, locator: locator)
    case .diff3:
      break
    case .zdiff3:
      regions = ConflictRefinement.trim(regions, ours: ours, theirs: theirs)
    }
    var writer = MergedTextWriter(base: base, ours: ours, theirs: theirs, options: options)
    writer.write(regions)
    return TextMerge(
      bytes: writer.bytes, conflicts: writer.conflicts,
      nearby: NearbyFinder.find(regions, identical: identical))
  }
}
