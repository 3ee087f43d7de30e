import Conflicts
import Git
import GitValues

/// Looks for silent clashes among all lanes at once, and makes what settles them: adaptations on top of the lanes.
///
/// Each search sees the lanes as the searches before it have left them, so that a lane may have its fixtures renamed and
/// its migrations renumbered. No lane's own branch is moved.
///
/// Complexity: follows what the lanes changed; lanes without a file that a search is about cost it a look at
/// their changed paths.
struct LanePreparation {
  private let workspace: Workspace
  private let merger: CommitMerger
  private let target: Reference
  private let settings: Settings
  private let signatures: (author: Signature, committer: Signature)

  /// - Parameters:
  ///   - workspace: where the lanes are.
  ///   - merger: merges for it.
  ///   - target: what the lanes fan in to; its commit's settings count.
  ///   - signatures: who makes the adaptations.
  init(
    _ workspace: Workspace, merger: CommitMerger, target: Reference,
    signatures: (author: Signature, committer: Signature) = (.nobody, .nobody)
  ) throws(GitError) {
    self.workspace = workspace
    self.signatures = signatures
    self.merger = merger
    self.target = target
    settings = try workspace.settings(at: target.commit)
  }

  private var repository: Repository { workspace.repository }

  /// Prepares lanes that are to be merged in the given order.
  func prepare(_ lanes: [Lane]) throws -> PreparedLanes {
    var prepared = PreparedLanes(
      lanes: lanes, adaptations: Array(repeating: Adaptation(), count: lanes.count))
    var trees = try lanes.map { try laneTree($0) }
    let searches = try SilentSearches(workspace, settings, target: try targetTree(beside: lanes))
    let foreign = try searches.foreignPaths(trees)
    prepared.passedOver = foreign.passedOver
    try adapt(&trees, &prepared, foreign.report)
    let fixtures = try searches.fixtures(trees)
    prepared.fixtureDifferences = fixtures.differences
    try adapt(&trees, &prepared, fixtures.report)
    try adapt(&trees, &prepared, try searches.fixtureFiles(trees))
    try adapt(&trees, &prepared, try searches.migrations(trees))
    try adapt(&trees, &prepared, try searches.namespaces(trees))
    for index in lanes.indices where !prepared.adaptations[index].isEmpty {
      prepared.lanes[index].tip = try commit(
        trees[index].tree, on: lanes[index], notes: prepared.adaptations[index].notes)
    }
    return prepared
  }

  /// Prepares lanes, and finds the order in which they are to be merged.
  ///
  /// What the lanes need depends on their order, and the order on what still clashes when they have it. So they are
  /// prepared in the order given; where another one comes of it and there was anything to prepare, once more in that.
  ///
  /// - Parameter first: names of lanes that come first, in this order.
  func prepareInOrder(_ lanes: [Lane], first: [String]) throws -> (PreparedLanes, LaneOrder) {
    var prepared = try prepare(lanes)
    let order = try LaneOrder(prepared.lanes, target: target, first: first, merger: merger)
    let names = order.lanes.map(\.ref)
    if zip(names, lanes).allSatisfy({ $0.isExactly($1.ref) }) { return (prepared, order) }
    if prepared.isAsGiven {
      prepared.lanes = order.lanes
    } else {
      prepared = try prepare(names.compactMap { name in lanes.first { $0.ref.isExactly(name) } })
    }
    return (prepared, order)
  }

  /// Makes what a search wants of the lanes.
  private func adapt(_ trees: inout [LaneTree], _ prepared: inout PreparedLanes, _ report: SilentReport)
    throws
  {
    prepared.clashes += report.clashes
    for (index, adaptation) in report.adaptations.enumerated() where !adaptation.isEmpty {
      trees[index] = try adapted(trees[index], by: adaptation)
      prepared.adaptations[index].add(adaptation)
    }
  }

  /// The target as one more side: what it changed since the first of the lanes left it.
  private func targetTree(beside lanes: [Lane]) throws(GitError) -> LaneTree {
    let graph = repository.graph
    var oldest = target.commit
    for lane in lanes { oldest = try graph.mergeBases(oldest, lane.tip).first ?? oldest }
    let base = try graph.commit(oldest).tree
    let tree = try graph.commit(target.commit).tree
    return LaneTree(
      name: target.name, base: base, tree: tree, changes: try merger.changes(from: base, to: tree))
  }

  private func laneTree(_ lane: Lane) throws(GitError) -> LaneTree {
    let base = try merger.baseTree(of: target.commit, lane.tip)
    let tree = try repository.graph.commit(lane.tip).tree
    return LaneTree(
      name: lane.name, base: base, tree: tree, changes: try merger.changes(from: base, to: tree))
  }

  private func adapted(_ lane: LaneTree, by adaptation: Adaptation) throws(GitError) -> LaneTree {
    let tree = try repository.objects.apply(adaptation, to: lane.tree, from: lane.base)
    return LaneTree(
      name: lane.name, base: lane.base, tree: tree, changes: try merger.changes(from: lane.base, to: tree))
  }

  private func commit(_ tree: ObjectID, on lane: Lane, notes: [String]) throws(GitError) -> ObjectID {
    var trailers = Trailers()
    trailers.add("Fanin-Adapted", lane.name)
    let body = notes.map { Trailers.escape($0) + "\n" }.joined()
    return try repository.addCommit(
      tree: tree, parents: [lane.tip], author: signatures.author, committer: signatures.committer,
      message: "Adapt lane '\(lane.name)' to \(target.shortName)\n\n" + body + "\n" + trailers.text)
  }
}
