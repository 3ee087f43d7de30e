import Git
import GitValues
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A worktree on one commit, and another commit that it is to be brought to.
private struct Step {
  let repository: TemporaryRepository
  let old: ObjectID
  let new: ObjectID

  static let files = [
    "a.txt": "a\n", "dir/b.txt": "b\n", "dir/deep/c.txt": "c\n", "only/one": "1\n", "file": "f\n",
    "folder/x": "x\n",
    "same": "s\n", ".gitignore": "*.o\n",
  ]

  /// Changes of all kinds: modified, added, removed, moved, mode, file ↔ folder, file ↔ link.
  init() throws {
    repository = try TemporaryRepository(Step.files)
    try repository.write("tool", "#!\n")
    try repository.link("link", to: "a.txt")
    old = try repository.commit("old")
    try repository.write("a.txt", "A longer\n")
    try repository.write("dir/new/n.txt", "n\n")
    try repository.git("mv", "dir/b.txt", "moved.txt")
    try repository.git("rm", "-q", "only/one")
    try repository.git("rm", "-q", "file", "folder/x", "link")
    try repository.write("file/inner", "i\n")
    try repository.write("folder", "now a file\n")
    try repository.write("link", "now a file\n")
    try repository.setMode("tool", 0o755)
    new = try repository.commit("new")
    try repository.git("reset", "-q", "--hard", old.hex)
  }

  func plan(_ opened: Repository) throws -> WorktreeUpdate {
    let from = try opened.graph.commit(old).tree
    return try opened.planUpdate(from: from, to: opened.graph.commit(new).tree)
  }

  /// Compares the worktree with what git makes of the new commit.
  func expectArrived(except: Set<String> = []) throws {
    try repository.git("update-ref", "--no-deref", "HEAD", new.hex)
    let status = try repository.git("status", "--porcelain", "--untracked-files=all").split(separator: "\n")
    #expect(Set(status.map { String($0.dropFirst(3)) }) == except, "\(status)")
    #expect(try repository.git("fsck") == "")
  }
}

@Suite struct WorktreeUpdateTests {
  @Test(arguments: [false, true]) func `A clean worktree arrives at the new tree`(settled: Bool) throws {
    let step = try Step()
    if settled { try step.repository.settle() }
    let opened = try step.repository.open()
    let update = try step.plan(opened)
    #expect(update.blockers.isEmpty && update.notes.isEmpty && update.changes.count > 8)
    #expect(try opened.apply(update, mending: false).isEmpty)
    try step.expectArrived()
    #expect(!step.repository.exists(step.repository.path + "/only"))
    #expect(!step.repository.exists(step.repository.path + "/.git/index.lock"))
  }

