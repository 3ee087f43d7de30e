import Git
import GitValues

/// What a renumbering is about to do to a worktree's tracked files, so that the next run can finish it after a crash.
///
/// It lies in the worktree's own git folder and names a commit whose tree is what the index is to become, and whose
/// parent's is what the index was. Both are on disk before the first file is touched.
struct RenumberJournal {
  private let repository: Repository

  init(_ repository: Repository) { self.repository = repository }

  private var path: String { repository.gitFolder + "fanin-renumber" }

  var isPresent: Bool { SystemFiles.exists(path) }

  func write(_ commit: ObjectID) throws { try SystemFiles.replace(path, with: commit.hex + "\n") }

  func remove() throws { try SystemFiles.remove(path) }

  /// Finishes what an earlier run began.
  ///
  /// - Returns: whether there was anything to finish.
  func finish() throws -> Bool {
    guard isPresent, let text = readFile(path, limit: 100) else { return false }
    let hex = String(decoding: text.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    guard let id = ObjectID(hex: hex), let commit = try? repository.graph.commit(id),
      let parent = commit.parents.first
    else {
      try remove()
      return false
    }
    for worktree in try repository.worktrees() where worktree.gitFolder.isExactly(repository.gitFolder) {
      worktree.removeStaleLocks()
    }
    let update = try repository.planUpdate(from: try repository.graph.commit(parent).tree, to: commit.tree)
    _ = try repository.apply(update, mending: true)
    try remove()
    return true
  }
}
