/// Bare numbers that may mean a moved migration, such as `SchemaVersion: 9`. They are listed, never rewritten.
struct NumberMentions {
  private let units: [[UInt8]: [UInt8]]
  /// Only lines that speak of such things are listed: most numbers mean something else.
  private static let words = ["migrat", "version", "schema", "step"].map { Array($0.utf8) }

  init(moves: [MigrationMove]) {
    var units: [[UInt8]: [UInt8]] = [:]
    for move in moves where !move.unit.numberText.isEmpty {
      units[move.unit.numberText] = move.unit.stem
      if move.unit.number.parts.count == 1, !move.unit.number.parts[0].isEmpty {
        units[move.unit.number.parts[0]] = move.unit.stem
      }
    }
    self.units = units
  }

  /// Where such numbers stand, with the name of the migration they may mean.
  func places(in text: [UInt8]) -> [(range: Range<Int>, unit: [UInt8])] {
    guard !units.isEmpty else { return [] }
    var found: [(range: Range<Int>, unit: [UInt8])] = []
    for line in SourceLines(text) {
      guard let first = line.firstIndex(where: \.isDigit) else { continue }
      var index = first
      var speaks: Bool?
      while index < line.endIndex {
        guard line[index].isDigit, index == line.startIndex || !line[index - 1].isWord else {
          index += 1
          continue
        }
        let end = line[index...].firstIndex { !$0.isWord } ?? line.endIndex
        if let unit = units[Array(line[index..<end])] {
          if speaks == nil {
            let lower = line.map(\.lowercased)
            speaks = Self.words.contains { lower.place(of: $0, from: 0) != nil }
          }
          if speaks == true { found.append((index..<end, unit)) }
        }
        index = end
      }
    }
    return found
  }
}
