import Foundation
import Testing

/// A fan-in into a checked-out branch, beside files that the user has there.
@Suite struct UserFileTests {
  /// `main` with a few files, and a lane that adds, changes, removes, renames and replaces.
  private func busy() throws -> TemporaryRepository {
    try TemporaryRepository.with(
      [
        (
          "lane",
          [
            .file("shared.txt", TemporaryRepository.lines([2: "lane's"])), .file("new.txt", "new\n"),
            .file("newdir/deep/file", "deep\n"), .gone("old.txt"), .gone("move/from"),
            .file("move/to", TemporaryRepository.lines()), .file("script", "#!/bin/sh\n", mode: "100755"),
            .link("link", to: "shared.txt"), .gone("swap"), .file("swap/file", "was a file\n"),
            .gone("nest/a"),
            .gone("nest/b"), .file("nest", "was a folder\n"), .file("dir/file", "lane's\n"),
          ]
        )
      ],
      base: [
        .file("old.txt", "old\n"), .file("move/from", TemporaryRepository.lines()),
        .file("script", "#!/bin/sh\n"),
        .file("link", "a plain file\n"), .file("swap", "file\n"), .file("nest/a", "a\n"),
        .file("nest/b", "b\n"),
        .file("dir/file", "base\n"), .file("dir/other", "other\n"), .file("mine.txt", "base\n"),
        .file(".gitignore", "*.ignored\nnew.txt.ignored\n"),
      ])
  }

  @Test func `Files, modes, links and folders become those of the result`() throws {
    let repository = try busy()
    let result = try repository.fanin("merge", "lane")
    #expect(result.status == 0, "\(result)")
    #expect(try repository.status().isEmpty)
    let other = try repository.addWorktree("main~0", at: "fresh-checkout")
    let fresh = Snapshot(other, times: false, leavingOut: [".git"])
    #expect(repository.contents().differences(from: fresh) == [])
    #expect(!repository.exists("move/from"))
    try repository.expectSound()
    #expect(try repository.gitResult(["diff-index", "--quiet", "HEAD"]).status == 0)
  }

  @Test func `What the user has besides stays as it is`() throws {
    let repository = try busy()
    try repository.write("mine.txt", "uncommitted\n")
    try repository.write("dir/other", "staged\n")
    try repository.git("add", "dir/other")
    try repository.write("dir/other", "staged and changed again\n")
    try repository.write("untracked/file", "u\n")
    try repository.write("newdir/note", "u\n")
    try repository.write("x.ignored", "i\n")
    try repository.write("move/note.ignored", "i\n")
    try repository.git("add", "-N", "untracked/file")
    let before = try repository.status()
    let diff = try repository.git("diff", "--cached")
    let result = try repository.fanin("merge", "lane")
    #expect(result.status == 0, "\(result)")
    #expect(try repository.status() == before)
    #expect(try repository.git("diff", "--cached") == diff)
    for (name, text) in [
      ("mine.txt", "uncommitted\n"), ("dir/other", "staged and changed again\n"), ("untracked/file", "u\n"),
      ("newdir/note", "u\n"), ("x.ignored", "i\n"), ("move/note.ignored", "i\n"),
    ] {
      #expect(repository.read(name) == text)
    }
    #expect(try repository.fanin("undo").status == 0)
    #expect(try repository.status() == before)
    #expect(repository.read("newdir/note") == "u\n")
  }

  /// What is done to the worktree, and the path that the refusal must name.
  private static let obstacles: [(String, String)] = [
    ("echo mine > shared.txt", "shared.txt"), ("echo mine > new.txt", "new.txt"),
    ("mkdir new.txt; echo mine > new.txt/f", "new.txt"), ("echo mine > newdir", "newdir"),
    ("echo mine > old.txt", "old.txt"), ("echo mine > move/from", "move/from"),
    ("echo mine > move/to", "move/to"),
    ("echo mine > swap", "swap"), ("rm swap; mkdir swap; echo mine > swap/file", "swap"),
    ("echo mine > nest/mine", "nest"), ("echo mine > nest/a", "nest"), ("echo mine > nest/x.ignored", "nest"),
    ("echo '*.txt' >> .git/info/exclude; echo mine > new.txt", "new.txt"),
    ("echo mine > shared.txt; git add shared.txt", "shared.txt"),
    ("echo mine > shared.txt; git add shared.txt; git show HEAD:shared.txt > shared.txt", "shared.txt"),
    ("git rm -q --cached shared.txt", "shared.txt"), ("echo mine > new.txt; git add new.txt", "new.txt"),
    ("rm shared.txt; ln -s README shared.txt", "shared.txt"), ("chmod +x shared.txt", "shared.txt"),
    ("rm -r dir; ln -s ../outside dir", "dir"), ("ln -s ../outside newdir", "newdir"),
    ("mv newer newdir 2>/dev/null; mkdir -p newdir; ln -s ../../outside newdir/deep", "newdir/deep"),
    ("ln -s nowhere new.txt", "new.txt"), ("mkfifo new.txt", "new.txt"),
    ("echo mine > shared.txt; git update-index --skip-worktree shared.txt", "shared.txt"),
    ("echo mine > shared.txt; git update-index --assume-unchanged shared.txt", "shared.txt"),
    ("rm link; echo mine > link", "link"),
    ("rm shared.txt; mkdir shared.txt; echo mine > shared.txt/f", "shared.txt"),
    ("git mv shared.txt elsewhere.txt", "shared.txt"), ("git init -q nest/repo", "nest"),
    ("git update-index --chmod=+x shared.txt", "shared.txt"),
  ]

