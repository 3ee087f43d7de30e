import Conflicts
import Git
import GitValues
import Merging

/// The searches for what git merges cleanly and is wrong, each over all lanes and the target at once.
///
/// A new search is a function here and a word in `LanePreparation.prepare`.
struct SilentSearches {
  private let workspace: Workspace
  private let settings: Settings
  private let accept: Certainty
  private let reader: ObjectTrees
  /// The target as one more side: what it changed since the first of the lanes left it.
  private let target: LaneTree

  /// - Parameters:
  ///   - workspace: where the lanes are.
  ///   - settings: of the target.
  ///   - target: the target, by its whole name, with what it changed since the first of the lanes left it.
  init(_ workspace: Workspace, _ settings: Settings, target: LaneTree) throws(GitError) {
    self.workspace = workspace
    self.settings = settings
    self.target = target
    accept = try ResolutionPolicy(settings).accept
    reader = ObjectTrees(objects: workspace.repository.objects)
  }

  /// What lanes changed without owning it.
  ///
  /// - Returns: what is to be done; where `fanin.ownership` is off, that is nothing, and `passedOver` is what was found.
  func foreignPaths(_ lanes: [LaneTree]) throws -> (report: SilentReport, passedOver: [Clash]) {
    var report = SilentReport(laneCount: lanes.count)
    let policy = try workspace.ownershipPolicy(settings)
    let clashes = try workspace.ownershipClashes(
      among: lanes, target: target.name, settings, policy: policy == .off ? .ask : policy)
    guard policy != .off else { return (report, clashes) }
    report.clashes = clashes
    for clash in report.clashes where !clash.isOpen {
      guard let index = lanes.firstIndex(where: { $0.name.isExactly(clash.lanes[0]) }) else { continue }
      report.adaptations[index].restored.append(clash.path)
      report.adaptations[index].notes.append("Left to its owner: \(clash.path.text)")
    }
    return (report, [])
  }

  /// Fixtures of one name that two lanes added, or a lane and the target.
  ///
  /// - Returns: what is to be done, and the search, which can tell what tests get in the end.
  func fixtures(
    _ lanes: [LaneTree]
  ) throws -> (report: SilentReport, differences: FixtureDifferences?) {
    let search = try FixtureSearch(
      lanes + [target], reader: reader, options: try fixtureOptions(lanes))
    let settlement = try search.settle()
    var report = settlement.report
    report.adaptations.removeLast()
    guard search.isConcerned else { return (report, nil) }
    return (report, { try search.differences(in: $0, after: settlement) })
  }

  /// Files of test data that two lanes added at one path, or a lane and the target.
  func fixtureFiles(_ lanes: [LaneTree]) throws -> SilentReport {
    let search = FixtureFiles(lanes + [target], reader: reader, options: try fixtureOptions(lanes))
    var report = try search.settle()
    report.adaptations.removeLast()
    return report
  }

  private func fixtureOptions(_ lanes: [LaneTree]) throws(GitError) -> FixtureOptions {
    let naming = try settings.word("fanin.fixtures", among: ["every", "later"])
    return FixtureOptions(
      naming: naming == "later" ? .laterLanes : .everyLane, accept: accept, fixed: [lanes.count])
  }

  /// Migrations that do not fit together.
  func migrations(_ lanes: [LaneTree]) throws -> SilentReport {
    var options = try MigrationOptions(settings, accept: accept)
    options.reserved = try workspace.reservedNumbers()
    var search = MigrationSearch(
      targetName: target.name, target: target.tree, lanes: lanes, options: options, reader: reader)
    return try search.run().silent
  }

  /// Names that stand in several files of one namespace.
  func namespaces(_ lanes: [LaneTree]) throws -> SilentReport {
    var report = SilentReport(laneCount: lanes.count)
    var search = NamespaceClashes(lanes: lanes + [target], reader: reader)
    report.clashes = try search.clashes()
    return report
  }
}

/// Tells which tests get other fixtures in a merged tree than on their own lanes.
typealias FixtureDifferences = (ObjectID) throws -> [FixtureDifference]
