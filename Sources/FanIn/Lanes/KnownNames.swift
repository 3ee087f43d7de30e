import Git

// The names that may be meant on a command line, for completing them.
extension Workspace {
  /// The names of all lanes that were started.
  public func laneNames() throws -> [String] { try laneRecords().map(\.name) }

  /// The names of all local branches, without `refs/heads/`.
  public func branchNames() throws -> [String] {
    try repository.references(matching: "refs/heads/*").map(\.shortName)
  }

  /// The names of all remote-tracking branches, without `refs/remotes/` and without the remotes' HEADs.
  public func remoteBranchNames() throws -> [String] {
    try repository.references(matching: "refs/remotes/*").map(\.shortName).filter { !$0.hasSuffix("/HEAD") }
  }
}
