import Outlines

extension ResolutionRule {
  /// Both sides changed keys of a data file, but not the same one in two ways: every key as the side has it that changed it.
  static let keyed = Self(name: "keyed") { hunk, scene in
    guard scene.size(hunk) <= TokenRules.largestText, scene.base.count > 0, let texts = scene.keyedTexts,
      let place = KeyedPlace(hunk, texts, scene),
      let isLast = place.isLast ?? (texts.ours.hasCommas ? nil : false)
    else { return nil }
    let keys = place.allKeys
    guard place.hasNewKeysOnly(keys), haveSameEndings(place.hunk, scene) else { return nil }
    var merge = KeyedMerge(texts, scene)
    let sorting = place.isSortable ? KeyOrder.sorting(keys) : nil
    guard let bytes = merge.merged(place.levels, isLast: isLast, sortedBy: sorting) else {
      return merge.report.isDisputed ? .ask : nil
    }
    guard !texts.ours.hasCommas || !isLast || place.endsWithComma(isEmpty: bytes.allSatisfy(isSpace)),
      let inner = withoutFrame(
        bytes, above: scene.ours.slice(place.hunk.ours.lowerBound..<hunk.ours.lowerBound),
        below: scene.ours.slice(hunk.ours.upperBound..<place.hunk.ours.upperBound))
    else { return nil }
    return Settlement(
      bytes: inner, certainty: merge.report.certainty, reason: merge.report.reason, liberties: .composes,
      yielded: merge.report.yielded)
  }
}

extension ResolutionRule {
  /// Whether all lines end alike.
  private static func haveSameEndings(_ hunk: Hunk, _ scene: MergeScene) -> Bool {
    func hasReturns(_ bytes: ArraySlice<UInt8>) -> Bool? {
      let feeds = bytes.indices.filter { bytes[$0] == 0x0A }
      let count = feeds.count { $0 > bytes.startIndex && bytes[$0 - 1] == 0x0D }
      return count == 0 ? false : count == feeds.count ? true : nil
    }
    let sides = [scene.ours.slice(hunk.ours), scene.theirs.slice(hunk.theirs)].filter { !$0.isEmpty }
    let kinds = Set(sides.map(hasReturns))
    return kinds.count <= 1 && !kinds.contains(nil)
  }
}

extension MergeScene {
  /// The three texts as keys and values; nil if they are none.
  fileprivate var keyedTexts: Three<KeyedText>? {
    Three(
      base: KeyedText(base, baseOutline, path: path), ours: KeyedText(ours, oursOutline, path: path),
      theirs: KeyedText(theirs, theirsOutline, path: path)
    ).whole()
  }
}

extension KeyedPlace {
  /// Whether no key that a side added in the hunk stands elsewhere beside it in the base or the other side.
  fileprivate func hasNewKeysOnly(_ all: Three<[String]>) -> Bool {
    let old = Set(levels.base.keys)
    func elsewhere(_ side: [String], _ level: KeyedLevel) -> Set<String> {
      Set(side.filter { level[$0] == nil })
    }
    let base = elsewhere(all.base, levels.base)
    let ours = levels.ours.keys.filter { !old.contains($0) }
    let theirs = levels.theirs.keys.filter { !old.contains($0) }
    return base.isDisjoint(with: ours) && base.isDisjoint(with: theirs)
      && elsewhere(all.theirs, levels.theirs).isDisjoint(with: ours)
      && elsewhere(all.ours, levels.ours).isDisjoint(with: theirs)
  }

  /// Whether the place of an entry among its like says nothing.
  fileprivate var isSortable: Bool {
    // Keys in front of the first table belong to none.
    ![.toml, .ini].contains(levels.ours.text.language)
      || levels.ours.entries.allSatisfy { $0.item?.kind == .key }
  }

  /// Whether the entry in front of the hunk has the comma that what follows asks for.
  fileprivate func endsWithComma(isEmpty: Bool) -> Bool {
    let previous = previous
    return [(previous.ours, levels.ours.text), (previous.theirs, levels.theirs.text)].allSatisfy {
      item, text in
      guard let end = item?.value?.upperBound else { return true }
      return !isEmpty && text.text.bytes[end...].first { !isSpace($0) } == UInt8(ascii: ",")
    }
  }
}
