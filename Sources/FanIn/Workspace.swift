public import Git
import GitValues

/// Where a command works: an open repository and what the caller's environment says.
public final class Workspace {
  public let repository: Repository
  let environment: [String: String]

  /// - Parameters:
  ///   - directory: a folder in a worktree, or a bare repository.
  ///   - environment: the process's variables.
  /// - Throws: `GitError` where there is no repository that can be worked with.
  public init(directory: String, environment: [String: String]) throws {
    repository = try Repository(at: directory, environment: environment)
    self.environment = environment
  }

  /// The branch that lanes fan in to.
  ///
  /// - Parameter name: what the caller named; nil means the current branch, or, in a lane's worktree, the lane's own target.
  /// - Throws: where there is no such branch, or it has no commit yet.
  func target(named name: String?) throws -> Reference {
    if let name { return try branch(named: name) }
    switch try repository.head() {
    case .branch(let current):
      guard let record = try laneRecords().first(where: { $0.branch == current.name }) else { return current }
      return try branch(named: record.target)
    case .unborn(let branch):
      throw FanInError.refused(
        "unborn", "\(branch) has no commit yet", hints: ["make a first commit, or use --into"])
    case .detached:
      throw FanInError.usage(
        "no-target", "no branch is checked out here, so there is nothing to fan in to",
        hints: ["name the branch: --into TARGET"])
    }
  }

  private func branch(named name: String) throws -> Reference {
    let full = name.hasPrefix("refs/") ? name : "refs/heads/" + name
    if let commit = try repository.commit(ofReference: full) { return Reference(name: full, commit: commit) }
    throw FanInError.usage(
      "no-such-branch", "there is no branch '\(name)'",
      hints: try nearestBranch(to: name).map { ["did you mean '\($0)'?"] } ?? [])
  }

  /// The branch whose name is most like a mistyped one.
  func nearestBranch(to name: String) throws -> String? {
    let names = try repository.references(matching: "refs/heads/*").map(\.shortName)
    let wanted = name.lowercased()
    let similar = names.filter { candidate in
      let text = candidate.lowercased()
      return text.hasSuffix("/" + wanted) || text.hasPrefix(wanted) || wanted.hasPrefix(text)
    }
    return similar.min { abs($0.utf8.count - name.utf8.count) < abs($1.utf8.count - name.utf8.count) }
  }
}
