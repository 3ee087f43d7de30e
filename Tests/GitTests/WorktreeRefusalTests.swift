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

/// What a checkout refuses, and that nothing is left of it then.
@Suite struct WorktreeRefusalTests {
  private func expectRefusal(
    _ code: GitError.Code, _ repository: TemporaryRepository, _ new: [NewWorktree]
  ) throws {
    let before = try repository.allPaths()
    let error = #expect(throws: GitError.self) { try repository.open().addWorktrees(new) }
    #expect(error?.code == code, "\(error?.message ?? "")")
    #expect(try repository.allPaths() == before)
  }

  private func detached(_ name: String, _ repository: TemporaryRepository) throws -> NewWorktree {
    NewWorktree(path: repository.folder + "/" + name, head: .detached(try repository.id("HEAD")))
  }

  @Test func `A place that is taken is refused, an empty folder is not`() throws {
    let repository = try TemporaryRepository(["a/b": "1\n"])
    try repository.write("file", "", in: repository.folder)
    try repository.write("full/x", "", in: repository.folder)
    mkdir(repository.folder + "/hollow", 0o777)
    symlink("hollow", repository.folder + "/link")
    try expectRefusal(.exists, repository, [detached("file", repository)])
    try expectRefusal(.exists, repository, [detached("full", repository)])
    try expectRefusal(.exists, repository, [detached("link", repository)])
    try expectRefusal(.exists, repository, [detached("new/x", repository), detached("full", repository)])
    _ = try repository.open().addWorktrees([detached("hollow", repository)])
    #expect(try repository.git("status", "--porcelain", in: repository.folder + "/hollow") == "")
  }

  @Test func `A branch that is used, moved or not there is refused`() throws {
    let repository = try TemporaryRepository(["a": "1\n"])
    let old = try repository.id("HEAD")
    try repository.write("a", "2\n")
    let new = try repository.commit("second")
    let path = repository.folder + "/w"
    func with(_ branch: String, _ commit: ObjectID) -> [NewWorktree] {
      [NewWorktree(path: path, head: .branch("refs/heads/" + branch, commit))]
    }
    try expectRefusal(.exists, repository, with("main", new))
    try expectRefusal(.notFound, repository, with("nobody", new))
    try repository.git("branch", "free")
    try expectRefusal(.moved, repository, with("free", old))
    try expectRefusal(
      .exists, repository,
      with("free", new) + [NewWorktree(path: path + "2", head: .branch("refs/heads/free", new))])
  }

  @Test func `Nested and doubled places are refused`() throws {
    let repository = try TemporaryRepository(["a": "1\n"])
    try expectRefusal(.exists, repository, [detached("w", repository), detached("w", repository)])
    try expectRefusal(.exists, repository, [detached("w", repository), detached("w/inner", repository)])
    try expectRefusal(
      .invalidName, repository, [NewWorktree(path: "relative", head: .detached(repository.id("HEAD")))])
  }

  @Test(
    "A tree with a hostile name is refused before anything is written",
    arguments: [
      ".git", ".GIT", ".Git", "git~1", "GIT~1", ".git.", ".git ", ".git . .", ".git::$INDEX_ALLOCATION",
      "a\\.git",
      "..", ".",
    ])
  func hostile(_ name: String) throws {
    let repository = try TemporaryRepository(["a": "1\n"])
    let commit = try repository.commit(ofTree: [("100644", name)])
    try expectRefusal(
      .invalidName, repository, [NewWorktree(path: repository.folder + "/w", head: .detached(commit))])
    let inner = try repository.commit(ofTree: [("40000", name)])
    try expectRefusal(
      .invalidName, repository, [NewWorktree(path: repository.folder + "/w", head: .detached(inner))])
  }

  @Test func `Names that only other systems misread are refused where the settings say so`() throws {
    let repository = try TemporaryRepository(["a": "1\n"])
    try repository.git("config", "core.protectHFS", "true")
    let opened = try repository.open()
    for name in [".g\u{200c}it", "\u{feff}.GIT/x", "a/.gi\u{202a}t/hooks"] {
      #expect(!opened.isSafe(path: GitPath(name)))
    }
    for name in [
      "git~2", ".gitx", "x.git", ".github/x", "gitt~1", "systemd-a\\x2db.service", "...", ".git-x",
    ] {
      #expect(opened.isSafe(path: GitPath(name)), "\(name)")
    }
    var rules = PathRules()
    #expect(!rules.allow(".GitModules", mode: .symlink) && rules.allow(".gitmodules", mode: .file))
    #expect(!rules.allow("gi7eba~1", mode: .symlink) && !rules.allow("a//b") && !rules.allow(""))
    rules.protectsNTFS = false
    rules.protectsHFS = false
    #expect(rules.allow("git~1") && !rules.allow("a/.giT/b"))
  }

  @Test func `A tree in which a link and a folder have one name writes nothing through the link`() throws {
    let repository = try TemporaryRepository(["a": "1\n"])
    let commit = try repository.commit(ofTree: [("120000", "a"), ("40000", "a")])
    try expectRefusal(
      .invalidName, repository, [NewWorktree(path: repository.folder + "/w", head: .detached(commit))])
  }

  @Test func `When a file cannot be written all that was made is gone again`() throws {
    // One blob is missing, so the failure comes in the middle of writing.
    let repository = try TemporaryRepository(["a": "1\n", "dir/b": "2\n", "z/y/x": "3\n"])
    let commit = try repository.id("HEAD")
    mkdir(repository.folder + "/hollow", 0o777)
    let blob = try repository.git("rev-parse", "HEAD:z/y/x")
    try repository.remove(".git/objects/\(blob.prefix(2))/\(blob.dropFirst(2))")
    try expectRefusal(
      .missingObject, repository,
      ["deep/er/one", "hollow", "two"].map {
        NewWorktree(path: repository.folder + "/" + $0, head: .detached(commit))
      })
  }
}

extension TemporaryRepository {
  /// All paths below the folder of the test, but for objects.
  func allPaths() throws -> String {
    try Command.run(["sh", "-c", "find . -path ./repo/.git/objects -prune -o -print | sort"], in: folder).text
  }

  /// Makes a commit of a tree that git itself would refuse to make.
  func commit(ofTree entries: [(mode: String, name: String)]) throws -> ObjectID {
    let blob = try git("rev-parse", "HEAD:a")
    let tree = try git("rev-parse", "HEAD^{tree}")
    var script = ""
    for (mode, name) in entries {
      let bytes = (mode == "40000" ? tree : blob)
      let octal = stride(from: 0, to: 40, by: 2).map { offset -> String in
        let start = bytes.index(bytes.startIndex, offsetBy: offset)
        let value = Int(bytes[start..<bytes.index(start, offsetBy: 2)], radix: 16) ?? 0
        return "\\" + String(value + 0o1000, radix: 8).dropFirst()
      }
      script += "printf '%s\\0' '\(mode) \(name)'; printf '\(octal.joined())'; "
    }
    let command = "{ \(script)} | git hash-object -t tree -w --literally --stdin"
    let made = try Command.run(["sh", "-c", command], in: path).text
    return try #require(ObjectID(hex: try git("commit-tree", "-m", "hostile", made)))
  }
}
