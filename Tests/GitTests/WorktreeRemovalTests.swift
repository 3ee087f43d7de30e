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

@Suite struct WorktreeRemovalTests {
  private func repository() throws -> (TemporaryRepository, Worktree) {
    let repository = try TemporaryRepository([
      ".gitignore": "*.o\ncache/\n", "a": "1\n", "dir/b": "2\n", "dir/l/c": "3\n",
    ])
    let path = repository.folder + "/w"
    try repository.git("worktree", "add", "-q", "-b", "w", path)
    return (repository, try #require(try repository.open().worktrees().last))
  }

  @Test func `A clean worktree goes with its records, its branch stays`() throws {
    let (repository, worktree) = try repository()
    let opened = try repository.open()
    #expect(try opened.losses(of: worktree).isEmpty)
    try opened.removeWorktree(worktree)
    #expect(!repository.exists(worktree.path))
    #expect(try !repository.git("worktree", "list").contains(worktree.path))
    #expect(!repository.exists(repository.path + "/.git/worktrees"))
    _ = try repository.id("refs/heads/w")
  }

  static let losses: [(String, LossKinds, @Sendable (TemporaryRepository, String) throws -> Void)] = [
    ("modified", .modified, { try $0.write("a", "changed\n", in: $1) }),
    (
      "staged", .modified,
      {
        try $0.write("dir/b", "changed\n", in: $1)
        try $0.git("add", "dir/b", in: $1)
      }
    ),
    ("removed", .missing, { try $0.remove("dir/b", in: $1) }),
    ("untracked", .untracked, { try $0.write("dir/new", "1\n", in: $1) }),
    ("inner repository", .untracked, { try $0.git("init", "-q", $1 + "/inner") }),
    ("ignored file", .ignored, { try $0.write("dir/x.o", "1\n", in: $1) }),
    ("ignored folder", .ignored, { try $0.write("cache/deep/x", "1\n", in: $1) }),
    ("bisect", .operation, { try $0.git("bisect", "start", in: $1) }),
    ("lock", .lock, { try $0.git("worktree", "lock", $1) }),
  ]

  @Test("What would be lost keeps a worktree, unless it is allowed", arguments: losses.indices)
  func kept(_ index: Int) throws {
    let (name, kind, prepare) = Self.losses[index]
    let (repository, worktree) = try repository()
    try prepare(repository, worktree.path)
    let opened = try repository.open()
    let now = try #require(try opened.worktrees().last)
    #expect(try opened.losses(of: now).kinds == kind, "\(name)")
    let before = try repository.allPaths()
    let error = #expect(throws: GitError.self) { try opened.removeWorktree(now) }
    #expect(error?.code == (kind == .lock ? .locked : .dirty))
    #expect(try repository.allPaths() == before)
    try opened.removeWorktree(now, allowing: kind)
    #expect(!repository.exists(worktree.path))
  }

  @Test func `A link in a worktree is removed, what it leads to stays`() throws {
    let (repository, worktree) = try repository()
    try repository.write("precious/x", "1\n", in: repository.folder)
    try repository.link("cache/link", to: repository.folder + "/precious", in: worktree.path)
    try repository.link("out.o", to: repository.folder + "/precious", in: worktree.path)
    try repository.open().removeWorktree(worktree, allowing: .ignored)
    #expect(!repository.exists(worktree.path))
    #expect(repository.text("precious/x", in: repository.folder) == "1\n")
  }

  @Test func `A submodule that is checked out is a loss`() throws {
    let library = try TemporaryRepository(["lib": "1\n"])
    let (repository, worktree) = try repository()
    try repository.git(
      "-c", "protocol.file.allow=always", "submodule", "add", "-q", library.path, "lib", in: worktree.path)
    try repository.commit("with submodule", in: worktree.path)
    let opened = try repository.open()
    #expect(try opened.losses(of: worktree).submodules == ["lib"])
    #expect(throws: GitError.self) { try opened.removeWorktree(worktree) }
  }

  @Test func `The main worktree and strangers are refused`() throws {
    let (repository, worktree) = try repository()
    let opened = try repository.open()
    #expect(throws: GitError.self) { try opened.removeWorktree(opened.worktrees()[0]) }
    try repository.remove(".git", in: worktree.path)
    try repository.git("init", "-q", worktree.path)
    #expect(throws: GitError.self) { try opened.removeWorktree(worktree) }
    #expect(repository.text("a", in: worktree.path) == "1\n")
  }

  @Test func `Pruning removes records of what is gone and nothing else`() throws {
    let (repository, worktree) = try repository()
    try repository.git("worktree", "add", "-q", "--detach", "../kept")
    try repository.git("worktree", "add", "-q", "--detach", "../stick")
    try repository.git("worktree", "lock", "../stick")
    try repository.remove("w", in: repository.folder)
    try repository.remove("stick", in: repository.folder)
    #expect(try repository.open().pruneWorktrees().map(\.path) == [worktree.path])
    #expect(try repository.open().worktrees().map(\.id) == [nil, "kept", "stick"])
  }
}

@Suite struct WorktreeUnfinishedTests {
  /// The records that a process leaves that was killed; its number is of one that has ended.
  private func unfinished() throws -> (TemporaryRepository, String) {
    let repository = try TemporaryRepository([
      ".gitattributes": "*.txt eol=crlf\n", "a.txt": "one\ntwo\n", "dir/b": "long content\n", "dir/c": "3\n",
    ])
    let path = repository.folder + "/w"
    try repository.git("worktree", "add", "-q", "-b", "w", path)
    let ended = try Command.run(["sh", "-c", "echo $$"], in: "/").text
    let host = try Command.run(["uname", "-n"], in: "/").text
    let mark = "initializing (git-fanin process \(ended) on \(host) started 1)\n"
    try repository.write(".git/worktrees/w/locked", mark)
    return (repository, path)
  }

  @Test func `What a killed process left is found and cleared`() throws {
    let (repository, path) = try unfinished()
    // As far as it came: a file cut short, one missing, no index.
    try repository.write("dir/b", "long con", in: path)
    try repository.remove("dir/c", in: path)
    try repository.remove(".git/worktrees/w/index")
    let opened = try repository.open()
    let found = try opened.unfinishedWorktrees()
    #expect(found.map(\.path) == [path])
    try opened.clearUnfinished(found[0])
    #expect(!repository.exists(path) && !repository.exists(repository.path + "/.git/worktrees"))
    _ = try opened.addWorktrees([
      NewWorktree(path: path, head: .branch("refs/heads/w", try repository.id("w")))
    ])
  }

  @Test("Anything that the checkout did not write keeps it", arguments: ["dir/b", "dir/new", "a.txt"])
  func kept(_ name: String) throws {
    let (repository, path) = try unfinished()
    try repository.write(name, "mine\n", in: path)
    let opened = try repository.open()
    let found = try opened.unfinishedWorktrees()
    let before = try repository.allPaths()
    let error = #expect(throws: GitError.self) { try opened.clearUnfinished(found[0]) }
    #expect(error?.code == .dirty && error?.message.contains(name) == true)
    #expect(try repository.allPaths() == before)
  }

  @Test func `Locks of living processes and of others are not ours`() throws {
    let (repository, _) = try unfinished()
    let host = try Command.run(["uname", "-n"], in: "/").text
    for reason in [
      "initializing (git-fanin process \(getpid()) on \(host) started )", "initializing", "",
      "initializing (git-fanin process 99999999 on another-host started 1)",
    ] {
      try repository.write(".git/worktrees/w/locked", reason)
      #expect(try repository.open().unfinishedWorktrees().isEmpty)
    }
  }
}
