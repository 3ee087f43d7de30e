public import GitValues

extension ObjectStore {
  /// What differs between two trees, folder by folder, skipping those that are equal.
  ///
  /// Nothing is said of renames: a moved file is one removed and one added. Cost follows the folders that
  /// differ, not the size of the trees.
  ///
  /// - Parameters:
  ///   - old: the tree before; nil for an empty one.
  ///   - new: the tree after; nil for an empty one.
  public func changes(from old: ObjectID?, to new: ObjectID?) throws(GitError) -> ChangeSet {
    var found: [PathChange] = []
    try compare(old, new, at: .root, into: &found)
    return ChangeSet(found)
  }

  private func compare(
    _ old: ObjectID?, _ new: ObjectID?, at folder: GitPath, into found: inout [PathChange]
  ) throws(GitError) {
    guard old != new else { return }
    let before = try old.map { id throws(GitError) in try tree(id) } ?? .empty
    let after = try new.map { id throws(GitError) in try tree(id) } ?? .empty
    let same = Tree.sharedSlots(before, after)
    let ends = (before.slots.count - same.suffix, after.slots.count - same.suffix)
    var i = same.prefix
    var j = same.prefix
    while i < ends.0 || j < ends.1 {
      let order = i == ends.0 ? 1 : j == ends.1 ? -1 : Tree.order(before, i, after, j)
      let a = order <= 0 ? before.slots[i].entry : nil
      let b = order >= 0 ? after.slots[j].entry : nil
      if a != b {
        let name = order <= 0 ? before.name(i) : after.name(j)
        try add(a, b, at: folder.appending(name), into: &found)
      }
      if order <= 0 { i += 1 }
      if order >= 0 { j += 1 }
    }
  }

  /// Adds one differing entry; a folder's content in its place.
  private func add(
    _ old: FileEntry?, _ new: FileEntry?, at path: GitPath, into found: inout [PathChange]
  ) throws(GitError) {
    let oldIsTree = old?.mode == .tree
    let newIsTree = new?.mode == .tree
    if oldIsTree || newIsTree {
      try compare(oldIsTree ? old?.id : nil, newIsTree ? new?.id : nil, at: path, into: &found)
    }
    let oldFile = oldIsTree ? nil : old
    let newFile = newIsTree ? nil : new
    if oldFile != nil || newFile != nil {
      found.append(PathChange(path: path, old: oldFile, new: newFile))
    }
  }

  /// The entry at a path of a tree; nil where there is none. The root is a tree entry.
  public func entry(at path: GitPath, in root: ObjectID) throws(GitError) -> FileEntry? {
    var current = FileEntry(mode: .tree, id: root)
    for name in path.components {
      guard current.mode == .tree, let next = try tree(current.id).entry(named: name) else { return nil }
      current = next
    }
    return current
  }

  /// Every file of a tree, in git's order of paths.
  public func files(in root: ObjectID) throws(GitError) -> [PathChange] {
    try changes(from: nil, to: root).changes
  }
}
