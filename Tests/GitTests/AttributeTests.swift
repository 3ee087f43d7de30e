import Git
import GitValues
import Testing

/// Attributes are those of one commit, as git finds them in an index that was read from it.
@Suite struct AttributeTests {
  private static let attributes = ["text", "eol", "merge", "diff", "binary", "mine", "filter"]

  /// Compares every attribute of every path with what git says of the commit's own files.
  private func expectAsGit(
    _ paths: [String], at commit: ObjectID, _ repository: TemporaryRepository, in folder: String? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let script = """
      export GIT_INDEX_FILE="$0"; git read-tree "$1"; shift; git check-attr --cached -z "$@"
      """
    let words =
      ["sh", "-c", script, repository.folder + "/attribute-index", commit.hex] + AttributeTests.attributes
      + ["--"] + paths
    let result = try Command.run(words, in: folder ?? repository.path)
    try #require(result.status == 0, "\(result.text)")
    let reader = try AttributeReader(repository.open(folder), at: commit)
    let fields = result.output.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    try #require(fields.count == 3 * paths.count * AttributeTests.attributes.count)
    for index in stride(from: 0, to: fields.count, by: 3) {
      let value: AttributeValue =
        switch fields[index + 2] {
        case "unspecified": .unspecified
        case "set": .set
        case "unset": .unset
        default: .value(fields[index + 2])
        }
      #expect(
        try reader.value(of: fields[index + 1], for: GitPath(fields[index])) == value,
        "\(fields[index + 1]) of \(fields[index])", sourceLocation: sourceLocation)
    }
  }

  @Test func `The commit's attributes count, not the worktree's nor the index's`() throws {
    let repository = try TemporaryRepository([".gitattributes": "*.a merge=first\n", "x.a": "1\n"])
    let first = try repository.id("HEAD")
    try repository.write(".gitattributes", "*.a merge=second\n")
    let second = try repository.commit("second")
    try repository.write(".gitattributes", "*.a merge=index\n")
    try repository.write("sub/.gitattributes", "*.a merge=index\n")
    try repository.git("add", "-A")
    try repository.write(".gitattributes", "*.a merge=worktree\n")
    try repository.write("sub/.gitattributes", "*.a merge=worktree\n")
    let opened = try repository.open()
    for (commit, name) in [(first, "first"), (second, "second"), (first, "first")] {
      let reader = try AttributeReader(opened, at: commit)
      for path in ["x.a", "sub/x.a"] as [GitPath] {
        #expect(try reader.value(of: "merge", for: path) == .value(name))
      }
    }
    try expectAsGit(["x.a", "sub/x.a"], at: first, repository)
  }

  @Test func `A linked worktree's files do not count either`() throws {
    let repository = try TemporaryRepository([".gitattributes": "*.a merge=first\n"])
    let lane = repository.folder + "/lane"
    try repository.git("worktree", "add", "-q", "-b", "lane", lane)
    try repository.write(".gitattributes", "*.a merge=lane\n", in: lane)
    let reader = try AttributeReader(repository.open(lane), at: repository.id("HEAD"))
    #expect(try reader.value(of: "merge", for: "x.a") == .value("first"))
  }

  @Test func `A commit without attributes has none, whatever lies about`() throws {
    let repository = try TemporaryRepository(["x.a": "1\n"])
    let commit = try repository.id("HEAD")
    try repository.write(".gitattributes", "*.a merge=worktree\n")
    try repository.git("add", "-A")
    try expectAsGit(["x.a", "none/at/all"], at: commit, repository)
  }

  @Test func `Nested folders, macros, negations and orders decide as in git`() throws {
    let repository = try TemporaryRepository([
      ".gitattributes": """
      [attr]mine text eol=lf merge=union
      * text=auto
      *.bin binary
      *.m mine
      *.no -text !eol
      doc/*.txt diff=words
      /top.txt merge=top
      deep/**/x.txt merge=deep
      folder/ merge=folder
      [ab].txt diff=class
      caf\u{e9} filter=accent

      """,
      "sub/.gitattributes": "*.m merge=sub\n*.bin merge=text\n*.txt !text\n/here.txt merge=here\n",
      "sub/deeper/.gitattributes": "*.bin diff\n* filter=deeper\n",
    ])
    let paths = [
      "a.txt", "b.txt", "c.txt", "top.txt", "sub/top.txt", "x.bin", "x.m", "x.no", "doc/a.txt",
      "doc/more/a.txt", "deep/x.txt", "deep/1/2/x.txt", "folder/in", "sub/x.m", "sub/x.bin",
      "sub/here.txt", "sub/deeper/here.txt", "sub/deeper/x.bin", "sub/deeper/x.m", "caf\u{e9}",
      "cafe\u{301}", "X.BIN",
    ]
    try expectAsGit(paths, at: repository.id("HEAD"), repository)
  }

  @Test func `A macro that is unset nearby says nothing more`() throws {
    let repository = try TemporaryRepository([
      ".gitattributes": "*.bin binary\nkept.bin -binary\n", "sub/.gitattributes": "*.bin -binary\n",
    ])
    withKnownIssue("libgit2 looks at each attribute alone; the README names it as a limit") {
      try expectAsGit(["x.bin", "sub/x.bin", "kept.bin"], at: repository.id("HEAD"), repository)
    }
  }

  @Test func `A pattern may be quoted`() throws {
    let repository = try TemporaryRepository([".gitattributes": "\"with space.txt\" merge=space\n"])
    withKnownIssue("libgit2 does not know quoted patterns; the README names it as a limit") {
      try expectAsGit(["with space.txt", "x"], at: repository.id("HEAD"), repository)
    }
  }

  @Test func `The repository's own attributes win, the user's count least`() throws {
    let repository = try TemporaryRepository([".gitattributes": "*.a merge=commit\n*.b merge=commit\n"])
    try repository.write(".git/info/attributes", "*.a merge=info\n[attr]mine eol=crlf\n*.c mine\n")
    try repository.write("user", "* merge=user\n*.d diff=user\n", in: repository.folder)
    try repository.git("config", "core.attributesFile", repository.folder + "/user")
    let paths = ["x.a", "x.b", "x.c", "x.d", "sub/x.a", "sub/x.b", "sub/x.c"]
    try expectAsGit(paths, at: repository.id("HEAD"), repository)
    try repository.git("worktree", "add", "-q", "-b", "lane", repository.folder + "/lane")
    try expectAsGit(paths, at: repository.id("HEAD"), repository, in: repository.folder + "/lane")
  }

  @Test func `Attributes that a worktree's own settings name count`() throws {
    let repository = try TemporaryRepository(["a": "1\n"])
    try repository.write("user", "*.d merge=user\n", in: repository.folder)
    try repository.git("config", "extensions.worktreeConfig", "true")
    try repository.git("config", "--worktree", "core.attributesFile", repository.folder + "/user")
    try expectAsGit(["x.d"], at: repository.id("HEAD"), repository)
  }

  @Test func `Paths that are no text have attributes, too`() throws {
    let repository = try TemporaryRepository([".gitattributes": "*.a merge=first\ncaf? diff=x\n"])
    let reader = try AttributeReader(repository.open(), at: repository.id("HEAD"))
    let path = GitPath(Array("caf".utf8) + [0xe9])
    #expect(try reader.value(of: "diff", for: path) == .value("x"))
    #expect(try reader.value(of: "merge", for: GitPath(path.bytes + Array(".a".utf8))) == .value("first"))
  }
}
