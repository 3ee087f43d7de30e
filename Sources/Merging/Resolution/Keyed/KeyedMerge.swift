import Outlines

/// The three-way merge of keys and values, level by level.
///
/// A key that one side changed, added or removed is as that side has it. Where both changed one, its own keys are merged
/// if it has any; of versions that both raised the higher holds; all else has no answer. What a side removed the other must
/// have left as it was, comments included. All bytes are those of one of the sides, but for commas.
struct KeyedMerge {
  let texts: Three<KeyedText>
  let scene: MergeScene
  private(set) var report = KeyedReport()

  init(_ texts: Three<KeyedText>, _ scene: MergeScene) {
    self.texts = texts
    self.scene = scene
  }

  /// The lines that stand for three levels; nil where there is no answer.
  ///
  /// - Parameters:
  ///   - isLast: whether no other entry stands below.
  ///   - precedes: how the keys are sorted.
  mutating func merged(
    _ levels: Three<KeyedLevel>, isLast: Bool, sortedBy precedes: ((String, String) -> Bool)?
  ) -> [UInt8]? {
    guard levels.all.reduce(Set(), { $0.union($1.indentations) }).count <= 1 else { return nil }
    guard let order = KeyOrder(levels.map(\.keys), sortedBy: precedes) else {
      report.isDisputed = !levels.base.keys.contains(where: EntryKey.isNameless)
      return nil
    }
    guard report.take(order, tables: texts.ours.language == .toml) else { return nil }
    let kept = Set(order.keys)
    for entry in levels.base.entries where !kept.contains(entry.key) {
      guard isLeft(entry, levels) else {
        report.isDisputed = true
        return nil
      }
      report.removed += 1
    }
    guard !repeatsOldVersion(levels, order) else {
      report.isDisputed = true
      return nil
    }
    var pieces: [KeyedPiece] = []
    for key in order.keys {
      guard let piece = piece(levels.map { $0[key] }) else {
        report.isDisputed = true
        return nil
      }
      pieces.append(piece)
    }
    let tails = levels.map { Array($0.text.text.slice($0.tail)) }
    guard let tail = Self.space(tails) else { return nil }
    let endsWithComma = isLast ? Self.lastCommas(levels).merged ?? false : true
    var bytes: [UInt8] = []
    for (index, piece) in pieces.enumerated() {
      let comma = texts.ours.hasCommas && (index < pieces.count - 1 || endsWithComma)
      bytes += piece.written(comma: comma)
    }
    return bytes + tail
  }

  /// Whether the side that still has an entry left it as it was.
  private func isLeft(_ entry: KeyedEntry, _ levels: Three<KeyedLevel>) -> Bool {
    guard let old = KeyedPiece(entry, texts.base), !Self.hasAnchor(old, texts.base.language) else {
      return false
    }
    for (level, text) in [(levels.ours, texts.ours), (levels.theirs, texts.theirs)] {
      guard let other = level[entry.key] else { continue }
      guard let piece = KeyedPiece(other, text), piece.isEqual(to: old) else { return false }
    }
    return true
  }

  /// Whether a key that one side added has the version that the other side changed in keys beside it, as packages that are
  /// raised together: the new key may have to follow.
  private func repeatsOldVersion(_ levels: Three<KeyedLevel>, _ order: KeyOrder) -> Bool {
    func value(_ key: String, _ level: KeyedLevel) -> ArraySlice<UInt8>? {
      (level[key]?.item?.value).map { level.text.text.bytes[$0] }
    }
    func repeats(_ added: Set<String>, _ side: KeyedLevel, _ other: KeyedLevel) -> Bool {
      let new = Set(added.compactMap { value($0, side) })
      if new.isEmpty { return false }
      return levels.base.keys.contains { key in
        guard let old = value(key, levels.base), new.contains(old), let now = value(key, other), now != old
        else { return false }
        // Words such as `true` are the values of many keys.
        return scene.tokenize(old).tokens.contains { $0.kind == .version }
      }
    }
    return repeats(order.oursAdded, levels.ours, levels.theirs)
      || repeats(order.theirsAdded, levels.theirs, levels.ours)
  }

