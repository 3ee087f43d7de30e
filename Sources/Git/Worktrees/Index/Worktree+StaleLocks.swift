extension Worktree {
  /// Removes the lock of the index if a process of this program left it when it died; those of others stay.
  public func removeStaleLocks() { IndexLock.removeLeftLock(gitFolder + "index.lock") }
}
