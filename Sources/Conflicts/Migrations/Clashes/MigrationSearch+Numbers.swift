import GitValues

/// Series in which a number, or a name, must not be there twice.
extension MigrationSearch {
  /// Plans series in lock-step and says what clashes in them.
  mutating func planNumbers(_ cluster: [MigrationBoard]) throws(Reader.Failure) {
    var planner = NumberPlanner(scheme: cluster[0].scheme)
    for board in cluster { for unit in board.target.units { planner.take(unit, in: board.group) } }
    var earlier: [MigrationGroup: [MigrationParticipant]] = [:]
    let moves = cluster[0].scheme.isMovable
    for lane in Set(cluster.flatMap { $0.sides.map(\.lane) }).sorted() where moves {
      var rows: [[UInt8]: NumberPlanner.Row] = [:]
      for board in cluster {
        guard let side = board.sides.first(where: { $0.lane == lane }) else { continue }
        for unit in side.migrations.added {
          let others = earlier[board.group] ?? []
          if let twin = try twins.twin(of: unit, among: side.fresh + others.map(\.unit), in: board.group) {
            let owner = side.fresh.contains(twin) ? nil : others.first { $0.unit == twin }?.lane
            follow(twin, of: owner, unit, lane, board.group)
          } else {
            rows[unit.stem, default: NumberPlanner.Row(members: [])].members.append((board.group, unit))
          }
        }
      }
      let sorted = rows.values.sorted { cluster[0].scheme.precedes($0.unit, $1.unit) }
      let published = cluster.flatMap { board in board.sides.filter { $0.lane == lane }.flatMap(\.published) }
      planner.reserved = reserved(for: lane, in: cluster)
      plans[lane].moves += planner.place(sorted, lane: lane, fresh: published)
      for row in sorted {
        for (group, unit) in row.members {
          let move = plans[lane].moves.first { $0.group == group && $0.unit.stem == unit.stem }
          earlier[group, default: []].append(MigrationParticipant(lane: lane, unit: move?.result ?? unit))
        }
      }
    }
    for board in cluster { try tellNumbers(board, in: cluster) }
  }

  /// What was handed out to others than a lane in the series of a cluster.
  func reserved(for lane: Int, in cluster: [MigrationBoard]) -> [MigrationNumber] {
    options.reserved.filter { item in
      !item.lane.utf8.elementsEqual(lanes[lane].name.utf8)
        && cluster.contains { $0.group.folder == item.group }
    }.map { MigrationNumber($0.number.utf8) }
  }

  /// Takes the name that the same migration has on another side.
  mutating func follow(
    _ twin: MigrationUnit, of owner: Int?, _ unit: MigrationUnit, _ lane: Int, _ group: MigrationGroup
  ) {
    guard !unit.isSame(twin) else { return }
    var move = MigrationMove(
      lane: lane, group: group, unit: unit, number: twin.number, model: twin.numberText, cause: .twin)
    // Where both are byte for byte one, what is rewritten in the one is rewritten in the other.
    for (file, own) in zip(twin.files, unit.files) where owner == nil || file.entry != own.entry {
      move.contents[file.path] = file.entry
    }
    // A lane that was renumbered and merged has the lower number; the higher one is another renumbering.
    if unit.number > twin.number { move.code = .lineage }
    plans[lane].moves.append(move)
    addClash(
      [MigrationParticipant(lane: lane, unit: unit), MigrationParticipant(lane: owner, unit: twin)],
      code: move.code, rule: "migration-same",
      reason: "\(unit.stem.asText) of \(name(lane).branchName) is there as \(twin.stem.asText) already")
  }

