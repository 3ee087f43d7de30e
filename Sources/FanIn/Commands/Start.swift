import Conflicts
public import Git
import GitValues

/// A lane to be started.
public struct LaneWish: Sendable {
  public let name: String
  /// Globs of the paths that it is to own.
  public let owns: [String]

  public init(name: String, owns: [String]) {
    self.name = name
    self.owns = owns
  }
}

/// What `start` made.
public struct StartReport: Sendable {
  public let target: Reference
  /// Each lane with its folder.
  public let lanes: [Lane]
  /// What is to be known of the new worktrees, such as filters that were not run.
  public let warnings: [String]
}

extension Workspace {
  /// Makes lanes: a branch at the target's tip, a worktree beside the repository, a record of what it owns.
  ///
  /// All or none: where one cannot be made, nothing is left of the others.
  ///
  /// - Parameters:
  ///   - wishes: the lanes; names may have slashes, spaces and any letters.
  ///   - from: the target; nil means the current branch.
  ///   - progress: called with how many files are written, of how many.
  public func start(
    _ wishes: [LaneWish], from: String?, progress: @escaping (Int, Int) -> Void
  ) throws -> StartReport {
    let target = try target(named: from)
    // Asked for before anything is made: without a name nothing can be recorded.
    let signatures = try signatures()
    let records = try wishes.map { wish in
      LaneRecord(
        name: wish.name, branch: "refs/heads/lane/" + (try LaneName.reference(for: wish.name)),
        target: target.name, base: target.commit, owns: wish.owns)
    }
    try refuseTaken(records)
    try Interrupt.check()
    let root = try lanesFolder()
    let folders = records.map { laneFolder(for: $0.branch, in: root) }
    let warnings = try StartJournal.around(records, in: self) {
      try make(records, in: folders, from: target, signatures, progress: progress)
    }
    let lanes = zip(records, folders).map { record, folder in
      Lane(name: record.name, ref: record.branch, commit: record.base, worktree: folder)
    }
    return StartReport(target: target, lanes: lanes, warnings: warnings.map(\.text))
  }

  /// Makes branches, worktrees and records; all or none.
  private func make(
    _ records: [LaneRecord], in folders: [String], from target: Reference,
    _ signatures: (author: Signature, committer: Signature), progress: @escaping (Int, Int) -> Void
  ) throws -> [CheckoutWarning] {
    var made: [LaneRecord] = []
    var worktrees: [Worktree] = []
    do throws(any Error) {
      for record in records {
        try repository.setReference(
          record.branch, to: record.base, expecting: nil, message: "branch: Created from \(target.shortName)")
        made.append(record)
      }
      let added = try repository.addWorktrees(
        zip(records, folders).map { NewWorktree(path: $1, head: .branch($0.branch, $0.base)) },
        progress: progress)
      worktrees = added.worktrees
      try store(records, signatures)
      return added.warnings
    } catch {
      takeBack(made, worktrees)
      throw error
    }
  }

  private func store(
    _ records: [LaneRecord], _ signatures: (author: Signature, committer: Signature)
  ) throws {
    let commits = try records.map { record in
      try repository.addCommit(
        tree: repository.objects.add(.tree, []), parents: [record.base], author: signatures.author,
        committer: signatures.committer, message: record.message)
    }
    try repository.store(commits)
    for (record, commit) in zip(records, commits) {
      let old = try repository.value(ofReference: record.reference)
      try repository.setReference(record.reference, to: commit, expecting: old, message: "start lane")
    }
  }

  /// Removes what a start that failed had made.
  private func takeBack(_ records: [LaneRecord], _ worktrees: [Worktree]) {
    for worktree in worktrees { try? repository.discardWorktree(worktree) }
    for record in records {
      try? repository.removeReference(record.branch, expecting: record.base)
      if let commit = try? repository.value(ofReference: record.reference) {
        try? repository.removeReference(record.reference, expecting: commit)
      }
    }
  }

  private func refuseTaken(_ records: [LaneRecord]) throws {
    let branches = try repository.references(matching: "refs/heads/*")
    var seen: Set<ExactText> = []
    for record in records {
      guard seen.insert(ExactText(record.branch)).inserted else {
        throw FanInError.usage("lane-twice", "the lane '\(record.name)' is named twice")
      }
      if let other = try nestedBranch(record.branch, among: records, and: branches) {
        throw FanInError.refused(
          "lane-exists", "the lane '\(record.name)' cannot be beside the branch \(other)",
          hints: ["git keeps branches as files: one cannot be the folder of another"])
      }
      if try repository.value(ofReference: record.branch) != nil {
        throw FanInError.refused(
          "lane-exists",
          "the lane '\(record.name)' exists: the branch \(record.branch.branchName)",
          hints: ["take another name, or remove it when it is merged: git fanin finish '\(record.name)'"])
      }
    }
  }

  /// A branch that is below the given one or above it, which git does not allow.
  private func nestedBranch(
    _ branch: String, among records: [LaneRecord], and branches: [Reference]
  ) throws -> String? {
    if let below = branches.first(where: { $0.name.after(branch + "/") != nil }) { return below.shortName }
    if let wanted = records.first(where: { $0.branch.after(branch + "/") != nil }) {
      return wanted.branch.branchName
    }
    var parts = branch.split(separator: "/")
    while parts.count > 3 {
      parts.removeLast()
      let above = parts.joined(separator: "/")
      if try repository.value(ofReference: above) != nil { return above.branchName }
    }
    return nil
  }

  /// Where a lane's worktree is: `../REPO.lanes/NAME`.
  ///
  /// - Parameter root: the result of `lanesFolder()`, which looks at all worktrees.
  func laneFolder(for branch: String, in root: String) -> String {
    root + "/" + (branch.after("refs/heads/lane/") ?? branch)
  }

  /// The folder beside the repository in which lanes have their worktrees.
  func lanesFolder() throws -> String {
    let main = try repository.worktrees().first { $0.id == nil }?.path
    var path = main ?? repository.commonFolder
    while path.hasSuffix("/") { path.removeLast() }
    if path.hasSuffix("/.git") { path.removeLast("/.git".count) }
    if path.hasSuffix(".git") { path.removeLast(".git".count) }
    return path + ".lanes"
  }
}

/// Names of lanes and of their branches.
enum LaneName {
  /// The name of a lane's branch below `lane/`: spaces become hyphens.
  ///
  /// - Throws: where git allows no such branch.
  static func reference(for name: String) throws -> String {
    let reference = name.split(separator: " ", omittingEmptySubsequences: true).joined(separator: "-")
    let isHostile = reference.split(separator: "/", omittingEmptySubsequences: false).contains {
      $0.isEmpty || $0.hasPrefix(".") || $0.lowercased() == ".git" || $0.hasPrefix("-")
    }
    guard !isHostile, Repository.isValid(referenceName: "refs/heads/lane/" + reference) else {
      throw FanInError.usage(
        "bad-lane-name", "'\(name)' cannot be the name of a lane",
        hints: ["git allows no branch of that name: leave out ~ ^ : ? * [ \\ .. @{ and control characters"])
    }
    return reference
  }
}

extension CheckoutWarning {
  /// The warning in a line, with the first paths.
  fileprivate var text: String {
    guard !examples.isEmpty else { return message }
    return message + ": " + examples.brief(of: count)
  }
}