  /// Whether other places may stand for what it says.
  private static func hasAnchor(_ piece: KeyedPiece, _ language: Language) -> Bool {
    let marks = Swift.zip(piece.head, piece.head.dropFirst())
    return language == .yaml && marks.contains { isSpace($0) && $1 == UInt8(ascii: "&") }
  }

  /// Whether a comma stands behind the last entry.
  private static func lastCommas(_ levels: Three<KeyedLevel>) -> Three<Bool> {
    levels.map { level in
      level.entries.last.flatMap { KeyedPiece($0, level.text) }?.hasComma ?? false
    }
  }

  /// Comments and blank lines; where both sides changed blank lines only, ours.
  private static func space(_ bytes: Three<[UInt8]>) -> [UInt8]? {
    bytes.merged ?? (bytes.all.allSatisfy { $0.allSatisfy(isSpace) } ? bytes.ours : nil)
  }

  private mutating func piece(_ entries: Three<KeyedEntry?>) -> KeyedPiece? {
    let pieces = entries.zip(texts).map { entry, text in entry.flatMap { KeyedPiece($0, text) } }
    guard let ours = pieces.ours else { return entries.ours == nil ? pieces.theirs : nil }
    guard let theirs = pieces.theirs else { return entries.theirs == nil ? ours : nil }
    guard let base = pieces.base else {
      return ours.head == theirs.head && ours.rest == theirs.rest
        ? Self.space(Three(base: [], ours: ours.lead, theirs: theirs.lead)).map {
          KeyedPiece(lead: $0, like: ours)
        } : nil
    }
    let all = Three(base: base, ours: ours, theirs: theirs)
    guard let lead = Self.space(all.map(\.lead)), let rest = all.map(\.rest).merged else { return nil }
    var piece = ours
    (piece.lead, piece.rest) = (lead, rest)
    if let head = all.map(\.head).merged {
      piece.head = head
      report.ours.changed += ours.head == base.head ? 0 : 1
      report.theirs.changed += theirs.head == base.head ? 0 : 1
    } else if let entries = entries.whole(),
      let head = nested(entries) ?? lines(entries) ?? value(entries, all)
    {
      piece.head = head
    } else {
      return nil
    }
    return piece
  }

  /// An entry of which both sides changed the keys below.
  private mutating func nested(_ entries: Three<KeyedEntry>) -> [UInt8]? {
    guard let items = entries.map(\.item).whole(),
      let insides = items.zip(texts).map({ item, text in text.inside(item) }).whole()
    else { return nil }
    let parts = entries.zip(texts).zip(items.zip(insides))
    let levels = parts.map { part, inner in
      KeyedLevel(part.1.children(inner.0), in: inner.1, of: part.1)
    }
    let headers = parts.map { part, inner in
      Array(part.1.text.slice(part.0.lines.lowerBound..<inner.1.lowerBound))
    }
    let footers = parts.map { part, inner -> [UInt8] in
      guard part.1.hasCommas, let value = inner.0.value else { return [] }
      return Array(part.1.text.bytes[part.1.text.starts[inner.1.upperBound]..<value.upperBound])
    }
    guard let levels = levels.whole(), let header = headers.merged ?? raised(headers),
      let footer = footers.merged
    else { return nil }
    let inside = merged(levels, isLast: true, sortedBy: KeyOrder.sorting(levels.map(\.keys)))
    return inside.map { header + $0 + footer }
  }

  /// A value of an INI file over several lines.
  private mutating func lines(_ entries: Three<KeyedEntry>) -> [UInt8]? {
    guard texts.ours.language == .ini, entries.all.allSatisfy({ $0.item?.kind == .key && $0.lines.count > 1 })
    else { return nil }
    let parts = entries.zip(texts)
    let headers = parts.map { entry, text in
      Array(text.text.slice(entry.lines.lowerBound..<entry.lines.lowerBound + 1))
    }
    let levels = parts.map { entry, text in
      KeyedLevel(linesIn: entry.lines.lowerBound + 1..<entry.lines.upperBound, of: text)
    }
    guard let levels = levels.whole(), let header = headers.merged ?? raised(headers) else { return nil }
    return merged(levels, isLast: true, sortedBy: nil).map { header + $0 }
  }

