internal import GitValues

/// Folders that are repositories of their own.
enum NestedRepository {
  /// Whether git takes a folder for the worktree of another repository.
  static func isOne(_ folder: borrowing Folder) -> Bool {
    let name = Array(".git".utf8)
    guard let status = try? folder.status(of: name) else { return false }
    switch status.kind {
    case .folder:
      guard let inner = try? folder.folder(name) else { return true }
      return isGitFolder(inner)
    case .file:
      // A file that cannot be read may well belong to one.
      guard let bytes = try? folder.read(name) else { return true }
      guard let path = target(of: bytes) else { return false }
      if path.first == UInt8(ascii: "/") {
        guard let inner = try? Folder(String(decoding: path, as: UTF8.self)) else { return false }
        return isGitFolder(inner)
      }
      // A relative one is taken on trust: counting it as a repository loses nothing.
      return true
    case .symlink, .other:
      return true
    }
  }

  /// The path in a file `.git`.
  static func target(of bytes: [UInt8]) -> [UInt8]? {
    let prefix = Array("gitdir: ".utf8)
    guard bytes.starts(with: prefix) else { return nil }
    let rest = bytes.dropFirst(prefix.count)
    let end = rest.lastIndex { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    return end.map { Array(rest[...$0]) }
  }

  private static func isGitFolder(_ folder: borrowing Folder) -> Bool {
    func has(_ name: String) -> Bool {
      guard let status = try? folder.status(of: Array(name.utf8)) else { return false }
      return status.kind != .other
    }
    return has("HEAD") && (has("commondir") || has("objects") && has("refs"))
  }
}
