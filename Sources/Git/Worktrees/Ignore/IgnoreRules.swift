internal import Clibgit2
internal import GitValues

/// The ignore files that hold in one folder: the user's own, the repository's, and those from the root down to here.
///
/// libgit2's own rules differ from git's in corners such as patterns below ignored folders, hence these.
/// Source: gitignore(5). The last pattern that matches decides, files nearer to the path before those farther away.
struct IgnoreRules: Sendable {
  /// The patterns of one file and the length of the path of its folder, with its slash.
  private struct List: Sendable {
    let patterns: [IgnorePattern]
    let baseCount: Int
  }

  private var lists: [List] = []
  private let ignoresCase: Bool

  /// The rules outside of any folder: `core.excludesFile`, then `info/exclude`.
  init(_ repository: Repository) throws(GitError) {
    let settings = try repository.configuration()
    ignoresCase = settings.bool("core.ignorecase") ?? false
    if let path = settings.path("core.excludesfile") ?? userFolder().map({ $0 + "/ignore" }),
      let bytes = readFile(path)
    {
      add(bytes, in: .root)
    }
    if let bytes = readFile(repository.commonFolder + "info/exclude") { add(bytes, in: .root) }
  }

  /// Adds the ignore file of a folder, which must be below those added before.
  mutating func add(_ bytes: [UInt8], in folder: GitPath) {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let content = bytes.starts(with: mark) ? bytes.dropFirst(3) : bytes[...]
    let patterns = content.split(separator: UInt8(ascii: "\n")).compactMap { line in
      IgnorePattern(line: line.last == UInt8(ascii: "\r") ? line.dropLast() : line)
    }
    guard !patterns.isEmpty else { return }
    lists.append(List(patterns: patterns, baseCount: folder.isRoot ? 0 : folder.bytes.count + 1))
  }

  /// Whether a path is ignored by these rules, its folders not being ignored themselves.
  func ignore(_ path: GitPath, isFolder: Bool) -> Bool {
    let bytes = path.bytes
    let nameStart = path.name.startIndex
    for list in lists.reversed() {
      let relative = bytes[list.baseCount...]
      for pattern in list.patterns.reversed() where isFolder || !pattern.mustBeFolder {
        if pattern.matches(relative, nameStart: nameStart, ignoringCase: ignoresCase) {
          return !pattern.isNegated
        }
      }
    }
    return false
  }
}

extension Configuration {
  /// A key that is a path, with `~` replaced; nil if it has no value.
  func path(_ key: String) -> String? {
    var text = git_buf()
    defer { git_buf_dispose(&text) }
    if let value = ProcessConfiguration.values[key] {
      guard git_config_parse_path(&text, value) == 0, let start = text.ptr else { return nil }
      return String(cString: start)
    }
    guard git_config_get_path(&text, snapshot.pointer, key) == 0, let start = text.ptr else { return nil }
    return String(cString: start)
  }
}
