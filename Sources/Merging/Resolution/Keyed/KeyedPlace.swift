import Outlines

/// A hunk, widened to whole entries of the object, table, mapping, section or list that holds it in all three texts.
struct KeyedPlace {
  /// The hunk with the lines around it that belong to its entries; those are the same in all three texts.
  private(set) var hunk: Hunk
  private(set) var above = 0
  private(set) var below = 0
  /// The entries of what holds it.
  private(set) var items: Three<[Item]>
  private(set) var levels: Three<KeyedLevel>
  /// Its lines, if each of them is an entry.
  private let lists: Three<Range<Int>>?
  private let inner: Hunk
  private let texts: Three<KeyedText>

  /// No more lines than this are looked at around a hunk.
  private static let mostLines = 1000
  /// Of more entries than this on one level nothing is settled.
  private static let mostItems = 10_000

  /// - Returns: nil if the hunk cannot be made whole entries of one level.
  init?(_ hunk: Hunk, _ texts: Three<KeyedText>, _ scene: MergeScene) {
    inner = hunk
    self.hunk = hunk
    self.texts = texts
    let holder = KeyedHolder(hunk, texts, scene)
    (items, lists) = (holder.items, holder.lists)
    guard items.all.allSatisfy({ $0.count <= Self.mostItems }) else { return nil }
    let lines = { (hunk: Hunk) in Three(base: hunk.base, ours: hunk.ours, theirs: hunk.theirs) }
    while let (more, less) = Self.missing(items.zip(lines(self.hunk))) {
      above += more
      below += less
      guard above + below <= Self.mostLines, scene.hasEqualLines(around: hunk, above: above, below: below)
      else { return nil }
      self.hunk = hunk.widened(above: above, below: below)
    }
    let parts = texts.zip(items.zip(lines(self.hunk)))
    let found = parts.map { text, part in
      holder.lists != nil
        ? KeyedLevel(linesIn: part.1, of: text) : KeyedLevel(part.0, in: part.1, of: text)
    }
    guard let found = found.whole() else { return nil }
    levels = found
  }

  /// How many lines above and below belong to entries that lines cut; nil if there are none.
  private static func missing(_ parts: Three<([Item], Range<Int>)>) -> (above: Int, below: Int)? {
    var (above, below) = (0, 0)
    for (items, lines) in parts.all {
      for item in items
      where item.lines.lowerBound < lines.upperBound && lines.lowerBound < item.lines.upperBound
        || item.lines.lowerBound < lines.lowerBound && lines.lowerBound < item.lines.upperBound
      {
        above = max(above, lines.lowerBound - item.lines.lowerBound)
        below = max(below, item.lines.upperBound - lines.upperBound)
      }
    }
    return above > 0 || below > 0 ? (above, below) : nil
  }

  /// Whether nothing of what holds the hunk stands below it; nil if the texts differ in that.
  var isLast: Bool? {
    let ends = items.zip(Three(base: hunk.base, ours: hunk.ours, theirs: hunk.theirs)).map { items, lines in
      (items.last?.lines.upperBound ?? 0) <= lines.upperBound
    }
    return ends.base == ends.ours && ends.ours == ends.theirs ? ends.ours : nil
  }

  /// The keys of what holds the hunk, in each text; nil if one of them is there twice, or brings others with it.
  var allKeys: Three<[String]>? {
    let keys = texts.zip(items).zip(lists ?? texts.map { _ in 0..<0 }).map { part, lines -> [String]? in
      let (text, items) = part
      let keys =
        lists == nil
        ? items.map(text.key)
        : lines.filter { !text.areBare($0..<$0 + 1) }.map { KeyedLevel.key(ofLine: $0, in: text) }
          // What a module says of itself is no entry, and matters only where the hunk has it.
          .filter { text.language != .instructions || $0 != nil }
      let known = keys.compactMap(\.self)
      return known.count == keys.count && Set(known).count == known.count ? known : nil
    }
    return keys.whole()
  }

