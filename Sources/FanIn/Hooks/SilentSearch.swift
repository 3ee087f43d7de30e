import Conflicts
import Git

/// The search for what git merges cleanly and is wrong: a duplicate number, name, key.
///
/// The one place where hooks ask for it. A search is a value, so that tests can hand in one of their own.
struct SilentSearch {
  /// What clashes silently between a lane and others, the first of which is what it is merged into.
  let clashes: (_ lane: LaneTree, _ others: [LaneTree], _ workspace: Workspace) throws -> [Clash]

  /// The same searches as those of a fan-in; what they would do about it is not made.
  static var standard: SilentSearch {
    SilentSearch { lane, others, workspace in
      guard let target = others.first else { return [] }
      let lanes = [lane] + others.dropFirst()
      let settings = try Settings(workspace.repository, of: target.tree)
      let searches = try SilentSearches(workspace, settings, target: target)
      let found =
        try searches.fixtures(lanes).report.clashes + searches.fixtureFiles(lanes).clashes
        + searches.migrations(lanes).clashes + searches.namespaces(lanes).clashes
      return found.filter { $0.lanes.containsExactly(lane.name) }
    }
  }
}
