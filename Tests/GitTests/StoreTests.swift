import Git
import GitValues
import Testing

/// Objects of the layer in memory become one pack, and no more of them than needed.
@Suite struct StoreTests {
  private let signature = Signature(name: "Ada", mail: "ada@example.com", time: 1_700_000_000, offset: 60)

  /// Two commits in memory on top of HEAD; the second adds a folder with a file and a submodule.
  private func grow(_ opened: Repository, on head: ObjectID) throws -> ObjectID {
    var tip = head
    for number in 1...2 {
      let blob = try opened.objects.add(.blob, Array("text \(number)\n".utf8))
      let tree = try opened.objects.apply(
        [
          GitPath("new/deep/\(number)"): FileEntry(mode: .file, id: blob),
          "module": FileEntry(mode: .submodule, id: MadeTree.id(1)),
        ], to: opened.graph.commit(tip).tree)
      tip = try opened.addCommit(
        tree: tree, parents: [tip], author: signature, committer: signature, message: "number \(number)")
    }
    return tip
  }

  @Test func `What a commit needs becomes one sound pack`() throws {
    let repository = try TemporaryRepository(["a/b": "1\n", "c": "2\n"])
    let opened = try repository.open()
    let tip = try grow(opened, on: repository.id("HEAD"))
    let stray = try opened.objects.add(.blob, Array("nobody needs this\n".utf8))
    let loose = try counts(repository)["count"]
    #expect(try packs(repository).isEmpty)
    // Twice a commit, a blob, a root and two folders.
    #expect(try opened.store([tip]) == 10)
    #expect(try packs(repository).count == 1)
    #expect(try counts(repository)["in-pack"] == "10")
    #expect(try counts(repository)["count"] == loose)
    #expect(try repository.git("fsck", "--strict", "--full", "--no-dangling", "--no-progress") == "")
    try repository.git("update-ref", "refs/heads/main", tip.hex)
    #expect(try repository.git("fsck", "--strict", "--full", "--no-progress") == "")
    #expect(try repository.git("cat-file", "-p", "main:new/deep/2") == "text 2")
    #expect(
      try repository.git("log", "-1", "--format=%an %ae %ad %B", "--date=raw").hasPrefix(
        "Ada ada@example.com 1700000000 +0100 number 2"))
    #expect(try repository.status(of: "cat-file", "-e", stray.hex) != 0)
    #expect(try repository.open().objects.contains(tip))
    #expect(opened.objects.contains(stray))
  }

  @Test func `What is on disk already is left out`() throws {
    let repository = try TemporaryRepository(["a/b": "1\n", "c": "2\n"])
    let opened = try repository.open()
    // In the layer as well as on disk.
    let tree = try opened.objects.read(repository.id("HEAD^{tree}")).bytes
    let known = try opened.objects.add(.tree, tree)
    let blob = try opened.objects.add(.blob, Array("2\n".utf8))
    #expect(try opened.store([known, blob]) == 0)
    let commit = try opened.addCommit(
      tree: known, parents: [repository.id("HEAD")], author: signature, committer: signature, message: "m")
    #expect(try opened.store([commit]) == 1)
    #expect(try opened.store([commit]) == 0)
    #expect(try counts(repository)["in-pack"] == "1")
    #expect(try packs(repository).count == 1)
  }

  @Test func `Nothing is written for no roots, and an earlier pack does not hide a later one`() throws {
    let repository = try TemporaryRepository(["a": "1\n"])
    let opened = try repository.open()
    let head = try repository.id("HEAD")
    #expect(try opened.store([]) == 0)
    #expect(try opened.store([head]) == 0)
    #expect(try packs(repository).isEmpty)
    let first = try grow(opened, on: head)
    #expect(try opened.store([first]) > 0)
    let second = try grow(opened, on: first)
    // The files are those of before: only the two commits are new.
    #expect(try opened.store([second, first]) == 2)
    #expect(try packs(repository).count == 2)
    let tree = try repository.git("rev-parse", "\(second.hex)^{tree}")
    #expect(try tree == repository.git("rev-parse", "\(first.hex)^{tree}"))
    #expect(try repository.git("rev-list", "--count", second.hex) == "5")
  }

  @Test func `A worktree's objects go where all worktrees find them`() throws {
    let repository = try TemporaryRepository(["a": "1\n"])
    try repository.git("worktree", "add", "-q", "-b", "lane", repository.folder + "/lane")
    let opened = try repository.open(repository.folder + "/lane")
    let tip = try grow(opened, on: repository.id("HEAD"))
    #expect(try opened.store([tip]) > 0)
    #expect(try repository.git("cat-file", "-t", tip.hex) == "commit")
  }

  /// The packs on disk; each has a `.pack` and an `.idx` and nothing is left beside them.
  private func packs(_ repository: TemporaryRepository) throws -> [String] {
    let names = fileNames(in: repository.path + "/.git/objects/pack")
    let packs = names.filter { $0.hasSuffix(".pack") }
    #expect(names.count == packs.count * 2, "\(names)")
    return packs
  }

  private func counts(_ repository: TemporaryRepository) throws -> [String: String] {
    let lines = try repository.git("count-objects", "-v").split(separator: "\n")
    return Dictionary(
      lines.map { line in
        let words = line.split(separator: " ").map(String.init)
        return (String(words[0].dropLast()), words[1])
      }, uniquingKeysWith: { $1 })
  }
}
