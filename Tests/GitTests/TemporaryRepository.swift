import Git
import GitValues
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A repository made by the real git in a folder that is gone with this object.
///
/// Neither the user's nor the system's settings are seen, by git or by libgit2.
final class TemporaryRepository: Sendable {
  /// The folder that holds all that belongs to a test; its path has no links in it.
  let folder: String
  /// The worktree of the repository.
  let path: String

  /// Makes a repository on a branch `main` without commits.
  init() throws {
    Isolation.begin
    folder = try TemporaryRepository.makeFolder()
    path = folder + "/repo"
    mkdir(path, 0o777)
    try git("init", "--quiet", "--initial-branch=main")
  }

  /// Makes a repository with one commit of these files.
  convenience init(_ files: [String: String]) throws {
    try self.init()
    for (path, text) in files { try write(path, text) }
    try commit("first")
  }

  deinit { _ = try? Command.run(["rm", "-rf", folder], in: "/") }

  private static func makeFolder() throws -> String {
    let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = (base + "/fanin-XXXXXX").utf8CString.map { $0 }
    try #require(mkdtemp(&template) != nil)
    let resolved = try #require(realpath(template, nil))
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// Opens the repository, or another worktree of it.
  func open(_ path: String? = nil) throws -> Repository { try Repository(at: path ?? self.path) }
}

// MARK: - Git

extension TemporaryRepository {
  /// Runs git and returns what it printed.
  @discardableResult
  func git(_ arguments: String..., in folder: String? = nil) throws -> String {
    let result = try Command.run(["git"] + arguments, in: folder ?? path)
    try #require(result.status == 0, "git \(arguments.joined(separator: " ")): \(result.text)")
    return result.text
  }

  /// Runs git and returns its exit status.
  func status(of arguments: String..., in folder: String? = nil) throws -> Int32 {
    try Command.run(["git"] + arguments, in: folder ?? path).status
  }

  /// Commits everything.
  @discardableResult
  func commit(_ message: String, in folder: String? = nil) throws -> ObjectID {
    try git("add", "--all", in: folder)
    try git("commit", "--quiet", "--allow-empty", "-m", message, in: folder)
    return try id("HEAD", in: folder)
  }

  func id(_ name: String, in folder: String? = nil) throws -> ObjectID {
    let text = try git("rev-parse", "--verify", name, in: folder)
    return try #require(ObjectID(hex: text.prefix(40)))
  }

  /// What git prints with a zero byte after each item.
  func items(_ arguments: String..., in folder: String? = nil) throws -> [String] {
    let result = try Command.run(["git"] + arguments, in: folder ?? path)
    try #require(result.status == 0, "git \(arguments.joined(separator: " ")): \(result.text)")
    return result.output.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
  }
}

// MARK: - Files

extension TemporaryRepository {
  /// Writes a file of the worktree, or of another folder, with the folders above it.
  func write(_ name: String, _ text: String, in folder: String? = nil) throws {
    let file = (folder ?? path) + "/" + name
    try makeFolders(above: file)
    try #require(writeFile(file, Array(text.utf8)), "cannot write \(file)")
  }

  func makeFolders(above file: String) throws {
    for index in file.indices.dropFirst() where file[index] == "/" { mkdir(String(file[..<index]), 0o777) }
  }

  /// The text of a file; nil if it is not there.
  func text(_ name: String, in folder: String? = nil) -> String? {
    readFile((folder ?? path) + "/" + name).map { String(decoding: $0, as: UTF8.self) }
  }

  func link(_ name: String, to target: String, in folder: String? = nil) throws {
    let file = (folder ?? path) + "/" + name
    try makeFolders(above: file)
    try #require(symlink(target, file) == 0)
  }

  func setMode(_ name: String, _ mode: UInt32, in folder: String? = nil) throws {
    try #require(chmod((folder ?? path) + "/" + name, mode_t(mode)) == 0)
  }

  /// Removes a file or folder.
  func remove(_ name: String, in folder: String? = nil) throws {
    _ = try Command.run(["rm", "-rf", "--", (folder ?? path) + "/" + name], in: "/")
  }

  /// Whether anything is at an absolute path, a dead link among it.
  func exists(_ path: String) -> Bool {
    var raw = stat()
    return lstat(path, &raw) == 0
  }

  /// Makes every file count as modified a while ago, and git know it: nothing is racy then.
  func settle(in folder: String? = nil) throws {
    let root = folder ?? path
    _ = try Command.run(
      [
        "find", root, "-path", "*/.git", "-prune", "-o", "-type", "f", "-exec", "touch", "-d", "2020-01-01",
        "{}", "+",
      ],
      in: "/")
    try git("update-index", "--refresh", "-q", in: folder)
  }
}
