internal import Outlines

/// Lines that both sides inserted at one place, and signs that they are about the same thing.
///
/// Measured on real conflicts: without a sign people kept both in three of four, with one in a quarter.
struct InsertedLines {
  private let hunk: Hunk
  private let scene: MergeScene
  /// The lines of each side that are not blank.
  private let ours: [ArraySlice<UInt8>]
  private let theirs: [ArraySlice<UInt8>]
  /// What the first line of both begins with.
  private let depth: ArraySlice<UInt8>

  /// Words after which nothing is reached in the same block.
  private static let leavingWords: Set<String> = ["return", "raise", "throw", "break", "continue", "goto"]

  /// Finds the lines; nil if the hunk is no place where both sides inserted some at one depth, or if lines of such a
  /// file do not stand for themselves.
  init?(_ hunk: Hunk, _ scene: MergeScene) {
    guard hunk.base.isEmpty, scene.base.count > 0, Self.isMadeOfLines(scene.language) else { return nil }
    func lines(_ side: Side) -> [ArraySlice<UInt8>] {
      hunk.lines(side).map { scene.text(side).slice($0..<$0 + 1) }.filter { !$0.allSatisfy(isSpace) }
    }
    let (ours, theirs) = (lines(.ours), lines(.theirs))
    guard let first = ours.first, let other = theirs.first, indentation(first) == indentation(other)
    else { return nil }
    self.hunk = hunk
    self.scene = scene
    self.ours = ours
    self.theirs = theirs
    depth = indentation(first)
  }

  private static func isMadeOfLines(_ language: Language?) -> Bool {
    guard let language else { return true }
    return !language.isData || language == .markdown || language == .lineList
  }

  /// Whether there is no sign: no equal line, no word that is new in the file and in both, nothing defined twice; and
  /// whether each stands for itself, so that either may come first.
  ///
  /// - Complexity: that of cutting the base into tokens, once for all hunks.
  var areUnrelated: Bool {
    telling(ours).isDisjoint(with: telling(theirs))
      && newWords(.ours).isDisjoint(with: newWords(.theirs))
      && keys(ours).isDisjoint(with: keys(theirs))
      && standsAlone(ours) && standsAlone(theirs)
  }

  /// Whether lines close what they open, and lead on to what is behind them.
  private func standsAlone(_ lines: [ArraySlice<UInt8>]) -> Bool {
    let text = Array(lines.joined())
    return closesBrackets(text[...]) && !leaves(lines)
      && ["\"\"\"", "'''"].allSatisfy { isEven($0.utf8, in: text) }
  }

  /// Whether marks that begin and end long strings stand in pairs.
  private func isEven(_ mark: String.UTF8View, in text: [UInt8]) -> Bool {
    var (count, start) = (0, text.startIndex)
    while start + mark.count <= text.count {
      let isHere = text[start..<start + mark.count].elementsEqual(mark)
      count += isHere ? 1 : 0
      start += isHere ? mark.count : 1
    }
    return count.isMultiple(of: 2)
  }

  /// Lines, white space aside, that say something.
  private func telling(_ lines: [ArraySlice<UInt8>]) -> Set<[UInt8]> {
    Set(lines.lazy.filter(isTelling).map { $0.filter { !isSpace($0) } })
  }

  /// Words that the base does not have.
  private func newWords(_ side: Side) -> Set<Int32> {
    let text = scene.tokenize(scene.text(side).slice(hunk.lines(side)))
    return Set(text.tokens.lazy.filter { $0.kind != .mark && $0.end - $0.start > 2 }.map(\.id))
      .subtracting(scene.baseWords)
  }

  /// What lines at the depth of the first one give a value, a title or a number to.
  private func keys(_ lines: [ArraySlice<UInt8>]) -> Set<[UInt8]> {
    Set(lines.lazy.filter { indentation($0) == depth }.compactMap { key($0.dropFirst(depth.count)) })
  }

  private func key(_ line: ArraySlice<UInt8>) -> [UInt8]? {
    guard let first = line.first else { return nil }
    // A title without the date behind it.
    if first == UInt8(ascii: "#"), scene.language == .markdown { return Array(line.prefix { $0 != 0x28 }) }
    if "([{".utf8.contains(first) {
      let content = line.dropFirst().drop(while: isSpace)
      guard let next = content.first, isDigit(next) || "\"'".utf8.contains(next) else { return nil }
      return Array(content.prefix { $0 != 0x2C })
    }
    let end = line.firstIndex { "=:([{".utf8.contains($0) }
    guard let end, line[end] == 0x3D || line[end] == 0x3A else { return nil }
    return line[..<end].filter { !isSpace($0) }
  }

  /// Whether the last line at the depth of the first one leaves the block.
  private func leaves(_ lines: [ArraySlice<UInt8>]) -> Bool {
    guard let last = lines.last(where: { indentation($0) == depth }) else { return false }
    let word = last.dropFirst(depth.count).prefix(while: isWordByte)
    return Self.leavingWords.contains(String(decoding: word, as: UTF8.self))
  }
}

/// Whether a line has enough letters or digits to be told from others.
func isTelling(_ line: ArraySlice<UInt8>) -> Bool { line.lazy.filter(isWordByte).prefix(3).count == 3 }
