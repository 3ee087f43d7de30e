internal import GitValues

/// One entry of an index.
struct IndexEntry: Sendable {
  let path: GitPath
  /// As in a tree; kept as read, as an index may hold modes of its own.
  var mode: UInt32
  var id: ObjectID
  var stamp: FileStamp
  var flags: Flags

  /// The two flag words in one; the low twelve bits, the length of the path, are left out.
  struct Flags: OptionSet, Sendable {
    let rawValue: UInt32
    /// The user said that the file does not change: it is never looked at.
    static let assumeUnchanged = Flags(rawValue: 1 << 15)
    static let extended = Flags(rawValue: 1 << 14)
    /// Above these bits are those of the second word.
    static let intentToAdd = Flags(rawValue: 1 << 29)
    /// Not to be in the worktree.
    static let skipWorktree = Flags(rawValue: 1 << 30)

    static let secondWord: UInt32 = 0xFFFF_0000
  }

  /// An entry without anything known of a file.
  init(path: GitPath, _ entry: FileEntry, stamp: FileStamp = FileStamp(), flags: Flags = []) {
    self.path = path
    mode = UInt32(entry.mode.rawValue)
    id = entry.id
    self.stamp = stamp
    self.flags = flags
  }

  init(path: GitPath, mode: UInt32, id: ObjectID, stamp: FileStamp, flags: Flags) {
    self.path = path
    self.mode = mode
    self.id = id
    self.stamp = stamp
    self.flags = flags
  }

  /// 0, or 1 to 3 for the versions of a path in conflict: base, ours, theirs.
  var stage: Int { Int(flags.rawValue >> 12 & 3) }

  /// What a tree made of this entry holds.
  var entry: FileEntry { FileEntry(mode: FileMode(bits: UInt16(truncatingIfNeeded: mode)), id: id) }

  /// A folder standing for all that is in it, as a sparse index has them.
  var isFolder: Bool { mode & 0o170000 == 0o040000 }
}

/// How closely a file's status is compared with an index entry: git's settings.
struct StampRules: Sendable {
  /// `core.trustCtime`: whether a changed change time counts.
  var trustsChangeTime = true
  /// `core.checkStat=minimal`: only size and whole seconds count.
  var isMinimal = false
  /// `core.fileMode`: whether the executable bit counts.
  var trustsExecutableBit = true
  /// `core.symlinks`: whether links are links, not files that hold where they lead.
  var hasSymlinks = true

  init() {}

  init(_ settings: borrowing Configuration) {
    trustsChangeTime = settings.bool("core.trustctime") ?? true
    isMinimal = settings.string("core.checkstat")?.lowercased() == "minimal"
    trustsExecutableBit = settings.bool("core.filemode") ?? true
    hasSymlinks = settings.bool("core.symlinks") ?? true
  }

  /// Whether a file with the status `now` must be the one that `stamp` was made of, but for a change within one second.
  func agree(_ stamp: FileStamp, _ now: FileStamp) -> Bool {
    guard stamp.size == now.size, stamp.modified.seconds == now.modified.seconds else { return false }
    if isMinimal { return true }
    // Not every tool that writes an index fills the fractions.
    if stamp.modified.nanoseconds != 0, now.modified.nanoseconds != 0,
      stamp.modified.nanoseconds != now.modified.nanoseconds
    {
      return false
    }
    if trustsChangeTime, stamp.changed.seconds != now.changed.seconds { return false }
    return stamp.inode == now.inode && stamp.owner == now.owner && stamp.group == now.group
  }

  /// The mode that git would record for a file of this status.
  ///
  /// - Parameter old: the mode recorded so far, which decides what the file system cannot express.
  /// - Returns: nil for what git does not track, such as a socket.
  func mode(of status: FileStatus, old: FileMode?) -> FileMode? {
    switch status.kind {
    case .folder: return .submodule
    case .other: return nil
    case .symlink: return .symlink
    case .file:
      if !hasSymlinks, old == .symlink { return .symlink }
      if !trustsExecutableBit { return old == .executable ? .executable : .file }
      return status.isExecutable ? .executable : .file
    }
  }
}
