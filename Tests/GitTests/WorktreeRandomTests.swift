import Git
import GitValues
import Testing

/// Made-up trees and disturbances: git says whether the result is right.
@Suite struct WorktreeRandomTests {
  @Test("Made-up updates arrive where git says, and lose nothing of the user's", arguments: 1...6)
  func update(_ seed: UInt64) throws {
    var random = SmallRandom(seed)
    let repository = try TemporaryRepository()
    let trees = try (0..<2).map { number in
      try repository.remove("work")
      for _ in 0..<14 { fill("work/" + random.path(), "\(random.next() % 3)\n", in: repository) }
      try repository.commit("tree \(number)")
      return try repository.id("HEAD^{tree}")
    }
    try repository.git("reset", "-q", "--hard", "HEAD~1")
    if seed % 2 == 0 { try repository.settle() }
    let tracked = try Set(repository.items("ls-files", "-z"))
    for _ in 0..<Int(random.next() % 3) { fill("work/" + random.path(), "mine\n", in: repository) }
    let mine = try repository.git("status", "--porcelain", "--untracked-files=all")
    let opened = try repository.open()
    let update = try opened.planUpdate(from: trees[0], to: trees[1])
    let before = try repository.contents()
    guard update.blockers.isEmpty else {
      #expect(throws: GitError.self) { try opened.apply(update, mending: false) }
      #expect(try repository.contents() == before)
      #expect(mine != "", "\(update.blockers)")
      return
    }
    #expect(try opened.apply(update, mending: false).isEmpty)
    try repository.git("update-ref", "HEAD", "main@{1}")
    #expect(try repository.git("status", "--porcelain", "--untracked-files=all") == mine, "\(tracked)")
    #expect(try repository.git("fsck") == "")
  }

  @Test("Made-up worktrees are what git makes", arguments: 1...4)
  func add(_ seed: UInt64) throws {
    var random = SmallRandom(seed)
    let repository = try TemporaryRepository()
    let commits = try (0..<4).map { number in
      for _ in 0..<10 { fill(random.path(), "\(random.next() % 5)\n", in: repository) }
      if let old = try repository.items("ls-files", "-z").randomElement(using: &random) {
        try repository.remove(old)
      }
      return try repository.commit("tree \(number)")
    }
    let new = commits.enumerated().map {
      NewWorktree(path: "\(repository.folder)/w\($0.offset)", head: .detached($0.element))
    }
    _ = try repository.open().addWorktrees(new)
    for worktree in new {
      #expect(try repository.git("status", "--porcelain", "--ignored", in: worktree.path) == "")
      let tree = try repository.git("ls-tree", "-r", worktree.head.commit.hex)
      let staged = try repository.git(
        "ls-files", "--format=%(objectmode) blob %(objectname)%x09%(path)", in: worktree.path)
      #expect(staged == tree)
    }
  }

  /// Writes a file unless one of its folders is a file, or it is a folder.
  private func fill(_ name: String, _ text: String, in repository: TemporaryRepository) {
    let file = repository.path + "/" + name
    try? repository.makeFolders(above: file)
    _ = writeFile(file, Array(text.utf8))
  }
}
