import GitValues

/// What becomes of one lane's part of a chain.
struct GraphPlan {
  /// One migration that is to follow another one than its file says.
  struct Repoint {
    let node: GraphNode
    let range: Range<Int>
    let from: [UInt8]
    let to: [UInt8]
  }

  var moves: [MigrationMove] = []
  var repoints: [Repoint] = []
  /// What each of the lane's migrations is called afterwards, where that changes.
  var ids: [[UInt8]: [UInt8]] = [:]
  /// The ends that a migration without operations is to join, the other sides' one first.
  var joins: [GraphNode] = []
  /// Why it is left to a person.
  var trouble: String?
  /// Whether two sides go on from one place at all.
  var isForked = false
}

/// Puts chains of migrations one behind the other, lane after lane.
///
/// The lane's first migration is made to follow the end of what is there, the others keep what they follow; where
/// names have numbers, the chain moves behind the greatest one. What cannot be told for certain is left to a person.
struct GraphPlanner {
  private let group: MigrationGroup
  private let language: GraphLanguage
  private let policy: MigrationOptions.Graph
  /// What is there, as it is after the lanes so far.
  private var placed: [GraphNode] = []
  private var greatest: MigrationNumber?
  private var numbers: Set<MigrationNumber> = []

  init(
    group: MigrationGroup, language: GraphLanguage, policy: MigrationOptions.Graph, target: [MigrationUnit]
  ) {
    self.group = group
    self.language = language
    self.policy = policy
    for unit in target where !unit.numberText.isEmpty { take(unit) }
  }

  private mutating func take(_ unit: MigrationUnit) {
    numbers.insert(unit.number)
    greatest = max(greatest ?? unit.number, unit.number)
  }

  /// Places one lane.
  ///
  /// - Parameters:
  ///   - added: what it added.
  ///   - lane: its index.
  ///   - fresh: what the target has and the lane did not know.
  mutating func place(_ added: [GraphNode], lane: Int, fresh: [GraphNode]) -> GraphPlan {
    let own = Set(added.map(\.id))
    let others = (fresh + placed).filter { !$0.isSquash && !own.contains($0.id) }
    var plan = GraphPlan()
    let roots = added.filter { node in !node.isSquash && !node.parents.contains { own.contains($0.id) } }
    let line = self.line(of: others, from: roots)
    let duplicate = added.first { node in (fresh + placed).contains { $0.id == node.id } }
    if let duplicate, language == .alembic {
      plan.isForked = true
      plan.trouble = "the revision \(duplicate.id.asText) is there twice"
    } else if !line.isEmpty {
      plan.isForked = true
      join(added, roots, to: line, lane: lane, plan: &plan)
    }
    record(added, plan)
    return plan
  }

  /// Those of the others that go on from where the lane's first ones do.
  ///
  /// In Django any two that go on are two leaves; Alembic may have several lines on purpose.
  private func line(of others: [GraphNode], from roots: [GraphNode]) -> [GraphNode] {
    guard !roots.isEmpty else { return [] }
    if language == .django { return others }
    let starts = Set(roots.flatMap { $0.parents.map(\.id) })
    let isInitial = roots.contains { $0.parents.isEmpty }
    var reached = starts
    var line: [GraphNode] = []
    var rest = others
    var grows = true
    while grows {
      grows = false
      for (index, node) in rest.enumerated().reversed()
      where node.parents.contains(where: { reached.contains($0.id) }) || isInitial && node.parents.isEmpty {
        reached.insert(node.id)
        line.append(node)
        rest.remove(at: index)
        grows = true
      }
    }
    return line
  }

  private func join(
    _ added: [GraphNode], _ roots: [GraphNode], to line: [GraphNode], lane: Int, plan: inout GraphPlan
  ) {
    let followed = Set(line.flatMap { $0.parents.map(\.id) })
    let ends = line.filter { !followed.contains($0.id) }
    if let trouble = (added + line).lazy.compactMap(\.trouble).first {
      plan.trouble = trouble
    } else if ends.count != 1 {
      plan.trouble = "the others have \(ends.count) ends"
    } else if roots.count != 1 {
      plan.trouble = "the lane goes on from \(roots.count) places"
    } else if roots[0].parents.count != 1 {
      plan.trouble =
        roots[0].parents.isEmpty
        ? "\(roots[0].id.asText) begins a chain" : "\(roots[0].id.asText) joins chains"
    } else if policy == .mergeNode {
      let mine = Set(added.flatMap { $0.parents.map(\.id) })
      let tips = added.filter { !mine.contains($0.id) && !$0.isSquash }
      if tips.count == 1 {
        plan.joins = [ends[0], tips[0]]
      } else {
        plan.trouble = "the lane has \(tips.count) ends"
      }
    } else {
      let root = roots[0]
      plan.repoints = [
        GraphPlan.Repoint(node: root, range: root.parents[0].range, from: root.parents[0].id, to: ends[0].id)
      ]
      renumber(added, root, past: line, lane: lane, plan: &plan)
    }
  }

  private func renumber(
    _ added: [GraphNode], _ root: GraphNode, past line: [GraphNode], lane: Int, plan: inout GraphPlan
  ) {
    guard isNumbered(root), var number = greatest else { return }
    let last = line.filter(isNumbered).map(\.unit.number).max()
    guard numbers.contains(root.unit.number) || last.map({ root.unit.number <= $0 }) ?? false else { return }
    for node in ordered(added) where isNumbered(node) && !node.isSquash {
      number = number.next
      let move = MigrationMove(
        lane: lane, group: group, unit: node.unit, number: number,
        cause: node.id == root.id ? .collides : .follows)
      plan.moves.append(move)
      plan.ids[node.id] = newID(node, move)
    }
  }

  /// Whether the number is part of what others call it.
  private func isNumbered(_ node: GraphNode) -> Bool {
    !node.unit.numberText.isEmpty && node.id.starts(with: node.unit.numberText)
  }

  private func newID(_ node: GraphNode, _ move: MigrationMove) -> [UInt8] {
    node.idRange == nil
      ? move.newStem
      : move.number.written(like: node.unit.numberText) + node.id.dropFirst(node.unit.numberText.count)
  }

  /// The lane's migrations so that each stands behind what it follows; of several the smaller number first.
  private func ordered(_ nodes: [GraphNode]) -> [GraphNode] {
    var waiting = nodes.sorted { group.scheme.precedes($0.unit, $1.unit) }
    var open = Set(waiting.map(\.id))
    var result: [GraphNode] = []
    while !waiting.isEmpty {
      let ready = waiting.firstIndex { node in !node.parents.contains { open.contains($0.id) } } ?? 0
      open.remove(waiting[ready].id)
      result.append(waiting.remove(at: ready))
    }
    return result
  }

  private mutating func record(_ added: [GraphNode], _ plan: GraphPlan) {
    let moved = Dictionary(
      plan.moves.map { ($0.unit.stem, $0.result) }, uniquingKeysWith: { first, _ in first })
    let repointed = Dictionary(
      plan.repoints.map { ($0.node.id, $0.to) }, uniquingKeysWith: { first, _ in first })
    for node in added {
      let unit = moved[node.unit.stem] ?? node.unit
      let parents = node.parents.map { parent in
        (id: plan.ids[parent.id] ?? repointed[node.id] ?? parent.id, range: parent.range)
      }
      if !unit.numberText.isEmpty { take(unit) }
      placed.append(
        GraphNode(
          unit: unit, id: plan.ids[node.id] ?? node.id, idRange: node.idRange, parents: parents,
          label: node.label, isSquash: node.isSquash, trouble: node.trouble))
    }
  }
}
