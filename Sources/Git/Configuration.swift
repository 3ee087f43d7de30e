internal import Clibgit2

/// A repository's settings as they were when this was made.
public struct Configuration: ~Copyable {
  let snapshot: Handle<ConfigKind>

  init(repository: OpaquePointer) throws(GitError) {
    snapshot = try Handle("cannot read the configuration") {
      git_repository_config_snapshot(&$0, repository)
    }
  }

  /// The last value given to a key; nil if it has none.
  public func string(_ key: String) -> String? {
    if let value = ProcessConfiguration.values[key] { return value }
    var value: UnsafePointer<CChar>?
    guard git_config_get_string(&value, snapshot.pointer, key) == 0, let value else { return nil }
    return String(cString: value)
  }

  /// Every value given to a key, in the order of the files; one from the environment is the last.
  public func strings(_ key: String) -> [String] {
    var values: [String] = []
    var made: OpaquePointer?
    if git_config_multivar_iterator_new(&made, snapshot.pointer, key, nil) == 0, let made {
      defer { git_config_iterator_free(made) }
      var entry: UnsafeMutablePointer<git_config_entry>?
      while git_config_next(&entry, made) == 0, let value = entry?.pointee.value {
        values.append(String(cString: value))
      }
    }
    return values + (ProcessConfiguration.values[key].map { [$0] } ?? [])
  }

  /// Whether the value of a key is set for this repository alone: neither by the user's own files nor for this process.
  public func isOwn(_ key: String) -> Bool {
    guard ProcessConfiguration.values[key] == nil else { return false }
    var entry: UnsafeMutablePointer<git_config_entry>?
    guard git_config_get_entry(&entry, snapshot.pointer, key) == 0, let entry else { return false }
    defer { git_config_entry_free(entry) }
    // `config.worktree` is read at the level of an application's own file.
    return [GIT_CONFIG_LEVEL_LOCAL, GIT_CONFIG_LEVEL_APP].contains(entry.pointee.level)
  }

  /// A key as git reads truth: `true`, `yes`, `on`, a number other than 0. Nil if it is not set or is none of these.
  public func bool(_ key: String) -> Bool? {
    var value: Int32 = 0
    if let text = ProcessConfiguration.values[key] {
      return git_config_parse_bool(&value, text) == 0 ? value != 0 : nil
    }
    guard git_config_get_bool(&value, snapshot.pointer, key) == 0 else { return nil }
    return value != 0
  }

  /// A number with git's suffixes `k`, `m`, `g`.
  public func integer(_ key: String) -> Int? {
    var value: Int64 = 0
    if let text = ProcessConfiguration.values[key] {
      return git_config_parse_int64(&value, text) == 0 ? Int(value) : nil
    }
    guard git_config_get_int64(&value, snapshot.pointer, key) == 0 else { return nil }
    return Int(value)
  }
}

extension Configuration {
  /// All keys `section.….name` with their values, in order; the last one of a key counts.
  ///
  /// - Parameter section: in lower case, such as `fanin.migrations`; letters and dots only.
  public func entries(below section: String) -> [(key: String, value: String)] {
    var made: OpaquePointer?
    let pattern = "^" + section.split(separator: ".").joined(separator: "\\.") + "\\."
    guard git_config_iterator_glob_new(&made, snapshot.pointer, pattern) == 0, let made else { return [] }
    defer { git_config_iterator_free(made) }
    var found: [(key: String, value: String)] = []
    var entry: UnsafeMutablePointer<git_config_entry>?
    while git_config_next(&entry, made) == 0, let name = entry?.pointee.name, let value = entry?.pointee.value
    {
      found.append((String(cString: name), String(cString: value)))
    }
    let given = ProcessConfiguration.values.filter { $0.key.hasPrefix(section + ".") }
    return found + given.sorted { $0.key < $1.key }.map { (key: $0.key, value: $0.value) }
  }

  /// The names of the merge drivers that are configured as commands (`merge.NAME.driver`).
  public func mergeDrivers() -> Set<String> {
    var made: OpaquePointer?
    guard git_config_iterator_glob_new(&made, snapshot.pointer, "^merge\\..*\\.driver$") == 0, let made else {
      return []
    }
    defer { git_config_iterator_free(made) }
    var names = ProcessConfiguration.names(section: "merge", key: "driver")
    var entry: UnsafeMutablePointer<git_config_entry>?
    while git_config_next(&entry, made) == 0, let name = entry?.pointee.name {
      names.insert(String(String(cString: name).dropFirst("merge.".count).dropLast(".driver".count)))
    }
    return names
  }
}
