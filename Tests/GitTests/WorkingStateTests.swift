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

/// One way to leave a worktree, which git and this module must describe alike.
struct WorkingCase: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let prepare: @Sendable (TemporaryRepository) throws -> Void

  init(_ name: String, _ prepare: @escaping @Sendable (TemporaryRepository) throws -> Void) {
    testDescription = name
    self.prepare = prepare
  }
}

@Suite struct WorkingStateTests {
  static let files = [
    "a.txt": "a\n", "dir/b.txt": "b\n", "dir/deep/c.txt": "c\n", "dir-x/d.txt": "d\n", "dir.e": "e\n",
    "run.sh": "#!\n",
  ]

  static let cases: [WorkingCase] = [
    WorkingCase("nothing changed") { _ in },
    WorkingCase("files of the same second, racy") { try $0.write("a.txt", "A\n") },
    WorkingCase("changed and restored") {
      try $0.write("a.txt", "longer\n")
      try $0.write("a.txt", "a\n")
    },
    WorkingCase("same size, other content") {
      try $0.settle()
      try $0.write("dir/b.txt", "x\n")
    },
    WorkingCase("file removed") { try $0.remove("dir/b.txt") },
    WorkingCase("folder removed") { try $0.remove("dir") },
    WorkingCase("file replaced by folder") {
      try $0.remove("a.txt")
      try $0.write("a.txt/inner", "i\n")
    },
    WorkingCase("folder replaced by file") {
      try $0.remove("dir")
      try $0.write("dir", "now a file\n")
    },
    WorkingCase("folder replaced by a link to one") {
      try $0.write("elsewhere/b.txt", "b\n")
      try $0.remove("dir")
      try $0.link("dir", to: "elsewhere")
    },
    WorkingCase("file replaced by link") {
      try $0.remove("a.txt")
      try $0.link("a.txt", to: "dir/b.txt")
    },
    WorkingCase("executable bit set") { try $0.setMode("a.txt", 0o755) },
    WorkingCase("executable bit that does not count") {
      try $0.git("config", "core.fileMode", "false")
      try $0.setMode("a.txt", 0o755)
    },
    WorkingCase("staged, then changed again") {
      try $0.write("a.txt", "staged\n")
      try $0.git("add", "a.txt")
      try $0.write("a.txt", "changed\n")
    },
    WorkingCase("staged removal of a file that is there again") {
      try $0.git("rm", "-q", "--cached", "dir/b.txt")
    },
    WorkingCase("staged addition, removed again") {
      try $0.write("new", "n\n")
      try $0.git("add", "new")
      try $0.remove("new")
    },
    WorkingCase("staged move") { try $0.git("mv", "dir/b.txt", "dir/z.txt") },
    WorkingCase("intent to add") {
      try $0.write("later/one", "1\n")
      try $0.git("add", "-N", "later/one")
    },
    WorkingCase("untracked in new and old folders") {
      try $0.write("dir/new", "1\n")
      try $0.write("fresh/deep/er", "2\n")
      try $0.link("fresh/link", to: "nowhere")
    },
    WorkingCase("empty folders are nothing") {
      try $0.write("hollow/x", "")
      try $0.remove("hollow/x")
    },
    WorkingCase("assume unchanged") {
      try $0.git("update-index", "--assume-unchanged", "a.txt")
      try $0.write("a.txt", "not looked at\n")
    },
    WorkingCase("skip worktree") {
      try $0.git("update-index", "--skip-worktree", "a.txt", "dir/b.txt")
      try $0.remove("a.txt")
      try $0.write("dir/b.txt", "not looked at\n")
    },
    WorkingCase("names that are not UTF-8 and names with blanks") {
      try $0.write("with blank", "1\n")
      _ = try Command.run(["sh", "-c", "printf x > \"$(printf 'caf\\351')\""], in: $0.path)
    },
    WorkingCase("index version 4") {
      try $0.git("update-index", "--index-version", "4")
      try $0.write("dir/deep/c.txt", "cc\n")
    },
    WorkingCase("no cache of trees in the index") {
      try $0.git("read-tree", "--reset", "HEAD")
      try $0.remove("dir-x")
    },
    WorkingCase("line ends converted to LF") {
      try $0.git("config", "core.autocrlf", "true")
      try $0.write("a.txt", "a\r\nb\r\n")
      try $0.write("fresh.txt", "1\r\n2\r\n")
    },
    WorkingCase("line ends by attributes") {
      try $0.write(".gitattributes", "*.txt text eol=crlf\n*.bin -text\n")
      try $0.write("dir/deep/c.txt", "c\r\n")
      try $0.write("x.bin", "1\r\n")
    },
    WorkingCase("ident expanded") {
      try $0.write(".gitattributes", "*.id ident\n")
      try $0.write("v.id", "$Id: whatever$\n")
    },
  ]

  @Test("A worktree's state is what git says it is", arguments: cases)
  func state(_ item: WorkingCase) throws {
    let repository = try TemporaryRepository(Self.files)
    try item.prepare(repository)
    try expectAsGit(repository)
  }

  @Test func `A branch without commits is compared with the empty tree`() throws {
    let repository = try TemporaryRepository()
    try repository.write("staged", "1\n")
    try repository.git("add", "staged")
    try repository.write("loose", "2\n")
    try expectAsGit(repository)
  }

