internal import Clibgit2
public import GitValues

/// The value of a `.gitattributes` attribute for a path.
public enum AttributeValue: Sendable, Hashable {
  case unspecified
  /// `text`
  case set
  /// `-text`
  case unset
  /// `text=auto`
  case value(String)
}

/// The attributes of paths as one commit's `.gitattributes` files give them.
///
/// The user's own (`info/attributes`, `core.attributesFile`) count as always; files of the working tree
/// and the index do not, as they may be those of a lane.
public final class AttributeReader {
  private let handle: Handle<RepositoryKind>
  private let commit: ObjectID

  /// - Parameters:
  ///   - repository: where the commit is.
  ///   - commit: must be on disk.
  public init(_ repository: Repository, at commit: ObjectID) throws(GitError) {
    let folder = repository.commonFolder
    handle = try Handle("cannot open \(folder)") { git_repository_open_bare(&$0, folder) }
    self.commit = commit
    try Repository.completeConfiguration(of: handle.pointer, worktree: repository.gitFolder)
    // Without an index of its own the repository's would be read, and with it a worktree's attributes.
    let empty = try Handle<IndexKind>("cannot make an index") { git_index_new(&$0) }
    try check(git_repository_set_index(handle.pointer, empty.pointer), "cannot use an empty index")
  }

  /// The value of one attribute.
  public func value(of attribute: String, for path: GitPath) throws(GitError) -> AttributeValue {
    var options = git_attr_options()
    options.version = UInt32(GIT_ATTR_OPTIONS_VERSION)
    options.flags = UInt32(GIT_ATTR_CHECK_INDEX_ONLY | GIT_ATTR_CHECK_INCLUDE_COMMIT)
    options.attr_commit_id = commit.oid
    var value: UnsafePointer<CChar>?
    // A C string ends at the first zero byte; no path of git's has one.
    let name = path.bytes.map { CChar(bitPattern: $0) } + [0]
    let status = git_attr_get_ext(&value, handle.pointer, &options, name, attribute)
    try check(status, "cannot read the attributes of \(path)")
    switch git_attr_value(value) {
    case GIT_ATTR_VALUE_TRUE: return .set
    case GIT_ATTR_VALUE_FALSE: return .unset
    case GIT_ATTR_VALUE_STRING: return value.map { .value(String(cString: $0)) } ?? .unspecified
    default: return .unspecified
    }
  }
}
