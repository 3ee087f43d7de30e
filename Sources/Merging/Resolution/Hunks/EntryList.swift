import Outlines

/// Lines that both sides inserted into one list, one entry a line: between commas in brackets, as bullets, or in a file
/// that is a list.
struct EntryList {
  private let ours: [EntryLine]
  private let theirs: [EntryLine]
  private let hasCommas: Bool
  private let endsWithComma: Bool
  private let isSorted: Bool

  private static let mostEntries = 500

  /// Reads the entries; nil if the hunk is no place where both sides inserted entries, or both added one.
  init?(_ hunk: Hunk, _ scene: MergeScene) {
    guard hunk.base.isEmpty, hunk.ours.count + hunk.theirs.count <= Self.mostEntries,
      let lastOurs = hunk.ours.last, let lastTheirs = hunk.theirs.last
    else { return nil }
    let ours = hunk.ours.map { EntryLine(scene.ours, $0) }
    let theirs = hunk.theirs.map { EntryLine(scene.theirs, $0) }
    let above = EntryLine(scene.ours, hunk.ours.lowerBound - 1)
    let aboveTheirs = EntryLine(scene.theirs, hunk.theirs.lowerBound - 1)
    let below = EntryLine(scene.base, hunk.base.upperBound)
    let all = ours + theirs
    let keys = Set(ours.map(\.key))
    guard all.allSatisfy({ $0.isWhole && $0.indentation == all[0].indentation }),
      !theirs.contains(where: { keys.contains($0.key) })
    else { return nil }
    let ends = [EntryLine(scene.ours, lastOurs), EntryLine(scene.theirs, lastTheirs)]
    hasCommas =
      [above, aboveTheirs].allSatisfy { $0.endsInComma || $0.isOpening }
      && (ours.dropLast() + theirs.dropLast()).allSatisfy(\.endsInComma)
      && (ends.allSatisfy(\.endsInComma) || below.isClosing)
    guard hasCommas || scene.language == .lineList || all.allSatisfy(\.isBullet) else { return nil }
    self.ours = ours
    self.theirs = theirs
    endsWithComma = ends.allSatisfy(\.endsInComma)
    let neighbours = [above, below].map { $0.isWhole && $0.indentation == all[0].indentation ? [$0] : [] }
    isSorted =
      neighbours.contains { !$0.isEmpty }
      && [ours, theirs].allSatisfy { EntryLine.areSorted(neighbours[0] + $0 + neighbours[1]) }
  }

  /// Whether each entry is a bullet or one name or text, so that none has anything to do with another one.
  var isPlain: Bool { (ours + theirs).allSatisfy { $0.isBullet || $0.isOneWord } }

  /// Both sides' entries: in order if the list is, else ours first.
  func merged() -> [UInt8] {
    var lines = ours + theirs
    if isSorted { lines.sort { $0.bytes.lexicographicallyPrecedes($1.bytes) } }
    guard hasCommas else { return lines.flatMap(\.bytes) }
    let last = lines.removeLast()
    return lines.flatMap { $0.with(comma: true) } + last.with(comma: endsWithComma)
  }
}

/// One line of a list.
struct EntryLine {
  let bytes: [UInt8]

  /// A line of a text; empty if the text has no such line.
  init(_ text: TextLines, _ line: Int) {
    bytes = text.ids.indices.contains(line) ? Array(text.slice(line..<line + 1)) : []
  }

  static func areSorted(_ lines: [Self]) -> Bool {
    zip(lines, lines.dropFirst()).allSatisfy { !$1.bytes.lexicographicallyPrecedes($0.bytes) }
  }

  var indentation: ArraySlice<UInt8> { Merging.indentation(bytes[...]) }

  /// Without the white space at both ends.
  private var content: ArraySlice<UInt8> { trimmed(bytes[...]) }

  /// Not blank, and with all brackets closed that it opens.
  var isWhole: Bool { !content.isEmpty && closesBrackets(content) }

  var endsInComma: Bool { content.last == UInt8(ascii: ",") }

  var isOpening: Bool { content.last.map { "([{".utf8.contains($0) } ?? false }

  var isClosing: Bool { content.first.map { ")]}".utf8.contains($0) } ?? false }

  /// Whether it is one name, path or quoted text.
  var isOneWord: Bool {
    let word = endsInComma ? content.dropLast() : content
    guard let quote = word.first, "\"'`".utf8.contains(quote) else {
      return word.allSatisfy { isWordByte($0) || "./-@*".utf8.contains($0) }
    }
    return word.count > 1 && word.dropFirst().firstIndex(of: quote) == word.index(before: word.endIndex)
  }

  var isBullet: Bool {
    guard let first = content.first, "-*+".utf8.contains(first) else { return false }
    return content.dropFirst().first == 0x20
  }

  /// What must not be twice in a list: the entry up to `=`, `:` or a version, without the words in front of a name.
  var key: [UInt8] {
    if isBullet { return Array(content) }
    let key = content.prefix { !"=:<>~!;,[".utf8.contains($0) }.split(whereSeparator: isSpace).last
    return Array(key ?? content)
  }

  /// The line with or without a comma at its end.
  func with(comma wants: Bool) -> [UInt8] {
    if endsInComma == wants { return bytes }
    let kept = wants ? content.endIndex : content.endIndex - 1
    return Array(bytes[..<kept]) + (wants ? [UInt8(ascii: ",")] : []) + bytes[content.endIndex...]
  }
}

/// Whether a text closes all brackets that it opens, and no others.
func closesBrackets(_ text: ArraySlice<UInt8>) -> Bool {
  var depth = 0
  for byte in text {
    if "([{".utf8.contains(byte) { depth += 1 }
    if ")]}".utf8.contains(byte) { depth -= 1 }
    if depth < 0 { return false }
  }
  return depth == 0
}
