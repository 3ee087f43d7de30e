public import GitValues

/// One subagent's branch, and its worktree where it has one here.
public struct Lane: Sendable {
  /// What people call it: the branch without `refs/heads/`, a started lane without `lane/`.
  public let name: String
  /// The branch's whole name, or what was named if it is no branch.
  public let ref: String
  /// The tip of the branch.
  public let commit: ObjectID
  /// The folder of its worktree; nil if it has none here.
  public let worktree: String?
  /// The paths with uncommitted changes, untracked files among them; empty where nobody looked.
  public internal(set) var dirty: [GitPath] = []
  /// A merge, rebase or the like that is under way in the worktree.
  public internal(set) var operation: String?
  /// The commit that stands for the lane when uncommitted files count: the tip, or one in memory only.
  var tip: ObjectID
  /// How many paths it changed since it left the target; 0 where nobody counted.
  public internal(set) var changed = 0

  init(name: String, ref: String, commit: ObjectID, worktree: String?) {
    self.name = name
    self.ref = ref
    self.commit = commit
    self.worktree = worktree
    tip = commit
  }

  /// Whether a word of the command line means this lane: its name, or that of its branch.
  func isCalled(_ word: String) -> Bool { name.isExactly(word) || ref.isExactly("refs/heads/" + word) }
}
