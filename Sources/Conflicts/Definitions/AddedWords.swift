/// The words of which a side has more than the base.
///
/// What stands twice after a clean merge was mostly added by both sides: its name is a word that both have more of.
/// Most merges have no such word, and need no outline.
///
/// Complexity: linear; only lines that differ are read word by word.
struct AddedWords {
  private var words: Set<UInt64> = []

  init(base: [UInt8], side: [UInt8]) {
    var lines: [UInt64: (count: Int, start: Int, end: Int, isSides: Bool)] = [:]
    AddedWords.eachLine(base) { hash, start, end in
      lines[hash, default: (0, start, end, false)].count -= 1
    }
    AddedWords.eachLine(side) { hash, start, end in
      lines[hash, default: (0, start, end, true)].count += 1
    }
    var counts: [UInt64: Int] = [:]
    for line in lines.values where line.count != 0 {
      let text = line.isSides ? side : base
      AddedWords.eachWord(text, line.start, line.end) { counts[$0, default: 0] += line.count }
    }
    for (word, count) in counts where count > 0 { words.insert(word) }
  }

  /// Whether a merged text can have something more often than each of the texts that it was made of.
  ///
  /// Either both sides added its name, or both moved it, to different places: then a whole line stands more often.
  static func mayRepeat(base: [UInt8], ours: [UInt8], theirs: [UInt8], merged: [UInt8]) -> Bool {
    if AddedWords(base: base, side: ours).meet(AddedWords(base: base, side: theirs)) { return true }
    var counts: [UInt64: (base: Int, ours: Int, theirs: Int, merged: Int)] = [:]
    eachLine(merged) { hash, start, end in
      if end - start > 3 { counts[hash, default: (0, 0, 0, 0)].merged += 1 }
    }
    eachLine(base) { hash, _, _ in counts[hash]?.base += 1 }
    eachLine(ours) { hash, _, _ in counts[hash]?.ours += 1 }
    eachLine(theirs) { hash, _, _ in counts[hash]?.theirs += 1 }
    return counts.values.contains { $0.merged > max($0.base, $0.ours, $0.theirs) }
  }

  /// Whether two sides both added some word.
  func meet(_ other: AddedWords) -> Bool { !words.isDisjoint(with: other.words) }

  private static func eachLine(_ text: [UInt8], _ visit: (UInt64, Int, Int) -> Void) {
    var start = 0
    var hash = StableHash()
    for (index, byte) in text.enumerated() {
      if byte == 0x0A {
        visit(hash.value, start, index)
        start = index + 1
        hash = StableHash()
      } else if byte != 0x0D {
        hash.add(byte)
      }
    }
    if start < text.count { visit(hash.value, start, text.count) }
  }

  private static func eachWord(_ text: [UInt8], _ start: Int, _ end: Int, _ visit: (UInt64) -> Void) {
    var hash = StableHash()
    var isInside = false
    for index in start..<end {
      let byte = text[index]
      let isPart =
        byte >= 0x80 || byte == UInt8(ascii: "_") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
      if isPart {
        hash.add(byte)
        isInside = true
      } else if isInside {
        visit(hash.value)
        hash = StableHash()
        isInside = false
      }
    }
    if isInside { visit(hash.value) }
  }
}
