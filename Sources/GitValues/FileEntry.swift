/// What kind of thing a tree holds at a path.
public enum FileMode: UInt16, Hashable, Sendable {
  case tree = 0o040000
  case file = 0o100644
  case executable = 0o100755
  case symlink = 0o120000
  case submodule = 0o160000

  /// The mode git makes of `bits`: permissions other than the owner's execute bit are dropped.
  public init(bits: UInt16) {
    switch bits & 0o170000 {
    case 0o040000: self = .tree
    case 0o120000: self = .symlink
    case 0o160000: self = .submodule
    default: self = bits & 0o100 == 0 ? .file : .executable
    }
  }

  /// Whether the content is a file's bytes, so that texts can be merged.
  public var isRegular: Bool { self == .file || self == .executable }

  /// Git's word for the type of the object behind the entry: two entries of different types never merge.
  public var kind: Kind {
    switch self {
    case .tree: .tree
    case .file, .executable: .regular
    case .symlink: .symlink
    case .submodule: .submodule
    }
  }

  public enum Kind: Hashable, Sendable { case tree, regular, symlink, submodule }
}

/// One version of a path: what kind of thing it is and its content.
public struct FileEntry: Hashable, Sendable {
  public var mode: FileMode
  public var id: ObjectID

  public init(mode: FileMode, id: ObjectID) {
    self.mode = mode
    self.id = id
  }
}

/// One path that differs between two trees; trees themselves are never listed, only what they hold.
public struct PathChange: Hashable, Sendable {
  public let path: GitPath
  /// The version before; nil where the path was added.
  public let old: FileEntry?
  /// The version after; nil where the path was removed.
  public let new: FileEntry?

  public init(path: GitPath, old: FileEntry?, new: FileEntry?) {
    self.path = path
    self.old = old
    self.new = new
  }
}

/// What one side changed since a base, sorted by path: path → old and new version.
public struct ChangeSet: Sendable {
  public let changes: [PathChange]

  /// - Parameter changes: in any order, no path twice.
  public init(_ changes: [PathChange]) { self.changes = changes.sorted { $0.path < $1.path } }

  public var count: Int { changes.count }
  public var isEmpty: Bool { changes.isEmpty }

  /// The change of one path; nil if it was not changed. Logarithmic.
  public func change(at path: GitPath) -> PathChange? {
    var low = 0
    var high = changes.count
    while low < high {
      let middle = (low + high) / 2
      if changes[middle].path < path { low = middle + 1 } else { high = middle }
    }
    return low < changes.count && changes[low].path == path ? changes[low] : nil
  }
}
