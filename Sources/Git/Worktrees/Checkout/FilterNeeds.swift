internal import GitValues

/// Tells which trees can be checked out byte for byte, without asking for each path's attributes.
struct FilterNeeds {
  private let objects: ObjectStore
  /// Whether settings or attribute files outside of the tree may ask for a conversion.
  private let outside: Bool

  /// The attributes that change content; those with a driver are told to the user.
  private static let words = ["text", "eol", "crlf", "ident", "filter", "working-tree-encoding", "[attr]"]

  init(_ repository: Repository) throws(GitError) {
    objects = repository.objects
    outside = try FilterNeeds.settingsMayConvert(repository, .toWorktree)
  }

  /// Whether settings, or attribute files outside of any tree, may have a file converted.
  static func settingsMayConvert(
    _ repository: Repository, _ direction: ContentFilter.Direction
  ) throws(GitError) -> Bool {
    let settings = try repository.configuration()
    let isInput = settings.string("core.autocrlf")?.lowercased() == "input"
    let converts = isInput ? direction == .toObject : settings.bool("core.autocrlf") ?? false
    let files = [
      repository.commonFolder + "info/attributes", settings.path("core.attributesfile"),
      userFolder().map { $0 + "/attributes" }, "/etc/gitattributes",
    ]
    return converts || files.contains { $0.flatMap { readFile($0) }.map(FilterNeeds.mention) ?? false }
  }

  /// Whether a file of attributes has any that change content.
  static func mention(_ bytes: [UInt8]) -> Bool {
    let text = String(decoding: bytes, as: UTF8.self)
    return text.split(whereSeparator: \.isWhitespace).contains { word in words.contains { word.contains($0) }
    }
  }

  /// Whether a file of this tree may have to be converted.
  func mayConvert(_ tree: ObjectID) throws(GitError) -> Bool {
    if outside { return true }
    for file in try attributeFiles(of: tree) where file.entry.mode.isRegular {
      if FilterNeeds.mention(try objects.blob(file.entry.id)) { return true }
    }
    return false
  }

  /// Puts those together whose `.gitattributes` are all the same, so that a path needs one decision for all of them.
  ///
  /// - Returns: positions in `trees`; groups by their first, each in ascending order.
  func groups(of trees: [ObjectID]) throws(GitError) -> [[Int]] {
    var known: [ObjectID: Int] = [:]
    var keys: [[AttributeFile]: Int] = [:]
    var groups: [[Int]] = []
    var memory: [ObjectID: [AttributeFile]] = [:]
    for (position, tree) in trees.enumerated() {
      if let group = known[tree] {
        groups[group].append(position)
        continue
      }
      let key = try attributeFiles(of: tree, &memory)
      let group = keys[key] ?? groups.count
      if group == groups.count { groups.append([]) }
      keys[key] = group
      known[tree] = group
      groups[group].append(position)
    }
    return groups
  }

  private struct AttributeFile: Hashable {
    let path: GitPath
    let entry: FileEntry
  }

  private func attributeFiles(of tree: ObjectID) throws(GitError) -> [AttributeFile] {
    var memory: [ObjectID: [AttributeFile]] = [:]
    return try attributeFiles(of: tree, &memory)
  }

  /// - Parameter memory: what is known of folders: those that trees share are looked at once.
  private func attributeFiles(
    of tree: ObjectID, _ memory: inout [ObjectID: [AttributeFile]]
  ) throws(GitError) -> [AttributeFile] {
    if let files = memory[tree] { return files }
    var files: [AttributeFile] = []
    for (name, entry) in try objects.tree(tree).entries {
      if entry.mode == .tree {
        for file in try attributeFiles(of: entry.id, &memory) {
          files.append(
            AttributeFile(path: GitPath(Array(name)).appending(file.path.bytes), entry: file.entry))
        }
      } else if name.elementsEqual(".gitattributes".utf8) {
        files.append(AttributeFile(path: GitPath(Array(name)), entry: entry))
      }
    }
    memory[tree] = files
    return files
  }
}
