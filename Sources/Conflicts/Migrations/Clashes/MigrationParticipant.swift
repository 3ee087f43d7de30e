import GitValues

/// One side of a clash with what it has there.
struct MigrationParticipant {
  /// The index of the lane; nil for the target.
  let lane: Int?
  let unit: MigrationUnit

  /// The target first, then the lanes in order.
  static func precedes(_ a: MigrationParticipant, _ b: MigrationParticipant) -> Bool {
    (a.lane ?? -1, a.unit.stem.asText) < (b.lane ?? -1, b.unit.stem.asText)
  }
}

extension MigrationSearch {
  /// What people call a side.
  func name(_ lane: Int?) -> String { lane.map { lanes[$0].name } ?? targetName }

  /// Adds a clash.
  ///
  /// - Parameters:
  ///   - sides: who takes part and with what.
  ///   - code: why it is not simply settled; nil if it is.
  ///   - rule: the rule that settles it.
  ///   - reason: why, in a sentence without a full stop.
  mutating func addClash(
    _ sides: [MigrationParticipant], kind: String = "migration", code: MigrationCode?, rule: String,
    reason: String, lines: [Clash.Lines] = []
  ) {
    let order = sides.sorted(by: MigrationParticipant.precedes)
    var names: [String] = []
    for side in order where !names.containsExactly(name(side.lane)) { names.append(name(side.lane)) }
    let paths = Set(order.flatMap { $0.unit.files.map(\.path) }).sorted()
    guard let path = paths.first else { return }
    let stops = code?.stops ?? false
    report.silent.clashes.append(
      Clash(
        id: clashID(kind: kind, lanes: names, path: path), kind: kind, level: .silent, lanes: names,
        path: path,
        paths: paths, lines: lines, decision: stops ? .ask : code == nil ? .certain : .likely,
        rule: stops ? code?.rawValue ?? rule : rule,
        reason: code.map { "\(reason) (\($0.rawValue))" } ?? reason))
  }

  /// What each side has, and what becomes of it, for a clash's reason.
  func fates(_ sides: [MigrationParticipant], in group: MigrationGroup) -> String {
    let most = 4
    let order = sides.sorted(by: MigrationParticipant.precedes)
    var parts = order.prefix(most).map { side in
      let move = side.lane.flatMap { lane in
        plans[lane].moves.first { $0.group == group && $0.unit.stem == side.unit.stem }
      }
      let fate = move.map { " becomes \($0.newStem.asText)" } ?? " stays"
      return "\(side.unit.stem.asText) of \(name(side.lane).branchName)\(fate)"
    }
    if order.count > most { parts.append("and \(order.count - most) more") }
    return parts.joined(separator: ", ")
  }
}
