import Git
import GitValues

/// A worktree in which the conflicts of a lane wait for a person.
struct WaitingResolution {
  /// The file in the worktree's git folder that says what it is for.
  static let fileName = "fanin-resolve"

  /// The file that is there while the worktree is being filled.
  static let openingName = "fanin-resolve-opening"

  /// Whether a worktree was being filled when the process ended: nobody was told of it yet.
  static func wasCutOff(_ worktree: Worktree) -> Bool {
    SystemFiles.exists(worktree.gitFolder + openingName) && !SystemFiles.exists(worktree.gitFolder + fileName)
  }

  let worktree: Worktree
  let lane: String
  /// The whole name of the lane's branch.
  let branch: String
  let target: String
  /// What the lane is being merged into.
  let onto: ObjectID
  /// The lane's commit.
  let commit: ObjectID
  /// What is merged for it: its commit, or one on top of it that makes it fit.
  let tip: ObjectID
  /// What is wrong besides conflicts, a line each: git merges it without a word.
  let silent: [String]
  /// The ids of the silent clashes.
  let shown: [String]
  /// The target's commit when the worktree was made, whose attributes count.
  let attributes: ObjectID
  /// The words that named the branches of the fan-in.
  let words: [String]

  /// - Returns: nil where the worktree is for something else.
  init?(_ worktree: Worktree) {
    guard let bytes = readFile(worktree.gitFolder + WaitingResolution.fileName) else { return nil }
    let trailers = Trailers(reading: String(decoding: bytes, as: UTF8.self))
    guard let lane = trailers["Fanin-Lane"], let branch = trailers["Fanin-Branch"],
      let target = trailers["Fanin-Target"],
      let onto = trailers.id("Fanin-Onto"),
      let commit = trailers.id("Fanin-Commit")
    else { return nil }
    self.worktree = worktree
    self.lane = lane
    self.branch = branch
    self.target = target
    self.onto = onto
    self.commit = commit
    tip = trailers.id("Fanin-Tip") ?? commit
    silent = trailers.all("Fanin-Silent")
    shown = trailers.all("Fanin-Shown")
    attributes = trailers.id("Fanin-Attributes") ?? onto
    words = trailers.all("Fanin-Word")
  }
}

extension Workspace {
  /// The worktrees in which conflicts wait.
  func waitingResolutions() throws -> [WaitingResolution] {
    try repository.worktrees().filter { $0.id != nil && !$0.isMissing }.compactMap { WaitingResolution($0) }
  }

  /// The one that is meant: this worktree's, or the only one.
  func theWaitingResolution() throws -> WaitingResolution {
    let waiting = try waitingResolutions()
    if let here = waiting.first(where: { repository.workFolder.isExactly($0.worktree.path + "/") }) {
      return here
    }
    guard let only = waiting.first else {
      throw FanInError.refused(
        "no-resolution", "no conflicts wait for a decision", hints: ["begin with: git fanin resolve"])
    }
    return only
  }
}
