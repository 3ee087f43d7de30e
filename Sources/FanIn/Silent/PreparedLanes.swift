import Conflicts
import Git
import GitValues

/// Lanes as they are to be merged, and what clashes among them that git does not see.
struct PreparedLanes {
  /// The lanes, each with its adaptation as its tip where it has one; in memory only.
  var lanes: [Lane]
  /// One for each lane.
  var adaptations: [Adaptation]
  var clashes: [Clash] = []
  /// What the lanes changed without owning it, where that is only noted.
  var passedOver: [Clash] = []
  /// Nil if no lane did anything by which tests may get other fixtures.
  var fixtureDifferences: FixtureDifferences?

  /// Whether nothing was found that depends on the order of the lanes.
  var isAsGiven: Bool { clashes.isEmpty && adaptations.allSatisfy(\.isEmpty) }

  /// The lane that has to wait while a clash is open: the one that changed what is not its own, or else the last of
  /// those that take part.
  func waiting(for clash: Clash) -> Lane? {
    let taking = lanes.filter { clash.lanes.containsExactly($0.name) }
    guard clash.kind == "ownership" else { return taking.last }
    return taking.first { $0.name.isExactly(clash.lanes[0]) }
  }

  /// Tests of merged lanes that would get another fixture than on their lane, by the lane's branch; those of the target by
  /// the lanes that changed what they get.
  ///
  /// - Parameters:
  ///   - tree: of the target with all of `merged`.
  ///   - merged: the lanes that came in.
  ///   - target: what they came in to.
  ///   - merger: knows what they changed.
  func fixtureClashes(
    in tree: ObjectID, merged: [Lane], target: Reference, merger: CommitMerger
  ) throws -> [ExactText: [Clash]] {
    guard let differences = try fixtureDifferences?(tree) else { return [:] }
    let graph = merger.repository.graph
    var found: [ExactText: [Clash]] = [:]
    for lane in merged {
      let changes = try merger.changes(
        from: try merger.baseTree(of: target.commit, lane.tip), to: try graph.commit(lane.tip).tree
      )
      let own = differences.filter { difference in
        if difference.lane.isExactly(lane.name) { return true }
        let paths = [difference.wanted.definitionPath, difference.got?.definitionPath].compactMap { $0 }
        return difference.lane.isExactly(target.name) && paths.contains { changes.change(at: $0) != nil }
      }
      if !own.isEmpty {
        found[ExactText(lane.ref)] = own.map { Clash($0, lane: lane.name, target: target.name) }
      }
    }
    return found
  }
}
