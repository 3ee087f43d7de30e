import Git
import GitValues
import Testing

@Suite struct WorktreeAddTests {
  static let files = [
    "a.txt": "a\n", "empty": "", "dir/b.txt": "b\n", "dir/deep/c.txt": "c\n", "dir-x/d.txt": "d\n",
    "dir.e": "e\n",
  ]

  private func repository() throws -> TemporaryRepository {
    let repository = try TemporaryRepository(Self.files)
    try repository.write("run.sh", "#!\n")
    try repository.setMode("run.sh", 0o755)
    try repository.link("link", to: "dir/b.txt")
    try repository.link("dir/dead", to: "/no/where")
    _ = try Command.run(["sh", "-c", "printf x > \"$(printf 'caf\\351')\""], in: repository.path)
    try repository.commit("more")
    return repository
  }

  private func branch(_ name: String, _ repository: TemporaryRepository) throws -> NewWorktree {
    try repository.git("branch", name)
    return NewWorktree(
      path: repository.folder + "/trees/" + name, head: .branch("refs/heads/" + name, try repository.id(name))
    )
  }

  @Test func `A worktree is the one that git makes`() throws {
    let repository = try repository()
    let new = try branch("ours", repository)
    let added = try repository.open().addWorktrees([new])
    #expect(added.warnings.isEmpty)
    let made = try #require(added.worktrees.first)
    #expect(made.path == new.path && made.id == "ours" && made.lockReason == nil && !made.isMissing)
    try repository.git("worktree", "add", "-q", "-b", "theirs", repository.folder + "/trees/theirs")
    let theirs = repository.folder + "/trees/theirs"
    #expect(try repository.git("status", "--porcelain", "--ignored", in: new.path) == "")
    #expect(
      try repository.git("ls-files", "-s", "-t", "--eol", in: new.path)
        == repository.git("ls-files", "-s", "-t", "--eol", in: theirs))
    let difference = try Command.run(
      ["diff", "-r", "--no-dereference", "-x", ".git", new.path, theirs], in: "/")
    #expect(difference.output.isEmpty)
    #expect(try Command.run(["stat", "-c", "%a", new.path + "/run.sh"], in: "/").text == "755")
    for file in ["commondir", "ORIG_HEAD"] {
      #expect(
        repository.text(".git/worktrees/ours/" + file) == repository.text(".git/worktrees/theirs/" + file))
    }
    #expect(try repository.git("reflog", "show", "HEAD", in: new.path) != "")
    #expect(try repository.git("fsck", in: new.path) == "")
    #expect(try repository.git("worktree", "list", "--porcelain").contains("worktree \(new.path)\nHEAD"))
  }

  @Test func `Nothing need be read again by git status afterwards`() throws {
    let repository = try repository()
    let new = try branch("ours", repository)
    _ = try repository.open().addWorktrees([new])
    // The index tells the file's status, and is younger than the file.
    let debug = try repository.git("ls-files", "--debug", "dir/b.txt", in: new.path)
    let stat = try Command.run(
      ["stat", "-c", "mtime: %Y ino: %i size: %s", new.path + "/dir/b.txt"], in: "/"
    ).text
    for word in stat.split(separator: " ") { #expect(debug.contains(word)) }
    let index = try Command.run(
      ["stat", "-c", "%Y", repository.path + "/.git/worktrees/ours/index"], in: "/"
    ).text
    let file = try Command.run(["stat", "-c", "%Y", new.path + "/dir/b.txt"], in: "/").text
    #expect(try #require(Int(file)) < #require(Int(index)))
  }

  @Test func `A change made right afterwards is seen`() throws {
    let repository = try repository()
    let new = try branch("ours", repository)
    _ = try repository.open().addWorktrees([new])
    try repository.write("a.txt", "A\n", in: new.path)
    #expect(try repository.git("status", "--porcelain", in: new.path) == " M a.txt")
  }

  @Test func `Several worktrees of different commits each get their own files`() throws {
    let repository = try repository()
    var new = [try branch("one", repository)]
    try repository.write("a.txt", "changed\n")
    try repository.remove("dir/deep")
    try repository.write("dir/deep", "now a file\n")
    try repository.commit("two")
    new.append(try branch("two", repository))
    new.append(
      NewWorktree(path: repository.folder + "/x y/three", head: .detached(try repository.id("HEAD~1"))))
    var calls: [(Int, Int)] = []
    let added = try repository.open().addWorktrees(new) { calls.append(($0, $1)) }
    #expect(added.worktrees.map(\.path) == new.map(\.path))
    #expect(calls.last.map { $0.0 == $0.1 } == true)
    for worktree in new {
      #expect(try repository.git("status", "--porcelain", in: worktree.path) == "")
      #expect(try repository.id("HEAD", in: worktree.path) == worktree.head.commit)
    }
    #expect(repository.text("dir/deep", in: new[1].path) == "now a file\n")
    #expect(repository.text("dir/deep/c.txt", in: new[0].path) == "c\n")
  }

  @Test("Line ends and idents are written as git writes them", arguments: ["true", "input", "false"])
  func conversions(_ automatic: String) throws {
    let repository = try TemporaryRepository([
      ".gitattributes": "*.txt text eol=crlf\n*.id ident\n*.bin -text\n*.auto text=auto\n",
      "a.txt": "1\n2\n", "v.id": "$Id$\n", "x.bin": "1\n2\n", "y.auto": "1\n2\n", "plain": "1\n2\n",
      "sub/.gitattributes": "*.txt eol=lf\n", "sub/b.txt": "1\n2\n",
    ])
    try repository.git("config", "core.autocrlf", automatic)
    let new = try branch("ours", repository)
    _ = try repository.open().addWorktrees([new])
    let theirs = repository.folder + "/trees/theirs"
    try repository.git("worktree", "add", "-q", "-b", "theirs", theirs)
    let difference = try Command.run(["diff", "-r", "-x", ".git", new.path, theirs], in: "/")
    #expect(difference.text == "")
    #expect(try repository.git("status", "--porcelain", in: new.path) == "")
  }

  @Test func `Worktrees whose attributes differ are converted each by their own`() throws {
    let repository = try TemporaryRepository(["a.txt": "1\n"])
    var new = [try branch("plain", repository)]
    try repository.write(".gitattributes", "*.txt eol=crlf\n")
    try repository.commit("attributes")
    new.append(try branch("converted", repository))
    _ = try repository.open().addWorktrees(new)
    #expect(repository.text("a.txt", in: new[0].path) == "1\n")
    #expect(repository.text("a.txt", in: new[1].path) == "1\r\n")
  }

  @Test func `What is not converted is told, sparse checkout too`() throws {
    let repository = try TemporaryRepository([
      ".gitattributes": "*.big filter=lfs\n*.u working-tree-encoding=UTF-16\n"
    ])
    try repository.write("x.big", "1\n")
    try repository.commit("big")
    try repository.git("config", "filter.lfs.smudge", "tr a b")
    try repository.git("config", "core.sparseCheckout", "true")
    let new = try branch("ours", repository)
    let warnings = try repository.open().addWorktrees([new]).warnings
    #expect(warnings.map(\.examples) == [["x.big"], []])
    #expect(warnings[0].count == 1 && warnings[0].message.contains("lfs"))
    #expect(warnings[1].message.contains("sparse"))
  }

  @Test func `A submodule becomes an empty folder`() throws {
    let library = try TemporaryRepository(["lib": "1\n"])
    let repository = try repository()
    try repository.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", library.path, "sub/lib")
    try repository.commit("with submodule")
    let new = try branch("ours", repository)
    _ = try repository.open().addWorktrees([new])
    #expect(try repository.git("status", "--porcelain", in: new.path) == "")
    #expect(repository.exists(new.path + "/sub/lib"))
  }

  @Test func `Names are made unique and safe as git does`() throws {
    let repository = try repository()
    let commit = try repository.id("HEAD")
    let names = ["one/same", "two/same", "three/a b~c", "four/.hidden", "five/x.lock"]
    let new = names.map { NewWorktree(path: "\(repository.folder)/trees/\($0)", head: .detached(commit)) }
    let ids = try repository.open().addWorktrees(new).worktrees.map(\.id)
    for worktree in new { try repository.git("worktree", "remove", worktree.path) }
    var theirs: [String?] = []
    for name in names {
      try repository.git("worktree", "add", "-q", "--detach", "\(repository.folder)/theirs/\(name)")
    }
    for worktree in try repository.open().worktrees().dropFirst() { theirs.append(worktree.id) }
    #expect(Set(ids.compactMap { $0 }) == Set(theirs.compactMap { $0 }))
  }

  @Test func `Names that Unicode calls equal are different branches and places`() throws {
    let repository = try repository()
    let names = ["\u{e9}", "e\u{301}", "\u{301}accent"]
    for name in names { try repository.git("branch", name) }
    let commit = try repository.id("HEAD")
    let new = names.map {
      NewWorktree(path: "\(repository.folder)/\($0)/\($0)", head: .branch("refs/heads/" + $0, commit))
    }
    let added = try repository.open().addWorktrees(new).worktrees
    for (made, wanted) in zip(added, new) { #expect(Array(made.path.utf8) == Array(wanted.path.utf8)) }
    for worktree in new { #expect(try repository.git("status", "--porcelain", in: worktree.path) == "") }
    for worktree in try repository.open().worktrees().dropFirst() {
      try repository.open().removeWorktree(worktree)
    }
    for name in names { #expect(!repository.exists("\(repository.folder)/\(name)/\(name)")) }
  }
}
