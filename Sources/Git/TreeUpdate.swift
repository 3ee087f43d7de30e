public import GitValues

extension ObjectStore {
  /// Makes the tree that differs from `root` at the given paths and nowhere else.
  ///
  /// Only folders on the way to an update are read and written; folders left without entries vanish.
  /// New trees are added to the layer in memory.
  ///
  /// - Parameters:
  ///   - updates: path → the entry it is to have, or nil to remove it. Where a file takes the place of a folder, the folder's
  ///     files must be among the removals.
  ///   - root: the tree to begin with.
  /// - Returns: the new tree's id.
  public func apply(_ updates: [GitPath: FileEntry?], to root: ObjectID) throws(GitError) -> ObjectID {
    guard !updates.isEmpty else { return root }
    let sorted = updates.map { Update(components: $0.key.components, entry: $0.value) }
      .sorted { $0.components.lexicographicallyPrecedes($1.components) { $0.lexicographicallyPrecedes($1) } }
    guard let id = try apply(sorted[...], depth: 0, to: root) else { return try add(.tree, []) }
    return id
  }

  private struct Update {
    let components: [ArraySlice<UInt8>]
    let entry: FileEntry?
  }

  /// - Returns: the new folder's id; nil if nothing is left in it.
  private func apply(
    _ updates: ArraySlice<Update>, depth: Int, to folder: ObjectID?
  ) throws(GitError) -> ObjectID? {
    var entries: [[UInt8]: FileEntry] = [:]
    if let folder {
      for item in try tree(folder).entries { entries[Array(item.name)] = item.entry }
    }
    var rest = updates
    while let first = rest.first {
      let name = first.components[depth]
      let group = rest.prefix { $0.components[depth].elementsEqual(name) }
      rest = rest.dropFirst(group.count)
      let key = Array(name)
      entries[key] = try entry(after: group, depth: depth, was: entries[key])
    }
    guard !entries.isEmpty else { return nil }
    return try add(.tree, Tree.encode(entries.map { ($0.key, $0.value) }))
  }

  /// What a name holds after the updates at and below it.
  private func entry(
    after group: ArraySlice<Update>, depth: Int, was: FileEntry?
  ) throws(GitError) -> FileEntry? {
    let here = group.filter { $0.components.count == depth + 1 }
    let below = group.filter { $0.components.count > depth + 1 }
    let folder = was?.mode == .tree ? was?.id : nil
    if !below.isEmpty {
      if let id = try apply(below[...], depth: depth + 1, to: folder) {
        guard !here.contains(where: { $0.entry != nil }) else {
          throw GitError(.corrupt, "a file and a folder would have one name")
        }
        return FileEntry(mode: .tree, id: id)
      }
      if let update = here.last { return update.entry }
      // Removals below what is no folder remove nothing.
      return folder == nil ? was : nil
    }
    // A removal of a file that is a folder by now removes nothing.
    guard let update = here.last else { return was }
    return update.entry ?? (was?.mode == .tree ? was : nil)
  }
}
