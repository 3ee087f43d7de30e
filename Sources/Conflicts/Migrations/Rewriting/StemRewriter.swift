/// Replaces whole names by others, all at once, so that 008 → 009 does not meet 009 → 010.
///
/// A name counts only where no letter, digit, `_` or `-` touches it.
///
/// Complexity: linear in the text for any number of names of one length; each further length costs a look at each
/// beginning of a word.
struct StemRewriter {
  private let map: [[UInt8]: [UInt8]]
  private let lengths: [Int]
  private let firsts: Set<UInt8>

  /// - Parameter map: old name → new name.
  init(_ map: [[UInt8]: [UInt8]]) {
    self.map = map.filter { !$0.key.isEmpty }
    lengths = Set(self.map.keys.map(\.count)).sorted(by: >)
    firsts = Set(self.map.keys.compactMap(\.first))
  }

  /// Where names stand, in ascending order, and what stands for them afterwards.
  ///
  /// - Parameter admits: whether a place may be replaced; asked for places where a name stands.
  func places(in text: [UInt8], where admits: (Int) -> Bool = { _ in true }) -> [(
    range: Range<Int>, new: [UInt8]
  )] {
    var found: [(range: Range<Int>, new: [UInt8])] = []
    var index = 0
    while index < text.count {
      guard firsts.contains(text[index]), index == 0 || !isInName(text[index - 1]),
        let (length, new) = match(at: index, in: text)
      else {
        index += 1
        continue
      }
      if admits(index) { found.append((index..<(index + length), new)) }
      index += length
    }
    return found
  }

  func rewrite(_ text: [UInt8]) -> [UInt8] { replacing(places(in: text), in: text) }

  private func match(at index: Int, in text: [UInt8]) -> (Int, [UInt8])? {
    for length in lengths where index + length <= text.count {
      if index + length < text.count && isInName(text[index + length]) { continue }
      if let new = map[Array(text[index..<(index + length)])] { return (length, new) }
    }
    return nil
  }

  private func isInName(_ byte: UInt8) -> Bool { byte.isWord || byte == UInt8(ascii: "-") }
}

/// A text with places replaced; of two that overlap the first one counts.
///
/// - Parameter places: in ascending order.
func replacing(_ places: [(range: Range<Int>, new: [UInt8])], in text: [UInt8]) -> [UInt8] {
  guard !places.isEmpty else { return text }
  var result: [UInt8] = []
  var end = 0
  for (range, new) in places where range.lowerBound >= end {
    result += text[end..<range.lowerBound]
    result += new
    end = range.upperBound
  }
  return result + text[end...]
}

/// The lines of a text, endings included.
struct SourceLines: Sequence, IteratorProtocol {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { rest = bytes[...] }

  mutating func next() -> ArraySlice<UInt8>? {
    guard !rest.isEmpty else { return nil }
    let end = rest.firstIndex(of: 0x0A).map { $0 + 1 } ?? rest.endIndex
    defer { rest = rest[end...] }
    return rest[..<end]
  }
}
