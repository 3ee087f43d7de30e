import Conflicts
import Git
public import GitValues
import Merging
import Outlines

/// How open conflicts are settled, other than by hand.
public enum SettlingWay: Sendable {
  /// One side's lines, or its whole version where there are no lines: by the lane's or the target's name.
  case take(String)
  /// Both sides' lines, ours first.
  case union
  /// In the user's editor.
  case edit
  /// What a command of the user's writes.
  case command(ResolverCommand)
}

extension Workspace {
  /// Settles conflicts in the worktree where they wait; if there is none yet, the next lane's are opened first.
  ///
  /// - Parameters:
  ///   - way: how.
  ///   - paths: files, or folders with all that is in them; none for everything that is open.
  ///   - into: the target, for opening; nil means the current branch.
  /// - Throws: where a path has no open conflict.
  public func settle(_ way: SettlingWay, paths: [GitPath], into: String?) throws -> ResolveReport {
    if try waitingResolutions().isEmpty {
      guard case .opened = try openResolution([], into: into) else { return .nothing }
    }
    let merge = try WaitingMerge(self, try theWaitingResolution())
    let open = try merge.resolution().open.map(\.path)
    for path in paths where !open.contains(where: { $0.isInside(path) }) {
      throw FanInError.usage(
        "no-such-clash", "nothing is open at '\(path)'", hints: ["what is open: git fanin resolve"])
    }
    let chosen = paths.isEmpty ? open : open.filter { path in paths.contains { path.isInside($0) } }
    let refused = try settle(way, chosen, in: merge)
    return .waiting(try WaitingMerge(self, merge.waiting).resolution(), refused: refused)
  }

  private func settle(
    _ way: SettlingWay, _ paths: [GitPath], in merge: WaitingMerge
  ) throws -> [PathRemark] {
    switch way {
    case .take(let name):
      let side = try side(named: name, of: merge.waiting)
      return try paths.compactMap { try Settling(merge).take(side, at: $0) }
    case .union:
      return try paths.compactMap { try Settling(merge).union(at: $0) }
    case .edit:
      let texts = paths.filter { merge.file(at: $0) != nil }
      guard !texts.isEmpty else {
        throw FanInError.refused(
          "nothing-to-edit", "none of the open files has conflict markers",
          hints: ["choose a side: git fanin resolve --take LANE PATH"])
      }
      try edit(texts, in: merge.waiting.worktree.path)
      return []
    case .command(let command):
      return try paths.compactMap { path in
        try Interrupt.check()
        return try command.settle(path, in: merge, self)
      }
    }
  }

  /// The side that a name means: the lane, the target, or a lane that the target has by now.
  private func side(named name: String, of waiting: WaitingResolution) throws -> Side {
    if name.isExactly(waiting.lane) || name.isExactly(waiting.branch.branchName) { return .theirs }
    if name.isExactly(waiting.target.branchName) || name.isExactly(waiting.target) { return .ours }
    var merged: [String] = []
    var next: ObjectID? = waiting.onto
    while let id = next {
      let commit = try repository.graph.commit(id)
      guard let lane = Trailers(reading: commit.message)["Fanin-Lane"] else { break }
      if name.isExactly(lane) { return .ours }
      merged.append(lane)
      next = commit.parents.first
    }
    var error = FanInError.usage(
      "no-such-lane", "'\(name)' is none of the sides",
      hints: ["the sides are \(waiting.lane) and \(waiting.target.branchName)"])
    error.unknown = (name, [waiting.lane, waiting.target.branchName] + merged)
    throw error
  }
}

/// Settles the conflicts of one path at a time with what the sides have.
private struct Settling {
  let merge: WaitingMerge

  init(_ merge: WaitingMerge) { self.merge = merge }

  /// - Returns: why nothing was done; nil where it was.
  func take(_ side: Side, at path: GitPath) throws -> PathRemark? {
    if let file = merge.file(at: path) { return try settle(file) { file.lines(of: side, $0) } }
    let kinds: [ConflictKind] = [.modifyDelete, .binary, .renameDelete, .submodule, .addAdd, .content]
    guard let conflict = merge.merge.conflicts.first(where: { $0.path == path }),
      kinds.contains(conflict.kind)
    else { return PathRemark(path: path, reason: "this kind of conflict has to be settled by hand") }
    for path in [conflict.path] + conflict.otherPaths {
      guard let versions = merge.merge.unmerged[path] else { continue }
      try put(versions[side], at: path)
    }
    return nil
  }

  func union(at path: GitPath) throws -> PathRemark? {
    guard let file = merge.file(at: path) else {
      return PathRemark(path: path, reason: "there are no lines of both sides to be joined")
    }
    return try settle(file) { file.union($0) }
  }

  private func settle(_ file: ConflictedFile, _ choice: (ConflictHunk) -> [UInt8]) throws -> PathRemark? {
    guard let now = try merge.editor.read(file.path) else {
      return PathRemark(path: file.path, reason: "the file is gone")
    }
    let settled = file.settling(SourceText(now), choice)
    if settled != now { try merge.editor.write(file.path, settled, mode: file.mode) }
    guard !file.hasMarkers(settled) else {
      return PathRemark(path: file.path, reason: "a conflict was changed by hand and not ended")
    }
    return nil
  }

  /// Makes a version the decided one, in the worktree and in its index.
  private func put(_ entry: FileEntry?, at path: GitPath) throws {
    if let entry {
      if entry.mode != .submodule {
        try merge.editor.write(path, try merge.worktree.objects.blob(entry.id), mode: entry.mode)
      }
    } else {
      try merge.editor.remove(path)
    }
    try merge.worktree.settleConflict(at: path, to: entry)
  }
}
