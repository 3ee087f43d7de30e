import Foundation
import Testing

@Suite struct MergeFileTests {
  /// A folder outside of any repository, with three versions of a file.
  private func folder(_ versions: (String, String, String)) throws -> TemporaryRepository {
    let repository = try TemporaryRepository()
    try write(versions, in: repository)
    return repository
  }

  private func write(_ versions: (String, String, String), in repository: TemporaryRepository) throws {
    let (base, ours, theirs) = versions
    for (name, text) in [("base", base), ("ours", ours), ("theirs", theirs)] {
      try repository.write(name, text, in: repository.root)
    }
  }

  private func run(_ repository: TemporaryRepository, _ words: String...) throws -> ProcessResult {
    try repository.fanin(["merge-file", "base", "ours", "theirs"] + words, in: repository.root)
  }

  private static let lines = TemporaryRepository.lines

  @Test func `A clean merge is that of git, and no repository is needed`() throws {
    let versions = (Self.lines([:]), Self.lines([2: "a"]), Self.lines([18: "b"]))
    let repository = try folder(versions)
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o751], ofItemAtPath: repository.root + "/ours")
    let git = try repository.gitResult(["merge-file", "-p", "ours", "base", "theirs"], in: repository.root)
    let shown = try run(repository, "--stdout")
    #expect(shown.status == 0 && shown.outputBytes == git.outputBytes, "\(shown)")
    #expect(repository.read("ours", in: repository.root) == versions.1)
    let result = try run(repository, "-L", "7", "-p", "x.py")
    #expect(result.status == 0 && result.output.isEmpty && result.errors.isEmpty, "\(result)")
    #expect(Files.bytes(repository.root + "/ours") == git.outputBytes)
    let mode = try FileManager.default.attributesOfItem(atPath: repository.root + "/ours")[.posixPermissions]
    #expect(mode as? Int == 0o751)
    #expect(try FileManager.default.contentsOfDirectory(atPath: repository.root).count == 5)
  }

  @Test(arguments: [[], ["--diff3"], ["--zdiff3"], ["-L", "12"]] as [[String]])
  func `Conflicts are written as git writes them, and counted`(style: [String]) throws {
    let changes = ([5: "a", 12: "same", 13: "c"], [5: "b", 12: "same", 13: "d"])
    let repository = try folder((Self.lines([:]), Self.lines(changes.0), Self.lines(changes.1)))
    let size = style.first == "-L" ? ["--marker-size=12"] : style
    let git = try repository.gitResult(
      ["merge-file", "-p"] + size + ["-L", "one", "-L", "two", "-L", "three", "ours", "base", "theirs"],
      in: repository.root)
    let labels = [
      "--label-ours", "one", "--label-base", "two", "--label-theirs", "three", "--accept", "none",
    ]
    let words = ["merge-file", "base", "ours", "theirs"] + style + labels
    let result = try repository.fanin(words, in: repository.root)
    #expect(git.status == 2 && result.status == 2, "\(result)")
    #expect(Files.bytes(repository.root + "/ours") == git.outputBytes)
  }

  @Test func `Labels that an old git leaves as they are count as not given`() throws {
    let repository = try folder(("x\n", "a\n", "b\n"))
    let result = try run(
      repository, "--stdout", "--label-base", "%S", "--label-ours", "%X", "--label-theirs", "%Y", "--diff3")
    #expect(result.status == 1)
    #expect(result.output == "<<<<<<< ours\na\n||||||| base\nx\n=======\nb\n>>>>>>> theirs\n")
    let named = try run(repository, "--stdout", "--label-ours", "two\nlines", "--label-theirs", "--stdout")
    #expect(named.output == "<<<<<<< two lines\na\n=======\nb\n>>>>>>> --stdout\n")
  }

  @Test func `A file that is the same on one side is the other's, text or not`() throws {
    for (base, ours, theirs, result) in [
      ("\0x", "\0x", "\0y", "\0y"), ("\0x", "\0y", "\0x", "\0y"), ("\0x", "\0y", "\0y", "\0y"),
      ("", "", "", ""),
    ] {
      let repository = try folder((base, ours, theirs))
      #expect(try run(repository).status == 0)
      #expect(repository.read("ours", in: repository.root) == result)
    }
  }

  @Test func `Binary files are left as ours, with a word and a status that stops git`() throws {
    let repository = try folder(("\0x", "\0y", "\0z"))
    let result = try run(repository, "-p", "a\u{1b}[31m.png")
    #expect(result.status == 1, "\(result)")
    #expect(result.errors.contains("a\\x1b[31m.png: binary files cannot be merged"))
    #expect(repository.read("ours", in: repository.root) == "\0y")
  }

  @Test func `What cannot be read stops git, and ours alone does not look like a result`() throws {
    let repository = try folder(("x\n", "a\n", "b\n"))
    try FileManager.default.removeItem(atPath: repository.root + "/theirs")
    let result = try run(repository)
    #expect(result.status == 255 && result.errors.contains("theirs"), "\(result)")
    #expect(
      repository.read("ours", in: repository.root)
        == "<<<<<<< ours\na\n=======\n>>>>>>> cannot be read: theirs\n")
    try FileManager.default.removeItem(atPath: repository.root + "/ours")
    #expect(try run(repository).status == 255)
    #expect(try run(repository, "--bogus").status == 129)
    #expect(try repository.fanin("merge-file", "base", in: repository.root).status == 129)
    #expect(try repository.fanin("-q", "merge-file", "base", "x", "y", in: repository.root).status == 255)
  }

  @Test func `A policy that means nothing costs the rules, not the markers`() throws {
    let repository = try TemporaryRepository()
    try repository.git("config", "fanin.accept", "perhaps")
    for (name, text) in [("base", "x\n"), ("ours", "a\n"), ("theirs", "b\n")] {
      try repository.write(name, text)
    }
    let result = try repository.fanin("merge-file", "base", "ours", "theirs")
    #expect(result.status == 1, "\(result)")
    #expect(
      result.errors.contains("fanin.accept is 'perhaps'") && result.errors.contains("no rule was tried"))
    #expect(repository.read("ours") == "<<<<<<< ours\na\n=======\nb\n>>>>>>> theirs\n")
  }

  @Test func `In a repository its conflict style counts, unless another is asked for`() throws {
    let repository = try TemporaryRepository()
    try repository.git("config", "merge.conflictStyle", "diff3")
    for (name, text) in [("base", "x\n"), ("ours", "a\n"), ("theirs", "b\n")] {
      try repository.write(name, text)
    }
    let configured = try repository.fanin("merge-file", "base", "ours", "theirs", "--stdout")
    #expect(configured.output.contains("||||||| base\nx\n"), "\(configured)")
    #expect(configured.status == 1)
  }

  @Test func `A link is followed and stays one`() throws {
    let repository = try folder(("x\n", "x\n", "b\n"))
    let link = repository.root + "/link"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "ours")
    let result = try repository.fanin("merge-file", "base", "link", "theirs", in: repository.root)
    #expect(result.status == 0)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "ours")
    #expect(repository.read("ours", in: repository.root) == "b\n")
  }

  @Test func `The document says what was decided, and nothing is hidden in it`() throws {
    let repository = try folder(("x\n", "a\n", "b\n"))
    let result = try run(repository, "--json", "--stdout", "-p", "dir/a b.py", "--accept", "none")
    let document = try result.document()
    #expect(document["result"].string == "conflict" && document["conflicts"].int == 1)
    #expect(document["path"].string == "dir/a b.py")
    #expect(document["text"].string == "<<<<<<< ours\na\n=======\nb\n>>>>>>> theirs\n")
    #expect(document["decisions"][0]["decision"].string == "ask")
    #expect(document["decisions"][0]["merged"].list.compactMap(\.int) == [1, 5])
  }

  @Test func `Names that are not UTF-8 or look like options are names`() throws {
    let repository = try folder(("x\n", "a\n", "x\n"))
    let script =
      #"cp ours -- --json; cp base "$(printf 'b\351')"; "$EXE" merge-file -p "$(printf 'p\351')" -- "$(printf 'b\351')" --json theirs"#
    let result = try RunningProcess(
      ["sh", "-c", script], in: repository.root,
      environment: repository.environment.merging(["EXE": FanInProcess.executable]) { $1 }
    ).wait()
    #expect(result.status == 0, "\(result)")
    #expect(repository.read("--json", in: repository.root) == "a\n")
  }
}
