internal import GitValues

/// An index file: what the next commit would hold and what is known of the files in the worktree.
///
/// libgit2's own index is not used: it forgets entries' flags and extensions on the way, hashes files when it is
/// written, and refuses what newer versions of git write. Source: `gitformat-index` in git's documentation.
struct IndexFile: Sendable {
  /// 2 to 4.
  var version = 2
  /// Sorted by path, then stage.
  var entries: [IndexEntry] = []
  var cacheTree: CacheTree?
  /// Resolved conflicts, which `git checkout -m` brings back; kept as they are.
  var resolveUndo: [UInt8]?
  /// When the file was written; zero for one that is not on disk. Files as young as this may have changed unseen.
  var written = FileTime()

  /// The paths with versions in conflict, each once.
  var conflicted: [GitPath] {
    var paths: [GitPath] = []
    for entry in entries where entry.stage != 0 && paths.last != entry.path { paths.append(entry.path) }
    return paths
  }

  /// Whether the file of an entry may have changed without its status showing it.
  func isRacy(_ entry: IndexEntry) -> Bool {
    // Whole seconds, as git on most systems: fractions are coarser than they look.
    written.seconds != 0 && entry.stamp.modified.seconds >= written.seconds
  }

  /// The position of the entry of a path and stage 0, or of any stage if it is in conflict; nil if there is none.
  func position(of path: GitPath) -> Int? {
    let index = firstPosition(from: path)
    return index < entries.count && entries[index].path == path ? index : nil
  }

  /// The position of the first entry that does not come before `path`.
  func firstPosition(from path: GitPath) -> Int {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].path < path { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
