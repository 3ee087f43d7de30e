import GitValues

/// What a search for fixtures decided, as far as it came.
struct FixturePlan {
  var clashes: [Clash] = []
  /// What to write instead of which bytes, by file, for each lane.
  var edits: [[GitPath: [Range<Int>: [UInt8]]]]
  /// What each lane's adaptation says of itself.
  var notes: [[String]]
  /// What each lane's fixtures were called, by their new names.
  var formerNames: [[[UInt8]: [UInt8]]]
  /// New names that were given.
  var taken: Set<[UInt8]> = []

  init(laneCount: Int) {
    edits = Array(repeating: [:], count: laneCount)
    notes = Array(repeating: [], count: laneCount)
    formerNames = Array(repeating: [:], count: laneCount)
  }

  mutating func add(_ new: [GitPath: [Range<Int>: [UInt8]]], lane: Int) {
    for (path, ranges) in new { edits[lane][path, default: [:]].merge(ranges) { $1 } }
  }
}

/// The end of a fixture's name by which lanes are told apart: the lane's name made an identifier.
///
/// - Parameters:
///   - lane: the lane's name.
///   - number: which lane it is, for a name of which nothing is left.
func fixtureSuffix(lane: String, number: Int) -> [UInt8] {
  let name = lane.branchName
  let bytes = Array((name.after("lane/") ?? name).utf8)
  var result: [UInt8] = []
  for byte in bytes {
    let isWord = byte < 0x80 && isWordByte(byte) && byte != UInt8(ascii: "_")
    if isWord {
      result.append(byte)
    } else if result.last != UInt8(ascii: "_") {
      result.append(UInt8(ascii: "_"))
    }
  }
  while result.last == UInt8(ascii: "_") { result.removeLast() }
  while result.first == UInt8(ascii: "_") { result.removeFirst() }
  return result.isEmpty ? Array("lane\(number + 1)".utf8) : result
}
