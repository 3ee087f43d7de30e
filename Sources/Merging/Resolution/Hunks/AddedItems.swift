import Outlines

/// What both sides inserted at one place, as far as it is whole items of the file: definitions, tests, keys, cases.
///
/// A diff can tell an insertion only up to lines that repeat: a function whose last lines equal those above it may be
/// shown from its second line on. Both insertions are moved up by the same count of lines until they are whole.
struct AddedItems {
  let hunk: Hunk
  /// How many lines the insertions were moved up.
  let shift: Int
  let ours: [Item]
  let theirs: [Item]
  private let scene: MergeScene

  /// An insertion is moved up by no more lines than this.
  private static let furthestShift = 60

  /// Finds the items; nil if the hunk is no place where both sides inserted whole items.
  init?(_ hunk: Hunk, _ scene: MergeScene) {
    guard hunk.base.isEmpty, !hunk.ours.isEmpty, !hunk.theirs.isEmpty,
      let oursOutline = scene.oursOutline, let theirsOutline = scene.theirsOutline,
      oursOutline.isTrusted, theirsOutline.isTrusted
    else { return nil }
    var shift = 0
    while shift <= Self.furthestShift, Self.repeats(hunk.ours, shift, scene.ours),
      Self.repeats(hunk.theirs, shift, scene.theirs),
      scene.hasEqualLines(around: hunk, above: shift, below: 0)
    {
      if let ours = Self.items(moved(hunk.ours, by: -shift), oursOutline),
        let theirs = Self.items(moved(hunk.theirs, by: -shift), theirsOutline)
      {
        self.hunk = hunk
        self.shift = shift
        self.ours = ours
        self.theirs = theirs
        self.scene = scene
        return
      }
      shift += 1
    }
    return nil
  }

  /// Whether the lines above an insertion equal its last ones, so that it may as well be that many lines further up.
  private static func repeats(_ lines: Range<Int>, _ shift: Int, _ text: TextLines) -> Bool {
    guard shift <= lines.lowerBound else { return false }
    return text.ids[lines.lowerBound - shift..<lines.lowerBound]
      == text.ids[lines.upperBound - shift..<lines.upperBound]
  }

  /// The items that lines consist of, siblings of one another; nil if there is more in the lines.
  static func items(_ lines: Range<Int>, _ outline: Outline) -> [Item]? {
    var level = outline.items
    let first = lines.lowerBound..<lines.lowerBound + 1
    while let holder = outline.indices(in: level, overlapping: first).first,
      !(lines.lowerBound <= level[holder].lines.lowerBound
        && level[holder].lines.upperBound <= lines.upperBound)
    { level = level[holder].children }
    let found = outline.indices(in: level, overlapping: lines).map { level[$0] }
    guard !found.isEmpty,
      found.allSatisfy({ lines.lowerBound <= $0.lines.lowerBound && $0.lines.upperBound <= lines.upperBound })
    else { return nil }
    var next = found[...]
    for line in lines {
      while let first = next.first, first.lines.upperBound <= line { next.removeFirst() }
      if next.first?.lines.contains(line) == true { continue }
      guard outline.lines[line].kind == .blank || outline.lines[line].kind == .comment else { return nil }
    }
    return found
  }

  /// A name that both sides added, or that one of them has elsewhere in the same place; nil if all differ.
  var commonName: String? {
    let (oursNew, theirsNew) = (Set(ours.map(Self.key)), Set(theirs.map(Self.key)))
    if let shared = oursNew.intersection(theirsNew).first { return shared }
    return siblings(of: ours, .theirs).intersection(oursNew).first
      ?? siblings(of: theirs, .ours).intersection(theirsNew).first
  }

  /// What must not be twice: a heading goes by its first word, as in `1.2.0 (2024-05-01)`.
  static func key(_ item: Item) -> String {
    item.kind == .section ? String(item.name.prefix { $0 != " " }) : item.name
  }

  /// The names in a side at the place that items have in the other one.
  private func siblings(of items: [Item], _ side: Side) -> Set<String> {
    items.first.map { scene.itemNames(side, in: $0.container) } ?? []
  }

  /// Whether all are entries of a list, not definitions with a body.
  var isEntriesOnly: Bool { (ours + theirs).allSatisfy { $0.kind.isEntry } }

  /// Whether all are entries of one kind in a place where entries stand for themselves: statements of a function, and
  /// calls of different functions, may depend on their order.
  var areEntries: Bool {
    let all = ours + theirs
    guard isEntriesOnly, Set(all.map(\.kind)).count == 1, let first = all.first else { return false }
    // One below the other, keys of two levels would change what they belong to.
    if scene.language?.isData == true, Set(all.map(\.container)).count > 1 { return false }
    if first.kind == .call, Set(all.map { $0.name.prefix { $0 != " " } }).count > 1 { return false }
    let holder = scene.oursOutline?.items(holding: hunk.ours.lowerBound - shift).last {
      $0.kind != first.kind
    }
    switch holder?.kind {
    case .function, .method, .test, .block: return false
    default: return first.kind != .variable || holder != nil
    }
  }

  /// Whether sections of both sides have a line in common that is no heading, as notes on two releases of one fix.
  var shareText: Bool {
    guard ours.first?.kind == .section else { return false }
    func lines(_ side: Side) -> Set<LineID> {
      let text = scene.text(side)
      let lines = hunk.lines(side).lazy.filter { line in
        let content = text.slice(line..<line + 1)
        return isTelling(content) && content.first != UInt8(ascii: "#")
      }
      return Set(lines.map { text.ids[$0] })
    }
    return !lines(.ours).isDisjoint(with: lines(.theirs))
  }

  /// Both insertions, ours first, in place of the hunk.
  var bytes: [UInt8] {
    let first = scene.ours.slice(hunk.ours.lowerBound..<hunk.ours.upperBound - shift)
    // The lines above the hunk belong to what was moved up; its own last ones are written behind it.
    let second = scene.theirs.slice(hunk.theirs.lowerBound - shift..<hunk.theirs.upperBound)
    return Array(first) + second
  }
}

extension Item.Kind {
  /// Whether it is one of a list's entries rather than a definition with a body.
  var isEntry: Bool {
    switch self {
    case .key, .enumCase, .property, .variable, .constant, .call, .element, .section: true
    default: false
    }
  }
}
