import Git
import GitValues

/// Lines of ours in a file that is somebody else's, between two comments, so that they can be taken out again.
///
/// The first comment has a sum of the lines, by which it is seen whether somebody has changed them since.
struct MarkedBlock {
  /// The lines, each ended.
  let text: String

  private static let begin = "# >>> git-fanin install "
  private static let end = "# <<< git-fanin install\n"
  /// Said where the line break before the block is ours, too: the file did not end in one.
  private static let joined = " after a line without an end"

  /// What a file has of such a block.
  enum State: Equatable {
    case missing
    /// Unchanged, with its lines.
    case whole(String)
    case changed
  }

  /// - Returns: the file with the block at its end, or in the place of the one that it has; nil if it has just that.
  /// - Throws: where somebody has changed the one that it has.
  func put(into file: [UInt8]) throws -> [UInt8]? {
    if case .whole(let old) = try MarkedBlock.state(of: file), old.isExactly(text) { return nil }
    let rest = try MarkedBlock.taken(from: file) ?? file
    let isJoined = rest.last.map { $0 != UInt8(ascii: "\n") } ?? false
    let sum = try ObjectStore.id(of: .blob, Array(text.utf8)).hex
    let first = MarkedBlock.begin + sum + (isJoined ? MarkedBlock.joined : "") + "\n"
    return rest + Array(((isJoined ? "\n" : "") + first + text + MarkedBlock.end).utf8)
  }

  /// - Returns: the file without its block; nil if it has none.
  /// - Throws: where somebody has changed it.
  static func taken(from file: [UInt8]) throws -> [UInt8]? {
    guard let place = place(in: file) else { return nil }
    guard case .whole = try state(of: file) else {
      throw FanInError.refused(
        "block-changed", "the lines of git-fanin have been changed since they were installed",
        hints: ["see what they say now, and remove them by hand: from '# >>> git-fanin' to '# <<< git-fanin'"]
      )
    }
    var start = place.whole.lowerBound
    if place.isJoined && start > 0 { start -= 1 }
    return Array(file[..<start] + file[place.whole.upperBound...])
  }

  static func state(of file: [UInt8]) throws -> State {
    guard let place = place(in: file) else {
      let text = String(decoding: file, as: UTF8.self)
      return text.contains(begin) || text.contains(end) ? .changed : .missing
    }
    let lines = Array(file[place.lines])
    guard try ObjectStore.id(of: .blob, lines).hex.isExactly(place.sum) else { return .changed }
    return .whole(String(decoding: lines, as: UTF8.self))
  }

  private struct Place {
    let whole: Range<Int>
    let lines: Range<Int>
    let sum: String
    let isJoined: Bool
  }

  private static func place(in file: [UInt8]) -> Place? {
    var starts = [0]
    for (index, byte) in file.enumerated() where byte == UInt8(ascii: "\n") { starts.append(index + 1) }
    func line(_ number: Int) -> ArraySlice<UInt8> {
      file[starts[number]..<(number + 1 < starts.count ? starts[number + 1] : file.count)]
    }
    guard let first = starts.indices.first(where: { line($0).starts(with: begin.utf8) }),
      let last = starts.indices.first(where: { $0 > first && line($0).elementsEqual(end.utf8) })
    else { return nil }
    let head = String(decoding: line(first).dropFirst(begin.utf8.count), as: UTF8.self)
    return Place(
      whole: starts[first]..<starts[last + 1], lines: starts[first + 1]..<starts[last],
      sum: String(head.prefix { $0 != " " && $0 != "\n" }), isJoined: head.hasSuffix(joined + "\n"))
  }
}