  /// The entry in front of the hunk, in each text.
  var previous: Three<Item?> {
    items.zip(Three(base: hunk.base, ours: hunk.ours, theirs: hunk.theirs)).map { items, lines in
      items.last { $0.lines.upperBound <= lines.lowerBound }
    }
  }
}

extension Hunk {
  func widened(above: Int, below: Int) -> Hunk {
    func wide(_ lines: Range<Int>) -> Range<Int> { lines.lowerBound - above..<lines.upperBound + below }
    return Hunk(base: wide(base), ours: wide(ours), theirs: wide(theirs))
  }
}

/// Finds the innermost item that holds a hunk in all three texts.
struct KeyedHolder {
  private let hunk: Hunk
  private let texts: Three<KeyedText>
  private let scene: MergeScene
  /// The items on the hunk's level.
  private(set) var items: Three<[Item]>
  /// The lines that are entries themselves: of a list of packages, or a value of an INI file.
  private(set) var lists: Three<Range<Int>>?

  /// - Complexity: logarithmic in the width of each level, but for names that are not on a common line.
  init(_ hunk: Hunk, _ texts: Three<KeyedText>, _ scene: MergeScene) {
    self.hunk = hunk
    self.texts = texts
    self.scene = scene
    items = texts.map { $0.outline.items }
    lists = texts.ours.hasLinesOnly ? texts.map { 0..<$0.text.count } : nil
    for _ in 0..<Outline.deepestItem {
      let holders = items.zip(lines).zip(texts).map { part, text in Self.holder(of: part.1, part.0, text) }
      guard let holders = holders.whole(), areSame(holders, items) else { break }
      if texts.ours.language == .ini, holders.ours.kind == .key {
        lists = holders.zip(texts).map { holder, text in text.inside(holder) }.whole()
      }
      items = holders.zip(texts).map { holder, text in
        // A key that stands beside a `-` is no entry of its own, but may hold the hunk.
        let below = text.children(holder)
        return below.isEmpty ? holder.children : below
      }
    }
  }

  private var lines: Three<Range<Int>> { Three(base: hunk.base, ours: hunk.ours, theirs: hunk.theirs) }

  private static func holder(of lines: Range<Int>, _ items: [Item], _ text: KeyedText) -> Item? {
    var (low, high) = (0, items.count)
    while low < high {
      let middle = (low + high) / 2
      if items[middle].headerLine < lines.lowerBound { low = middle + 1 } else { high = middle }
    }
    guard low > 0, let inside = text.inside(items[low - 1]), inside.lowerBound <= lines.lowerBound,
      lines.upperBound <= inside.upperBound
    else { return nil }
    return items[low - 1]
  }

  /// Whether items of the three texts are the same: by the line where they begin, or the name if it is there once.
  private func areSame(_ holders: Three<Item>, _ items: Three<[Item]>) -> Bool {
    let name = holders.ours.name
    guard holders.all.allSatisfy({ $0.name == name && $0.kind == holders.ours.kind }) else { return false }
    if let (base, theirs) = counterparts(ofOurs: holders.ours.headerLine) {
      return base == holders.base.headerLine && theirs == holders.theirs.headerLine
    }
    return items.all.allSatisfy { $0.count { $0.name == name } == 1 }
  }

  /// The lines of the other texts that stand for a line of ours which nobody changed.
  private func counterparts(ofOurs line: Int) -> (base: Int, theirs: Int)? {
    let regions = scene.regions
    var (low, high) = (0, regions.count)
    while low < high {
      let middle = (low + high) / 2
      if regions[middle].ours.upperBound <= line { low = middle + 1 } else { high = middle }
    }
    if low < regions.count, regions[low].ours.lowerBound <= line { return nil }
    guard low > 0 else { return (line, line) }
    let distance = line - regions[low - 1].ours.upperBound
    return (regions[low - 1].base.upperBound + distance, regions[low - 1].theirs.upperBound + distance)
  }
}
