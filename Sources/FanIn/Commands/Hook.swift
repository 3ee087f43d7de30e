import Git
import GitValues

extension Workspace {
  /// What a git hook finds. Changes nothing but a cache in the repository's own folder.
  ///
  /// - Parameters:
  ///   - hook: which.
  ///   - words: what git gave the hook as arguments.
  ///   - input: what git wrote to the hook's standard input.
  /// - Throws: where the hook cannot look: its words are none of git's, the repository cannot be read, a setting is wrong.
  public func run(_ hook: GitHook, _ words: [String], input: [UInt8]) throws -> HookReport {
    let checks = HookChecks(self)
    switch hook {
    case .preCommit: return try checks.preCommit()
    case .preMergeCommit: return try checks.preMergeCommit()
    case .prePush:
      guard let remote = words.first else {
        throw FanInError.usage("usage", "'hook pre-push' needs the remote's name, as git gives it")
      }
      return try checks.prePush(to: remote, input)
    case .update:
      guard words.count == 3, let old = ObjectID(hex: words[1]), let new = ObjectID(hex: words[2]) else {
        throw FanInError.usage("usage", "'hook update' needs REF OLD NEW, as git gives them")
      }
      return try checks.update(words[0], from: old, to: new)
    }
  }

  /// Whether an agent may edit some files from this worktree.
  ///
  /// - Parameters:
  ///   - paths: the files, which need not exist.
  ///   - folder: where relative paths begin; nil for the folder of this process.
  public func judgeEdit(of paths: [String], from folder: String?) throws -> HookReport {
    try HookChecks(self).agent(paths, from: folder ?? SystemFiles.workingFolder() ?? "/")
  }

  /// The same environment in another folder, whose repository it is then about.
  public func elsewhere(_ folder: String) throws -> Workspace {
    try Workspace(directory: folder, environment: environment)
  }
}
