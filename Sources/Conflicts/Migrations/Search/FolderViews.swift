import GitValues

/// Gathers what schemes ask about folders; each tree's folders and each list of dependencies are read once.
struct FolderViews {
  private struct Key: Hashable {
    let tree: ObjectID
    let folder: GitPath
  }

  private var names: [Key: Set<String>] = [:]
  private var tools: [ObjectID: Set<String>] = [:]
  private static let longestManifest = 262_144

  /// A folder as schemes see it.
  ///
  /// - Parameters:
  ///   - folder: the folder.
  ///   - sample: the first bytes of one of its migrations.
  ///   - tree: the tree that has it.
  ///   - reader: reads the tree.
  mutating func view<Reader: TreeReader>(
    of folder: GitPath, sample: [UInt8], in tree: ObjectID, reader: Reader
  ) throws(Reader.Failure) -> MigrationFolder {
    let own = try names(in: folder, tree, reader)
    var markers = own.intersection(MigrationFolder.markers)
    var found: Set<String>?
    for above in folder.ancestors + [.root] {
      let names = try names(in: above, tree, reader)
      markers.formUnion(names.intersection(MigrationFolder.markers))
      guard found == nil || found?.isEmpty == true else { continue }
      for manifest in MigrationFolder.manifests where names.contains(manifest) {
        let path = above.appending(Array(manifest.utf8))
        guard let entry = try reader.entry(path, in: tree), entry.mode.isRegular else { continue }
        found = (found ?? []).union(try named(in: entry.id, reader))
      }
    }
    return MigrationFolder(path: folder, names: own, markers: markers, tools: found ?? [], sample: sample)
  }

  private mutating func names<Reader: TreeReader>(
    in folder: GitPath, _ tree: ObjectID, _ reader: Reader
  ) throws(Reader.Failure) -> Set<String> {
    let key = Key(tree: tree, folder: folder)
    if let known = names[key] { return known }
    var result: Set<String> = []
    for item in try reader.list(folder, in: tree) { result.insert(item.name.asText) }
    names[key] = result
    return result
  }

  private mutating func named<Reader: TreeReader>(
    in blob: ObjectID, _ reader: Reader
  ) throws(Reader.Failure) -> Set<String> {
    if let known = tools[blob] { return known }
    let text = try reader.content(blob).prefix(Self.longestManifest)
    let result = Set(MigrationFolder.tools.filter { text.contains(text: $0) })
    tools[blob] = result
    return result
  }
}