  /// A value that both sides changed.
  private mutating func value(_ entries: Three<KeyedEntry>, _ pieces: Three<KeyedPiece>) -> [UInt8]? {
    guard let values = entries.map({ $0.item?.value }).whole(),
      texts.ours.language == .json || texts.ours.language == .toml
        || entries.all.allSatisfy({ $0.lines.count == 1 })
    else { return raised(pieces.map(\.head)) }
    let parts = entries.zip(texts).zip(values)
    let before = parts.map { part, value in
      Array(part.1.text.bytes[part.1.text.starts[part.0.lines.lowerBound]..<value.lowerBound])
    }
    let inner = parts.map { part, value in part.1.text.bytes[value] }
    let behind = parts.map { part, value in
      Array(
        part.1.text.bytes[
          value
            .upperBound..<max(
              value.upperBound, part.1.hasCommas ? 0 : part.1.text.starts[part.0.lines.upperBound])])
    }
    guard let start = before.merged, let end = behind.merged, let value = value(inner, depth: 0) else {
      return nil
    }
    return start + value + end
  }

  /// A value within its brackets, or a version.
  private mutating func value(_ bytes: Three<ArraySlice<UInt8>>, depth: Int) -> [UInt8]? {
    if let same = bytes.map(Array.init).merged { return same }
    if let raised = raised(bytes.map(Array.init)) { return raised }
    guard depth < Outline.deepestItem,
      let lists = bytes.map({ InlineList($0, texts.ours.language) }).whole()
    else { return nil }
    return merged(lists, depth: depth + 1)
  }

  private mutating func merged(_ lists: Three<InlineList>, depth: Int) -> [UInt8]? {
    let keys = lists.map(\.keys)
    guard lists.map(\.open).all.allSatisfy({ $0 == lists.ours.open }),
      let order = KeyOrder(keys, sortedBy: KeyOrder.sorting(keys)),
      report.take(order, tables: lists.ours.isTable)
    else { return nil }
    let kept = Set(order.keys)
    for old in lists.base.elements where !kept.contains(old.key) {
      let others = [lists.ours[old.key], lists.theirs[old.key]]
      guard others.allSatisfy({ $0 == nil || $0?.text == old.text }) else { return nil }
      report.removed += 1
    }
    var writer = InlineWriter(lists)
    for key in order.keys {
      let elements = lists.map { $0[key] }
      guard let text = element(elements, depth) else { return nil }
      writer.add(text, elements)
    }
    return writer.finished()
  }

  private mutating func element(_ elements: Three<InlineList.Element?>, _ depth: Int) -> [UInt8]? {
    guard let ours = elements.ours else { return elements.theirs?.text }
    guard let theirs = elements.theirs else { return ours.text }
    if ours.text == theirs.text { return ours.text }
    guard let all = elements.whole() else { return nil }
    if let text = all.map(\.text).merged { return text }
    let keys = all.map { Array($0.text[..<$0.value]) }
    guard let key = keys.merged, let value = value(all.map { $0.text[$0.value...] }, depth: depth) else {
      return nil
    }
    return key + value
  }

  /// The higher one of versions that both sides raised.
  private mutating func raised(_ bytes: Three<[UInt8]>) -> [UInt8]? {
    let raise = VersionRaise(
      scene.tokenize(bytes.base[...]), scene.tokenize(bytes.ours[...]), scene.tokenize(bytes.theirs[...]))
    guard let raise, let (side, version) = raise.winner,
      raise.isFull || isManifest(scene.path) || ResolutionRule.contains(bytes.ours[...], "version")
    else { return nil }
    report.raised.append(version)
    report.yielded.append(side == .ours ? bytes.theirs : bytes.ours)
    return side == .ours ? bytes.ours : bytes.theirs
  }
}

extension KeyedPiece {
  fileprivate init(lead: [UInt8], like other: KeyedPiece) {
    self = other
    self.lead = lead
  }
}
