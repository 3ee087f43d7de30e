internal import Clibgit2
public import GitValues

/// The type of a git object.
public enum ObjectType: Sendable, Hashable {
  case commit, tree, blob, tag
}

extension ObjectType {
  var raw: git_object_t {
    switch self {
    case .commit: GIT_OBJECT_COMMIT
    case .tree: GIT_OBJECT_TREE
    case .blob: GIT_OBJECT_BLOB
    case .tag: GIT_OBJECT_TAG
    }
  }

  init?(_ raw: git_object_t) {
    switch raw {
    case GIT_OBJECT_COMMIT: self = .commit
    case GIT_OBJECT_TREE: self = .tree
    case GIT_OBJECT_BLOB: self = .blob
    case GIT_OBJECT_TAG: self = .tag
    default: return nil
    }
  }
}

extension ObjectID {
  init(_ oid: git_oid) { self.init(withUnsafeBytes(of: oid) { Array($0.prefix(ObjectID.byteCount)) }) }

  /// libgit2's form of the id.
  var oid: git_oid {
    var oid = git_oid()
    withUnsafeMutableBytes(of: &oid) { $0.copyBytes(from: bytes) }
    return oid
  }
}

/// A git object as it is stored: its type and its bytes.
public struct RawObject: Sendable {
  public let type: ObjectType
  public let bytes: [UInt8]
}

/// The objects of a repository, with a layer of new ones that are only in memory.
///
/// Reading commands never write: a merge made to look at it lives in the layer and is gone with it.
/// `Repository.store` writes the layer when there is something to publish.
public final class ObjectStore {
  let database: Handle<DatabaseKind>
  private var layer: [ObjectID: RawObject] = [:]
  private var trees: [ObjectID: Tree] = [:]
  private var treeBytes = 0

  /// How many bytes of parsed trees are kept before all are forgotten.
  private static let treeLimit = 128 << 20

  init(repository: OpaquePointer) throws(GitError) {
    database = try Handle("cannot open the object database") { git_repository_odb(&$0, repository) }
  }

  /// Reads an object.
  ///
  /// - Throws: `.missingObject` where it is not in the repository, as in a partial or broken clone.
  public func read(_ id: ObjectID) throws(GitError) -> RawObject {
    if let object = layer[id] { return object }
    var oid = id.oid
    var made: OpaquePointer?
    let status = git_odb_read(&made, database.pointer, &oid)
    guard status >= 0, let made else { throw ObjectStore.unreadable(id, status) }
    defer { git_odb_object_free(made) }
    let size = git_odb_object_size(made)
    guard let type = ObjectType(git_odb_object_type(made)) else {
      throw GitError(.corrupt, "object \(id.short) has an unknown type")
    }
    guard size > 0, let data = git_odb_object_data(made) else { return RawObject(type: type, bytes: []) }
    return RawObject(type: type, bytes: Array(UnsafeRawBufferPointer(start: data, count: size)))
  }

  private static func unreadable(_ id: ObjectID, _ status: Int32) -> GitError {
    guard git_error_code(rawValue: status) == GIT_ENOTFOUND else {
      return GitError.last(status, "cannot read object \(id.short)")
    }
    return GitError(
      .missingObject, "object \(id.hex) is not in this repository",
      hint: "in a partial clone, fetch it first: git fetch --refetch --no-filter")
  }

  /// Whether an object is there, in memory or on disk.
  public func contains(_ id: ObjectID) -> Bool { layer[id] != nil || isStored(id) }

  /// Whether an object is on disk.
  func isStored(_ id: ObjectID) -> Bool {
    var oid = id.oid
    return git_odb_exists(database.pointer, &oid) == 1
  }

  /// The bytes of a blob.
  public func blob(_ id: ObjectID) throws(GitError) -> [UInt8] {
    let object = try read(id)
    guard object.type == .blob else { throw GitError(.corrupt, "object \(id.short) is no blob") }
    return object.bytes
  }

  /// How many bytes an object has, without reading it where that can be avoided.
  public func size(_ id: ObjectID) throws(GitError) -> Int {
    if let object = layer[id] { return object.bytes.count }
    var oid = id.oid
    var length = 0
    var type = GIT_OBJECT_ANY
    let status = git_odb_read_header(&length, &type, database.pointer, &oid)
    guard status >= 0 else { throw ObjectStore.unreadable(id, status) }
    return length
  }

  /// The entries of a tree. Parsed trees are kept.
  public func tree(_ id: ObjectID) throws(GitError) -> Tree {
    if let tree = trees[id] { return tree }
    if id == .emptyTree { return Tree.empty }
    let object = try read(id)
    guard object.type == .tree else { throw GitError(.corrupt, "object \(id.short) is no tree") }
    let tree = try Tree(parsing: object.bytes, id: id)
    if treeBytes > ObjectStore.treeLimit {
      trees.removeAll()
      treeBytes = 0
    }
    treeBytes += object.bytes.count * 2
    trees[id] = tree
    return tree
  }

  /// Adds an object to the layer in memory and returns its id.
  @discardableResult
  public func add(_ type: ObjectType, _ bytes: [UInt8]) throws(GitError) -> ObjectID {
    let id = try ObjectStore.id(of: type, bytes)
    if layer[id] == nil { layer[id] = RawObject(type: type, bytes: bytes) }
    return id
  }

  /// The id that an object with these bytes has.
  public static func id(of type: ObjectType, _ bytes: [UInt8]) throws(GitError) -> ObjectID {
    try Library.start()
    var oid = git_oid()
    let status = bytes.withUnsafeBytes { git_odb_hash(&oid, $0.baseAddress, $0.count, type.raw) }
    try check(status, "cannot hash an object")
    return ObjectID(oid)
  }

  /// The object of this id in the layer; nil if it is not there.
  func layered(_ id: ObjectID) -> RawObject? { layer[id] }
}
