internal import GitValues

extension IndexFile {
  /// The paths at which the index differs from a tree; those in conflict or only intended to be added are left out.
  ///
  /// - Parameter root: the tree.
  /// - Complexity: folders that the index's own cache says to be equal are skipped.
  func changes(from root: ObjectID, _ objects: ObjectStore) throws(GitError) -> [PathChange] {
    var comparison = IndexComparison(index: self, objects: objects)
    try comparison.compare(entries.indices, root, cacheTree, at: .root)
    return comparison.found.sorted { $0.path < $1.path }
  }
}

/// A walk through an index and a tree side by side.
private struct IndexComparison {
  let index: IndexFile
  let objects: ObjectStore
  var found: [PathChange] = []

  init(index: IndexFile, objects: ObjectStore) {
    self.index = index
    self.objects = objects
  }

  mutating func compare(
    _ range: Range<Int>, _ tree: ObjectID?, _ cache: CacheTree?, at path: GitPath
  ) throws(GitError) {
    if let tree, cache?.id == tree, cache?.count == range.count { return }
    var old: [[UInt8]: FileEntry] = [:]
    if let tree {
      for (name, entry) in try objects.tree(tree).entries { old[Array(name)] = entry }
    }
    let names = TrackedNames(index.entries, in: range, below: path)
    for (name, inner) in names.folders {
      let before = old[Array(name)]
      let isFolder = before?.mode == .tree
      // A file of that name is left for the end: it is gone.
      if isFolder { old[Array(name)] = nil }
      try compare(inner, isFolder ? before?.id : nil, cache?.child(name), at: path.appending(name))
    }
    for position in names.files {
      let entry = index.entries[position]
      let name = Array(entry.path.name)
      let before = old[name]?.mode == .tree ? nil : old[name]
      if before != nil { old[name] = nil }
      guard entry.stage == 0, !entry.flags.contains(.intentToAdd) else { continue }
      if entry.entry != before { found.append(PathChange(path: entry.path, old: before, new: entry.entry)) }
    }
    for (name, entry) in old { try addRemoved(entry, at: path.appending(name)) }
  }

  private mutating func addRemoved(_ entry: FileEntry, at path: GitPath) throws(GitError) {
    guard entry.mode == .tree else {
      found.append(PathChange(path: path, old: entry, new: nil))
      return
    }
    for (name, inner) in try objects.tree(entry.id).entries {
      try addRemoved(inner, at: path.appending(name))
    }
  }
}
