/// The three-way merge of three short texts token by token.
///
/// Both sides' token changes are laid over one another as in a merge of lines; changes that share a token or
/// touch conflict, unless they are equal. White space is merged on its own: each
/// token keeps the space in front of it that a side gave it.
///
/// Source: the three-way merge of diff3, see `ChangeAlignment`, on tokens in place of lines.
///
/// - Complexity: that of two token diffs.
struct TokenMerge {
  let base: TokenText
  let ours: TokenText
  let theirs: TokenText

  private(set) var bytes: [UInt8] = []
  /// Whether a side's change does more than white space.
  private(set) var oursChangesTokens = false
  private(set) var theirsChangesTokens = false

  init(base: TokenText, ours: TokenText, theirs: TokenText) {
    self.base = base
    self.ours = ours
    self.theirs = theirs
  }

  /// Merges.
  ///
  /// - Returns: whether it came out clean; `bytes` is the result then.
  mutating func run() -> Bool {
    let oursChanges = TokenDiff.changes(old: base.ids, new: ours.ids)
    let theirsChanges = TokenDiff.changes(old: base.ids, new: theirs.ids)
    oursChangesTokens = !oursChanges.isEmpty
    theirsChangesTokens = !theirsChanges.isEmpty
    let regions = Self.align(
      oursChanges, theirsChanges, shift: (ours.tokens.count, theirs.tokens.count, base.tokens.count))
    var done = (base: 0, ours: 0, theirs: 0)
    for region in regions {
      guard
        copyCommon(
          base: done.base..<region.base.lowerBound, ours: done.ours..<region.ours.lowerBound,
          theirs: done.theirs..<region.theirs.lowerBound), put(region)
      else { return false }
      done = (region.base.upperBound, region.ours.upperBound, region.theirs.upperBound)
    }
    return copyCommon(
      base: done.base..<base.tokens.count, ours: done.ours..<ours.tokens.count,
      theirs: done.theirs..<theirs.tokens.count)
  }

  /// Lays the changes over one another; what touches becomes one region.
  private static func align(
    _ ours: [LineChange], _ theirs: [LineChange], shift totals: (ours: Int, theirs: Int, base: Int)
  ) -> [MergeRegion] {
    var regions: [MergeRegion] = []
    var (our, their) = (ours[...], theirs[...])
    // How much further on a side's tokens are than the base's, at the point reached.
    var (ourShift, theirShift) = (0, 0)
    while our.first != nil || their.first != nil {
      let start = min(our.first?.old.lowerBound ?? .max, their.first?.old.lowerBound ?? .max)
      let (ourStart, theirStart) = (start + ourShift, start + theirShift)
      var end = start
      var (hasOurs, hasTheirs) = (false, false)
      while true {
        if let change = our.first, change.old.lowerBound <= end {
          end = max(end, change.old.upperBound)
          ourShift = change.new.upperBound - change.old.upperBound
          our.removeFirst()
          hasOurs = true
        } else if let change = their.first, change.old.lowerBound <= end {
          end = max(end, change.old.upperBound)
          theirShift = change.new.upperBound - change.old.upperBound
          their.removeFirst()
          hasTheirs = true
        } else {
          break
        }
      }
      regions.append(
        MergeRegion(
          outcome: hasOurs && hasTheirs ? .conflict : hasOurs ? .ours : .theirs, base: start..<end,
          ours: ourStart..<end + ourShift, theirs: theirStart..<end + theirShift))
    }
    return regions
  }

  private mutating func put(_ region: MergeRegion) -> Bool {
    let our = ours.tokens[region.ours]
    switch region.outcome {
    case .ours: copy(our, of: ours)
    case .theirs: copy(theirs.tokens[region.theirs], of: theirs)
    default:
      let their = theirs.tokens[region.theirs]
      // Space may be content, or say what holds what: which of two nobody knows.
      guard our.map(\.id) == their.map(\.id),
        zip(our, their).allSatisfy({ ours.space($0) == theirs.space($1) })
      else { return false }
      copy(our, of: ours)
    }
    return true
  }

  private mutating func copy(_ tokens: ArraySlice<Token>, of text: TokenText) {
    for token in tokens { bytes += text.bytes[token.spaceStart..<token.end] }
  }

  /// Copies tokens that all three have, each with the space that a side gave it.
  private mutating func copyCommon(base: Range<Int>, ours: Range<Int>, theirs: Range<Int>) -> Bool {
    for index in 0..<base.count {
      let baseToken = self.base.tokens[base.lowerBound + index]
      let ourToken = self.ours.tokens[ours.lowerBound + index]
      let theirToken = self.theirs.tokens[theirs.lowerBound + index]
      let (old, our, their) = (
        self.base.space(baseToken), self.ours.space(ourToken), self.theirs.space(theirToken)
      )
      if our != old && their != old && our != their { return false }
      bytes += our == old ? their : our
      bytes += self.ours.text(ourToken)
    }
    return true
  }
}
