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

@Suite struct WorktreeRecordTests {
  private func repository() throws -> TemporaryRepository {
    let repository = try TemporaryRepository(["a": "1\n"])
    try repository.git("worktree", "add", "-q", "-b", "b", "../b")
    try repository.git("worktree", "add", "-q", "--detach", "../c")
    try repository.git("worktree", "add", "-q", "-b", "gone", "../gone")
    try repository.git("worktree", "lock", "--reason", "on a stick", "../c")
    try repository.remove("gone", in: repository.folder)
    return repository
  }

  @Test func `Worktrees are listed as git lists them`() throws {
    let repository = try repository()
    for place in [repository.path, repository.folder + "/b"] {
      let found = try repository.open(place).worktrees()
      let blocks = try repository.git("worktree", "list", "--porcelain", in: place).split(separator: "\n\n")
      #expect(found.count == blocks.count)
      for (worktree, block) in zip(found, blocks) { expect(worktree, is: String(block)) }
      #expect(found.map(\.id) == [nil, "b", "c", "gone"])
      #expect(found[2].lockReason == "on a stick")
    }
  }

  private func expect(_ worktree: Worktree, is block: String) {
    let lines = block.split(separator: "\n").map(String.init)
    #expect(lines[0] == "worktree \(worktree.path)")
    switch worktree.head {
    case .branch(let reference):
      #expect(lines.contains("branch \(reference.name)") && lines.contains("HEAD \(reference.commit.hex)"))
    case .detached(let id): #expect(lines.contains("detached") && lines.contains("HEAD \(id.hex)"))
    case .unborn: break
    }
    #expect(worktree.isMissing == lines.contains { $0.hasPrefix("prunable") })
  }

  @Test func `A bare repository has no main worktree`() throws {
    let repository = try TemporaryRepository(["a": "1\n"])
    try repository.git("clone", "-q", "--bare", ".", repository.folder + "/bare")
    try repository.git("worktree", "add", "-q", repository.folder + "/w", in: repository.folder + "/bare")
    #expect(try repository.open(repository.folder + "/bare").worktrees().map(\.id) == ["w"])
  }

  @Test func `Damaged records are left out or count as missing`() throws {
    let repository = try repository()
    let records = repository.path + "/.git/worktrees"
    mkdir(records + "/empty", 0o777)
    try repository.write("b/HEAD", "no such thing", in: records)
    try repository.write("c/gitdir", "../../../../c/.git\n", in: records)
    let found = try repository.open().worktrees()
    #expect(found.map(\.id) == [nil, "b", "c", "gone"])
    #expect(found[1].isMissing && !found[2].isMissing)
    #expect(found[2].path == repository.folder + "/c")
  }

  @Test func `A branch is held where it is checked out, rebased or bisected`() throws {
    let repository = try repository()
    let opened = try repository.open()
    #expect(try opened.worktree(holding: "refs/heads/main")?.id == nil)
    #expect(try opened.worktree(holding: "refs/heads/main")?.isMain == true)
    #expect(try opened.worktree(holding: "refs/heads/b")?.id == "b")
    #expect(try opened.worktree(holding: "refs/heads/other") == nil)
    let path = repository.folder + "/b"
    try repository.write("a", "b\n", in: path)
    try repository.commit("on b", in: path)
    try repository.write("a", "main\n")
    try repository.commit("on main")
    #expect(try repository.status(of: "rebase", "main", in: path) == 1)
    #expect(try opened.worktree(holding: "refs/heads/b")?.id == "b")
    try repository.git("rebase", "--abort", in: path)
    try repository.git("bisect", "start", "HEAD", "HEAD~1", in: path)
    #expect(try opened.worktree(holding: "refs/heads/b")?.id == "b")
  }

  @Test func `A worktree is opened only where it still is`() throws {
    let repository = try repository()
    let opened = try repository.open()
    let worktrees = try opened.worktrees()
    #expect(try opened.openWorktree(worktrees[1]).gitFolder == worktrees[1].gitFolder)
    #expect(throws: GitError.self) { try opened.openWorktree(worktrees[3]) }
    try repository.remove("b", in: repository.folder)
    try repository.git("init", "-q", repository.folder + "/b")
    #expect(throws: GitError.self) { try opened.openWorktree(worktrees[1]) }
  }
}
