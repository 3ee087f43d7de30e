import Git
import GitValues

/// Clears what processes that were killed left behind, besides publications: those have `Recovery`.
///
/// Only what is surely nobody's any more goes, and nothing that holds anybody's work.
struct LeftOvers {
  private let workspace: Workspace
  private var repository: Repository { workspace.repository }

  init(_ workspace: Workspace) { self.workspace = workspace }

  /// Clears what can be cleared; what cannot is left for the command that meets it, which says so.
  func clear() throws {
    for worktree in try repository.unfinishedWorktrees() { try? repository.clearUnfinished(worktree) }
    for worktree in try repository.worktrees() where isDeadGate(worktree) {
      try? repository.discardWorktree(worktree)
    }
    try StartJournal.clearDead(workspace)
  }

  /// Whether a worktree was made for a gate whose process has ended.
  private func isDeadGate(_ worktree: Worktree) -> Bool {
    guard worktree.id != nil, let name = worktree.path.split(separator: "/").last,
      let numbers = name.after(Gate.folderName)?.split(separator: "-"),
      let process = numbers.first.flatMap({ Int32($0) })
    else { return false }
    return isGone(process: process)
  }
}