  @Test(arguments: obstacles)
  func `A file in the way is refused before anything is changed`(script: String, path: String) throws {
    let repository = try busy()
    let outside = repository.root + "/outside"
    try repository.write("file", "outside\n", in: outside)
    try repository.write("deep/file", "outside\n", in: outside)
    let made = try RunningProcess(
      ["sh", "-c", script], in: repository.path, environment: repository.environment
    ).wait()
    #expect(made.status == 0)
    let before = Snapshot(repository.root, leavingOut: ["home", "repo/.git"])
    let references = try repository.references()
    let index = Files.bytes(repository.path + "/.git/index")
    for command in [["merge", "lane"], ["merge", "--gate", "true", "lane"]] {
      let result = try repository.fanin(command)
      #expect(result.status == 3, "\(result)")
      #expect(result.errors.contains(path), "\(result)")
    }
    #expect(try repository.references() == references)
    #expect(Files.bytes(repository.path + "/.git/index") == index)
    let after = Snapshot(repository.root, leavingOut: ["home", "repo/.git"])
    #expect(after.differences(from: before) == [])
    #expect(!repository.exists(".git/fanin/journal"))
    #expect(!repository.exists(".git/index.lock"))
  }

  @Test func `A symbolic link in the way of an undo is not followed`() throws {
    let repository = try busy()
    let outside = repository.root + "/outside"
    try repository.write("file", "outside\n", in: outside)
    #expect(try repository.fanin("merge", "lane").status == 0)
    try FileManager.default.removeItem(atPath: repository.path + "/dir")
    try FileManager.default.createSymbolicLink(atPath: repository.path + "/dir", withDestinationPath: outside)
    let result = try repository.fanin("undo")
    #expect(result.status == 3, "\(result)")
    #expect(repository.read("file", in: outside) == "outside\n")
  }

  @Test func `A removed file of the user's is no reason to write it anew elsewhere`() throws {
    let repository = try busy()
    try FileManager.default.removeItem(atPath: repository.path + "/mine.txt")
    #expect(try repository.fanin("merge", "lane").status == 0)
    #expect(!repository.exists("mine.txt"))
    #expect(try repository.status() == " D mine.txt")
  }

