public import Conflicts
public import GitValues

/// A path that a lane changed without owning it.
public struct ForeignPath: Sendable {
  public let path: GitPath
  public let owner: Ownership.Owner
}

/// What a hook found.
public struct HookReport: Sendable {
  /// The lane that is judged; nil where there is none.
  public var lane: String?
  /// What it changed without owning it.
  public var foreign: [ForeignPath] = []
  /// Files that an agent wants to edit in another worktree, and whose that is.
  public var strays: [(path: String, worktree: String)] = []
  /// What git merges cleanly and is wrong.
  public var clashes: [Clash] = []
  /// What was not looked at, in a sentence without a full stop.
  public var notes: [String] = []

  /// Whether git is to stop.
  public var isBlocking: Bool { !foreign.isEmpty || !strays.isEmpty || !clashes.isEmpty }

  /// Adds what another look found.
  mutating func add(_ other: HookReport) {
    lane = lane ?? other.lane
    foreign += other.foreign
    strays += other.strays
    clashes += other.clashes
    notes += other.notes
  }
}
