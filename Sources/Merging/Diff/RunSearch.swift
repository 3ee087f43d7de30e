/// The search of one region for the run at which `HistogramDiff` splits it; the rules are told there.
struct RunSearch {
  private let region: HistogramDiff.Region
  /// The best run so far. Before one is found: a length and rarity that the first worthwhile run beats.
  private var best: HistogramDiff.Run
  /// Whether any line occurs on both sides, however often.
  private var hasCommonLine = false
  /// No run in the region is longer than this.
  private var longestRun: Int

  init(region: HistogramDiff.Region) {
    self.region = region
    longestRun = region.longestRun
    best = HistogramDiff.Run(old: 0, new: 0, length: 1, rarity: HistogramDiff.rarityLimit + 1)
  }

  /// What the search came to.
  var finding: HistogramDiff.Finding {
    if !hasCommonLine { return .nothingCommon }
    if best.rarity > HistogramDiff.rarityLimit { return .onlyFrequentLines }
    return .run(best, longestRun: longestRun)
  }

  /// Goes down the new lines, skipping those that a run has already covered.
  mutating func scan(old: Span<LineID>, new: Span<LineID>, index: borrowing OccurrenceIndex) {
    let entries = index.entries.span
    let next = index.next.span
    var line = region.new.lowerBound
    while line < region.new.upperBound {
      let entry = entries[Int(new[line])]
      let frequency = entry.count
      if frequency > 0 {
        hasCommonLine = true
      }
      guard frequency > 0, frequency <= best.rarity else {
        line &+= 1
        continue
      }
      var following = line &+ 1
      var occurrence = Int(entry.first)
      while occurrence >= 0 {
        let run = extend(occurrence, line, rarity: frequency, old: old, new: new, entries: entries)
        following = max(following, run.new &+ run.length)
        if run.length > best.length || run.rarity < best.rarity { best = run }
        // An occurrence inside this run would give a part of it or an overlapping run.
        let end = run.old &+ run.length
        repeat { occurrence = Int(next[occurrence]) } while occurrence >= 0 && occurrence < end
      }
      // Nothing is longer and nothing is rarer.
      if best.rarity == 1 && best.length >= longestRun { return }
      line = following
    }
    if best.rarity == 1 {
      let repeated = Self.longestRepeatedStretch(region.new, of: new, entries: entries)
      longestRun = min(longestRun, max(best.length, repeated))
    }
  }

  /// The longest stretch of new lines that each occur more than once among the old ones.
  ///
  /// It bounds the runs without a line of rarity 1, which a search does not look at once it has found one
  /// with such a line. Lines get rarer in parts of a region, so a later search may look at them.
  private static func longestRepeatedStretch(
    _ lines: Range<Int>, of new: Span<LineID>, entries: Span<OccurrenceIndex.Entry>
  ) -> Int {
    var longest = 0
    var length = 0
    for line in lines {
      length = entries[Int(new[line])].count > 1 ? length &+ 1 : 0
      longest = max(longest, length)
    }
    return longest
  }

  /// The longest run through an old and a new line that are equal.
  @inline(__always)
  private func extend(
    _ oldLine: Int, _ newLine: Int, rarity: Int32,
    old: Span<LineID>, new: Span<LineID>, entries: Span<OccurrenceIndex.Entry>
  ) -> HistogramDiff.Run {
    var rarity = rarity
    var start = (old: oldLine, new: newLine)
    while start.old > region.old.lowerBound && start.new > region.new.lowerBound
      && old[start.old &- 1] == new[start.new &- 1]
    {
      start.old &-= 1
      start.new &-= 1
      rarity = min(rarity, entries[Int(old[start.old])].count)
    }
    var end = (old: oldLine &+ 1, new: newLine &+ 1)
    while end.old < region.old.upperBound && end.new < region.new.upperBound
      && old[end.old] == new[end.new]
    {
      rarity = min(rarity, entries[Int(old[end.old])].count)
      end.old &+= 1
      end.new &+= 1
    }
    return HistogramDiff.Run(
      old: start.old, new: start.new, length: end.old &- start.old, rarity: rarity)
  }
}
