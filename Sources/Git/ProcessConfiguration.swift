internal import Clibgit2

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// What the environment of the process says about configuration, which libgit2 does not look at.
///
/// `GIT_CONFIG_NOSYSTEM`, `GIT_CONFIG_SYSTEM` and `GIT_CONFIG_GLOBAL` choose files; `GIT_CONFIG_COUNT` and
/// `GIT_CONFIG_PARAMETERS` (which `git -c KEY=VALUE` sets) give single values. See git-config(1), "Environment".
enum ProcessConfiguration {
  /// The file that takes the place of the user's own; nil for the usual ones, empty for none.
  static let globalFile = variable("GIT_CONFIG_GLOBAL")

  /// The file that takes the place of the system's; nil for the usual one, empty for none.
  static let systemFile: String? = {
    if let off = variable("GIT_CONFIG_NOSYSTEM"), !["", "0", "false", "no", "off"].contains(off) {
      return ""
    }
    return variable("GIT_CONFIG_SYSTEM")
  }()

  /// Values that come after those of all files: key in git's lower-case form → value, the last one given.
  static let values: [String: String] = {
    var values: [String: String] = [:]
    let count = variable("GIT_CONFIG_COUNT").flatMap { Int($0) } ?? 0
    for index in 0..<max(0, min(count, 10_000)) {
      guard let key = variable("GIT_CONFIG_KEY_\(index)") else { continue }
      values[canonical(key)] = variable("GIT_CONFIG_VALUE_\(index)") ?? ""
    }
    for (key, value) in pairs(in: variable("GIT_CONFIG_PARAMETERS") ?? "") { values[canonical(key)] = value }
    return values
  }()

  /// Makes libgit2 leave out the files that others take the place of. To be called once, when it is started.
  static func apply() {
    if systemFile != nil { clear(GIT_CONFIG_LEVEL_SYSTEM) }
    if globalFile != nil {
      clear(GIT_CONFIG_LEVEL_GLOBAL)
      clear(GIT_CONFIG_LEVEL_XDG)
    }
  }

  /// Adds the files that the environment names to a repository's configuration.
  static func addFiles(to configuration: OpaquePointer, of repository: OpaquePointer) throws(GitError) {
    let files = [(systemFile, GIT_CONFIG_LEVEL_SYSTEM), (globalFile, GIT_CONFIG_LEVEL_GLOBAL)]
    for (file, level) in files {
      guard let file, !file.isEmpty, readFile(file)?.isEmpty == false else { continue }
      let status = git_config_add_file_ondisk(configuration, file, level, repository, 1)
      try check(status, "cannot read \(file)")
    }
  }

  private static func clear(_ level: git_config_level_t) { _ = fanin_set_search_path(level.rawValue, "") }

  private static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

  /// Section and name in lower case, what is between them as it is.
  private static func canonical(_ key: String) -> String {
    guard let first = key.firstIndex(of: "."), let last = key.lastIndex(of: ".") else {
      return key.lowercased()
    }
    return key[..<first].lowercased() + key[first..<last] + key[last...].lowercased()
  }

  /// Reads `'key'='value' 'key=value' …`, quoted as for a shell.
  private static func pairs(in text: String) -> [(String, String)] {
    var pairs: [(String, String)] = []
    var words: [String] = [""]
    var isQuoted = false
    var isJoined = false
    for character in text {
      switch character {
      case "'": isQuoted.toggle()
      case " " where !isQuoted:
        finish(&words, isJoined, into: &pairs)
        isJoined = false
      case "=" where !isQuoted:
        isJoined = true
        words.append("")
      case "\\" where !isQuoted: break
      default: words[words.count - 1].append(character)
      }
    }
    finish(&words, isJoined, into: &pairs)
    return pairs
  }

  private static func finish(
    _ words: inout [String], _ isJoined: Bool, into pairs: inout [(String, String)]
  ) {
    defer { words = [""] }
    if isJoined, words.count == 2 {
      pairs.append((words[0], words[1]))
    } else if let cut = words[0].firstIndex(of: "=") {
      pairs.append((String(words[0][..<cut]), String(words[0][words[0].index(after: cut)...])))
    } else if !words[0].isEmpty {
      pairs.append((words[0], "true"))
    }
  }
}
