internal import GitValues

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// The records and folders of one new worktree, and how to take them back.
///
/// Source: git's `gitrepository-layout` documentation. A file `locked` is the first that is written and the last
/// that is removed: a worktree without it is ready.
struct WorktreeRecords {
  let id: String
  /// Of the worktree, absolute and without links above its last part.
  let path: String
  /// The records, with a slash at the end.
  let folder: String
  private let commonFolder: String
  /// Folders that were made here, outermost first.
  private var madeFolders: [String] = []

  /// Makes the records and the empty folder of a worktree, with its `.git` file.
  ///
  /// - Throws: `.exists` where something is at the path; then, as with every failure, nothing is left of it.
  static func make(_ new: NewWorktree, commonFolder: String) throws(GitError) -> WorktreeRecords {
    var folders: [String] = []
    do throws(GitError) {
      try makeFolders(above: new.path, into: &folders)
      let path = try realPath(new.path)
      let (id, folder) = try makeRecordFolder(named: path, in: commonFolder)
      var records = WorktreeRecords(id: id, path: path, folder: folder, commonFolder: commonFolder)
      records.madeFolders = folders
      do throws(GitError) { try records.fill(new) } catch {
        records.remove()
        throw error
      }
      return records
    } catch {
      for folder in folders.reversed() { rmdir(folder) }
      throw error
    }
  }

  private init(id: String, path: String, folder: String, commonFolder: String) {
    self.id = id
    self.path = path
    self.folder = folder
    self.commonFolder = commonFolder
  }

  private static func makeFolders(above path: String, into made: inout [String]) throws(GitError) {
    var missing: [String] = []
    var current = parentFolder(of: path)
    while FileStatus(ofPath: current) == nil {
      missing.append(current)
      current = parentFolder(of: current)
    }
    for folder in missing.reversed() {
      if mkdir(folder, 0o777) == 0 {
        made.append(folder)
      } else if errno != EEXIST {
        throw SystemError.last.doing("cannot make the folder \(folder)")
      }
    }
  }

  /// The path with links resolved in the folders above, as git writes it.
  private static func realPath(_ path: String) throws(GitError) -> String {
    guard let resolved = realpath(parentFolder(of: path), nil) else {
      throw SystemError.last.doing("cannot find the folder of \(path)")
    }
    defer { free(resolved) }
    return Git.path(in: String(cString: resolved), lastPart(of: path))
  }

  /// Takes a name in `.git/worktrees` that nobody else has.
  private static func makeRecordFolder(
    named path: String, in commonFolder: String
  ) throws(GitError) -> (id: String, folder: String) {
    let all = commonFolder + "worktrees"
    if mkdir(all, 0o777) != 0 && errno != EEXIST { throw SystemError.last.doing("cannot make \(all)") }
    let name = recordName(of: path)
    var number = 0
    while true {
      let id = number == 0 ? name : "\(name)\(number)"
      if mkdir("\(all)/\(id)", 0o777) == 0 { return (id, "\(all)/\(id)/") }
      guard errno == EEXIST else { throw SystemError.last.doing("cannot make \(all)/\(id)") }
      number += 1
    }
  }

  /// The last part of the path, made fit for a part of a reference's name, as which git also uses it.
  private static func recordName(of path: String) -> String {
    let forbidden = Set(" ~^:?*[\\".utf8)
    var name: [UInt8] = []
    for byte in lastPart(of: path).utf8 {
      let isBad = byte < 0x20 || byte == 0x7F || forbidden.contains(byte)
      let isSecondDot = byte == UInt8(ascii: ".") && (name.isEmpty || name.last == byte)
      let endsSequence = byte == UInt8(ascii: "{") && name.last == UInt8(ascii: "@")
      name.append(isBad || isSecondDot || endsSequence ? UInt8(ascii: "-") : byte)
    }
    if name.last == UInt8(ascii: ".") { name[name.count - 1] = UInt8(ascii: "-") }
    var text = String(decoding: name, as: UTF8.self)
    while text.hasSuffix(".lock") { text.removeLast(5) }
    return text.isEmpty ? "worktree" : text
  }

  private mutating func fill(_ new: NewWorktree) throws(GitError) {
    try write("locked", ProcessMark(.initializing).reason + "\n")
    try write("gitdir", path + "/.git\n")
    try write("commondir", "../..\n")
    switch new.head {
    case .branch(let name, _): try write("HEAD", "ref: \(name)\n")
    case .detached(let id): try write("HEAD", id.hex + "\n")
    }
    if mkdir(path, 0o777) == 0 {
      madeFolders.append(path)
    } else if errno != EEXIST {
      throw SystemError.last.doing("cannot make the folder \(path)")
    }
    let content = Array("gitdir: \(withoutSlash(folder))\n".utf8)
    let path = self.path
    _ = try doing("cannot make a worktree in \(path)") { () throws(SystemError) in
      let root = try Folder(path)
      guard try root.list().isEmpty else { throw SystemError(ENOTEMPTY) }
      return try root.create(Array(".git".utf8), content, isExecutable: false)
    }
  }

  /// Writes a file of the records.
  func write(_ name: String, _ text: String) throws(GitError) {
    guard writeFile(folder + name, Array(text.utf8)) else {
      throw SystemError.last.doing("cannot write \(folder)\(name)")
    }
  }

  /// Writes what git keeps of how HEAD came here, and makes the worktree ready.
  ///
  /// - Parameter signature: who made it; nil to keep no log.
  func finish(at commit: ObjectID, by signature: Signature?) throws(GitError) {
    try write("ORIG_HEAD", commit.hex + "\n")
    if let signature {
      if mkdir(folder + "logs", 0o777) != 0 && errno != EEXIST {
        throw SystemError.last.doing("cannot make \(folder)logs")
      }
      try write("logs/HEAD", "\(ObjectID.zero.hex) \(commit.hex) \(signature.text)\n")
    }
    guard unlink(folder + "locked") == 0 else { throw SystemError.last.doing("cannot unlock \(folder)") }
  }

  /// Takes back the records, the `.git` file and the folders that were made. Folders that are not empty stay.
  func remove() {
    let file = path + "/.git"
    if readLine(file) == "gitdir: \(withoutSlash(folder))" { unlink(file) }
    for folder in madeFolders.reversed() { rmdir(folder) }
    WorktreeRecords.remove(id: id, commonFolder: commonFolder)
  }

  /// Removes the records of a worktree.
  ///
  /// - Returns: whether they are gone.
  @discardableResult
  static func remove(id: String, commonFolder: String) -> Bool {
    let all = commonFolder + "worktrees"
    // Out of the way in one step: git finds fault with records of which a part is gone.
    let aside = "\(removedPrefix)\(getpid())-\(id)"
    guard rename("\(all)/\(id)", commonFolder + aside) == 0 || errno == ENOENT else { return false }
    for name in fileNames(in: commonFolder) where name == aside || isLeftOver(name) {
      do throws(SystemError) { try Folder(commonFolder).removeTree(Array(name.utf8)) } catch { continue }
    }
    // As git does with the last one; any other keeps the folder.
    rmdir(all)
    return true
  }

  private static let removedPrefix = "fanin-removed-"

  /// Whether records were being removed by a process that has ended.
  private static func isLeftOver(_ name: String) -> Bool {
    guard let process = name.after(removedPrefix)?.split(separator: "-").first.flatMap({ Int32($0) }) else {
      return false
    }
    return isGone(process: process)
  }
}