  /// The clashes of one series: by number, by name, and late ones.
  private mutating func tellNumbers(_ board: MigrationBoard, in cluster: [MigrationBoard]) throws(Reader
    .Failure)
  {
    let relations = try compareObjects(on: board)
    try tellTrouble(board)
    let everyone = participants(on: board)
    for (_, all) in everyone.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      let sides = try different(all, on: board)
      guard sides.count > 1 else { continue }
      var code = self.code(of: sides, on: board) ?? relations.warning(among: Set(sides.map { $0.lane ?? -1 }))
      for side in sides {
        guard let lane = side.lane else { continue }
        if let stop = plans[lane].stopped[board.group] { code = code?.stops ?? false ? code : stop }
      }
      for side in sides { note(code, side.lane, cluster) }
      let text = sides.map(\.unit.numberText).first?.asText ?? ""
      addClash(
        sides, code: code, rule: "migration-number",
        reason: code == .snapshot || code == .addAdd
          ? "more than one side has \(sides[0].unit.stem.asText): " + explained(code, board.group)
          : "the number \(text) is there more than once: " + fates(sides, in: board.group))
    }
    if case .snapshot = board.scheme.identity { tellSnapshots(board) }
    tellLate(board, cluster)
    tellSlugs(board, cluster)
  }

  private func explained(_ code: MigrationCode?, _ group: MigrationGroup) -> String {
    code == .snapshot
      ? "each holds a picture of the whole schema, which only the tool can make: \(group.scheme.regenerate ?? "")"
      : "one migration edited twice, or two of one name"
  }

  /// Remembers for each series of a cluster why a lane's part is stopped or deserves a look.
  private mutating func note(_ code: MigrationCode?, _ lane: Int?, _ cluster: [MigrationBoard]) {
    guard let code, let lane else { return }
    for board in cluster {
      if code.stops {
        plans[lane].stopped[board.group] = code
      } else {
        plans[lane].warned[board.group] = code
      }
    }
  }

  /// Everyone who has something, by key: lanes that added it, and the target.
  private func participants(on board: MigrationBoard) -> [[UInt8]: [MigrationParticipant]] {
    var result: [[UInt8]: [MigrationParticipant]] = [:]
    for side in board.sides {
      for unit in side.migrations.added {
        result[board.scheme.key(unit), default: []].append(MigrationParticipant(lane: side.lane, unit: unit))
      }
    }
    let fresh = Dictionary(board.sides.flatMap(\.fresh).map { ($0.stem, $0) }) { first, _ in first }
    for unit in board.target.units {
      let key = board.scheme.key(unit)
      guard result[key] != nil else { continue }
      result[key]?.append(MigrationParticipant(lane: nil, unit: fresh[unit.stem] ?? unit))
    }
    return result
  }

  /// Those that do not go together with one of the others; the same migration on two sides does.
  private mutating func different(
    _ sides: [MigrationParticipant], on board: MigrationBoard
  ) throws(Reader.Failure) -> [MigrationParticipant] {
    guard sides.count > 1, sides.contains(where: { $0.lane != nil }) else { return [] }
    var classes: [[MigrationParticipant]] = []
    for side in sides {
      var home: Int?
      for (index, members) in classes.enumerated() where home == nil {
        if try twins.twin(of: side.unit, among: [members[0].unit], in: board.group) != nil { home = index }
      }
      if let home { classes[home].append(side) } else { classes.append([side]) }
    }
    let clashing = classes.indices.filter { a in
      classes.indices.contains { b in
        a != b && classes[a][0].unit.overlaps(classes[b][0].unit)
          && (classes[a].contains { $0.lane != nil } || classes[b].contains { $0.lane != nil })
      }
    }
    return clashing.flatMap { classes[$0] }
  }

  /// What stops the sides of one number.
  private func code(of sides: [MigrationParticipant], on board: MigrationBoard) -> MigrationCode? {
    let paths = sides.map { Set($0.unit.files.map(\.path)) }
    for (index, path) in paths.enumerated()
    where paths[..<index].contains(where: { !$0.isDisjoint(with: path) }) {
      return .addAdd
    }
    if case .snapshot = board.scheme.identity { return .snapshot }
    for side in sides {
      guard let lane = side.lane, let own = board.sides.first(where: { $0.lane == lane }) else { continue }
      let isTwice = sides.filter { $0.lane == lane }.count > 1
      if isTwice
        || own.base.units.contains(where: {
          board.scheme.key($0) == board.scheme.key(side.unit) && $0.overlaps(side.unit)
        })
      {
        return .duplicateInLane
      }
    }
    for lane in sides.compactMap(\.lane) {
      if let code = plans[lane].moves.first(where: { $0.group == board.group && $0.code != nil })?.code {
        return code
      }
    }
    return nil
  }

  private mutating func tellSnapshots(_ board: MigrationBoard) {
    var sides: [MigrationParticipant] = board.sides.compactMap { side in
      side.migrations.added.last.map { MigrationParticipant(lane: side.lane, unit: $0) }
    }
    if let fresh = board.sides.lazy.compactMap({ $0.fresh.last }).first {
      sides.append(MigrationParticipant(lane: nil, unit: fresh))
    }
    guard sides.count > 1, Set(sides.map(\.unit.stem)).count > 1 else { return }
    for side in board.sides { plans[side.lane].stopped[board.group] = .snapshot }
    addClash(
      sides, code: .snapshot, rule: "migration-number",
      reason: "each side added migrations: " + explained(.snapshot, board.group))
  }

  /// Migrations that the tool would never run, as the target has later ones.
  private mutating func tellLate(_ board: MigrationBoard, _ cluster: [MigrationBoard]) {
    for side in board.sides {
      let taken = Set(board.target.units.map(board.scheme.key))
      let late = side.migrations.added.filter { unit in
        board.scheme.isLate(unit, after: side.published) && !taken.contains(board.scheme.key(unit))
          && !side.fresh.contains { $0.slug == unit.slug }
      }
      guard let first = late.first, let last = side.published.max(by: board.scheme.precedes) else { continue }
      let code = plans[side.lane].stopped[board.group]
      let own = late.map { MigrationParticipant(lane: side.lane, unit: $0) }
      addClash(
        own + [MigrationParticipant(lane: nil, unit: last)], code: code, rule: "migration-order",
        reason:
          "\(first.stem.asText) comes before \(last.stem.asText) of \(targetName.branchName), so that it would "
          + "not run: " + fates(own, in: board.group))
    }
  }

  /// Two migrations whose names behind the number, and so their classes, are equal.
  private mutating func tellSlugs(_ board: MigrationBoard, _ cluster: [MigrationBoard]) {
    guard board.scheme.hasUniqueSlugs else { return }
    var slugs: [[UInt8]: [MigrationParticipant]] = [:]
    for side in board.sides {
      for unit in side.migrations.added {
        slugs[className(unit.slug), default: []].append(MigrationParticipant(lane: side.lane, unit: unit))
      }
    }
    for unit in board.target.units {
      let name = className(unit.slug)
      guard slugs[name] != nil else { continue }
      slugs[name]?.append(MigrationParticipant(lane: nil, unit: unit))
    }
    for (name, sides) in slugs where Set(sides.map(\.unit.stem)).count > 1 {
      let isTwin = sides.contains { side in
        side.lane.map { lane in
          plans[lane].moves.contains { $0.cause == .twin && $0.unit.stem == side.unit.stem }
        } ?? false
      }
      guard !isTwin else { continue }
      for side in sides { note(.name, side.lane, cluster) }
      addClash(
        sides, code: .name, rule: "migration-name",
        reason: "two migrations are called \(name.asText): the class of one must be renamed by hand")
    }
  }

  private func className(_ slug: [UInt8]) -> [UInt8] {
    slug.filter { $0 != UInt8(ascii: "_") }.map(\.lowercased)
  }
}
