import Git
import GitValues

/// Puts hooks into a folder and takes them out again.
///
/// A hook that is there keeps its content, its mode and its times: it only gets another name, under which our script
/// runs it first. At no moment is there no hook: a file is made complete beside it and then takes its place.
struct HookInstaller {
  let folder: String
  let program: String

  /// What became of a hook.
  enum Outcome: String {
    case installed
    /// It was ours already, of another version or for another place of the program.
    case updated
    case unchanged
    case removed
  }

  /// What is behind a hook's name, before the process's number, while its file is being made.
  private static let newSuffix = ".fanin-new."

  /// Removes the files that processes were making when they were killed.
  private func removeLeftOvers(_ hook: GitHook) {
    for name in fileNames(in: folder) {
      guard let number = name.after(hook.rawValue + HookInstaller.newSuffix).flatMap({ Int32($0) }),
        number == SystemFiles.processID || isGone(process: number)
      else { continue }
      try? SystemFiles.remove(folder + "/" + name)
    }
  }

  private func path(_ hook: GitHook) -> String { folder + "/" + hook.rawValue }
  private func kept(_ hook: GitHook) -> String { path(hook) + HookScript.keptSuffix }

  private enum Found {
    case nothing
    case hook(HookScript.State)
  }

  private func found(_ hook: GitHook) throws -> Found {
    guard let identity = SystemFiles.identity(path(hook)) else { return .nothing }
    guard identity.isRegular else { return .hook(.foreign) }
    guard let bytes = readFile(path(hook)) else { throw SystemFiles.failure("cannot read", path(hook)) }
    return .hook(HookScript.state(of: bytes, mode: identity.mode))
  }

  /// Whether the hook that was to be kept is still the hook: an installation was cut off.
  private func isHalfKept(_ hook: GitHook) -> Bool {
    guard let identity = SystemFiles.identity(kept(hook)) else { return false }
    return SystemFiles.identity(path(hook)) == identity
  }
}

// MARK: - Putting in

extension HookInstaller {
  /// Installs some hooks; all or none.
  func install(_ hooks: [GitHook]) throws -> [(hook: GitHook, outcome: Outcome)] {
    for hook in hooks { try refuseUnfit(hook) }
    let isNew = try SystemFiles.makeNewFolder(folder)
    var done: [(hook: GitHook, outcome: Outcome)] = []
    do {
      for hook in hooks { done.append((hook, try install(hook, isFolderNew: isNew))) }
    } catch {
      for item in done where item.outcome == .installed { _ = try? remove(item.hook) }
      if isNew { SystemFiles.removeEmptyFolder(folder) }
      throw error
    }
    return done
  }

  private func refuseUnfit(_ hook: GitHook) throws {
    if SystemFiles.status(path(hook))?.isFolder == true {
      throw FanInError.refused(
        "no-hook", "\(path(hook)) is a folder, not a hook", hints: ["move it away, then install again"])
    }
    switch try found(hook) {
    case .nothing, .hook(.ours): return
    case .hook(.changed):
      throw FanInError.refused(
        "hook-changed", "\(path(hook)) was installed by git-fanin and has been changed since",
        hints: ["move it away, then install again"])
    case .hook(.foreign):
      guard SystemFiles.exists(kept(hook)), !isHalfKept(hook) else { return }
      throw FanInError.refused(
        "hook-kept", "there is a hook \(path(hook)), and an older one is kept as \(kept(hook))",
        hints: ["see which is wanted and move the other one away, then install again"])
    }
  }

