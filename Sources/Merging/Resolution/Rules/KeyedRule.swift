import Outlines

extension ResolutionRule {
  /// Both sides changed keys of a data file, but not the same one in two ways: every key as the side has it that changed it.
  static let keyed = Self(name: "keyed") { hunk, scene in
    guard scene.size(hunk) <= TokenRules.largestText, scene.base.count > 0, let texts = scene.keyedTexts,
      let place = KeyedPlace(hunk, texts, scene),
      let isLast = place.isLast ?? (texts.ours.hasCommas ? nil : false)
    else { return nil }
    guard let keys = place.allKeys, place.isWhole(keys), haveSameEndings(place.hunk, scene) else {
      return nil
    }
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

extension KeyedPlace {
  /// Whether no key of the hunk stands elsewhere on its level in another text, as one that a side moved.
  fileprivate func isWhole(_ all: Three<[String]>) -> Bool {
    let parts = levels.zip(all)
    let inside = levels.all.reduce(into: Set<String>()) { $0.formUnion($1.keys) }
    return parts.all.allSatisfy { level, keys in
      keys.allSatisfy { level[$0] != nil || !inside.contains($0) }
    }
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
