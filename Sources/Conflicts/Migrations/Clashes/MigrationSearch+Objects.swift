import GitValues

/// Migrations of two lanes that change one thing, whatever their numbers.
extension MigrationSearch {
  /// One place where a side does something.
  private struct Use {
    let side: MigrationParticipant
    let path: GitPath
    let touch: SchemaTouch
  }

  private struct Subject: Hashable {
    let table: [UInt8]
    let object: SchemaTouch.Object?
  }

  /// Compares what sides do in a series; adds a clash for each set of sides that change the same things.
  ///
  /// - Returns: which sides touch the same tables.
  mutating func compareObjects(on board: MigrationBoard) throws(Reader.Failure) -> ObjectRelations {
    var relations = ObjectRelations()
    var uses: [Subject: [Use]] = [:]
    for side in try sides(of: board) {
      for (path, changes) in try objects.changes(of: side.unit) {
        if changes.isOpaque { relations.opaque.insert(side.lane ?? -1) }
        for touch in changes.touches {
          if !touch.table.isEmpty { relations.tables[touch.table, default: []].insert(side.lane ?? -1) }
          uses[Subject(table: touch.table, object: touch.object), default: []].append(
            Use(side: side, path: path, touch: touch))
        }
      }
    }
    tell(clashing(uses), in: board.group)
    return relations
  }

  /// The new migrations of all sides, but for those that another side has as well and those that repeat older ones.
  private mutating func sides(of board: MigrationBoard) throws(Reader.Failure) -> [MigrationParticipant] {
    var result: [MigrationParticipant] = []
    var told: [MigrationUnit] = []
    for unit in Set(board.sides.flatMap(\.fresh)).sorted(by: board.scheme.precedes) {
      told.append(unit)
      result.append(MigrationParticipant(lane: nil, unit: unit))
    }
    for side in board.sides {
      for unit in side.migrations.added where try twins.twin(of: unit, among: told, in: board.group) == nil {
        result.append(MigrationParticipant(lane: side.lane, unit: unit))
      }
      told += side.migrations.added
    }
    return result.filter { !$0.unit.stem.contains(text: "squashed") }
  }

  /// What more than one side does, where it does not go together.
  private func clashing(_ uses: [Subject: [Use]]) -> [Subject: [Use]] {
    var result: [Subject: [Use]] = [:]
    var byTable: [[UInt8]: [Use]] = [:]
    for (subject, list) in uses {
      if !subject.table.isEmpty { byTable[subject.table, default: []] += list }
      if subject.object != nil, sideCount(list) > 1 { result[subject] = list }
    }
    for (table, list) in byTable where sideCount(list) > 1 {
      let subject = Subject(table: table, object: nil)
      let whole = uses[subject] ?? []
      let removed = whole.filter { $0.touch.action == .remove }
      let created = whole.filter { $0.touch.action == .create }
      if !removed.isEmpty {
        result[subject] = list
      } else if sideCount(created) > 1 {
        result[subject] = created
      }
    }
    return result
  }

  /// How many sides there are, or one if all speak of one path: two files of one name are a clash of their own.
  private func sideCount(_ uses: [Use]) -> Int {
    Set(uses.map(\.path)).count > 1 ? Set(uses.map { $0.side.lane ?? -1 }).count : 1
  }

  private mutating func tell(_ clashing: [Subject: [Use]], in group: MigrationGroup) {
    var sets: [[Int]: [(subject: Subject, uses: [Use])]] = [:]
    for (subject, uses) in clashing where uses.contains(where: { $0.side.lane != nil }) {
      sets[Set(uses.map { $0.side.lane ?? -1 }).sorted(), default: []].append((subject, uses))
    }
    for (_, list) in sets.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      let uses = list.flatMap(\.uses)
      var seen: Set<MigrationUnit> = []
      let sides = uses.map(\.side).filter { seen.insert($0.unit).inserted }
      for side in sides {
        if let lane = side.lane { plans[lane].asked[group, default: []].insert(side.unit.stem) }
      }
      let names = list.map { describe($0.subject) }.sorted()
      let rest = names.count > 3 ? " and \(names.count - 3) more" : ""
      addClash(
        sides, kind: "semantic", code: .sameObject, rule: "migration-object",
        reason: "more than one side changes \(names.prefix(3).joined(separator: ", "))\(rest): "
          + places(uses),
        lines: lines(uses))
    }
  }

  private func describe(_ subject: Subject) -> String {
    guard let object = subject.object else { return "the table \(subject.table.asText)" }
    let owner = subject.table.isEmpty ? "" : "\(subject.table.asText)."
    return "the \(object.kind) \(owner)\(object.name.asText)"
  }

  private func places(_ uses: [Use]) -> String {
    var texts: [String] = []
    var seen: Set<Int> = []
    for use in uses.sorted(by: {
      ($0.side.lane ?? -1, $0.path, $0.touch.line) < ($1.side.lane ?? -1, $1.path, $1.touch.line)
    })
    where seen.insert(use.side.lane ?? -1).inserted && texts.count < 4 {
      texts.append("\(use.path.text):\(use.touch.line) of \(name(use.side.lane).branchName)")
    }
    return texts.joined(separator: ", ")
  }

  /// For each side the lines in its first file.
  private func lines(_ uses: [Use]) -> [Clash.Lines] {
    let sides = Dictionary(grouping: uses) { $0.side.lane ?? -1 }
    return sides.sorted { $0.key < $1.key }.compactMap { key, list in
      guard let path = list.map(\.path).min() else { return nil }
      let numbers = list.filter { $0.path == path }.map(\.touch.line)
      guard let first = numbers.min(), let last = numbers.max() else { return nil }
      return Clash.Lines(lane: name(key < 0 ? nil : key), range: first...last)
    }
  }
}
