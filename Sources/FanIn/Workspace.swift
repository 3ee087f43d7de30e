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

  /// The same repository as seen from its main worktree, whatever becomes of the present one.
  func fromMainWorktree() throws -> Workspace {
    var environment = environment
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_CEILING_DIRECTORIES"] { environment[name] = nil }
    return try Workspace(directory: repository.commonFolder, environment: environment)
  }

  /// Who commits, in both roles.
  func signatures() throws -> (author: Signature, committer: Signature) {
    (
      try repository.signature(of: .author, environment: environment),
      try repository.signature(of: .committer, environment: environment)
    )
  }

  /// The branch that lanes fan in to.
  ///
  /// - Parameter name: what the caller named; nil means the current branch, or, in a lane's worktree, the lane's own target.
  /// - Throws: where there is no such branch, or it has no commit yet.
  func target(named name: String?) throws -> Reference {
    if let name { return try branch(named: name) }
    switch try repository.head() {
    case .branch(let current):
      guard let record = try laneRecords().first(where: { $0.branch.isExactly(current.name) }) else {
        return current
      }
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
    let full = name.after("refs/heads/") != nil ? name : "refs/heads/" + name
    // A symbolic branch stands for another one, which is the one that moves.
    if let found = try repository.resolve(reference: full) { return found }
    throw try unknownBranch("there is no branch '\(name)'", name)
  }

  /// The error for a name that fits nothing, with the names that it may be a slip of.
  func unknownBranch(_ message: String, _ name: String) throws -> FanInError {
    var error = FanInError.usage("no-such-branch", message)
    let branches = try repository.references(matching: "refs/heads/*").map(\.shortName)
    let ends = branches.filter { $0.utf8.reversed().starts(with: ("/" + name).utf8.reversed()) }
    if ends.count == 1 {
      error.hints.append("did you mean '\(ends[0])'?")
    } else {
      error.unknown = (name, branches + branches.compactMap { $0.after("lane/") })
    }
    return error
  }
}
