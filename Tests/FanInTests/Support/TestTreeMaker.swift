import GitValues
import TestSupport

/// Makes trees that are hard on a merge: nested folders, files that are alike, edits, renames, moved folders.
struct TestTreeMaker {
  var random: SeededGenerator
  private let steps: [(item: Step, weight: Int)]

  private enum Step: CaseIterable {
    case edit, add, remove, rename, renameAndEdit, moveFolder, scatterFolder
    case mode, type, nest, flatten, submodule
  }

  private static let names = ["a", "b", "c", "d", "f.txt", "g.txt", "x", "y.c", "z"]

  init(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let profiles: [[Int]] = [
      [16, 6, 4, 4, 6, 2, 1, 2, 1, 1, 1, 1], [12, 12, 3, 3, 6, 12, 3, 1, 0, 0, 0, 0],
      [4, 6, 4, 6, 8, 2, 1, 1, 2, 4, 4, 1], [6, 2, 6, 16, 16, 0, 0, 2, 0, 0, 0, 0],
    ]
    steps = Array(zip(Step.allCases, random.pick(profiles))).map { ($0.0, $0.1) }
    self.random = random
  }

  /// A tree to begin with.
  mutating func base() -> TestTree {
    var tree: TestTree = [:]
    for _ in 0..<random.pick([2, 4, 6, 10, 16]) {
      let depth = random.pick([0, 1, 1, 2, 3])
      let folder = (0..<depth).map { _ in random.pick(["a", "b", "c", "d", "src"]) }.joined(separator: "/")
      let place = GitPath(folder).appending(Array(random.pick(TestTreeMaker.names).utf8))
      tree.put(random.chance(0.05) ? .link("start") : file(), at: place)
    }
    return tree
  }

  /// A tree after some steps of one side.
  mutating func changed(_ start: TestTree) -> TestTree {
    var tree = start
    for _ in 0..<random.pick([1, 2, 3, 4, 6, 9]) where !tree.isEmpty { step(&tree) }
    return tree
  }

  private mutating func step(_ tree: inout TestTree) {
    let path = random.pick(tree.keys.sorted())
    guard let file = tree[path] else { return }
    switch random.pick(steps) {
    case .edit: tree[path] = edited(file)
    case .add: tree.put(self.file(), at: place(in: tree))
    case .remove: tree[path] = nil
    case .rename: rename(path, in: &tree, to: file)
    case .renameAndEdit: rename(path, in: &tree, to: edited(file))
    case .moveFolder: moveFolder(in: &tree, scattered: false)
    case .scatterFolder: moveFolder(in: &tree, scattered: true)
    case .mode: if file.mode.isRegular { tree[path]?.mode = file.mode == .file ? .executable : .file }
    case .type: tree[path] = file.mode == .symlink ? self.file() : .link(random.pick(["one", "two"]))
    case .nest: tree.put(random.chance(0.5) ? file : self.file(), at: path.appending(Array("x".utf8)))
    case .flatten: tree.put(self.file(), at: folder(of: tree) ?? path)
    case .submodule: tree[path] = .submodule(random.pick(["1", "2"]))
    }
  }

  private mutating func folder(of tree: TestTree) -> GitPath? {
    let folders = tree.folders.filter { !$0.isRoot }
    return folders.isEmpty ? nil : random.pick(folders)
  }

  private mutating func place(in tree: TestTree) -> GitPath {
    random.pick(tree.folders + ["n", "n/m"]).appending(Array(random.pick(TestTreeMaker.names).utf8))
  }

  private mutating func rename(_ path: GitPath, in tree: inout TestTree, to file: TestFile) {
    tree[path] = nil
    let keepsName = random.chance(0.4)
    let new = place(in: tree)
    tree.put(file, at: keepsName ? new.parent.appending(path.name) : new)
  }

  private mutating func moveFolder(in tree: inout TestTree, scattered: Bool) {
    guard let old = folder(of: tree) else { return }
    var new = random.pick(tree.folders + ["n", "k", "new/deep"])
    guard !new.isInside(old) else { return }
    for path in tree.keys.filter({ $0.isInside(old) && $0 != old }).sorted() {
      guard let file = tree.removeValue(forKey: path) else { continue }
      if scattered { new = random.pick(["n", "k", "new/deep"]) }
      let rest = path.bytes[(old.bytes.count + 1)...]
      tree.put(random.chance(0.15) ? edited(file) : file, at: new.appending(rest))
    }
  }

  private mutating func file() -> TestFile {
    let tag = random.pick(["p", "q", "r", "s"])
    var changes: [Int: String] = [:]
    for _ in 0..<random.below(4) { changes[1 + random.below(12)] = "own \(random.below(50))" }
    var file = TestFile.lines(tag, random.pick([3, 8, 12, 20]), changes)
    if random.chance(0.05) { file.bytes = [] }
    if random.chance(0.03) { file.bytes.insert(0, at: 0) }
    if random.chance(0.1) { file.mode = .executable }
    return file
  }

  private mutating func edited(_ file: TestFile) -> TestFile {
    guard file.mode.isRegular else { return file }
    var lines = file.bytes.split(separator: 10, omittingEmptySubsequences: false).map(Array.init)
    for _ in 0..<random.pick([1, 1, 2, 4]) {
      let place = random.below(lines.count)
      let line = Array("edit \(random.below(4))".utf8)
      if random.chance(0.6) { lines[place] = line } else { lines.insert(line, at: place) }
    }
    return TestFile(mode: file.mode, bytes: Array(lines.joined(separator: [10])))
  }
}
