/// What must hold for the lines that a rule puts in a hunk's place.
///
/// No line that a side added is missing, and none is there that no version has; a rule that puts lines together is
/// held to the same for words, one that gives a side up must take the other as it is. Brackets add up.
struct SettlementCheck {
  let scene: MergeScene
  let hunk: Hunk
  let settlement: Settlement

  /// Whether all is well.
  ///
  /// - Complexity: linear in the size of the hunk.
  var isPassed: Bool {
    if settlement.liberties.contains(.invents) { return true }
    let base = scene.base.slice(hunk.base)
    let ours = scene.ours.slice(hunk.ours)
    let theirs = scene.theirs.slice(hunk.theirs)
    let merged = settlement.bytes[...]
    if settlement.liberties.contains(.drops) {
      return merged.elementsEqual(ours) || merged.elementsEqual(theirs)
    }
    guard isWhole(merged, ours, theirs), Self.isBalanced(base, ours, theirs, merged) else { return false }
    if settlement.liberties.contains(.composes) { return hasAllWords(base, ours, theirs, merged) }
    return LineCheck.problems(
      base: base, ours: ours, theirs: theirs, merged: merged, free: settlement.free
    ).isEmpty
  }

  /// Whether the last line has its ending, without which the next one would go on in it.
  private func isWhole(
    _ merged: ArraySlice<UInt8>, _ ours: ArraySlice<UInt8>, _ theirs: ArraySlice<UInt8>
  ) -> Bool {
    guard let last = merged.last, last != 0x0A else { return true }
    // At the end of a text it may be missing, where a side has it so.
    return [ours, theirs].contains { $0.last.map { $0 != 0x0A } ?? false }
  }

  /// Whether no word that a side added is lost and none is new.
  private func hasAllWords(
    _ base: ArraySlice<UInt8>, _ ours: ArraySlice<UInt8>, _ theirs: ArraySlice<UInt8>,
    _ merged: ArraySlice<UInt8>
  ) -> Bool {
    let (old, our, their, new) = (words(base), words(ours), words(theirs), words(merged))
    // A comma that joins two entries may be nobody's.
    let comma = scene.tokenize([UInt8(ascii: ",")]).ids.first
    let yielded = Set(settlement.yielded.flatMap { scene.tokenize($0[...]).ids })
    return new.keys.allSatisfy { old[$0] != nil || our[$0] != nil || their[$0] != nil || $0 == comma }
      && [our, their].allSatisfy { side in
        side.allSatisfy { $1 <= old[$0] ?? 0 || new[$0] != nil || yielded.contains($0) }
      }
  }

  private func words(_ bytes: ArraySlice<UInt8>) -> [Int32: Int] {
    var counts: [Int32: Int] = [:]
    for id in scene.tokenize(bytes).ids { counts[id, default: 0] += 1 }
    return counts
  }

  /// Whether brackets open and close as both sides' changes together make them, or as one of the sides has them.
  private static func isBalanced(
    _ base: ArraySlice<UInt8>, _ ours: ArraySlice<UInt8>, _ theirs: ArraySlice<UInt8>,
    _ merged: ArraySlice<UInt8>
  ) -> Bool {
    let (old, our, their, new) = (depths(base), depths(ours), depths(theirs), depths(merged))
    return new.indices.allSatisfy {
      new[$0] == our[$0] || new[$0] == their[$0] || new[$0] == our[$0] + their[$0] - old[$0]
    }
  }

  /// How many brackets of each kind are left open, negative for closed.
  private static func depths(_ bytes: ArraySlice<UInt8>) -> [Int] {
    var depths = [0, 0, 0]
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "("): depths[0] += 1
      case UInt8(ascii: ")"): depths[0] -= 1
      case UInt8(ascii: "["): depths[1] += 1
      case UInt8(ascii: "]"): depths[1] -= 1
      case UInt8(ascii: "{"): depths[2] += 1
      case UInt8(ascii: "}"): depths[2] -= 1
      default: break
      }
    }
    return depths
  }
}
