import Git
import GitValues
import Testing

/// Differences between trees, and trees made of differences, are those of git.
@Suite struct TreeChangesTests {
  /// Every made-up tree is compared with git in two ways; a failure names its seed.
  @Test("Made-up trees differ where git diff-tree says, in its order", arguments: 1...8)
  func differences(_ seed: UInt64) throws {
    var random = SmallRandom(seed)
    let repository = try TemporaryRepository()
    var tree = MadeTree()
    tree.change(30, &random)
    var ids = [try tree.write(in: repository)]
    for step in 0..<3 {
      tree.change(step * 5 + 1, &random)
      ids.append(try tree.write(in: repository))
    }
    let objects = try repository.open().objects
    for (old, new) in [(ids[0], ids[1]), (ids[1], ids[2]), (ids[3], ids[0]), (.emptyTree, ids[3])] {
      let found = try objects.changes(from: old, to: new)
      #expect(try found.changes == difference(old, new, repository), "seed \(seed): \(old) \(new)")
    }
    #expect(try objects.changes(from: nil, to: ids[2]).changes == objects.files(in: ids[2]))
    for file in try objects.files(in: ids[3]) {
      #expect(tree.entries[file.path] == file.new, "seed \(seed)")
      #expect(try objects.entry(at: file.path, in: ids[3]) == file.new, "seed \(seed)")
    }
    #expect(try objects.files(in: ids[3]).count == tree.entries.count, "seed \(seed)")
  }

  @Test("Made-up updates give the tree that git makes", arguments: 1...8)
  func updates(_ seed: UInt64) throws {
    var random = SmallRandom(seed &+ 100)
    let repository = try TemporaryRepository()
    var tree = MadeTree()
    tree.change(25, &random)
    let root = try tree.write(in: repository)
    let old = tree.entries
    tree.change(12, &random)
    var updates: [GitPath: FileEntry?] = [:]
    for path in Set(old.keys).union(tree.entries.keys) where old[path] != tree.entries[path] {
      updates[path] = .some(tree.entries[path])
    }
    // What is not there can be removed as well.
    for _ in 0..<5 {
      let path = MadeTree.path(&random)
      if tree.entries[path] == nil { updates[path] = .some(nil) }
    }
    let files = try storedFiles(repository)
    let expected = try tree.write(in: repository, objects: repository.folder + "/elsewhere")
    let objects = try repository.open().objects
    let made = try objects.apply(updates, to: root)
    #expect(made == expected, "seed \(seed)")
    #expect(try objects.files(in: made).count == tree.entries.count, "seed \(seed)")
    #expect(try storedFiles(repository) == files, "seed \(seed)")
  }

  @Test func `Equal trees do not differ and no updates change nothing`() throws {
    let repository = try TemporaryRepository(["a/b": "1\n"])
    let tree = try repository.id("HEAD^{tree}")
    let objects = try repository.open().objects
    #expect(try objects.changes(from: tree, to: tree).isEmpty)
    #expect(try objects.changes(from: nil, to: nil).isEmpty)
    #expect(try objects.changes(from: nil, to: .emptyTree).isEmpty)
    #expect(try objects.apply([:], to: tree) == tree)
  }

  @Test func `Folders that empty vanish, up to the root`() throws {
    let repository = try TemporaryRepository(["a/b/c/d": "1\n", "e": "2\n"])
    let root = try repository.id("HEAD^{tree}")
    let objects = try repository.open().objects
    let one = try objects.apply(["a/b/c/d": nil], to: root)
    #expect(try objects.files(in: one).map(\.path) == ["e"])
    #expect(try objects.entry(at: "a", in: one) == nil)
    #expect(try objects.apply(["e": nil], to: one) == .emptyTree)
    let file = FileEntry(mode: .file, id: MadeTree.id(1))
    let moved = try objects.apply(["a/b/c/d": nil, "a": file], to: root)
    #expect(try objects.entry(at: "a", in: moved) == file)
  }

  @Test func `A removal of what is not there removes nothing else`() throws {
    let repository = try TemporaryRepository(["file": "1\n", "folder/x": "2\n"])
    let root = try repository.id("HEAD^{tree}")
    let objects = try repository.open().objects
    for path in ["none", "none/x", "folder", "folder/y", "folder/x/y", "file/x", "file/x/y"] as [GitPath] {
      #expect(try objects.apply([path: nil], to: root) == root, "\(path)")
    }
    #expect(try objects.files(in: objects.apply(["file": nil, "file/x": nil], to: root)).count == 1)
  }

  @Test func `A file and a folder of one name are refused`() throws {
    let repository = try TemporaryRepository(["a/b": "1\n"])
    let root = try repository.id("HEAD^{tree}")
    let objects = try repository.open().objects
    let file = FileEntry(mode: .file, id: MadeTree.id(1))
    let error = #expect(throws: GitError.self) { try objects.apply(["a": file, "a/c": file], to: root) }
    #expect(error?.code == .corrupt)
  }

  @Test func `A tree made in memory is only there`() throws {
    let repository = try TemporaryRepository(["a": "1\n"])
    let objects = try repository.open().objects
    let made = try objects.apply(
      ["dir/b": FileEntry(mode: .file, id: MadeTree.id(1))], to: repository.id("HEAD^{tree}"))
    #expect(objects.contains(made))
    #expect(try repository.status(of: "cat-file", "-e", made.hex) != 0)
    #expect(try !repository.open().objects.contains(made))
  }

  @Test func `Modes of old repositories count as those that git makes of them`() throws {
    let repository = try TemporaryRepository()
    let objects = try repository.open().objects
    func tree(_ mode: String) throws -> ObjectID {
      let bytes = Array("\(mode) a\0".utf8) + MadeTree.id(1).bytes
      try #require(writeFile(repository.folder + "/tree", bytes))
      let words = ["hash-object", "-t", "tree", "-w", "--literally", repository.folder + "/tree"]
      return try #require(ObjectID(hex: Command.run(["git"] + words, in: repository.path).text))
    }
    let modern = try tree("100644")
    for mode in ["100664", "100600", "0100644", "100755", "100711"] {
      let old = try tree(mode)
      #expect(
        try objects.changes(from: old, to: modern).changes == difference(old, modern, repository), "\(mode)")
    }
  }

  /// What `git diff-tree` tells of two trees.
  private func difference(
    _ old: ObjectID, _ new: ObjectID, _ repository: TemporaryRepository
  ) throws -> [PathChange] {
    let result = try Command.run(
      ["git", "diff-tree", "-r", "--no-renames", "--raw", "-z", old.hex, new.hex], in: repository.path)
    try #require(result.status == 0, "\(result.text)")
    let parts = result.output.split(separator: 0)
    return try stride(from: 0, to: parts.count, by: 2).map { index in
      let words = String(decoding: parts[index].dropFirst(), as: UTF8.self).split(separator: " ")
      func entry(_ side: Int) throws -> FileEntry? {
        let bits = try #require(UInt16(words[side], radix: 8))
        let id = try #require(ObjectID(hex: words[side + 2]))
        return try bits == 0 ? nil : FileEntry(mode: #require(FileMode(rawValue: bits)), id: id)
      }
      return PathChange(path: GitPath(Array(parts[index + 1])), old: try entry(0), new: try entry(1))
    }
  }

  private func storedFiles(_ repository: TemporaryRepository) throws -> [UInt8] {
    let script = "find .git/objects -type f | sort"
    return try Command.run(["sh", "-c", script], in: repository.path).output
  }
}
