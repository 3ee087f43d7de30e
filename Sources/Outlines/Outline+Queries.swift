/// What rules ask of an outline. Lines count from 0; ranges beyond the file are cut to it.
extension Outline {
  /// The items that hold a line, outermost first. Logarithmic in the width of each level.
  public func items(holding line: Int) -> [Item] {
    var result: [Item] = []
    var level = items
    while let index = indices(in: level, overlapping: line..<line + 1).last {
      result.append(level[index])
      level = level[index].children
    }
    return result
  }

  /// Which items of a level share a line with some lines.
  ///
  /// - Parameters:
  ///   - level: `items`, or the children of one item.
  ///   - lines: the lines; not empty.
  /// - Complexity: logarithmic in the width of the level, apart from what is found.
  public func indices(in level: [Item], overlapping lines: Range<Int>) -> [Int] {
    guard isAscending else { return level.indices.filter { level[$0].lines.overlaps(lines) } }
    var (low, high) = (0, level.count)
    while low < high {
      let middle = (low + high) / 2
      if level[middle].lines.upperBound <= lines.lowerBound { low = middle + 1 } else { high = middle }
    }
    var found: [Int] = []
    while low < level.count, level[low].lines.lowerBound < lines.upperBound {
      found.append(low)
      low += 1
    }
    return found
  }

  /// Whether items and those they hold are in the order of their lines.
  static func isAscending(_ level: [Item]) -> Bool {
    level.indices.allSatisfy { index in
      isAscending(level[index].children)
        && (index == 0
          || level[index - 1].lines.lowerBound <= level[index].lines.lowerBound
            && level[index - 1].lines.upperBound <= level[index].lines.upperBound)
    }
  }

  /// The innermost item that holds a line.
  public func innermostItem(holding line: Int) -> Item? { items(holding: line).last }

  /// Every item, each before those it holds.
  public var allItems: [Item] {
    var result: [Item] = []
    var waiting = Array(items.reversed())
    while let item = waiting.popLast() {
      result.append(item)
      waiting.append(contentsOf: item.children.reversed())
    }
    return result
  }

  /// The items whose header lies in the lines.
  public func definitions(in lines: Range<Int>) -> [Item] {
    allItems.filter { lines.contains($0.headerLine) }
  }

  /// The names that the lines define: items that are definitions, and what imports call things.
  public func definedNames(in lines: Range<Int>) -> Set<String> {
    var result = Set(definitions(in: lines).filter { $0.kind.isDefinition }.map(\.name))
    for imported in imports where imported.lines.overlaps(lines) {
      result.formUnion(imported.localNames)
    }
    return result
  }

  /// The tokens that begin in the lines, comments included.
  public func tokens(in lines: Range<Int>) -> ArraySlice<Token> {
    let lines = clamped(lines)
    return tokens[Int(firstTokens[lines.lowerBound])..<Int(firstTokens[lines.upperBound])]
  }

  /// The names and keywords that the lines use, outside of comments and strings.
  ///
  /// - Parameters:
  ///   - lines: where.
  ///   - includesStrings: whether code inside strings counts, and every word of strings that were not looked into.
  public func identifiers(in lines: Range<Int>, includesStrings: Bool = false) -> Set<String> {
    var result: Set<String> = []
    for token in tokens(in: lines) {
      switch token.kind {
      case .identifier where includesStrings || !token.isInterpolated:
        result.insert(string(token.range))
      case .string where includesStrings, .directive: addWords(token.range, to: &result)
      default: break
      }
    }
    return result
  }

  /// The bytes of a token.
  public func bytes(of token: Token) -> ArraySlice<UInt8> { text.bytes[token.range] }

  /// A range of the file as text; bytes that are not UTF-8 are replaced.
  public func string(_ range: Range<Int>) -> String { String(decoding: text.bytes[range], as: UTF8.self) }

  /// What the lines do to the open brackets.
  public struct BracketBalance: Sendable, Hashable {
    /// How many brackets that were open before are closed.
    public var closes = 0
    /// How many stay open.
    public var opens = 0

    public var isEven: Bool { closes == 0 && opens == 0 }
  }

  /// The brackets that lines close and open, apart from those they do both with.
  public func bracketBalance(of lines: Range<Int>) -> BracketBalance {
    var result = BracketBalance()
    for token in tokens(in: lines) where token.kind == .punctuation && token.end == token.start + 1 {
      switch text.bytes[token.start] {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): result.opens += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
        if result.opens > 0 { result.opens -= 1 } else { result.closes += 1 }
      default: break
      }
    }
    return result
  }

  /// Whether lines of this file and of another are the same apart from white space; where indentation means something
  /// (Python, YAML), it must agree up to one common shift.
  public func isEqual(_ lines: Range<Int>, to other: Outline, _ otherLines: Range<Int>) -> Bool {
    let (mine, theirs) = (solidLines(lines), other.solidLines(otherLines))
    guard mine.count == theirs.count else { return false }
    let shift = mine.isEmpty ? 0 : mine[0].indentation - theirs[0].indentation
    return zip(mine, theirs).allSatisfy { a, b in
      a.bytes == b.bytes && (!language.indentationCounts || a.indentation - b.indentation == shift)
    }
  }

  private func solidLines(_ lines: Range<Int>) -> [(indentation: Int, bytes: [UInt8])] {
    clamped(lines).compactMap { line in
      let bytes = text.line(line).filter { !$0.isBlank && $0 != 0x0A }
      return bytes.isEmpty ? nil : (text.indentation(ofLine: line), bytes)
    }
  }

  private func clamped(_ lines: Range<Int>) -> Range<Int> { lines.clamped(to: 0..<text.lineCount) }

  private func addWords(_ range: Range<Int>, to result: inout Set<String>) {
    var start: Int?
    for index in range {
      let isPart = text.bytes[index].isLetter || text.bytes[index].isDigit
      if isPart, start == nil { start = index }
      if !isPart, let first = start {
        result.insert(string(first..<index))
        start = nil
      }
    }
    if let start { result.insert(string(start..<range.upperBound)) }
  }
}

extension Language {
  /// Whether how far a line is indented is part of what it says.
  public var indentationCounts: Bool { self == .python || self == .yaml || self == .markdown }
}

extension Import {
  /// What the file can call by name because of it; of `import a.b` the first part.
  public var localNames: [String] {
    if !names.isEmpty { return names.map(\.local) }
    return form == .module ? [String(module.prefix { $0 != "." && $0 != ":" })] : []
  }
}
