internal import Clibgit2
public import GitValues

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// An open repository.
///
/// One task uses one repository object: libgit2's objects are not shared between threads, and opening costs
/// a fifth of a millisecond.
public final class Repository {
  let handle: Handle<RepositoryKind>
  /// The objects, with a layer of new ones in memory.
  public let objects: ObjectStore
  public let graph: CommitGraph
  /// The folder of this worktree's own state: `.git`, or `.git/worktrees/NAME`. Ends in a slash.
  public let gitFolder: String
  /// The folder that all worktrees share. Ends in a slash.
  public let commonFolder: String
  /// The worktree's folder, ending in a slash; nil in a bare repository.
  public let workFolder: String?

  var pointer: OpaquePointer { handle.pointer }

  /// Opens the repository that `path` lies in, as git finds it.
  ///
  /// - Parameters:
  ///   - path: a folder in a worktree, a `.git` folder or a bare repository.
  ///   - environment: where `GIT_DIR`, `GIT_WORK_TREE` and `GIT_CEILING_DIRECTORIES` are looked up.
  /// - Throws: `.notARepository`, `.unsupported`, `.foreignOwner`.
  public convenience init(
    at path: String, environment: [String: String] = [:]
  ) throws(GitError) {
    try Library.start()
    let folder = environment["GIT_DIR"]
    let flags: git_repository_open_flag_t = folder == nil ? .init(0) : GIT_REPOSITORY_OPEN_NO_SEARCH
    let handle: Handle<RepositoryKind>
    var made: OpaquePointer?
    let status = git_repository_open_ext(
      &made, folder ?? path, flags.rawValue, environment["GIT_CEILING_DIRECTORIES"])
    guard status >= 0 else { throw Repository.explain(GitError.last(status, "cannot open"), path) }
    handle = try Handle("cannot open \(path)") {
      $0 = made
      return status
    }
    if let workTree = environment["GIT_WORK_TREE"] {
      try check(git_repository_set_workdir(handle.pointer, workTree, 0), "cannot use GIT_WORK_TREE")
    }
    try self.init(handle)
  }

  /// - Parameter shared: the objects of a handle on the same repository; nil for objects of its own.
  init(_ handle: consuming Handle<RepositoryKind>, sharing objects: ObjectStore? = nil) throws(GitError) {
    let pointer = handle.pointer
    let shared = String(cString: git_repository_commondir(pointer))
    try Repository.completeConfiguration(of: pointer)
    try Repository.refuseUnsupported(pointer, shared)
    let objects = if let objects { objects } else { try ObjectStore(repository: pointer) }
    self.objects = objects
    graph = CommitGraph(objects: objects, grafts: Repository.grafts(in: shared))
    gitFolder = String(cString: git_repository_path(pointer))
    commonFolder = shared
    workFolder = git_repository_workdir(pointer).map { String(cString: $0) }
    self.handle = handle
  }

  public var isBare: Bool { workFolder == nil }

  /// Opens the same repository once more, for another task or worktree.
  ///
  /// - Parameters:
  ///   - path: the folder of a worktree or of a bare repository; folders above it are not searched.
  ///   - objects: the objects of a handle that the same task uses on this repository, with what is only in
  ///     memory there; nil for objects of its own, as another task needs them.
  public static func open(
    exactly path: String, sharing objects: ObjectStore? = nil
  ) throws(GitError) -> Repository {
    try Library.start()
    let handle: Handle<RepositoryKind>
    do {
      handle = try Handle<RepositoryKind>("cannot open \(path)") { git_repository_open(&$0, path) }
    } catch { throw explain(error, path) }
    return try Repository(handle, sharing: objects)
  }

  /// What a failure to open means, in words that help.
  private static func explain(_ error: GitError, _ path: String) -> GitError {
    if error.message.contains("unsupported extension") || error.message.contains("repository version") {
      return unsupported(error.message)
    }
    if error.code == .foreignOwner || error.message.contains("not owned by") {
      return GitError(
        .foreignOwner, "the repository at \(path) belongs to another user",
        hint: "if you trust it: git config --global --add safe.directory \"$(cd '\(path)' && pwd)\"")
    }
    guard error.code == .notFound else { return error }
    return GitError(
      .notARepository, "there is no git repository in \(path) or above it",
      hint: "go into one, or name it: git-fanin -C DIR …")
  }

