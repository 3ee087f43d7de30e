import Git
import GitValues
import Testing

/// A made-up tree as a list of paths; git makes the objects of it.
///
/// The files' objects need not exist: no tree says more than their ids.
struct MadeTree {
  var entries: [GitPath: FileEntry] = [:]

  /// Names that git orders in surprising ways, that Unicode calls equal, or that are no text at all.
  private static let names: [[UInt8]] =
    ["a", "a.b", "a0", "a-", "a b", "ab", "b", "\u{e9}", "e\u{301}"].map { Array($0.utf8) }
    + [[0xe9], [0xff, 0x01]]

  static func id(_ number: UInt8) -> ObjectID { ObjectID([UInt8](repeating: number + 1, count: 20)) }

  static func path(_ random: inout SmallRandom) -> GitPath {
    let names = (0...Int(random.next() % 3)).map { _ in
      MadeTree.names[Int(random.next() % UInt64(MadeTree.names.count))]
    }
    return GitPath(Array(names.joined(separator: [UInt8(ascii: "/")])))
  }

  static func entry(_ random: inout SmallRandom) -> FileEntry {
    let modes: [FileMode] = [.file, .file, .executable, .symlink, .submodule]
    return FileEntry(mode: modes[Int(random.next() % 5)], id: id(UInt8(random.next() % 3)))
  }

  /// Puts an entry at a path; files and folders that are in its way vanish.
  mutating func put(_ entry: FileEntry, at path: GitPath) {
    for other in entries.keys where other.isInside(path) || path.isInside(other) { entries[other] = nil }
    entries[path] = entry
  }

  /// Adds, changes and removes entries.
  mutating func change(_ count: Int, _ random: inout SmallRandom) {
    for _ in 0..<count {
      let known = entries.keys.sorted()
      switch random.next() % 4 {
      case 0 where !known.isEmpty: entries[known[Int(random.next() % UInt64(known.count))]] = nil
      case 1 where !known.isEmpty:
        put(MadeTree.entry(&random), at: known[Int(random.next() % UInt64(known.count))])
      default: put(MadeTree.entry(&random), at: MadeTree.path(&random))
      }
    }
  }

  /// The tree that git makes of an index with these entries.
  ///
  /// - Parameter objects: the folder that its objects go to; nil for the repository's own.
  func write(in repository: TemporaryRepository, objects: String? = nil) throws -> ObjectID {
    var lines: [UInt8] = []
    for (path, entry) in entries {
      lines += Array("\(String(entry.mode.rawValue, radix: 8)) \(entry.id)\t".utf8) + path.bytes + [0]
    }
    let input = repository.folder + "/index-info"
    try #require(writeFile(input, lines))
    let script = """
      export GIT_INDEX_FILE="$0.index" GIT_OBJECT_DIRECTORY="$1"
      rm -f "$0.index"; mkdir -p "$1"
      git update-index -z --index-info < "$0" && git write-tree --missing-ok
      """
    let folder = objects ?? repository.path + "/.git/objects"
    let result = try Command.run(["sh", "-c", script, input, folder], in: repository.path)
    return try #require(ObjectID(hex: result.text), "\(result.text)")
  }
}
