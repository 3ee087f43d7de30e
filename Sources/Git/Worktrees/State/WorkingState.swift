public import GitValues

/// What a worktree holds beyond its last commit.
public struct WorkingState: Sendable {
  /// Paths whose entry in the index differs from HEAD.
  public internal(set) var staged: [GitPath] = []
  /// Tracked paths whose file differs from the index or is gone, and those only intended to be added.
  public internal(set) var modified: [GitPath] = []
  /// Files that are neither tracked nor ignored; a folder that is a repository of its own is one path.
  public internal(set) var untracked: [GitPath] = []
  /// Paths that a merge left in conflict.
  public internal(set) var conflicted: [GitPath] = []
  /// Paths that are not in `tree` as the user sees them, and why.
  public internal(set) var unsupported: [(path: GitPath, why: String)] = []
  /// What is under way: `merge`, `rebase`, `cherry-pick`, `revert`, `bisect` or `am`; nil if nothing is.
  public internal(set) var operation: String?
  /// HEAD's tree with all of that applied, in the layer in memory only.
  public internal(set) var tree: ObjectID

  init(tree: ObjectID, operation: String?) {
    self.tree = tree
    self.operation = operation
  }

  /// Whether the worktree is exactly its last commit, apart from ignored files.
  public var isClean: Bool {
    staged.isEmpty && modified.isEmpty && untracked.isEmpty && conflicted.isEmpty && unsupported.isEmpty
      && operation == nil
  }
}
