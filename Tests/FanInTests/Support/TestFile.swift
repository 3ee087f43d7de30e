import GitValues

/// One file of a tree that a test makes.
struct TestFile: Hashable, Sendable {
  var mode: FileMode = .file
  /// The content; a submodule's is the 40 digits of its commit.
  var bytes: [UInt8]

  static func executable(_ text: String) -> TestFile { TestFile(mode: .executable, bytes: Array(text.utf8)) }
  static func link(_ target: String) -> TestFile { TestFile(mode: .symlink, bytes: Array(target.utf8)) }
  static func submodule(_ digit: Character) -> TestFile {
    TestFile(mode: .submodule, bytes: Array(String(repeating: digit, count: 40).utf8))
  }
  static func bytes(_ bytes: [UInt8]) -> TestFile { TestFile(bytes: bytes) }

  /// Numbered lines, some of them changed; `tag` keeps files of different tags apart.
  static func lines(_ tag: String, _ count: Int = 10, _ changes: [Int: String] = [:]) -> TestFile {
    let lines = (1...count).map { changes[$0] ?? "\(tag) line \($0)" }
    return TestFile(bytes: Array((lines.joined(separator: "\n") + "\n").utf8))
  }
}

extension TestFile: ExpressibleByStringLiteral {
  init(stringLiteral text: String) { self.init(bytes: Array(text.utf8)) }
}

/// A whole tree: path → file.
typealias TestTree = [GitPath: TestFile]

extension TestTree {
  /// This tree with some paths changed; nil removes.
  func with(_ changes: [GitPath: TestFile?]) -> TestTree {
    var result = self
    for (path, file) in changes { result[path] = file }
    return result
  }

  /// This tree after files moved: old path → new path.
  func moving(_ moves: [GitPath: GitPath]) -> TestTree {
    var result = self
    for old in moves.keys { result[old] = nil }
    for (old, new) in moves { result[new] = self[old] }
    return result
  }

  /// This tree with a folder's files under another folder; "" is the root.
  func movingFolder(_ old: String, to new: String) -> TestTree {
    var moves: [GitPath: GitPath] = [:]
    let folder = GitPath(old)
    for path in keys where path.isInside(folder) {
      moves[path] = GitPath(new).appending(path.bytes[(folder.bytes.count + 1)...])
    }
    return moving(moves)
  }

  /// Puts a file at a path; whatever had to be a file or folder of another kind for it is gone.
  mutating func put(_ file: TestFile, at path: GitPath) {
    for other in keys where other != path && other.isInside(path) { self[other] = nil }
    for folder in path.ancestors { self[folder] = nil }
    self[path] = file
  }

  /// Every folder, the root included, sorted.
  var folders: [GitPath] { Set(keys.flatMap(\.ancestors)).union([.root]).sorted() }
}