  /// Git lets the same content pass or refuses it; either way it is not lost.
  @Test func `A file that already has the result's content is kept`() throws {
    let repository = try busy()
    try repository.write("new.txt", "new\n")
    let result = try repository.fanin("merge", "lane")
    #expect(result.status == 0 || result.status == 3, "\(result)")
    #expect(repository.read("new.txt") == "new\n")
    if result.status == 0 { #expect(try repository.status().isEmpty) }
  }

  @Test(arguments: [
    "index.lock", "refs/heads/main.lock", "refs/fanin/log.lock", "HEAD.lock", "packed-refs.lock",
  ])
  func `A lock of git's is respected and nothing is half done`(lock: String) throws {
    let repository = try busy()
    try repository.write(".git/" + lock, "")
    let references = try repository.references()
    let before = repository.contents()
    let result = try repository.fanin("merge", "lane")
    #expect(repository.exists(".git/" + lock))
    if result.status == 0 {
      // A lock that is not in the way.
      try FileManager.default.removeItem(atPath: repository.path + "/.git/" + lock)
      #expect(try repository.status().isEmpty)
      return
    }
    #expect(result.status == 3, "\(result)")
    #expect(try repository.references() == references)
    #expect(repository.contents().differences(from: before) == [])
    try FileManager.default.removeItem(atPath: repository.path + "/.git/" + lock)
    #expect(try repository.status().isEmpty)
    let again = try repository.fanin("merge", "lane")
    #expect(again.status == 0, "\(again)")
    #expect(try repository.status().isEmpty)
  }

  @Test func `A reflog that cannot be written leaves no record of what did not happen`() throws {
    let repository = try busy()
    let reflog = repository.path + "/.git/logs/refs/heads/main"
    try FileManager.default.removeItem(atPath: reflog)
    try repository.write(".git/logs/refs/heads/main/in-the-way", "x")
    let before = try repository.references()
    let result = try repository.fanin("merge", "lane")
    if result.status != 0 {
      #expect(try repository.references() == before, "\(result)")
      #expect(try repository.status().isEmpty)
    }
  }

  @Test(arguments: [
    "*.txt text eol=crlf\n", "*.txt text\n", "*.txt ident\n", "*.txt working-tree-encoding=UTF-16LE\n",
  ])
  func `Line endings and attributes of the target are git's`(attributes: String) throws {
    let repository = try TemporaryRepository.with(
      [
        (
          "lane",
          [.file("shared.txt", TemporaryRepository.lines([2: "$Id$ lane"])), .file("new.txt", "1\n2\n")]
        )
      ],
      base: [.file(".gitattributes", attributes)])
    try repository.git("config", "core.autocrlf", attributes == "*.txt text\n" ? "true" : "false")
    try repository.git("rm", "-q", "--cached", "-r", ".")
    try repository.git("reset", "-q", "--hard")
    let result = try repository.fanin("merge", "lane")
    if attributes.contains("encoding"), result.status == 3 || result.status == 4 { return }
    #expect(result.status == 0, "\(result)")
    #expect(try repository.status().isEmpty)
    let written = repository.contents()
    try repository.git("rm", "-q", "--cached", "-r", ".")
    try repository.git("reset", "-q", "--hard")
    #expect(repository.contents().differences(from: written) == [])
  }

  @Test(arguments: ["sparse", "split", "untracked-cache", "skip-worktree"])
  func `An unusual index is handled or refused`(mode: String) throws {
    let repository = try busy()
    switch mode {
    case "sparse": try repository.git("sparse-checkout", "set", "--no-cone", "/README", "/shared.txt")
    case "split": try repository.git("update-index", "--split-index")
    case "untracked-cache": try repository.git("update-index", "--force-untracked-cache")
    default: try repository.git("update-index", "--skip-worktree", "mine.txt")
    }
    let before = try repository.references()
    let files = repository.contents()
    let result = try repository.fanin("merge", "lane")
    if result.status == 0 {
      #expect(try repository.status().isEmpty)
      try repository.expectSound()
    } else {
      #expect(result.status == 3 || result.status == 4, "\(result)")
      #expect(try repository.references() == before)
      #expect(repository.contents().differences(from: files) == [])
    }
  }

  @Test func `Files outside a sparse checkout are not written`() throws {
    let repository = try busy()
    try repository.git("sparse-checkout", "set", "--no-cone", "/README", "/shared.txt")
    let result = try repository.fanin("merge", "lane")
    #expect(result.status == 3 || !repository.exists("newdir"), "\(result)")
  }

  @Test func `Undo restores the branch, the index and the files`() throws {
    let repository = try busy()
    let references = try repository.commit("main")
    let files = repository.contents()
    let index = try repository.git("ls-files", "-s")
    #expect(try repository.fanin("merge", "lane").status == 0)
    let dry = repository.snapshot()
    #expect(try repository.fanin("undo", "-n").status == 0)
    #expect(repository.snapshot().differences(from: dry) == [])
    let result = try repository.fanin("undo", "--json")
    #expect(result.status == 0, "\(result)")
    #expect(try result.document()["result"].string == "published")
    #expect(try repository.commit("main") == references)
    #expect(repository.contents().differences(from: files) == [])
    #expect(try repository.git("ls-files", "-s") == index)
    #expect(try repository.status().isEmpty)
    try repository.expectSound()
    let again = try repository.fanin("undo")
    #expect(again.status == 3 && again.errors.contains("undone already"), "\(again)")
    #expect(try repository.fanin("merge", "lane").status == 0)
  }

  @Test func `Undo is refused when the target has moved or nothing was done`() throws {
    let repository = try busy()
    let none = try repository.fanin("undo")
    #expect(none.status == 3 && none.errors.contains("no fan-in"), "\(none)")
    #expect(try repository.fanin("merge", "lane").status == 0)
    try repository.git("commit", "-q", "--allow-empty", "-m", "later")
    let before = repository.snapshot()
    let moved = try repository.fanin("undo")
    #expect(moved.status == 3 && moved.errors.contains("moved"), "\(moved)")
    #expect(repository.snapshot().differences(from: before).filter { $0 != "touched: repo/.git" } == [])
  }
}
