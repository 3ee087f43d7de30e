import Git

extension Worktree {
  /// The branch that is checked out, by its whole name; nil where HEAD is detached.
  var branch: String? {
    switch head {
    case .branch(let reference): reference.name
    case .unborn(let name): name
    case .detached: nil
    }
  }
}

extension Repository {
  /// Removes a worktree that the program made for itself, with all that is in it.
  func discardWorktree(_ worktree: Worktree) throws {
    try removeWorktree(worktree, allowing: [.modified, .missing, .untracked, .ignored, .operation])
  }
}
