import Conflicts
import Git

/// The search for what git merges cleanly and is wrong: a duplicate number, name, key.
///
/// The one place where hooks ask for it. A search is a value, so that tests can hand in one of their own.
struct SilentSearch {
  /// What clashes silently between a lane and others.
  let clashes: (_ lane: LaneTree, _ others: [LaneTree], _ repository: Repository) throws -> [Clash]

  /// The detectors of migrations, fixtures and the like are to be run here, on `[lane] + others`; until they are,
  /// nothing is found.
  static var standard: SilentSearch { SilentSearch { _, _, _ in [] } }
}
