import TestSupport

/// Three texts to merge.
struct Triple {
  var base: [UInt8]
  var ours: [UInt8]
  var theirs: [UInt8]
}

/// Makes triples that are hard on a merge: few distinct lines, shared edits, moved blocks, mixed line
/// endings, missing last line feeds, empty texts.
struct TripleMaker {
  enum Size: CaseIterable {
    case tiny
    case small
    case medium
    /// Lines that occur more than 64 times, so that the histogram diff gives up.
    case repetitive
    /// Long enough, with many edits in some places and none in others, for the Myers diff to give up on the
    /// least cost.
    case long
    /// Long enough for the Myers diff to look for early splits.
    case huge
  }

  private enum Ending: CaseIterable { case lineFeed, crlf, mixed }

  private var random: SeededGenerator
  /// The first so many lines of each so many are edited.
  private var busy = (lines: 1, of: 1)

  init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
  }

  mutating func triple(_ size: Size) -> Triple {
    let (count, alphabet) = shape(size)
    var base = (0..<count).map { _ in Int.random(in: 0..<alphabet, using: &random) }
    let isLong = size == .long || size == .huge
    let rate = isLong ? 0.7 : [0.01, 0.03, 0.1, 0.3, 0.6].randomElement(using: &random)!
    busy = size == .huge ? (600, 9000) : size == .long ? (150, 300) : (1, 1)
    // Often both sides start from a shared edit, as after a cherry-pick.
    let start = chance(0.3) ? edited(base, alphabet, rate) : base
    let ours = edited(start, alphabet, rate)
    let theirs = edited(start, alphabet, chance(0.5) ? rate : 0.05)
    if chance(0.05) { base = [] }
    let ending = Ending.allCases.randomElement(using: &random)!
    return Triple(
      base: text(base, ending), ours: text(ours, chance(0.1) ? .crlf : ending),
      theirs: text(theirs, chance(0.1) ? .lineFeed : ending))
  }

  private mutating func shape(_ size: Size) -> (count: Int, alphabet: Int) {
    switch size {
    case .tiny: (.random(in: 0...7, using: &random), .random(in: 1...4, using: &random))
    case .small: (.random(in: 0...30, using: &random), .random(in: 1...12, using: &random))
    case .medium: (.random(in: 10...120, using: &random), [2, 5, 20, 200].randomElement(using: &random)!)
    case .repetitive: (.random(in: 100...500, using: &random), .random(in: 1...6, using: &random))
    case .long: (.random(in: 2000...3000, using: &random), [6, 12, 25].randomElement(using: &random)!)
    case .huge: (36_000, 30)
    }
  }

  private mutating func edited(_ lines: [Int], _ alphabet: Int, _ rate: Double) -> [Int] {
    var result: [Int] = []
    var line = 0
    while line <= lines.count {
      if line % busy.of < busy.lines && chance(rate) {
        let length = chance(0.5) ? 1 : Int.random(in: 1...10, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: result += invented(length, alphabet)
        case 1: line += length
        case 2 where !lines.isEmpty:
          result += lines[Int.random(in: lines.indices, using: &random)...].prefix(length)
        default:
          result += invented(length, alphabet)
          line += length
        }
      }
      if line < lines.count { result.append(lines[line]) }
      line += 1
    }
    return result
  }

  private mutating func invented(_ count: Int, _ alphabet: Int) -> [Int] {
    (0..<count).map { _ in Int.random(in: 0..<alphabet + 2, using: &random) }
  }

  private mutating func text(_ lines: [Int], _ ending: Ending) -> [UInt8] {
    var bytes: [UInt8] = []
    for line in lines {
      bytes += "line \(line)".utf8
      if ending == .crlf || ending == .mixed && line % 3 == 0 { bytes.append(0x0D) }
      bytes.append(0x0A)
    }
    if !bytes.isEmpty && chance(0.2) { bytes.removeLast() }
    return bytes
  }

  private mutating func chance(_ probability: Double) -> Bool {
    Double.random(in: 0..<1, using: &random) < probability
  }
}
