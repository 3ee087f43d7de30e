internal import GitValues

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// A time as an index holds it.
struct FileTime: Hashable, Sendable {
  /// Seconds since 1970, cut to 32 bits.
  var seconds: UInt32 = 0
  var nanoseconds: UInt32 = 0

  init() {}

  init(seconds: UInt32, nanoseconds: UInt32) {
    self.seconds = seconds
    self.nanoseconds = nanoseconds
  }

  init(_ time: timespec) {
    seconds = UInt32(truncatingIfNeeded: time.tv_sec)
    nanoseconds = UInt32(truncatingIfNeeded: time.tv_nsec)
  }
}

/// What an index remembers of a file, to see later without reading it that it did not change.
struct FileStamp: Hashable, Sendable {
  var changed = FileTime()
  var modified = FileTime()
  var device: UInt32 = 0
  var inode: UInt32 = 0
  var owner: UInt32 = 0
  var group: UInt32 = 0
  /// Bytes, cut to 32 bits.
  var size: UInt32 = 0
}

/// What a name in a folder is: the result of `lstat`.
struct FileStatus: Sendable {
  enum Kind { case file, folder, symlink, other }

  let kind: Kind
  let isExecutable: Bool
  /// Bytes.
  let size: Int
  let stamp: FileStamp

  init(_ raw: stat) {
    switch raw.st_mode & S_IFMT {
    case S_IFREG: kind = .file
    case S_IFDIR: kind = .folder
    case S_IFLNK: kind = .symlink
    default: kind = .other
    }
    isExecutable = raw.st_mode & 0o100 != 0
    size = Int(raw.st_size)
    #if canImport(Darwin)
      let (changed, modified) = (raw.st_ctimespec, raw.st_mtimespec)
    #else
      let (changed, modified) = (raw.st_ctim, raw.st_mtim)
    #endif
    stamp = FileStamp(
      changed: FileTime(changed), modified: FileTime(modified),
      device: UInt32(truncatingIfNeeded: raw.st_dev), inode: UInt32(truncatingIfNeeded: raw.st_ino),
      owner: raw.st_uid, group: raw.st_gid, size: UInt32(truncatingIfNeeded: raw.st_size))
  }

  /// What a path is, without following it where it is a link; nil if nothing is there.
  init?(ofPath path: String) {
    var raw = stat()
    guard lstat(path, &raw) == 0 else { return nil }
    self.init(raw)
  }
}
