internal import Outlines

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
  let language: Language?
  private(set) lazy var baseOutline: Outline? = origin.map(\.baseOutline) ?? outline(base)
  private(set) lazy var oursOutline: Outline? = origin.map(\.theirsOutline) ?? outline(ours)
  private(set) lazy var theirsOutline: Outline? = origin.map(\.oursOutline) ?? outline(theirs)
  /// All names in the merged code, imports apart; of conflicts those of both sides.
  private(set) lazy var mergedNames: Set<[UInt8]> = origin?.mergedNames ?? makeMergedNames()
  /// Whether one side has done away with a word of code that the other uses more.
  private(set) lazy var hasLeftNames: Bool = origin?.hasLeftNames ?? LeftNames(scene: self).areUsed
  private(set) lazy var baseNames: Set<[UInt8]> = origin?.baseNames ?? makeNames(base, baseOutline)
  private lazy var oursNames: Set<[UInt8]> = origin?.theirsNames ?? makeNames(ours, oursOutline)
  private lazy var theirsNames: Set<[UInt8]> = origin?.oursNames ?? makeNames(theirs, theirsOutline)
  /// The numbers of all tokens of the base.
  private(set) lazy var baseWords: Set<Int32> = Set(tokenize(base.bytes[...]).ids)
  /// The three texts as keys and values; nil if they are none.
  private(set) lazy var keyedTexts: Three<KeyedText>? = makeKeyedTexts()
  /// Names of items by side and by what holds them, as far as they were asked for.
  private var knownItemNames: [Side: [[String]: Set<String>]] = [:]
  private var differ: LineDiffer
  private var table = TokenTable()
  /// The scene of which this one is the mirror image, and which has the costly things already.
  private unowned let origin: MergeScene?
  /// The same with the sides swapped.
  private(set) lazy var mirrored = MergeScene(mirroring: self)

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
    language = Language(path: path)
    origin = nil
  }

  private init(mirroring origin: MergeScene) {
    base = origin.base
    ours = origin.theirs
    theirs = origin.ours
    path = origin.path
    regions = origin.regions.map(\.mirrored)
    differ = origin.differ
    memory = origin.memory
    language = origin.language
    self.origin = origin
  }

  private func outline(_ text: TextLines) -> Outline? {
    language.map { Outline(text.bytes, language: $0) }
  }

  private func makeKeyedTexts() -> Three<KeyedText>? {
    // Outlines of code would be made for nothing.
    guard let language, KeyedText.languages.contains(language) else { return nil }
    return Three(
      base: KeyedText(base, baseOutline, path: path), ours: KeyedText(ours, oursOutline, path: path),
      theirs: KeyedText(theirs, theirsOutline, path: path)
    ).whole()
  }

  /// What a side consists of; nil where its language is not known.
  func outline(_ side: Side) -> Outline? { side == .ours ? oursOutline : theirsOutline }

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

  /// Whether as many lines above and below a hunk are the same in all three texts.
  func hasEqualLines(around hunk: Hunk, above: Int, below: Int) -> Bool {
    guard hunk.base.lowerBound >= above, hunk.ours.lowerBound >= above, hunk.theirs.lowerBound >= above,
      hunk.base.upperBound + below <= base.count, hunk.ours.upperBound + below <= ours.count,
      hunk.theirs.upperBound + below <= theirs.count
    else { return false }
    func ids(_ text: TextLines, _ lines: Range<Int>) -> [LineID] {
      Array(text.ids[lines.lowerBound - above..<lines.lowerBound])
        + text.ids[lines.upperBound..<lines.upperBound + below]
    }
    let expected = ids(base, hunk.base)
    return ids(ours, hunk.ours) == expected && ids(theirs, hunk.theirs) == expected
  }

  /// All names in a side's code, imports apart.
  func names(_ side: Side) -> Set<[UInt8]> { side == .ours ? oursNames : theirsNames }

  /// The names of a side's items in one place.
  ///
  /// - Parameters:
  ///   - side: the side.
  ///   - container: the names of the items that hold the place, outermost first.
  func itemNames(_ side: Side, in container: [String]) -> Set<String> {
    if let origin { return origin.itemNames(side.other, in: container) }
    if let known = knownItemNames[side]?[container] { return known }
    var level = outline(side)?.items ?? []
    for name in container {
      level = level.filter { $0.name == name }.flatMap(\.children)
    }
    let names = Set(level.lazy.map(AddedItems.key))
    knownItemNames[side, default: [:]][container] = names
    return names
  }

  private func makeMergedNames() -> Set<[UInt8]> {
    var names: Set<[UInt8]> = []
    var done = (ours: 0, theirs: 0)
    /// What is unchanged may be code in one side and, as lines before it differ, in a string in the other.
    func addUnchanged(before ours: Int, _ theirs: Int) {
      addNames(done.ours..<ours, oursOutline, to: &names)
      addNames(done.theirs..<theirs, theirsOutline, to: &names)
    }
    for region in regions {
      addUnchanged(before: region.ours.lowerBound, region.theirs.lowerBound)
      if region.outcome != .theirs { addNames(region.ours, oursOutline, to: &names) }
      if region.outcome != .ours { addNames(region.theirs, theirsOutline, to: &names) }
      done = (region.ours.upperBound, region.theirs.upperBound)
    }
    addUnchanged(before: ours.count, theirs.count)
    return names
  }

  private func makeNames(_ text: TextLines, _ outline: Outline?) -> Set<[UInt8]> {
    var names: Set<[UInt8]> = []
    addNames(0..<text.count, outline, to: &names)
    return names
  }

  /// Adds the names in lines, apart from imports, comments and what strings say.
  private func addNames(_ lines: Range<Int>, _ outline: Outline?, to names: inout Set<[UInt8]>) {
    guard let outline else { return }
    for token in outline.tokens(in: lines)
    where token.kind == .identifier && outline.lines[token.line].kind != .import {
      names.insert(Array(outline.bytes(of: token)))
    }
  }

  /// Cuts text into tokens whose numbers hold for the whole scene.
  func tokenize(_ bytes: ArraySlice<UInt8>) -> TokenText { table.tokenize(bytes) }

  /// Bytes of the largest of a hunk's three texts.
  func size(_ hunk: Hunk) -> Int {
    max(base.slice(hunk.base).count, ours.slice(hunk.ours).count, theirs.slice(hunk.theirs).count)
  }
}
