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
  /// What Django calls the app, where a file tells.
  var label: [UInt8]?
  /// Whether two sides go on from one place at all.
  var isForked = false

  /// Leaves it to a person.
  mutating func stop(_ trouble: String) {
    self = GraphPlan()
    self.trouble = trouble
    isForked = true
  }
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
  /// What lanes so far called migrations that have another name now.
  private var renamed: Set<[UInt8]> = []
  /// Numbers that were handed out to other lanes than the one being placed.
  var reserved: [MigrationNumber] = []

  /// What a lane's migrations may name besides those that it alone added.
  struct View {
    /// Those of its base, those of the target, and its own that another side has as well.
    let known: Set<[UInt8]>
    /// The names that another side has for some of its own.
    var twins: [[UInt8]: [UInt8]] = [:]
    /// What those are made to follow there.
    var repoints: [GraphPlan.Repoint] = []
  }

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

  /// What a migration that was placed is called now; nil if it was not.
  func name(of unit: MigrationUnit) -> [UInt8]? { placed.first { $0.unit == unit }?.id }

  /// Places one lane.
  ///
  /// - Parameters:
  ///   - added: what it added, without what another side has as well.
  ///   - lane: its index.
  ///   - fresh: what the target has and the lane did not know.
  ///   - view: what else the lane's migrations may name.
  mutating func place(_ added: [GraphNode], lane: Int, fresh: [GraphNode], view: View) -> GraphPlan {
    let own = Set(added.map(\.id))
    let others = (fresh + placed).filter { !$0.isSquash && !own.contains($0.id) }
    var plan = GraphPlan()
    plan.ids = view.twins
    plan.repoints = view.repoints
    plan.label = added.lazy.compactMap(\.label).first
    let roots = added.filter { node in !node.isSquash && !node.parents.contains { own.contains($0.id) } }
    let line = self.line(of: others, own: own, from: roots, view)
    if let trouble = trouble(added, roots, fresh, view) {
      plan.stop(trouble)
    } else if isOpen(line, beside: added) {
      plan.isForked = true
      join(added, roots, to: line, lane: lane, plan: &plan)
    } else if language == .django, !others.isEmpty, roots.count > 1, ends(of: added).count > 1 {
      plan.stop("the lane has \(ends(of: added).count) ends")
    } else if let root = roots.first, root.parents.contains(where: { view.twins[$0.id] != nil }) {
      renumber(added, root, past: [], lane: lane, plan: &plan)
    }
    if let follower = others.first(where: {
      $0.parents.contains { plan.ids[$0.id] != nil && own.contains($0.id) }
    }) {
      plan.stop("\(follower.id.asText) of another lane follows what would be renamed")
    }
    record(added, plan)
    return plan
  }

  /// What no rule settles, whatever the others have.
  private func trouble(
    _ added: [GraphNode], _ roots: [GraphNode], _ fresh: [GraphNode], _ view: View
  ) -> String? {
    if language == .alembic,
      let twice = added.first(where: { node in (fresh + placed).contains { $0.id == node.id } })
    {
      return "the revision \(twice.id.asText) is there twice"
    }
    for root in roots {
      for parent in root.parents where view.twins[parent.id] == nil {
        let isThere = view.known.contains(parent.id) || placed.contains { $0.id == parent.id }
        if !isThere, language == .django || renamed.contains(parent.id) {
          return "\(root.id.asText) follows \(parent.id.asText), which only another lane has"
        }
      }
    }
    return nil
  }

  /// Those of the others that go on from where the lane's first ones do.
  ///
  /// What the lane follows, or what follows it, is in one chain with it, wherever it stands. In Django any two that go
  /// on are two leaves; Alembic may have several lines on purpose.
  private func line(
    of others: [GraphNode], own: Set<[UInt8]>, from roots: [GraphNode], _ view: View
  ) -> [GraphNode] {
    guard !roots.isEmpty else { return [] }
    let lines = GraphLines(others)
    let starts = Set(roots.flatMap { $0.parents.map { view.twins[$0.id] ?? $0.id } })
    let chained = lines.before(starts).union(lines.behind(own))
    if language == .django { return others.filter { !chained.contains($0.id) } }
    let isInitial = roots.contains { $0.parents.isEmpty }
    let reached = lines.behind(starts.union(isInitial ? others.filter(\.parents.isEmpty).map(\.id) : []))
    return others.filter { reached.contains($0.id) && !chained.contains($0.id) }
  }

  /// Whether a line has an end that the lane does not go on from.
  private func isOpen(_ line: [GraphNode], beside added: [GraphNode]) -> Bool {
    let followed = Set(added.flatMap { $0.parents.map(\.id) })
    return ends(of: line).contains { !followed.contains($0.id) }
  }

  /// Those that no other one of them follows.
  private func ends(of nodes: [GraphNode]) -> [GraphNode] {
    let followed = Set(nodes.flatMap { $0.parents.map(\.id) })
    return nodes.filter { !followed.contains($0.id) && !$0.isSquash }
  }

  private func join(
    _ added: [GraphNode], _ roots: [GraphNode], to line: [GraphNode], lane: Int, plan: inout GraphPlan
  ) {
    let ends = ends(of: line)
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
      let tips = self.ends(of: added)
      if tips.count == 1 {
        plan.joins = [ends[0], tips[0]]
      } else {
        plan.trouble = "the lane has \(tips.count) ends"
      }
    } else {
      let root = roots[0]
      plan.repoints.append(
        GraphPlan.Repoint(node: root, range: root.parents[0].range, from: root.parents[0].id, to: ends[0].id))
      renumber(added, root, past: line, lane: lane, plan: &plan)
    }
  }

  private func renumber(
    _ added: [GraphNode], _ root: GraphNode, past line: [GraphNode], lane: Int, plan: inout GraphPlan
  ) {
    guard isNumbered(root), var number = greatest else { return }
    number = max(number, reserved.filter { !$0.isTimestamp }.max() ?? number)
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
    renamed.formUnion(plan.ids.keys)
    for node in added {
      let unit = moved[node.unit.stem] ?? node.unit
      let parents = node.parents.map { parent in
        (id: repointed[node.id] ?? plan.ids[parent.id] ?? parent.id, range: parent.range)
      }
      if !unit.numberText.isEmpty { take(unit) }
      placed.append(
        GraphNode(
          unit: unit, id: plan.ids[node.id] ?? node.id, idRange: node.idRange, parents: parents,
          label: node.label, isSquash: node.isSquash, trouble: node.trouble))
    }
  }
}
