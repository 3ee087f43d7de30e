import Git
import GitValues

/// A conflict with what somebody made of it, about to be remembered.
struct SettledConflict {
  let path: GitPath
  let base: [UInt8]
  let ours: [UInt8]
  let theirs: [UInt8]
  let result: [UInt8]
}

extension Workspace {
  /// The resolutions that are remembered, in the order of their names.
  public func rememberedResolutions() throws -> [RememberedResolution] {
    guard let tree = try RememberedTree(repository) else { return [] }
    return try tree.ids().compactMap { try tree.entry($0) }
  }

  /// Forgets resolutions.
  ///
  /// - Parameter names: the beginnings of their names, at least four digits each; nil for all of them.
  /// - Returns: how many were forgotten.
  /// - Throws: where a name fits none or several; then nothing was forgotten.
  public func forgetResolutions(_ names: [String]?) throws -> Int {
    var count = 0
    try changeResolutions(subject: "forget") { tree in
      let known = try tree?.ids() ?? []
      let ids = try names?.map { try Workspace.resolution(named: $0, among: known) } ?? known
      count = Set(ids).count
      var updates: [GitPath: FileEntry?] = [:]
      for id in ids {
        for file in try tree?.files(of: id) ?? [] { updates[file] = .some(nil) }
      }
      return updates
    }
    return count
  }

  private static func resolution(named name: String, among known: [String]) throws -> String {
    let found = known.filter { $0.utf8.starts(with: name.lowercased().utf8) }
    guard name.utf8.count >= 4, let id = found.first, found.count == 1 else {
      throw FanInError.usage(
        "no-such-resolution",
        found.count > 1 && name.utf8.count >= 4
          ? "'\(name)' begins the names of \(found.count) remembered resolutions"
          : "no remembered resolution is called '\(name)'",
        hints: ["list them: git fanin resolve --list"])
    }
    return id
  }

  /// Remembers what was made of conflicts.
  ///
  /// One conflict that was settled in two ways at once is not remembered: nobody could say which is meant next time.
  ///
  /// - Returns: how many are new or were settled differently before.
  @discardableResult
  func remember(_ settled: [SettledConflict]) throws -> Int {
    var results: [ResolutionKey: SettledConflict] = [:]
    var ambiguous: Set<ResolutionKey> = []
    for conflict in settled {
      let key = try ResolutionKey(base: conflict.base, ours: conflict.ours, theirs: conflict.theirs)
      if let other = results[key], other.result != conflict.result { ambiguous.insert(key) }
      results[key] = conflict
    }
    for key in ambiguous { results[key] = nil }
    guard !results.isEmpty else { return 0 }
    var count = 0
    try changeResolutions(subject: "remember") { tree in
      count = 0
      var updates: [GitPath: FileEntry?] = [:]
      for (key, conflict) in results where try tree?.result(of: key) != conflict.result {
        count += 1
        try addFiles(of: conflict, key, to: &updates)
      }
      return updates
    }
    return count
  }

  private func addFiles(
    of conflict: SettledConflict, _ key: ResolutionKey, to updates: inout [GitPath: FileEntry?]
  ) throws {
    let isInOrder = try ObjectStore.id(of: .blob, conflict.ours) == key.first
    let files: [(String, [UInt8])] = [
      (RememberedFile.base, conflict.base),
      (RememberedFile.first, isInOrder ? conflict.ours : conflict.theirs),
      (RememberedFile.second, isInOrder ? conflict.theirs : conflict.ours),
      (RememberedFile.result, conflict.result), (RememberedFile.path, conflict.path.bytes),
      (RememberedFile.time, Array("\(SystemFiles.seconds())".utf8)),
    ]
    for (name, bytes) in files {
      let id = try repository.objects.add(.blob, bytes)
      updates[key.folder.appending(Array(name.utf8))] = FileEntry(mode: .file, id: id)
    }
  }

  /// How often the reference is tried when others change it at the same moment.
  private static let attempts = 50

  /// Changes the tree of remembered resolutions in one step, on top of whatever others made of it meanwhile.
  ///
  /// - Parameters:
  ///   - subject: the first line of the commit's message.
  ///   - updates: called with the tree as it is, again for each attempt.
  private func changeResolutions(
    subject: String, _ updates: (RememberedTree?) throws -> [GitPath: FileEntry?]
  ) throws {
    for attempt in 1... {
      do {
        if try changeResolutionsOnce(subject, updates) { return }
      } catch let error as GitError where error.code == .moved || error.code == .locked {
        if attempt >= Workspace.attempts { throw error }
      }
      guard attempt < Workspace.attempts else { throw Publisher.busy }
      try Interrupt.check()
      SystemFiles.pause(milliseconds: 20)
    }
  }

  /// - Returns: false where another process holds the lock.
  private func changeResolutionsOnce(
    _ subject: String, _ updates: (RememberedTree?) throws -> [GitPath: FileEntry?]
  ) throws -> Bool {
    let name = RememberedTree.reference
    let isDone: Void? = try StateFolder(repository).withLock {
      removeStaleLock(of: name)
      let before = try repository.value(ofReference: name)
      let changes = try updates(try RememberedTree(repository))
      guard !changes.isEmpty else { return }
      let old = try before.map { try repository.graph.commit($0).tree } ?? .emptyTree
      let tree = try repository.objects.apply(changes, to: old)
      let (author, committer) = try signatures()
      let commit = try repository.addCommit(
        tree: tree, parents: before.map { [$0] } ?? [], author: author, committer: committer,
        message: subject + "\n")
      try repository.store([commit])
      try repository.setReference(name, to: commit, expecting: before, message: subject)
    }
    return isDone != nil
  }

  /// Under our own lock only a fetch can hold git's; one that is old was left by a process that was killed.
  private func removeStaleLock(of name: String) {
    let lock = repository.commonFolder + name + ".lock"
    guard let status = SystemFiles.status(lock), SystemFiles.seconds() - status.modified > 30 else { return }
    try? SystemFiles.remove(lock)
  }
}

extension RememberedTree {
  /// The paths of the files that are kept of a conflict.
  fileprivate func files(of id: String) throws -> [GitPath] {
    let folder = ResolutionKey.folder(of: id)
    return try files(in: folder).map { folder.appending($0) }
  }
}
