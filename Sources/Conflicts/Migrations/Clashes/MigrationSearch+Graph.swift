import GitValues

/// Series whose migrations name what they follow.
extension MigrationSearch {
  /// Plans one series and says what clashes in it.
  mutating func planGraph(_ board: MigrationBoard, _ language: GraphLanguage) throws(Reader.Failure) {
    var planner = GraphPlanner(
      group: board.group, language: language, policy: options.graph, target: board.target.units)
    var placed: [MigrationParticipant] = []
    var forked: [(side: MigrationBoard.Side, trouble: String?)] = []
    var starts: [Int: Set<[UInt8]>] = [:]
    var reader = try GraphNodes(reader: reader, language: language, board: board)
    for side in board.sides {
      let (own, view) = try followTwins(side, board, placed, planner, reader)
      let nodes = try reader.nodes(own, of: side)
      planner.reserved = reserved(for: side.lane, in: [board])
      let plan = planner.place(
        nodes, lane: side.lane, fresh: try reader.fresh(of: side, base: lanes[side.lane].base),
        view: view)
      let results = Dictionary(plan.moves.map { ($0.unit.stem, $0.result) }) { first, _ in first }
      let ids = Set(nodes.map(\.id))
      starts[side.lane] = Set(
        nodes.flatMap { [$0.id] + $0.parents.map(\.id) }.filter { id in
          !ids.contains(id) || language == .alembic
        })
      placed += own.map { MigrationParticipant(lane: side.lane, unit: results[$0.stem] ?? $0) }
      if plan.isForked { forked.append((side, plan.trouble)) }
      if plan.isForked || !plan.ids.isEmpty || !plan.repoints.isEmpty {
        plans[side.lane].moves += plan.moves
        plans[side.lane].graphs.append((board.group, plan))
        if plan.trouble != nil { plans[side.lane].stopped[board.group] = .graph }
      }
    }
    try tellTrouble(board)
    try tellSameNames(board)
    let relations = try compareObjects(on: board)
    // Alembic may have several lines on purpose: who shares nothing with a fork takes no part in it.
    let shared = forked.reduce(into: Set<[UInt8]>()) { $0.formUnion(starts[$1.side.lane] ?? []) }
    let taking = board.sides.filter { side in
      language == .django || !(starts[side.lane]?.isDisjoint(with: shared) ?? true)
    }
    tellFork(board, taking, forked, relations)
  }

  /// Takes the names that other sides have for what a lane added, and what they follow there.
  ///
  /// - Returns: what the lane alone has, and how it sees all others.
  private mutating func followTwins(
    _ side: MigrationBoard.Side, _ board: MigrationBoard, _ placed: [MigrationParticipant],
    _ planner: GraphPlanner, _ nodes: GraphNodes<Reader>
  ) throws(Reader.Failure) -> (own: [MigrationUnit], view: GraphPlanner.View) {
    var own: [MigrationUnit] = []
    var view = GraphPlanner.View(known: nodes.known(to: side))
    let others = side.fresh + placed.map(\.unit)
    for unit in side.migrations.added {
      guard let twin = try twins.twin(of: unit, among: others, in: board.group) else {
        own.append(unit)
        continue
      }
      let owner = side.fresh.contains(twin) ? nil : placed.first { $0.unit == twin }?.lane
      let node = try nodes.nodes([unit], of: side).first
      if let owner, let node { view.repoints += repoints(of: twin, owner, node, board.group) }
      guard unit.stem != twin.stem else { continue }
      follow(twin, of: owner, unit, side.lane, board.group)
      var new = planner.name(of: twin)
      if new == nil { new = try nodes.name(of: twin) }
      if let new, let node, new != node.id { view.twins[node.id] = new }
    }
    return (own, view)
  }

  /// What another lane's migration was made to follow, for the same migration of a lane that has it from there.
  private func repoints(
    of twin: MigrationUnit, _ owner: Int, _ node: GraphNode, _ group: MigrationGroup
  ) -> [GraphPlan.Repoint] {
    let moved = plans[owner].moves.first { $0.group == group && $0.result == twin }
    let stem = moved?.unit.stem ?? twin.stem
    let all = plans[owner].graphs.filter { $0.group == group }.flatMap(\.plan.repoints)
    return all.filter { $0.node.unit.stem == stem }.flatMap { repoint in
      node.parents.filter { $0.id == repoint.from }.map { parent in
        GraphPlan.Repoint(node: node, range: parent.range, from: parent.id, to: repoint.to)
      }
    }
  }

  /// One clash for all who go on from one place: the first lane is among them though it stays as it is.
  private mutating func tellFork(
    _ board: MigrationBoard, _ taking: [MigrationBoard.Side],
    _ forked: [(side: MigrationBoard.Side, trouble: String?)], _ relations: ObjectRelations
  ) {
    guard !forked.isEmpty else { return }
    var sides: [MigrationParticipant] = []
    for side in board.sides {
      let twins = Set(
        plans[side.lane].moves.filter { $0.cause == .twin && $0.group == board.group }.map(\.unit.stem))
      guard let first = side.migrations.added.first(where: { !twins.contains($0.stem) }) else { continue }
      sides.append(MigrationParticipant(lane: side.lane, unit: first))
    }
    if let fresh = forked.lazy.compactMap({ $0.side.fresh.last }).first {
      sides.append(MigrationParticipant(lane: nil, unit: fresh))
    }
    let trouble = forked.lazy.compactMap(\.trouble).first
    var code = trouble == nil ? relations.warning(among: Set(sides.map { $0.lane ?? -1 })) : .graph
    for side in sides {
      if let stop = side.lane.flatMap({ plans[$0].stopped[board.group] }) {
        code = code?.stops ?? false ? code : stop
      }
    }
    for entry in forked where code.map({ !$0.stops }) ?? false {
      plans[entry.side.lane].warned[board.group] = code
    }
    let fate = trouble.map { "left open, as \($0)" } ?? fates(sides, in: board.group)
    addClash(
      sides, code: code, rule: options.graph == .rebase ? "migration-rebase" : "migration-merge-node",
      reason: "the chain goes on in more than one way: \(fate)")
  }
}

extension MigrationSearch {
  /// One name with two contents: git may merge them to a third one.
  private mutating func tellSameNames(_ board: MigrationBoard) throws(Reader.Failure) {
    var sides: [GitPath: [MigrationParticipant]] = [:]
    for side in board.sides {
      for unit in side.migrations.added {
        sides[unit.files[0].path, default: []].append(MigrationParticipant(lane: side.lane, unit: unit))
      }
    }
    for unit in board.target.units where sides[unit.files[0].path] != nil {
      sides[unit.files[0].path]?.append(MigrationParticipant(lane: nil, unit: unit))
    }
    for path in sides.keys.sorted() {
      guard let members = sides[path], Set(members.map(\.unit.files[0].entry)).count > 1 else { continue }
      for lane in members.compactMap(\.lane) { plans[lane].stopped[board.group] = .addAdd }
      addClash(
        members, code: .addAdd, rule: "migration-name",
        reason:
          "more than one side has \(members[0].unit.stem.asText): one migration edited twice, or two of one name"
      )
    }
  }
}
