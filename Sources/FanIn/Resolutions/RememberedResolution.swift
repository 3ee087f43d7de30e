import Git
public import GitValues

/// What somebody made of one conflict.
public struct RememberedResolution: Sendable {
  /// 40 hexadecimal digits that name the conflict.
  public let id: String
  public let base: [UInt8]
  /// The sides, in an order that says nothing.
  public let sides: [[UInt8]]
  public let result: [UInt8]
  /// The file in which it was settled.
  public let path: GitPath
  /// Seconds since 1970.
  public let time: Int64
}

/// The files of one remembered conflict in git's tree, for people to look at as well.
enum RememberedFile {
  static let base = "base"
  static let first = "side-1"
  static let second = "side-2"
  static let result = "result"
  static let path = "path"
  static let time = "time"
}

/// Reads the tree of remembered conflicts.
struct RememberedTree {
  static let reference = "refs/fanin/resolutions"

  private let repository: Repository
  private let root: ObjectID
  private var objects: ObjectStore { repository.objects }

  /// - Returns: nil where nothing was ever remembered.
  init?(_ repository: Repository) throws(GitError) {
    guard let commit = try repository.commit(ofReference: RememberedTree.reference) else { return nil }
    self.repository = repository
    root = try repository.graph.commit(commit).tree
  }

  /// What was made of a conflict; nil if it is not remembered.
  ///
  /// - Complexity: three trees and a blob.
  func result(of key: ResolutionKey) throws(GitError) -> [UInt8]? {
    guard let folder = try objects.entry(at: key.folder, in: root), folder.mode == .tree else { return nil }
    let tree = try objects.tree(folder.id)
    func blob(_ name: String) -> ObjectID? { tree.entry(named: Array(name.utf8)[...])?.id }
    // The name is only a name: what counts is that the texts are those.
    guard blob(RememberedFile.base) == key.base, blob(RememberedFile.first) == key.first,
      blob(RememberedFile.second) == key.second, let result = blob(RememberedFile.result)
    else { return nil }
    return try objects.blob(result)
  }

  /// The names of all remembered conflicts, in order.
  func ids() throws(GitError) -> [String] {
    var found: [String] = []
    for (prefix, folder) in try objects.tree(root).entries where folder.mode == .tree {
      for (rest, entry) in try objects.tree(folder.id).entries where entry.mode == .tree {
        let id = String(decoding: prefix + rest, as: UTF8.self)
        if ObjectID(hex: id) != nil { found.append(id) }
      }
    }
    return found.sorted()
  }

  /// The names of the files in a folder.
  func files(in folder: GitPath) throws(GitError) -> [[UInt8]] {
    guard let entry = try objects.entry(at: folder, in: root), entry.mode == .tree else { return [] }
    return try objects.tree(entry.id).entries.map { Array($0.name) }
  }

  /// All that is kept of a conflict; nil where something of it is missing.
  func entry(_ id: String) throws(GitError) -> RememberedResolution? {
    let folder = ResolutionKey.folder(of: id)
    var files: [String: [UInt8]] = [:]
    let names = [
      RememberedFile.base, RememberedFile.first, RememberedFile.second, RememberedFile.result,
      RememberedFile.path, RememberedFile.time,
    ]
    for name in names {
      guard let entry = try objects.entry(at: folder.appending(Array(name.utf8)), in: root) else { continue }
      files[name] = try objects.blob(entry.id)
    }
    guard let base = files[RememberedFile.base], let first = files[RememberedFile.first],
      let second = files[RememberedFile.second], let result = files[RememberedFile.result]
    else { return nil }
    let time = files[RememberedFile.time].flatMap { Int64(String(decoding: $0, as: UTF8.self)) }
    return RememberedResolution(
      id: id, base: base, sides: [first, second], result: result,
      path: GitPath(files[RememberedFile.path] ?? []), time: time ?? 0)
  }
}
