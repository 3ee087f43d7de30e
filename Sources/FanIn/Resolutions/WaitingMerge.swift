import Conflicts
import Git
import GitValues
import Outlines

/// The merge whose conflicts wait in a worktree, made once more, and what has become of them there.
struct WaitingMerge {
  let waiting: WaitingResolution
  let merge: TreeMerge
  /// The files in which lines conflict.
  let files: [ConflictedFile]
  /// The worktree; what is only in memory is shared with the repository it was opened from.
  let worktree: Repository
  let editor: WorktreeEditor
  private let repository: Repository

  init(_ workspace: Workspace, _ waiting: WaitingResolution) throws {
    self.waiting = waiting
    repository = workspace.repository
    let merger = try CommitMerger(repository, attributesOf: waiting.attributes)
    let names = SideNames(ours: waiting.target.branchName, theirs: waiting.lane)
    let result = try merger.merge(waiting.onto, waiting.tip, names: names).merge
    merge = result
    files = try result.conflicts.compactMap { try ConflictedFile($0, of: result, merger) }
    worktree = try repository.openWorktree(waiting.worktree)
    editor = try WorktreeEditor(worktree)
  }

  /// The file at a path in which lines conflict; nil for other kinds of conflicts.
  func file(at path: GitPath) -> ConflictedFile? { files.first { $0.path == path } }

  /// Those of the paths unmerged in the index that still wait for a decision.
  ///
  /// A file that was written with markers is decided when they are gone. Others, such as those that one side
  /// removed, are decided by git add or git rm, which takes them out of the unmerged ones.
  func undecided(among unmerged: [GitPath]) throws(GitError) -> [GitPath] {
    var found: [GitPath] = []
    for path in unmerged where try isUndecided(path) { found.append(path) }
    return found
  }

  private func isUndecided(_ path: GitPath) throws(GitError) -> Bool {
    guard let file = file(at: path), let text = try editor.read(path) else { return true }
    return file.hasMarkers(text)
  }

  /// What the person made of each conflict, as far as it can be told.
  func settled(in tree: ObjectID) throws(GitError) -> [SettledConflict] {
    var found: [SettledConflict] = []
    for file in files {
      guard let entry = try repository.objects.entry(at: file.path, in: tree), entry.mode.isRegular else {
        continue
      }
      found += file.settled(by: try repository.objects.blob(entry.id))
    }
    return found
  }

  /// Everything that waits or waited, with what a person needs for it.
  func resolution() throws -> OpenResolution {
    let state = try worktree.workingState(untracked: false, into: repository.objects)
    let undecided = Set(try undecided(among: state.conflicted))
    let reasons = GitClashes(ours: waiting.target, theirs: waiting.lane).clashes(in: merge)
    let clashes = try merge.conflicts.map { conflict in
      let paths = [conflict.path] + conflict.otherPaths
      return OpenClash(
        path: conflict.path, kind: conflict.kind.rawValue,
        reason: reasons.first { $0.path == conflict.path && $0.kind == conflict.kind.rawValue }?.reason ?? "",
        isSettled: !paths.contains { undecided.contains($0) }, hunks: try hunks(at: conflict.path))
    }
    return OpenResolution(
      lane: waiting.lane, target: waiting.target.branchName, folder: waiting.worktree.path, clashes: clashes,
      silent: waiting.silent, doubts: try doubts(besides: undecided))
  }

  /// What looks wrong in the decided files, as they are in the worktree.
  private func doubts(besides undecided: Set<GitPath>) throws(GitError) -> [PathRemark] {
    var found: [PathRemark] = []
    for file in files where !undecided.contains(file.path) {
      guard let text = try editor.read(file.path) else { continue }
      found += file.problems(of: text).map { PathRemark(path: file.path, reason: $0) }
    }
    return found
  }

  /// What looks wrong in files of a tree in which everything is decided. People may do as they like: it is only told.
  func doubts(in tree: ObjectID) throws(GitError) -> [PathRemark] {
    var found: [PathRemark] = []
    for file in files {
      guard let entry = try repository.objects.entry(at: file.path, in: tree), entry.mode.isRegular else {
        continue
      }
      let text = try repository.objects.blob(entry.id)
      found += file.problems(of: text).map { PathRemark(path: file.path, reason: $0) }
    }
    return found
  }

  /// The conflicts of a file with who made them; none where it conflicts in another way.
  private func hunks(at path: GitPath) throws(GitError) -> [OpenClash.Hunk] {
    guard let file = file(at: path) else { return [] }
    let text = SourceText(try editor.read(path) ?? [])
    let open = Dictionary(
      file.openHunks(in: text).map { ($0.hunk, $0.lines) }, uniquingKeysWith: { first, _ in first })
    let history = LineHistory(repository: repository)
    let surroundings = Surroundings(file)
    var hunks: [OpenClash.Hunk] = []
    for (index, hunk) in file.hunks.enumerated() {
      hunks.append(
        try OpenClash.Hunk(file, hunk, at: open[index], in: surroundings) { side, lines throws(GitError) in
          try history.author(of: lines, at: path, in: side == .ours ? waiting.onto : waiting.tip)
        })
    }
    return hunks
  }
}