  @Test func `Without untracked files the tree is that of a commit of all changes`() throws {
    let repository = try TemporaryRepository(Self.files)
    try repository.write("a.txt", "changed\n")
    try repository.write("loose", "2\n")
    let opened = try repository.open()
    let state = try opened.workingState(untracked: false, into: opened.objects)
    #expect(state.untracked.isEmpty)
    let copy = try repository.copy()
    try repository.git("add", "--update", in: copy)
    #expect(try state.tree.hex == repository.git("write-tree", in: copy))
  }

  @Test func `A repository inside is one untracked path and is not looked into`() throws {
    let repository = try TemporaryRepository(Self.files)
    try repository.write("inner/file", "1\n")
    try repository.git("init", "-q", "inner")
    let opened = try repository.open()
    let state = try opened.workingState(untracked: true, into: opened.objects)
    #expect(state.untracked == ["inner"])
    #expect(state.unsupported.map(\.path) == ["inner"])
    #expect(try state.tree == repository.id("HEAD^{tree}"))
  }

  @Test func `A submodule with another commit is modified, one not checked out is not`() throws {
    let library = try TemporaryRepository(["lib": "1\n"])
    let repository = try TemporaryRepository(Self.files)
    for name in ["one", "two"] {
      try repository.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", library.path, name)
    }
    try repository.commit("with submodules")
    try repository.git("submodule", "deinit", "-q", "-f", "two")
    try repository.write("more", "x", in: repository.path + "/one")
    let next = try repository.commit("more", in: repository.path + "/one")
    let opened = try repository.open()
    let state = try opened.workingState(untracked: true, into: opened.objects)
    #expect(state.modified == ["one"])
    #expect(try opened.objects.entry(at: "one", in: state.tree)?.id == next)
    try expectAsGit(repository)
  }

  @Test func `Conflicts and the merge under way are told`() throws {
    let repository = try TemporaryRepository(Self.files)
    try repository.git("switch", "-q", "-c", "other")
    try repository.write("a.txt", "theirs\n")
    try repository.commit("theirs")
    try repository.git("switch", "-q", "main")
    try repository.write("a.txt", "ours\n")
    try repository.commit("ours")
    #expect(try repository.status(of: "merge", "other") == 1)
    let opened = try repository.open()
    let state = try opened.workingState(untracked: true, into: opened.objects)
    #expect(state.conflicted == ["a.txt"])
    #expect(state.operation == "merge")
    #expect(!state.isClean)
  }

  @Test func `A file that a filter driver would convert is not taken as it is`() throws {
    let repository = try TemporaryRepository(Self.files)
    try repository.git("config", "filter.lfs.clean", "tr a b")
    try repository.write(".gitattributes", "*.big filter=lfs\n")
    try repository.write("x.big", "aaa\n")
    let opened = try repository.open()
    let state = try opened.workingState(untracked: true, into: opened.objects)
    #expect(state.unsupported.map(\.path) == ["x.big"])
    #expect(try opened.objects.entry(at: "x.big", in: state.tree) == nil)
  }

  @Test func `A split index and a sparse index are refused`() throws {
    let repository = try TemporaryRepository(Self.files)
    try repository.git("update-index", "--split-index")
    let opened = try repository.open()
    let error = #expect(throws: GitError.self) {
      try opened.workingState(untracked: true, into: opened.objects)
    }
    #expect(error?.code == .unsupported)
    try repository.git("update-index", "--no-split-index")
    try repository.git("sparse-checkout", "set", "--cone", "--sparse-index", "dir")
    let sparse = #expect(throws: GitError.self) {
      try opened.workingState(untracked: true, into: opened.objects)
    }
    #expect(sparse?.code == .unsupported)
  }
}

extension WorkingStateTests {
  /// Compares with `git status`, and the tree with what git would commit from a copy.
  private func expectAsGit(_ repository: TemporaryRepository) throws {
    let before = try repository.fingerprint()
    let opened = try repository.open()
    let state = try opened.workingState(untracked: true, into: opened.objects)
    #expect(try repository.fingerprint() == before, "something was written")
    let copy = try repository.copy()
    var staged: [String] = []
    var untracked: [String] = []
    for item in try repository.items(
      "status", "--porcelain", "-z", "--untracked-files=all", "--no-renames", in: copy)
    {
      let marks = Array(item.prefix(2))
      let path = String(item.dropFirst(3))
      if marks[0] == "?" {
        untracked.append(path)
      } else if marks[0] != " " {
        staged.append(path)
      }
    }
    // `git status` also lists files of another size whose content is converted to the same blob; `git diff` does not.
    let modified = try repository.items("diff", "--name-only", "-z", "--no-renames", in: copy)
    #expect(state.staged.map(\.text) == staged)
    #expect(state.modified.map(\.text) == modified)
    #expect(state.untracked.map(\.text) == untracked)
    #expect(state.unsupported.isEmpty)
    try repository.git("add", "--all", in: copy)
    #expect(try state.tree.hex == repository.git("write-tree", in: copy))
  }
}

extension TemporaryRepository {
  /// Copies the repository, so that git can be asked without touching it.
  func copy() throws -> String {
    let copy = folder + "/copy-\(UInt32.random(in: 0 ... .max))"
    _ = try Command.run(["cp", "-a", path, copy], in: "/")
    return copy
  }

  /// What is in the git folder: names, sizes and times of all files.
  func fingerprint() throws -> String {
    try Command.run(["find", ".git", "-printf", "%p %s %T@\\n"], in: path).text
  }
}
