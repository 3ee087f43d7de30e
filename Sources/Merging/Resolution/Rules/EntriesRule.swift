import Outlines

extension ResolutionRule {
  /// Both sides added entries to one list: both, in the list's order.
  static let entries = Self(name: "entries") { hunk, scene in
    guard scene.size(hunk) <= TokenRules.largestText else { return nil }
    if let added = AddedItems(hunk, scene), added.commonName == nil, !scene.endsWithoutComma(hunk) {
      return Settlement(
        bytes: added.bytes, certainty: .likely,
        reason: "ITEM \(added.ours.first!.kind)" + names("both added entries", added))
    }
    guard let list = EntryList(hunk, scene), let bytes = list.merged() else { return nil }
    return Settlement(
      bytes: bytes, certainty: .likely, reason: "LINES both added entries to a list", liberties: .composes)
  }
}

extension MergeScene {
  /// Whether an insertion's last line would need a comma if another line followed.
  func endsWithoutComma(_ hunk: Hunk) -> Bool {
    func last(_ text: TextLines, _ lines: Range<Int>) -> UInt8? {
      text.slice(lines).last { !isSpace($0) }
    }
    let comma = UInt8(ascii: ",")
    return (last(ours, hunk.ours) == comma) != (last(theirs, hunk.theirs) == comma)
      || last(ours, hunk.ours) != comma && last(base, 0..<hunk.base.lowerBound) == comma
  }
}

/// Lines that both sides inserted into one list, one entry a line.
struct EntryList {
  private let ours: [[UInt8]]
  private let theirs: [[UInt8]]
  /// What stands between entries at the end of a line; nil if nothing does.
  private let hasCommas: Bool
  private let endsWithComma: Bool
  private let isSorted: Bool

  private static let mostEntries = 500

  /// Reads the entries; nil if the hunk is no place where both sides inserted entries.
  init?(_ hunk: Hunk, _ scene: MergeScene) {
    guard hunk.base.isEmpty, !hunk.ours.isEmpty, !hunk.theirs.isEmpty,
      hunk.ours.count + hunk.theirs.count <= Self.mostEntries
    else { return nil }
    let ours = hunk.ours.map { Array(scene.ours.slice($0..<$0 + 1)) }
    let theirs = hunk.theirs.map { Array(scene.theirs.slice($0..<$0 + 1)) }
    let above =
      hunk.base.lowerBound > 0 ? Array(scene.base.slice(hunk.base.lowerBound - 1..<hunk.base.lowerBound)) : []
    let below =
      hunk.base.upperBound < scene.base.count
      ? Array(scene.base.slice(hunk.base.upperBound..<hunk.base.upperBound + 1)) : []
    let all = ours + theirs
    guard let first = all.first,
      all.allSatisfy({ Self.isWhole($0) && Self.indentation($0) == Self.indentation(first) }),
      ours.last?.last == 0x0A, theirs.last?.last == 0x0A
    else { return nil }
    hasCommas =
      ours.dropLast().allSatisfy(Self.endsInComma) && theirs.dropLast().allSatisfy(Self.endsInComma)
      && (Self.endsInComma(ours[ours.count - 1]) || Self.isClosing(below))
      && (Self.endsInComma(theirs[theirs.count - 1]) || Self.isClosing(below))
      && (ours.count + theirs.count > 2 || Self.endsInComma(ours[0]) || Self.endsInComma(above)
        || Self.isOpening(above))
    endsWithComma = Self.endsInComma(ours[ours.count - 1]) && Self.endsInComma(theirs[theirs.count - 1])
    let isLineList = scene.language == .lineList
    let isBulleted = all.allSatisfy(Self.isBullet)
    guard hasCommas || isLineList || isBulleted else { return nil }
    if hasCommas { guard Self.endsInComma(above) || Self.isOpening(above) else { return nil } }
    self.ours = ours
    self.theirs = theirs
    let around =
      (Self.isEntry(above, like: first) ? [above] : []) + []
      + (Self.isEntry(below, like: first) ? [below] : [])
    isSorted =
      !around.isEmpty
      && Self.areSorted(
        (Self.isEntry(above, like: first) ? [above] : []) + ours
          + (Self.isEntry(below, like: first) ? [below] : []))
      && Self.areSorted(
        (Self.isEntry(above, like: first) ? [above] : []) + theirs
          + (Self.isEntry(below, like: first) ? [below] : []))
    let keys = Set(ours.map(Self.key))
    guard !theirs.contains(where: { keys.contains(Self.key($0)) }) else { return nil }
  }

  /// Both sides' entries.
  func merged() -> [UInt8]? {
    var lines = ours + theirs
    if isSorted { lines.sort { $0.lexicographicallyPrecedes($1) } }
    guard hasCommas else { return lines.flatMap(\.self) }
    for index in lines.indices {
      let isLast = index == lines.count - 1
      lines[index] = Self.withComma(lines[index], !isLast || endsWithComma)
    }
    return lines.flatMap(\.self)
  }

  private static func isEntry(_ line: [UInt8], like other: [UInt8]) -> Bool {
    !line.allSatisfy(isSpace) && isWhole(line) && indentation(line) == indentation(other)
  }

  private static func areSorted(_ lines: [[UInt8]]) -> Bool {
    zip(lines, lines.dropFirst()).allSatisfy { !$1.lexicographicallyPrecedes($0) }
  }

  private static func indentation(_ line: [UInt8]) -> ArraySlice<UInt8> {
    line.prefix { $0 == 0x20 || $0 == 0x09 }
  }

  private static func content(_ line: [UInt8]) -> ArraySlice<UInt8> {
    let rest = line.drop(while: isSpace)
    guard let end = rest.lastIndex(where: { !isSpace($0) }) else { return [] }
    return rest[...end]
  }

  /// Not blank, and with all brackets closed that it opens.
  private static func isWhole(_ line: [UInt8]) -> Bool {
    var depth = 0
    for byte in line {
      switch byte {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
      default: break
      }
      if depth < 0 { return false }
    }
    return depth == 0 && !line.allSatisfy(isSpace)
  }

  private static func endsInComma(_ line: [UInt8]) -> Bool { content(line).last == UInt8(ascii: ",") }

  private static func isOpening(_ line: [UInt8]) -> Bool {
    content(line).last.map { "([{".utf8.contains($0) } ?? false
  }

  private static func isClosing(_ line: [UInt8]) -> Bool {
    content(line).first.map { ")]}".utf8.contains($0) } ?? false
  }

  private static func isBullet(_ line: [UInt8]) -> Bool {
    let content = content(line)
    guard let first = content.first, "-*+".utf8.contains(first) else { return false }
    return content.dropFirst().first == 0x20
  }

  /// What must not be twice in a list: the entry up to `=`, `:` or a version.
  private static func key(_ line: [UInt8]) -> [UInt8] {
    let content = content(line)
    if isBullet(line) { return Array(content) }
    let end = content.firstIndex { "=:<>~!;,[".utf8.contains($0) } ?? content.endIndex
    let key = content[..<end].filter { !isSpace($0) }
    return key.isEmpty ? Array(content) : key
  }

  private static func withComma(_ line: [UInt8], _ wants: Bool) -> [UInt8] {
    let content = content(line)
    if endsInComma(line) == wants { return line }
    let rest = line[content.endIndex...]
    let kept = wants ? content.endIndex : content.endIndex - 1
    return Array(line[..<kept]) + (wants ? [UInt8(ascii: ",")] : []) + rest
  }
}