  @Test func `The index is the one that git would have`() throws {
    let step = try Step()
    try step.repository.settle()
    try step.repository.git("update-index", "--skip-worktree", "same")
    let opened = try step.repository.open()
    _ = try opened.apply(step.plan(opened), mending: false)
    try step.expectArrived()
    let staged = try step.repository.git("ls-files", "-s", "-t")
    #expect(staged.contains("S 100644") && staged.contains("\tsame"))
    #expect(
      try step.repository.git("write-tree") == step.repository.git("rev-parse", "\(step.new.hex)^{tree}"))
  }

  static let disturbances: [(String, [String], @Sendable (TemporaryRepository) throws -> Void)] = [
    ("changed file", ["a.txt"], { try $0.write("a.txt", "mine\n") }),
    ("changed file of the same size", ["a.txt"], { try $0.write("a.txt", "m\n") }),
    ("removed file", ["dir/b.txt"], { try $0.remove("dir/b.txt") }),
    (
      "staged change", ["a.txt"],
      {
        try $0.write("a.txt", "mine\n")
        try $0.git("add", "a.txt")
      }
    ),
    (
      "staged addition", ["moved.txt"],
      {
        try $0.write("moved.txt", "mine\n")
        try $0.git("add", "moved.txt")
      }
    ),
    ("untracked file", ["dir/new/n.txt"], { try $0.write("dir/new/n.txt", "mine\n") }),
    ("untracked file where a folder must come", ["dir/new/n.txt"], { try $0.write("dir/new", "mine\n") }),
    (
      "ignored file where a folder must come", ["dir/new/n.txt"],
      {
        try $0.write(".git/info/exclude", "new\n")
        try $0.write("dir/new", "mine\n")
      }
    ),
    ("link where a folder must come", ["dir/new/n.txt"], { try $0.link("dir/new", to: "deep") }),
    ("ignored file in a folder that must go", ["folder"], { try $0.write("folder/x.o", "mine\n") }),
    ("untracked folder in the way", ["moved.txt"], { try $0.write("moved.txt/x", "mine\n") }),
    (
      "file replaced by a folder", ["a.txt"],
      {
        try $0.remove("a.txt")
        try $0.write("a.txt/x", "mine\n")
      }
    ),
    (
      "folder replaced by a link", ["dir/b.txt", "dir/new/n.txt"],
      {
        _ = try Command.run(["mv", "dir", "elsewhere"], in: $0.path)
        try $0.link("dir", to: "elsewhere")
      }
    ),
    ("executable bit", ["a.txt"], { try $0.setMode("a.txt", 0o755) }),
    (
      "assumed to be unchanged", ["a.txt"],
      {
        try $0.git("update-index", "--assume-unchanged", "a.txt")
        try $0.write("a.txt", "mine\n")
      }
    ),
  ]

  @Test("What the user has at a changed path blocks the update", arguments: disturbances.indices)
  func blocked(_ index: Int) throws {
    let (name, expected, disturb) = Self.disturbances[index]
    let step = try Step()
    let clean = try step.plan(step.repository.open())
    try disturb(step.repository)
    let opened = try step.repository.open()
    let before = try step.repository.contents()
    let update = try step.plan(opened)
    #expect(update.blockers.map(\.path.text).sorted() == expected, "\(name): \(update.blockers)")
    // It may also come between planning and applying.
    for update in [update, clean] {
      let error = #expect(throws: GitError.self) { try opened.apply(update, mending: false) }
      #expect(error?.code == .dirty)
    }
    #expect(try step.repository.contents() == before)
  }

  @Test func `What the user has at other paths is not touched`() throws {
    let step = try Step()
    try step.repository.write("same", "changed\n")
    try step.repository.write("loose", "1\n")
    try step.repository.write("only/mine.o", "1\n")
    try step.repository.write("dir/deep/loose", "2\n")
    let opened = try step.repository.open()
    #expect(try opened.apply(step.plan(opened), mending: false).isEmpty)
    try step.expectArrived(except: ["same", "loose", "dir/deep/loose"])
    #expect(step.repository.text("only/mine.o") == "1\n")
  }

  @Test func `A change that came right after the last checkout stays visible`() throws {
    let step = try Step()
    // Same size, same second as the index: git sees it only as it distrusts such young files.
    try step.repository.git("update-index", "--refresh", "-q")
    try step.repository.write("same", "S\n")
    let opened = try step.repository.open()
    _ = try opened.apply(step.plan(opened), mending: false)
    try step.expectArrived(except: ["same"])
  }

  @Test func `A path in conflict blocks everything, a lock too`() throws {
    let step = try Step()
    let blob = try step.repository.git("rev-parse", "HEAD:same")
    let info = "100644 \(blob) 1\tsame\n100644 \(blob) 2\tsame"
    _ = try Command.run(
      ["sh", "-c", "printf '\(info)\\n' | git update-index --index-info"], in: step.repository.path)
    let opened = try step.repository.open()
    let update = try step.plan(opened)
    #expect(update.blockers.map(\.path) == ["same"])
    try step.repository.git("reset", "-q", "--hard")
    try step.repository.write(".git/index.lock", "")
    let error = #expect(throws: GitError.self) { try opened.apply(step.plan(opened), mending: false) }
    #expect(error?.code == .locked)
    #expect(step.repository.exists(step.repository.path + "/.git/index.lock"))
  }

  @Test func `The lock of a process of ours that has ended is taken over, others never`() throws {
    let step = try Step()
    let opened = try step.repository.open()
    let update = try step.plan(opened)
    let host = try Command.run(["uname", "-n"], in: "/").text
    for reason in ["", "updating (git-fanin process \(getpid()) on \(host) started )"] {
      try step.repository.write(".git/index.lock", reason)
      #expect(throws: GitError.self) { try opened.apply(update, mending: false) }
    }
    let ended = try Command.run(["sh", "-c", "echo $$"], in: "/").text
    let mark = "updating (git-fanin process \(ended) on \(host) started 1)"
    try step.repository.write(".git/index.lock", mark)
    #expect(try opened.apply(update, mending: false).isEmpty)
    try step.expectArrived()
  }

  @Test func `Content that is only in memory can be written`() throws {
    let step = try Step()
    let opened = try step.repository.open()
    let blob = try opened.objects.add(.blob, Array("from memory\n".utf8))
    let from = try opened.graph.commit(step.old).tree
    let to = try opened.objects.apply(["fresh/m": FileEntry(mode: .file, id: blob)], to: from)
    #expect(try opened.apply(opened.planUpdate(from: from, to: to), mending: false).isEmpty)
    #expect(step.repository.text("fresh/m") == "from memory\n")
  }

  @Test func `Line ends are written by the attributes of the new tree`() throws {
    let repository = try TemporaryRepository(["a.txt": "1\n", "b.txt": "2\n"])
    let old = try repository.id("HEAD^{tree}")
    try repository.write(".gitattributes", "*.txt eol=crlf\n")
    try repository.write("a.txt", "11\n")
    try repository.commit("new")
    let new = try repository.id("HEAD^{tree}")
    try repository.git("checkout", "-q", "HEAD~1")
    let opened = try repository.open()
    _ = try opened.apply(opened.planUpdate(from: old, to: new), mending: false)
    #expect(repository.text("a.txt") == "11\r\n")
    try repository.git("update-ref", "--no-deref", "HEAD", "main")
    #expect(try repository.git("status", "--porcelain") == "")
  }

  @Test func `A submodule is updated in the index only`() throws {
    let library = try TemporaryRepository(["lib": "1\n"])
    let repository = try TemporaryRepository(["a": "1\n"])
    let empty = try repository.id("HEAD^{tree}")
    try repository.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", library.path, "lib")
    try repository.commit("with submodule")
    let full = try repository.id("HEAD^{tree}")
    try repository.git("-c", "advice.detachedHead=false", "checkout", "-q", "HEAD~1")
    try repository.remove("lib")
    let opened = try repository.open()
    let update = try opened.planUpdate(from: empty, to: full)
    #expect(update.notes.map(\.path) == ["lib"] && update.blockers.isEmpty)
    #expect(try opened.apply(update, mending: false).isEmpty)
    try repository.git("update-ref", "--no-deref", "HEAD", "main")
    #expect(try repository.git("status", "--porcelain") == "")
  }

  @Test func `A file that a filter driver writes blocks`() throws {
    let repository = try TemporaryRepository([".gitattributes": "*.big filter=lfs\n", "x.big": "1\n"])
    let old = try repository.id("HEAD^{tree}")
    try repository.write("x.big", "2\n")
    try repository.commit("new")
    let new = try repository.id("HEAD^{tree}")
    try repository.git("reset", "-q", "--hard", "HEAD~1")
    try repository.git("config", "filter.lfs.smudge", "tr a b")
    #expect(try repository.open().planUpdate(from: old, to: new).blockers.map(\.path) == ["x.big"])
  }

  @Test(arguments: ["2", "3", "4"]) func `Every version of the index is read and written`(version: String)
    throws
  {
    let step = try Step()
    try step.repository.git("update-index", "--index-version", version)
    let opened = try step.repository.open()
    _ = try opened.apply(step.plan(opened), mending: false)
    try step.expectArrived()
  }
}

