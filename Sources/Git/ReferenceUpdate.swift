internal import Clibgit2
public import GitValues

extension Repository {
  /// Creates a reference or moves it, if it still has the value that is expected.
  ///
  /// - Parameters:
  ///   - name: the whole name.
  ///   - id: the new value.
  ///   - expected: the value it must have now; nil if it must not exist.
  ///   - message: what the reflog says.
  /// - Throws: `.moved` where it has another value, `.locked` where somebody else is changing it.
  public func setReference(
    _ name: String, to id: ObjectID, expecting expected: ObjectID?, message: String
  ) throws(GitError) {
    guard let expected else {
      // libgit2 looks whether there is one before it takes the lock: two callers would both succeed.
      let lock = try ReferenceLock(self, name)
      guard lock.value == nil else { throw GitError(.moved, "\(name) exists by now") }
      return try lock.publish(id, message: message)
    }
    var new = id.oid
    var old = expected.oid
    var made: OpaquePointer?
    let status = git_reference_create_matching(&made, pointer, name, &new, 1, &old, message)
    if let made { git_reference_free(made) }
    if git_error_code(rawValue: status) == GIT_ENOTFOUND {
      throw GitError(.moved, "\(name) is gone by now")
    }
    try check(status, "cannot set \(name)")
  }

  /// Removes a reference, if it still has the value that is expected.
  public func removeReference(_ name: String, expecting expected: ObjectID) throws(GitError) {
    let reference = try Handle<ReferenceKind>("cannot read \(name)") {
      git_reference_lookup(&$0, pointer, name)
    }
    guard let oid = git_reference_target(reference.pointer), ObjectID(oid.pointee) == expected else {
      throw GitError(.moved, "\(name) was moved by somebody else")
    }
    try check(git_reference_delete(reference.pointer), "cannot remove \(name)")
  }

  /// Makes HEAD of this worktree point to a branch, which must exist.
  public func setHead(to branch: String) throws(GitError) {
    try check(git_repository_set_head(pointer, branch), "cannot switch to \(branch)")
  }
}

/// A reference that is locked: nobody else can move it until this is published or goes away.
///
/// The lock is git's own (`NAME.lock`), so git is kept out as well. The value is read under the lock, so that
/// comparing it and setting the new one are one step.
public struct ReferenceLock: ~Copyable {
  private let transaction: Handle<TransactionKind>
  private let name: String
  /// The value under the lock; nil if there is no such reference.
  public let value: ObjectID?

  /// - Throws: `.locked` where somebody else holds the lock.
  public init(_ repository: Repository, _ name: String) throws(GitError) {
    let made = try Handle<TransactionKind>("cannot begin a transaction") {
      git_transaction_new(&$0, repository.pointer)
    }
    do {
      try check(git_transaction_lock_ref(made.pointer, name), "cannot lock \(name)")
    } catch {
      guard error.code == .locked else { throw error }
      throw GitError(
        .locked, error.message,
        hint: "another program is changing it; if no git is running, remove the .lock file that a crash left")
    }
    value = try repository.value(ofReference: name)
    self.name = name
    transaction = made
  }

  /// Gives the reference its new value and lets go of it.
  ///
  /// - Parameters:
  ///   - id: the new value.
  ///   - message: what the reflog says.
  public consuming func publish(_ id: ObjectID, message: String) throws(GitError) {
    var oid = id.oid
    let status = git_transaction_set_target(transaction.pointer, name, &oid, nil, message)
    try check(status, "cannot set \(name)")
    try check(git_transaction_commit(transaction.pointer), "cannot publish \(name)")
  }
}
