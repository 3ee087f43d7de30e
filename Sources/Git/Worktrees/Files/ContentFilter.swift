internal import Clibgit2
internal import GitValues

/// What `.gitattributes` and settings ask to be done with a file's content on its way between repository and worktree.
///
/// libgit2 does line endings and `$Id$`. It does not run the commands of filter drivers (such as LFS) and does not
/// convert encodings: `unsupported` tells them apart.
final class ContentFilter {
  enum Direction { case toWorktree, toObject }

  private let repository: Repository
  /// The commit whose `.gitattributes` count; nil for those in the worktree.
  private let commit: ObjectID?
  /// The drivers that have a command.
  private let drivers: (smudge: Set<String>, clean: Set<String>)
  /// Which files of a worktree may be converted at all; nil where a commit's attributes count.
  private let attributes: WorktreeAttributes?

  /// The filters of a worktree, by the attributes that are checked out there.
  ///
  /// - Parameter index: the worktree's.
  init(worktree repository: Repository, _ index: IndexFile) throws(GitError) {
    self.repository = repository
    commit = nil
    attributes = try WorktreeAttributes(repository, index)
    drivers = try ContentFilter.drivers(of: repository)
  }

  /// The filters for files of a commit, wherever they are written to.
  ///
  /// - Parameters:
  ///   - commonFolder: of the repository; it is opened once more, without a worktree.
  ///   - commit: must be on disk.
  init(commonFolder: String, at commit: ObjectID) throws(GitError) {
    let handle = try Handle<RepositoryKind>("cannot open \(commonFolder)") {
      git_repository_open_bare(&$0, commonFolder)
    }
    // Without an index of its own the repository's would be read, and with it a worktree's attributes.
    let empty = try Handle<IndexKind>("cannot make an index") { git_index_new(&$0) }
    try check(git_repository_set_index(handle.pointer, empty.pointer), "cannot use an empty index")
    repository = try Repository(handle)
    self.commit = commit
    attributes = nil
    drivers = try ContentFilter.drivers(of: repository)
  }

  private static func drivers(
    of repository: Repository
  ) throws(GitError) -> (smudge: Set<String>, clean: Set<String>) {
    let settings = try repository.configuration()
    let both = settings.names("filter", "process")
    return (both.union(settings.names("filter", "smudge")), both.union(settings.names("filter", "clean")))
  }

  /// Why the content of a path cannot be converted here; nil if it can.
  func unsupported(_ path: GitPath, _ direction: Direction) throws(GitError) -> String? {
    if attributes?.mayConvert(path) == false { return nil }
    let values = try values(of: ["filter", "working-tree-encoding"], for: path)
    if let name = values[0] {
      let commands = direction == .toWorktree ? drivers.smudge : drivers.clean
      if commands.contains(name) { return "the filter '\(name)' is not run" }
    }
    if let name = values[1] { return "the encoding \(name) is not converted" }
    return nil
  }

  /// - Returns: the values that are texts.
  private func values(of names: [String], for path: GitPath) throws(GitError) -> [String?] {
    var options = git_attr_options()
    options.version = UInt32(GIT_ATTR_OPTIONS_VERSION)
    if let commit {
      options.flags = UInt32(GIT_ATTR_CHECK_INCLUDE_COMMIT)
      options.attr_commit_id = commit.oid
    }
    var found: [String?] = []
    for name in names {
      var value: UnsafePointer<CChar>?
      let status = withName(path.bytes) {
        git_attr_get_ext(&value, repository.pointer, &options, $0, name)
      }
      try check(status, "cannot read the attributes of \(path)")
      let isText = git_attr_value(value) == GIT_ATTR_VALUE_STRING
      found.append(isText ? value.map { String(cString: $0) } : nil)
    }
    return found
  }

  /// Looks at the attributes in the worktree anew, as some have been written.
  func forgetAttributes() { attributes?.forget() }

  /// Whether content of this path is changed at all on its way to the worktree.
  func converts(_ path: GitPath) throws(GitError) -> Bool {
    try withFilters(path, nil, .toWorktree) { $0 != nil }
  }