@Suite struct WorktreeMendingTests {
  @Test func `After a crash the rest is done, and what the user changed is left alone and told`() throws {
    let step = try Step()
    let opened = try step.repository.open()
    let update = try step.plan(opened)
    // As if it had come half way: files written, the index not; then the user went on.
    try step.repository.write("a.txt", "A longer\n")
    try step.repository.remove("only")
    try step.repository.write("dir/new/.git-fanin-1-2.tmp", "half")
    try step.repository.write("tool", "mine\n")
    try step.repository.write("moved.txt", "mine too\n")
    #expect(throws: GitError.self) { try opened.apply(update, mending: false) }
    #expect(try opened.apply(update, mending: true) == ["moved.txt", "tool"])
    try step.expectArrived(except: ["tool", "moved.txt"])
    #expect(step.repository.text("tool") == "mine\n")
    #expect(step.repository.text("moved.txt") == "mine too\n")
  }

  @Test func `Mending what is whole changes nothing`() throws {
    let step = try Step()
    let opened = try step.repository.open()
    let update = try step.plan(opened)
    _ = try opened.apply(update, mending: false)
    let before = try step.repository.contents()
    #expect(try opened.apply(update, mending: true).isEmpty)
    #expect(try step.repository.contents() == before)
    try step.expectArrived()
  }

  @Test("Mending from any point of a first run arrives at the same", arguments: 1...10)
  func anywhere(_ seed: UInt64) throws {
    var random = SmallRandom(seed)
    let step = try Step()
    let opened = try step.repository.open()
    let update = try step.plan(opened)
    // Removals come first; some of them, or all and some of the rest, are done.
    let removals = update.changes.changes.filter { $0.new == nil }
    let count = Int(random.next() % UInt64(removals.count + 1))
    for change in removals.prefix(count) { try step.repository.remove(change.path.text) }
    if count == removals.count {
      for change in update.changes.changes where change.new != nil && random.next() % 2 == 0 {
        let path = change.path.text
        try step.repository.remove(path)
        try step.repository.makeFolders(above: step.repository.path + "/" + path)
        let copy = "git cat-file blob \(step.new.hex):\(path) > \(path)"
        _ = try Command.run(["sh", "-c", copy], in: step.repository.path)
        if change.new?.mode == .executable { try step.repository.setMode(path, 0o755) }
      }
    }
    #expect(try opened.apply(update, mending: true).isEmpty)
    try step.expectArrived()
  }
}

extension TemporaryRepository {
  /// All files of the worktree with their content, and the index.
  func contents() throws -> String {
    let files =
      "find . -path ./.git -prune -o -type f -exec sha1sum {} + -o -type l -printf '%p %l\\n' | sort"
    return try Command.run(["sh", "-c", files + "; git ls-files -s -t"], in: path).text
  }
}