  private static func unsupported(_ why: String) -> GitError {
    GitError(
      .unsupported, "this repository has a format that libgit2 cannot read: \(why)",
      hint: "SHA-256 object names and the reftable format are not supported")
  }

  /// Refuses what libgit2 would open and then read wrongly.
  private static func refuseUnsupported(_ pointer: OpaquePointer, _ shared: String) throws(GitError) {
    let settings = try Configuration(repository: pointer)
    if let format = settings.string("extensions.objectformat"), format.lowercased() != "sha1" {
      throw unsupported("extensions.objectFormat = \(format)")
    }
    if let storage = settings.string("extensions.refstorage"), storage.lowercased() != "files" {
      throw unsupported("extensions.refStorage = \(storage)")
    }
  }

  /// Adds what libgit2 1.5 leaves out: the files that the environment names, and `config.worktree`.
  ///
  /// - Parameter folder: where `config.worktree` is; nil for the repository's own folder.
  static func completeConfiguration(of pointer: OpaquePointer, worktree folder: String? = nil)
    throws(GitError)
  {
    let live = try Handle<ConfigKind>("cannot read the configuration") { git_repository_config(&$0, pointer) }
    try ProcessConfiguration.addFiles(to: live.pointer, of: pointer)
    guard try Configuration(repository: pointer).bool("extensions.worktreeconfig") == true else { return }
    let file = (folder ?? String(cString: git_repository_path(pointer))) + "config.worktree"
    let status = git_config_add_file_ondisk(live.pointer, file, GIT_CONFIG_LEVEL_APP, pointer, 1)
    guard status != GIT_ENOTFOUND.rawValue else { return }
    try check(status, "cannot read \(file)")
  }

  /// The commits at which a shallow clone ends.
  private static func grafts(in folder: String) -> Set<ObjectID> {
    guard let bytes = readFile(folder + "shallow") else { return [] }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    return Set(lines.compactMap { ObjectID(hex: $0) })
  }

  /// The settings as they are now.
  public func configuration() throws(GitError) -> Configuration { try Configuration(repository: pointer) }
}

extension Repository {
  /// The shortest prefix of an id that is unique here, as git shows it.
  public func shortName(of id: ObjectID) throws(GitError) -> String {
    guard objects.isStored(id) else { return String(id.hex.prefix(7)) }
    var oid = id.oid
    var length = try abbreviation
    var found = git_oid()
    while length < 2 * ObjectID.byteCount,
      git_odb_exists_prefix(&found, objects.database.pointer, &oid, length) != 0
    { length += 1 }
    return String(id.hex.prefix(length))
  }

  /// The commits of a submodule that is checked out here; nil if it is not.
  public func submoduleGraph(at path: GitPath) -> CommitGraph? {
    guard let workFolder, !path.bytes.contains(0),
      !path.components.contains(where: { $0.elementsEqual("..".utf8) })
    else { return nil }
    return (try? Repository.open(exactly: workFolder + path.text))?.graph
  }
}

extension Repository {
  /// How many digits git shows of an id at least: more in larger repositories (`core.abbrev = auto`).
  var abbreviation: Int {
    get throws(GitError) {
      let setting = try configuration().string("core.abbrev")?.lowercased()
      if let setting, ["no", "off", "false"].contains(setting) { return 2 * ObjectID.byteCount }
      if let digits = try configuration().integer("core.abbrev"), digits >= 4 { return digits }
      var bits = 0
      while packedCount >> bits > 0 { bits += 1 }
      return max(7, (bits + 1) / 2)
    }
  }

  /// How many objects are in packs, by the last entry of each index's fan-out table (gitformat-pack(5)).
  private var packedCount: Int {
    let folder = commonFolder + "objects/pack"
    return fileNames(in: folder).filter { $0.utf8.suffix(4).elementsEqual(".idx".utf8) }.reduce(0) {
      sum, name in
      let header = readFile(folder + "/" + name, limit: 8 + 256 * 4) ?? []
      guard header.count == 8 + 256 * 4, header.starts(with: [0xff, 0x74, 0x4f, 0x63]) else { return sum }
      return sum + header.suffix(4).reduce(0) { $0 << 8 | Int($1) }
    }
  }
}
