internal import Clibgit2
internal import GitValues

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

  /// The middle parts of the keys `section.NAME.key`.
  static func names(section: String, key: String) -> Set<String> {
    Set(
      values.keys.compactMap { name in
        guard let rest = name.after(section + "."),
          rest.utf8.reversed().starts(with: ("." + key).utf8.reversed())
        else { return nil }
        return String(decoding: rest.utf8.dropLast(key.utf8.count + 1), as: UTF8.self)
      })
  }

  /// Reads `'key'='value' 'key'= 'key=value' …`, quoted as for a shell: a key without a value is true.
  static func pairs(in text: String) -> [(String, String)] {
    var pairs: [(String, String)] = []
    var word = ""
    var key: String?
    var hasValue = false
    var isQuoted = false
    var rest = text[...]
    func finish() {
      if let name = key {
        pairs.append((name, hasValue ? word : "true"))
      } else if let cut = word.firstIndex(of: "=") {
        pairs.append((String(word[..<cut]), String(word[word.index(after: cut)...])))
      } else if !word.isEmpty {
        pairs.append((word, "true"))
      }
      (word, key, hasValue) = ("", nil, false)
    }
    while let character = rest.popFirst() {
      switch character {
      case "'":
        isQuoted.toggle()
        hasValue = key != nil
      case "\\" where !isQuoted:
        if let next = rest.popFirst() { word.append(next) }
      case " " where !isQuoted: finish()
      case "=" where !isQuoted && key == nil: (key, word) = (word, "")
      default: word.append(character)
      }
    }
    finish()
    return pairs
  }
}
