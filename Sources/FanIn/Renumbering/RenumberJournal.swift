import Git
import GitValues

/// What a renumbering is about to do to a worktree's files, so that the next run can finish it after a crash.
///
/// It lies in the worktree's own git folder. Its first line names a commit whose tree is what the index is to become, and
/// whose parent's is what the index was. What follows are the moves of untracked files that are not done yet, five
/// fields each, ended by zeros: old path, new path, the blobs of the old and the new content, and `x` for a program. All
/// that it names is on disk before the first file is touched.
struct RenumberJournal {
  private let repository: Repository

  init(_ repository: Repository) { self.repository = repository }

  private var path: String { repository.gitFolder + "fanin-renumber" }

  var isPresent: Bool { SystemFiles.exists(path) }

  /// - Parameters:
  ///   - commit: what becomes of the tracked files.
  ///   - moves: what is still to be done with the others, in this order.
  func write(_ commit: ObjectID, _ moves: ArraySlice<UntrackedMove>) throws {
    var bytes = Array((commit.hex + "\n").utf8)
    var blobs: [ObjectID] = []
    for move in moves {
      let before = try repository.objects.add(.blob, move.before)
      let after = try repository.objects.add(.blob, move.after)
      blobs += [before, after]
      let words = [before.hex, after.hex, move.isExecutable ? "x" : ""].map { Array($0.utf8) }
      for field in [move.old.bytes, move.new.bytes] + words { bytes += field + [0] }
    }
    try repository.store(blobs)
    try SystemFiles.replace(path, with: bytes)
  }

  func remove() throws { try SystemFiles.remove(path) }

  /// Finishes what an earlier run began. Files that somebody changed since are left as they are.
  ///
  /// - Returns: whether there was anything to finish.
  func finish() throws -> Bool {
    guard isPresent, let bytes = readFile(path) else { return false }
    let line = bytes.prefix { $0 != UInt8(ascii: "\n") }
    guard let id = ObjectID(hex: String(decoding: line, as: UTF8.self)),
      let commit = try? repository.graph.commit(id), let parent = commit.parents.first,
      let moves = moves(bytes[line.endIndex...].dropFirst())
    else {
      try remove()
      return false
    }
    for worktree in try repository.worktrees() where worktree.gitFolder.isExactly(repository.gitFolder) {
      worktree.removeStaleLocks()
    }
    let old = try repository.graph.commit(parent).tree
    if old != commit.tree {
      _ = try repository.apply(try repository.planUpdate(from: old, to: commit.tree), mending: true)
    }
    for (index, move) in moves.enumerated() {
      try repository.finish(move)
      CrashPoint.pass("renumber-finished-\(index)")
      try write(id, moves[(index + 1)...])
    }
    try remove()
    return true
  }

  /// Nil where the journal, or what it names, is damaged.
  private func moves(_ bytes: ArraySlice<UInt8>) -> [UntrackedMove]? {
    let fields = bytes.split(separator: 0, omittingEmptySubsequences: false).dropLast()
    guard fields.count % 5 == 0 else { return nil }
    var moves: [UntrackedMove] = []
    for start in stride(from: fields.startIndex, to: fields.endIndex, by: 5) {
      guard let before = blob(fields[start + 2]), let after = blob(fields[start + 3]) else { return nil }
      moves.append(
        UntrackedMove(
          old: GitPath(fields[start]), new: GitPath(fields[start + 1]), before: before, after: after,
          isExecutable: !fields[start + 4].isEmpty))
    }
    return moves
  }

  private func blob(_ hex: ArraySlice<UInt8>) -> [UInt8]? {
    ObjectID(hex: String(decoding: hex, as: UTF8.self)).flatMap { try? repository.objects.blob($0) }
  }
}
