internal import Clibgit2
public import GitValues

extension Repository {
  /// Writes objects of the layer in memory to disk, together with all new ones that they need.
  ///
  /// They become one pack file, which appears under its name only when it is complete and synced: a crash
  /// leaves nothing half written. Objects that are on disk already are left out.
  ///
  /// - Parameter roots: commits, trees or blobs.
  /// - Returns: how many objects were written.
  @discardableResult
  public func store(_ roots: [ObjectID]) throws(GitError) -> Int {
    let missing = try unstored(from: roots)
    guard !missing.isEmpty else { return 0 }
    // A handle of its own: what is written to it goes to its memory, not to this repository's files.
    let target = try Handle<RepositoryKind>("cannot open \(commonFolder)") {
      git_repository_open(&$0, commonFolder)
    }
    let database = try Handle<DatabaseKind>("cannot open the object database") {
      git_repository_odb(&$0, target.pointer)
    }
    var memory: UnsafeMutablePointer<git_odb_backend>?
    try check(git_mempack_new(&memory), "cannot make room for objects")
    try check(git_odb_add_backend(database.pointer, memory, 1000), "cannot make room for objects")
    let builder = try Handle<PackBuilderKind>("cannot write a pack") {
      git_packbuilder_new(&$0, target.pointer)
    }
    for (id, object) in missing {
      var oid = git_oid()
      let status = object.bytes.withUnsafeBytes {
        git_odb_write(&oid, database.pointer, $0.baseAddress, $0.count, object.type.raw)
      }
      try check(status, "cannot keep object \(id.short)")
      try check(git_packbuilder_insert(builder.pointer, &oid, nil), "cannot pack object \(id.short)")
    }
    let folder = commonFolder + "objects/pack"
    try check(git_packbuilder_write(builder.pointer, folder, 0, nil, nil), "cannot write a pack to \(folder)")
    objects.refresh()
    return missing.count
  }

  /// The objects of the layer that the roots need and that are not on disk.
  private func unstored(from roots: [ObjectID]) throws(GitError) -> [(id: ObjectID, object: RawObject)] {
    var found: [(id: ObjectID, object: RawObject)] = []
    var seen: Set<ObjectID> = []
    var waiting = roots
    while let id = waiting.popLast() {
      guard seen.insert(id).inserted, let object = objects.layered(id), !objects.isStored(id) else {
        continue
      }
      found.append((id, object))
      switch object.type {
      case .commit:
        let commit = try graph.commit(id)
        waiting += [commit.tree] + commit.parents
      case .tree:
        waiting += try objects.tree(id).slots.map(\.entry).filter { $0.mode != .submodule }.map(\.id)
      case .blob, .tag:
        break
      }
    }
    return found
  }

  /// Adds a commit to the layer in memory.
  ///
  /// - Parameters:
  ///   - tree: what it holds.
  ///   - parents: first the line it continues.
  /// - Returns: its id; nothing is on disk until `store` is called.
  public func addCommit(
    tree: ObjectID, parents: [ObjectID], author: Signature, committer: Signature, message: String
  ) throws(GitError) -> ObjectID {
    let bytes = Commit.encode(
      tree: tree, parents: parents, author: author, committer: committer, message: message)
    return try objects.add(.commit, bytes)
  }
}

extension ObjectStore {
  /// Looks again which packs there are.
  func refresh() { git_odb_refresh(database.pointer) }
}
