public import GitValues

/// What the HEAD of a new worktree is to be.
public enum NewWorktreeHead: Sendable, Hashable {
  /// A branch by its whole name, which must exist already and be at this commit.
  case branch(String, ObjectID)
  case detached(ObjectID)

  public var commit: ObjectID {
    switch self {
    case .branch(_, let commit): commit
    case .detached(let commit): commit
    }
  }
}

/// A worktree to be made.
public struct NewWorktree: Sendable, Hashable {
  /// Absolute. Nothing may be there but an empty folder; folders above it are made.
  public let path: String
  public let head: NewWorktreeHead

  public init(path: String, head: NewWorktreeHead) {
    self.path = withoutSlash(path)
    self.head = head
  }
}

/// What became of a call to `addWorktrees`.
public struct AddedWorktrees: Sendable {
  /// In the order in which they were asked for.
  public let worktrees: [Worktree]
  /// What git would have done differently, and where.
  public let warnings: [CheckoutWarning]
}

/// Something that a checkout left out.
public struct CheckoutWarning: Sendable, Hashable {
  /// What was left out: a clause without a full stop.
  public let message: String
  /// The first paths it concerns, ten at most; empty if it concerns all.
  public let examples: [GitPath]
  /// How many paths it concerns.
  public let count: Int
}