  private func install(_ hook: GitHook, isFolderNew: Bool) throws -> Outcome {
    switch try found(hook) {
    case .hook(.ours(let wasFolderNew)):
      let mode = SystemFiles.identity(path(hook))?.mode ?? 0
      let wanted = try HookScript(hook: hook).installed(
        program: program, mode: mode, isFolderNew: wasFolderNew)
      if readFile(path(hook)) == wanted { return .unchanged }
      try put(hook, isFolderNew: wasFolderNew, replacing: true)
      return .updated
    case .nothing:
      try put(hook, isFolderNew: isFolderNew, replacing: false)
    case .hook(.foreign):
      if try !keep(hook) { return .unchanged }
      CrashPoint.pass("hook-kept")
      try put(hook, isFolderNew: isFolderNew, replacing: SystemFiles.exists(path(hook)))
    case .hook(.changed): try refuseUnfit(hook)
    }
    return .installed
  }

  /// Gives the hook that is there its other name.
  ///
  /// - Returns: false where somebody else has just installed ours.
  private func keep(_ hook: GitHook) throws -> Bool {
    if isHalfKept(hook) || SystemFiles.name(path(hook), also: kept(hook)) { return true }
    if case .hook(.ours) = try found(hook) { return false }
    try refuseUnfit(hook)
    // The file system has no second names: for a moment there is no hook.
    guard SystemFiles.move(path(hook), to: kept(hook)) else {
      throw SystemFiles.failure("cannot rename", path(hook))
    }
    return true
  }

  private func put(_ hook: GitHook, isFolderNew: Bool, replacing: Bool) throws {
    removeLeftOvers(hook)
    let temporary = path(hook) + HookInstaller.newSuffix + "\(SystemFiles.processID)"
    try SystemFiles.create(temporary, mode: 0o777) { mode in
      try HookScript(hook: hook).installed(program: program, mode: mode, isFolderNew: isFolderNew)
    }
    defer { try? SystemFiles.remove(temporary) }
    CrashPoint.pass("hook-made")
    // Where nothing was, nothing is overwritten that somebody puts there in this moment.
    if !replacing {
      if SystemFiles.name(temporary, also: path(hook)) { return }
      if case .hook(.ours) = try found(hook) { return }
      try refuseUnfit(hook)
      guard !SystemFiles.exists(path(hook)) else {
        throw FanInError.refused(
          "hook-changed", "somebody has just made \(path(hook))", hints: ["install again"])
      }
    }
    guard SystemFiles.move(temporary, to: path(hook)) else {
      throw SystemFiles.failure("cannot write", path(hook))
    }
  }
}

// MARK: - Taking out

extension HookInstaller {
  /// Takes a hook out and puts back what was there before.
  ///
  /// - Returns: nil where there was none of ours.
  /// - Throws: where somebody has changed it since.
  func remove(_ hook: GitHook) throws -> Outcome? {
    removeLeftOvers(hook)
    let hasKept = SystemFiles.exists(kept(hook))
    switch try found(hook) {
    case .nothing:
      guard hasKept else { return nil }
      throw FanInError.refused(
        "hook-changed", "\(path(hook)) has been removed by somebody",
        hints: ["the hook from before git-fanin is \(kept(hook)): rename it if it is wanted"])
    case .hook(.changed):
      throw FanInError.refused(
        "hook-changed", "\(path(hook)) has been changed since it was installed",
        hints: ["see what it does now; then remove it" + (hasKept ? ", and rename \(kept(hook))" : "")])
    case .hook(.foreign):
      guard hasKept else { return nil }
      guard isHalfKept(hook) else {
        throw FanInError.refused(
          "hook-changed", "\(path(hook)) has been replaced by another hook",
          hints: ["the hook from before git-fanin is \(kept(hook)): remove it if it is not wanted"])
      }
      try SystemFiles.remove(kept(hook))
    case .hook(.ours(let isFolderNew)):
      if !hasKept {
        try SystemFiles.remove(path(hook))
      } else if !SystemFiles.move(kept(hook), to: path(hook)) {
        throw SystemFiles.failure("cannot rename", kept(hook))
      }
      if isFolderNew { SystemFiles.removeEmptyFolder(folder) }
    }
    return .removed
  }
}
