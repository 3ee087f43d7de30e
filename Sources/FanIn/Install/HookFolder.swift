import Git
import GitValues

/// The folder that git takes a repository's hooks from.
struct HookFolder {
  /// Absolute, without a slash at the end; it need not exist.
  let path: String

  /// Finds the folder that hooks may be put into.
  ///
  /// Git's own is `hooks` in the folder that all worktrees share. Where `core.hooksPath` names another one, that is
  /// taken if it is this repository's own and not part of what is committed; any other has to be asked for by name.
  ///
  /// - Parameter named: the folder that was asked for.
  /// - Throws: where hooks must not be put into the folder without its being named.
  init(_ workspace: Workspace, named: String?) throws {
    let repository = workspace.repository
    if let named {
      let here = SystemFiles.workingFolder() ?? "/"
      path = SystemFiles.resolved(named.after("/") != nil ? named : here + "/" + named)
      return
    }
    let settings = try repository.configuration()
    guard let setting = settings.string("core.hookspath"), !setting.isEmpty else {
      path = try HookFolder.checked(repository.commonFolder + "hooks", "the folder of hooks", repository)
      return
    }
    guard settings.isOwn("core.hookspath") else {
      throw HookFolder.refusal(
        (try? HookFolder.whole(setting, workspace)) ?? setting,
        "core.hooksPath is not this repository's own: other repositories take their hooks from it")
    }
    path = try HookFolder.checked(
      try HookFolder.whole(setting, workspace), "core.hooksPath (\(setting))", repository)
  }

  /// The folders in which hooks of ours may be: whoever set `core.hooksPath` may have done so since.
  static func places(_ workspace: Workspace, named: String?) throws -> [String] {
    if named != nil { return [try HookFolder(workspace, named: named).path] }
    var paths = [SystemFiles.resolved(workspace.repository.commonFolder + "hooks")]
    if let setting = try workspace.repository.configuration().string("core.hookspath"), !setting.isEmpty,
      let path = try? SystemFiles.resolved(whole(setting, workspace)), !paths.containsExactly(path)
    {
      paths.append(path)
    }
    return paths
  }

  /// What the folder is to git: relative to where it runs hooks, which is the worktree's folder.
  private static func whole(_ setting: String, _ workspace: Workspace) throws -> String {
    if setting.after("/") != nil { return setting }
    if let rest = setting.after("~/"), let home = workspace.environment["HOME"] { return home + "/" + rest }
    if setting.after("~") != nil {
      throw refusal(setting, "core.hooksPath names the home folder of a user")
    }
    return (workspace.repository.workFolder ?? workspace.repository.gitFolder) + setting
  }

  /// Refuses what is in a worktree, where it is committed or made by another tool.
  private static func checked(_ path: String, _ what: String, _ repository: Repository) throws -> String {
    let real = SystemFiles.resolved(path)
    let own = SystemFiles.resolved(repository.commonFolder)
    if real.after(own + "/") != nil { return real }
    for worktree in try repository.worktrees() {
      let root = SystemFiles.resolved(worktree.path)
      guard real.isExactly(root) || real.after(root + "/") != nil else { continue }
      throw refusal(
        path, "\(what) is in the worktree \(root), where its files are committed or made by a tool")
    }
    return real
  }

  private static func refusal(_ folder: String, _ why: String) -> FanInError {
    FanInError.refused(
      "hooks-path", why,
      hints: [
        "add a line to the hooks there: git fanin hook pre-commit -- \"$@\"",
        "or have them put there: git fanin install --hooks-folder \(shellQuoted(folder))",
      ])
  }
}
