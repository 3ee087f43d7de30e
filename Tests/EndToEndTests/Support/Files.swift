import Foundation

/// Files by paths that need not be UTF-8.
enum Files {
  /// Where tests put what they make: in memory where that can be, as they do not test the disk.
  static let scratch: String = {
    let memory = "/dev/shm/"
    return FileManager.default.isWritableFile(atPath: memory) ? memory : NSTemporaryDirectory()
  }()

  static func bytes(_ path: String) -> [UInt8]? { bytes(path.utf8.map { CChar(bitPattern: $0) } + [0]) }

  /// - Parameter path: with a zero at its end.
  static func bytes(_ path: [CChar]) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    return read(descriptor)
  }

  private static func read(_ descriptor: Int32) -> [UInt8]? {
    var all: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = part.withUnsafeMutableBytes { Foundation.read(descriptor, $0.baseAddress, $0.count) }
      if count < 0 { return nil }
      if count == 0 { return all }
      all += part[..<count]
    }
  }

  static func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  /// Makes a file look as if it was last changed long ago.
  static func age(_ path: String, seconds: Int) {
    var times = [
      timespec(tv_sec: time(nil) - seconds, tv_nsec: 0), timespec(tv_sec: time(nil) - seconds, tv_nsec: 0),
    ]
    utimensat(AT_FDCWD, path, &times, AT_SYMLINK_NOFOLLOW)
  }

  /// Every path below a folder, relative to it, by bytes.
  static func walk(_ folder: [UInt8], _ visit: ([UInt8], stat) -> Void) {
    walk(folder, below: [], visit)
  }

  private static func walk(_ folder: [UInt8], below: [UInt8], _ visit: ([UInt8], stat) -> Void) {
    let here = below.isEmpty ? folder : folder + [0x2F] + below
    guard let stream = opendir(here.map { CChar(bitPattern: $0) } + [0]) else { return }
    defer { closedir(stream) }
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if name == [0x2E] || name == [0x2E, 0x2E] { continue }
      let path = below.isEmpty ? name : below + [0x2F] + name
      var status = stat()
      guard lstat((folder + [0x2F] + path).map { CChar(bitPattern: $0) } + [0], &status) == 0 else {
        continue
      }
      visit(path, status)
      if status.st_mode & S_IFMT == S_IFDIR { walk(folder, below: path, visit) }
    }
  }
}

/// Every file of a folder as it was at one moment.
struct Snapshot: Equatable {
  struct Item: Equatable {
    let mode: UInt32
    let size: Int
    let seconds: Int
    let nanoseconds: Int
    let content: [UInt8]
  }

  var items: [[UInt8]: Item] = [:]

  /// - Parameters:
  ///   - folder: with all that is in it.
  ///   - times: whether times count; those of folders never do where only content matters.
  ///   - leavingOut: files and folders that are left out, such as `.git`.
  init(_ folder: String, times: Bool = true, leavingOut: Set<String> = []) {
    var items: [[UInt8]: Item] = [:]
    let root = Array(folder.utf8)
    Files.walk(root) { path, status in
      let text = String(decoding: path, as: UTF8.self)
      if leavingOut.contains(where: { text == $0 || text.hasPrefix($0 + "/") }) { return }
      let name = (root + [0x2F] + path).map { CChar(bitPattern: $0) } + [0]
      var content: [UInt8] = []
      switch status.st_mode & S_IFMT {
      case S_IFREG:
        content = Files.bytes(name) ?? []
      case S_IFLNK:
        var target = [CChar](repeating: 0, count: 4096)
        let count = readlink(name, &target, 4096)
        content = target.prefix(max(0, count)).map { UInt8(bitPattern: $0) }
      default: break
      }
      let isFolder = status.st_mode & S_IFMT == S_IFDIR
      items[path] = Item(
        mode: status.st_mode, size: isFolder ? 0 : Int(status.st_size),
        seconds: times ? status.st_mtim.tv_sec : 0, nanoseconds: times ? status.st_mtim.tv_nsec : 0,
        content: content)
    }
    self.items = items
  }

  /// What differs, in words.
  func differences(from old: Snapshot) -> [String] {
    let all = Set(items.keys).union(old.items.keys)
    return all.compactMap { path -> String? in
      let name = String(decoding: path, as: UTF8.self)
      switch (old.items[path], items[path]) {
      case (nil, .some): return "new: \(name)"
      case (.some, nil): return "gone: \(name)"
      case (let before?, let after?) where before != after:
        return before.content == after.content ? "touched: \(name)" : "changed: \(name)"
      default: return nil
      }
    }.sorted()
  }
}