  /// The bytes that a blob has in the worktree.
  ///
  /// - Parameter id: the blob's, which `$Id$` becomes; it is left as it is where the blob is only in memory.
  func toWorktree(_ bytes: [UInt8], path: GitPath, id: ObjectID) throws(GitError) -> [UInt8] {
    if attributes?.mayConvert(path) == false { return bytes }
    var oid = id.oid
    var blob: OpaquePointer?
    if git_blob_lookup(&blob, repository.pointer, &oid) != 0 { blob = nil }
    defer { git_blob_free(blob) }
    return try apply(bytes, path, blob, .toWorktree)
  }

  /// The bytes that a file of the worktree has as a blob.
  func toObject(_ bytes: [UInt8], path: GitPath) throws(GitError) -> [UInt8] {
    if attributes?.mayConvert(path) == false { return bytes }
    return try apply(bytes, path, nil, .toObject)
  }

  private func apply(
    _ bytes: [UInt8], _ path: GitPath, _ blob: OpaquePointer?, _ direction: Direction
  ) throws(GitError) -> [UInt8] {
    try withFilters(path, blob, direction) { filters throws(GitError) in
      guard let filters else { return bytes }
      var output = git_buf()
      defer { git_buf_dispose(&output) }
      let status: Int32
      if let blob {
        // Only this way does the filter for `$Id$` learn the id.
        status = git_filter_list_apply_to_blob(&output, filters, blob)
      } else {
        status = bytes.withUnsafeBytes { input in
          git_filter_list_apply_to_buffer(
            &output, filters, input.bindMemory(to: CChar.self).baseAddress, input.count)
        }
      }
      try check(status, "cannot convert \(path)")
      guard let start = output.ptr else { return [] }
      return Array(UnsafeRawBufferPointer(start: start, count: output.size))
    }
  }

  /// - Parameter body: gets nil where no filter has anything to do.
  private func withFilters<Result>(
    _ path: GitPath, _ blob: OpaquePointer?, _ direction: Direction,
    _ body: (OpaquePointer?) throws(GitError) -> Result
  ) throws(GitError) -> Result {
    var options = git_filter_options()
    options.version = UInt32(GIT_FILTER_OPTIONS_VERSION)
    // `core.safecrlf` warns of what git would do; it is no reason to stop here.
    options.flags = GIT_FILTER_ALLOW_UNSAFE.rawValue
    if let commit {
      options.flags |= GIT_FILTER_ATTRIBUTES_FROM_COMMIT.rawValue
      options.attr_commit_id = commit.oid
    }
    let mode = direction == .toWorktree ? GIT_FILTER_TO_WORKTREE : GIT_FILTER_TO_ODB
    var filters: OpaquePointer?
    let status = withName(path.bytes) {
      git_filter_list_load_ext(&filters, repository.pointer, blob, $0, mode, &options)
    }
    try check(status, "cannot find the filters of \(path)")
    defer { git_filter_list_free(filters) }
    return try body(filters)
  }
}

extension Configuration {
  /// The middle parts of the keys `section.NAME.key` that have a value.
  func names(_ section: String, _ key: String) -> Set<String> {
    var made: OpaquePointer?
    guard git_config_iterator_glob_new(&made, snapshot.pointer, "^\(section)\\..*\\.\(key)$") == 0, let made
    else { return [] }
    defer { git_config_iterator_free(made) }
    let prefix = section + "."
    let suffix = "." + key
    let given = ProcessConfiguration.values.filter { $0.key.hasPrefix(prefix) && $0.key.hasSuffix(suffix) }
    var names = Set(
      given.filter { !$0.value.isEmpty }.keys.map {
        String($0.dropFirst(prefix.count).dropLast(suffix.count))
      })
    var entry: UnsafeMutablePointer<git_config_entry>?
    while git_config_next(&entry, made) == 0, let item = entry?.pointee, let name = item.name,
      let value = item.value
    {
      // An empty command switches a driver off.
      guard value.pointee != 0 else { continue }
      names.insert(String(String(cString: name).dropFirst(section.count + 1).dropLast(key.count + 1)))
    }
    return names
  }
}
