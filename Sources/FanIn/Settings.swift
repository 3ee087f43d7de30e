import Git
import GitValues

/// The settings `fanin.*`: from the user's git configuration, and from the file `.fanin` of the target's commit.
///
/// The user's own win. Of a committed file nothing is run: commands are only taken from the configuration. A lane's
/// `.fanin` does not count, as no lane may say how it is judged.
struct Settings {
  /// The committed file's name, at the root of the tree.
  static let path = GitPath(".fanin")

  private let repository: Repository
  private let committed: ConfigurationText?

  /// Keys whose values are commands.
  private static let commands: Set<String> = ["fanin.gate", "fanin.resolver", "fanin.regenerate"]

  /// - Parameters:
  ///   - repository: whose configuration counts.
  ///   - tree: the target's tree; nil if there is none yet.
  /// - Throws: a mistake in the file, with its place.
  init(_ repository: Repository, of tree: ObjectID?) throws(GitError) {
    self.repository = repository
    guard let tree, let entry = try repository.objects.entry(at: Settings.path, in: tree),
      entry.mode.isRegular
    else {
      committed = nil
      return
    }
    let text = try repository.objects.blob(entry.id)
    do {
      committed = try ConfigurationText(parsing: text)
    } catch {
      throw GitError(
        .invalidName, ".fanin:\(error.line):\(error.column): \(error.message)",
        hint: "the file is read from the target's commit, in the syntax of git's configuration")
    }
  }

  /// The last value of a key; nil if it has none.
  func string(_ key: String) throws(GitError) -> String? {
    if let own = try repository.configuration().string(key) { return own }
    return Settings.commands.contains(key) ? nil : committed?[key]
  }

  /// Every value of a key: the user's, or else the file's.
  func strings(_ key: String) throws(GitError) -> [String] {
    let own = try repository.configuration().strings(key)
    if !own.isEmpty || Settings.commands.contains(key) { return own }
    return committed?.all(key) ?? []
  }

  /// One of several words.
  ///
  /// - Parameters:
  ///   - key: the setting.
  ///   - words: what it may be; the first is meant where nothing is set.
  /// - Throws: for any other word.
  func word(_ key: String, among words: [String]) throws(GitError) -> String {
    guard let value = try string(key) else { return words[0] }
    guard words.contains(value) else {
      throw GitError(
        .invalidName, "\(key) is '\(value)'", hint: "set it to one of: " + words.joined(separator: ", "))
    }
    return value
  }

  /// The values of `section.NAME.key` for every name: name → key → value.
  func groups(_ section: String) throws(GitError) -> [ExactText: [String: String]] {
    var groups: [ExactText: [String: String]] = [:]
    let own = try repository.configuration().entries(below: section)
    for (key, value) in (committed?.entries ?? []) + own {
      guard let rest = key.after(section + "."), let cut = rest.lastIndex(of: ".") else { continue }
      groups[ExactText(String(rest[..<cut])), default: [:]][String(rest[rest.index(after: cut)...])] = value
    }
    return groups
  }
}

extension Workspace {
  /// The settings as they are at a commit of the target.
  func settings(at commit: ObjectID) throws(GitError) -> Settings {
    try Settings(repository, of: try repository.graph.commit(commit).tree)
  }

  /// The settings of a lane's target; the user's alone while that has no commit.
  func settings(of record: LaneRecord) throws(GitError) -> Settings {
    guard let commit = try repository.commit(ofReference: record.target) else {
      return try Settings(repository, of: nil)
    }
    return try settings(at: commit)
  }
}
