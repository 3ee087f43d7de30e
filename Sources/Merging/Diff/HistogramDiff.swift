/// The histogram diff: splits two texts at a long run of equal lines that are rare, and again on both sides.
///
/// Terms:
/// - *region*: a range of old lines against a range of new lines;
/// - *rarity* of a run: how often the least frequent of its lines occurs among the region's old lines;
/// - *best run*: found by going down the new lines; a run replaces the best so far if it is longer **or**
///   rarer, and a line more frequent than the best rarity starts no run.
///
/// A region without a common line is all change. A region whose common lines all occur more than
/// `rarityLimit` times goes to `MyersDiff`.
///
/// Source: JGit's `HistogramDiff` (S. Pearce, 2010), an extension of B. Cohen's patience diff; git adopted
/// it with details of its own, which this type reproduces as of git 2.39. git further fails to merge where 65
/// distinct lines share a bucket of its hash table; here lines are numbers that address a table, so there is
/// nothing to share.
///
/// Invariant: the regions on the stack, the one at hand and the runs chosen never overlap; what lies outside
/// of them is decided. The index holds the old lines of the region at hand.
///
/// Complexity: O(lines) a region, times up to `rarityLimit` where lines repeat. Two things keep a text that
/// changed in many places from being read again for each of them: the part behind a run takes over the index,
/// less what has been passed, and a region knows how long its runs can be at most, so that its search can end
/// early. Texts of mostly distinct lines then take O(lines · distinct lengths of runs).
struct HistogramDiff {
  static let rarityLimit: Int32 = 64

  struct Region {
    var old: Range<Int>
    var new: Range<Int>
    /// No run in the region is longer than this.
    var longestRun = Int.max
  }

  /// A run of equal lines.
  struct Run {
    var old: Int
    var new: Int
    var length: Int
    var rarity: Int32
  }

  /// What a search of a region comes to.
  enum Finding {
    /// Split here; no run on either side is longer than the number given.
    case run(Run, longestRun: Int)
    case nothingCommon
    case onlyFrequentLines
  }

  let old: [LineID]
  let new: [LineID]
  var index: OccurrenceIndex
  var changed: ChangedLines

  init(old: [LineID], new: [LineID], index: OccurrenceIndex) {
    self.old = old
    self.new = new
    self.index = index
    changed = ChangedLines(oldCount: old.count, newCount: new.count)
  }

  /// Marks the changed lines.
  mutating func run() {
    // A stack of its own, as hostile texts nest as deep as they have lines.
    var pending = [Region(old: 0..<old.count, new: 0..<new.count)]
    while let region = pending.popLast() {
      index.insert(region.old, of: old)
      let (rest, finding) = splitOff(region, &pending)
      index.remove(rest.old, of: old)
      if case .onlyFrequentLines = finding {
        fallBack(rest)
      } else {
        markAll(rest)
      }
    }
  }

  /// Splits a region at run after run, leaving the parts before the runs for later.
  ///
  /// - Returns: The part behind the last run, and why it has none. The index still holds its old lines.
  private mutating func splitOff(
    _ region: Region, _ pending: inout [Region]
  ) -> (rest: Region, finding: Finding) {
    var region = region
    while !region.old.isEmpty && !region.new.isEmpty {
      var search = RunSearch(region: region)
      search.scan(old: old.span, new: new.span, index: index)
      let finding = search.finding
      guard case .run(let run, let longestRun) = finding else { return (region, finding) }
      region.longestRun = longestRun
      var before = region
      before.old = region.old.lowerBound..<run.old
      before.new = region.new.lowerBound..<run.new
      if !before.old.isEmpty || !before.new.isEmpty { pending.append(before) }
      let end = run.old + run.length
      index.removeStart(region.old.lowerBound..<end, of: old)
      region.old = end..<region.old.upperBound
      region.new = run.new + run.length..<region.new.upperBound
    }
    return (region, .nothingCommon)
  }

  private mutating func markAll(_ region: Region) {
    for line in region.old { changed.old[line] = true }
    for line in region.new { changed.new[line] = true }
  }

  private mutating func fallBack(_ region: Region) {
    let filter = LineFilter(old: old[region.old], new: new[region.new], index: &index)
    filter.markDiscarded(&changed)
    var myers = MyersDiff(old: filter.keptOld, new: filter.keptNew)
    myers.run(&changed)
  }
}
