public import GitValues

/// A pattern for paths, as in `.gitignore`, by which a lane's owned paths are named.
///
/// `*` and `?` stay inside a folder, `**` crosses folders, `[a-z]` is one of several bytes, `{a,b}` one of several texts.
/// A pattern without a slash fits a name in any folder; one that names a folder fits everything in it.
///
/// Complexity: pattern times path in the worst case; patterns have a bounded number of alternatives.
public struct PathGlob: Sendable, Hashable {
  /// The pattern as it was given.
  public let text: String
  private let alternatives: [[UInt8]]

  private static let mostAlternatives = 1000

  /// - Parameter text: the pattern; a leading `/` or `./` binds it to the root.
  public init(_ text: String) {
    self.text = text
    var bytes = Array(text.utf8)
    var isBound = false
    if bytes.starts(with: Array("./".utf8)) {
      bytes.removeFirst(2)
      isBound = true
    }
    if bytes.first == UInt8(ascii: "/") {
      bytes.removeFirst()
      isBound = true
    }
    while bytes.last == UInt8(ascii: "/") { bytes.removeLast() }
    if !isBound && !bytes.contains(UInt8(ascii: "/")) { bytes = Array("**/".utf8) + bytes }
    alternatives = Array(PathGlob.expand(bytes).prefix(PathGlob.mostAlternatives))
  }

  /// Whether the pattern fits the path or a folder above it.
  public func matches(_ path: GitPath) -> Bool {
    ([path] + path.ancestors).contains { candidate in
      alternatives.contains { PathGlob.matches($0[...], candidate.bytes[...]) }
    }
  }

  /// Writes `{a,b}` out.
  private static func expand(_ pattern: [UInt8]) -> [[UInt8]] {
    guard let open = pattern.firstIndex(of: UInt8(ascii: "{")),
      let close = pattern[open...].firstIndex(of: UInt8(ascii: "}"))
    else { return [pattern] }
    let choices = pattern[(open + 1)..<close].split(
      separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    let rests = expand(Array(pattern[(close + 1)...]))
    var result: [[UInt8]] = []
    for choice in choices {
      for rest in rests where result.count < mostAlternatives {
        result.append(pattern[..<open] + choice + rest)
      }
    }
    return result
  }

  private static func matches(_ pattern: ArraySlice<UInt8>, _ path: ArraySlice<UInt8>) -> Bool {
    // The set of places in the pattern that the path read so far can have led to: no backtracking.
    var places = closure([pattern.startIndex], pattern)
    for byte in path {
      var next: Set<Int> = []
      for place in places where place < pattern.endIndex { step(place, byte, pattern, into: &next) }
      places = closure(next, pattern)
      if places.isEmpty { return false }
    }
    return places.contains(pattern.endIndex)
  }

  /// Adds the places that can be reached without reading: stars may stand for nothing.
  ///
  /// Of a double star the first place is where it is entered and the last where it reads; only from the
  /// first may the slash behind it be left out, as `**/` stands for whole folders.
  private static func closure(_ start: Set<Int>, _ pattern: ArraySlice<UInt8>) -> Set<Int> {
    var result = start
    var waiting = Array(start)
    while let place = waiting.popLast() {
      guard place < pattern.endIndex, pattern[place] == star else { continue }
      let end = pattern[place...].prefix { $0 == star }.endIndex
      var reached = [end - 1 > place ? end - 1 : end]
      let isEntered = place == pattern.startIndex || pattern[place - 1] == UInt8(ascii: "/")
      if end - place > 1, isEntered, end < pattern.endIndex, pattern[end] == UInt8(ascii: "/") {
        reached.append(end + 1)
      }
      for next in reached where result.insert(next).inserted { waiting.append(next) }
    }
    return result
  }

  private static let star = UInt8(ascii: "*")

  private static func step(
    _ place: Int, _ byte: UInt8, _ pattern: ArraySlice<UInt8>, into next: inout Set<Int>
  ) {
    let slash = UInt8(ascii: "/")
    switch pattern[place] {
    case star:
      let isFirst = place + 1 < pattern.endIndex && pattern[place + 1] == star
      let isDouble = place > pattern.startIndex && pattern[place - 1] == star
      if !isFirst && (byte != slash || isDouble) { next.insert(place) }
    case UInt8(ascii: "?"):
      if byte != slash { next.insert(place + 1) }
    case UInt8(ascii: "["):
      // A bracket that is not closed stands for itself.
      guard let set = ByteSet(pattern, at: place) else {
        if byte == pattern[place] { next.insert(place + 1) }
        return
      }
      if byte != slash && set.contains(byte) { next.insert(set.end) }
    case UInt8(ascii: "\\") where place + 1 < pattern.endIndex:
      if pattern[place + 1] == byte { next.insert(place + 2) }
    default:
      if pattern[place] == byte { next.insert(place + 1) }
    }
  }
}

/// `[a-z]` or `[!a-z]` in a pattern.
private struct ByteSet {
  private let ranges: [ClosedRange<UInt8>]
  private let isNegated: Bool
  /// The place behind the closing bracket.
  let end: Int

  /// - Returns: nil where the bracket is not closed.
  init?(_ pattern: ArraySlice<UInt8>, at start: Int) {
    var place = start + 1
    guard place < pattern.endIndex else { return nil }
    isNegated = pattern[place] == UInt8(ascii: "!") || pattern[place] == UInt8(ascii: "^")
    if isNegated { place += 1 }
    var ranges: [ClosedRange<UInt8>] = []
    while place < pattern.endIndex, pattern[place] != UInt8(ascii: "]") || ranges.isEmpty {
      let first = pattern[place]
      if place + 2 < pattern.endIndex, pattern[place + 1] == UInt8(ascii: "-"),
        pattern[place + 2] != UInt8(ascii: "]")
      {
        ranges.append(min(first, pattern[place + 2])...max(first, pattern[place + 2]))
        place += 3
      } else {
        ranges.append(first...first)
        place += 1
      }
    }
    guard place < pattern.endIndex else { return nil }
    self.ranges = ranges
    end = place + 1
  }

  func contains(_ byte: UInt8) -> Bool { ranges.contains { $0.contains(byte) } != isNegated }
}
