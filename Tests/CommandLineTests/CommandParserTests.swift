import Testing

@testable import git_fanin

@Suite struct CommandParserTests {
  @Test func `Typed keys give typed values`() throws {
    let line = try parse(
      "merge", "--into", "main", "-nk", "--order=b,a", "-mFirst line", "a", "b", "--color=never")
    #expect(line.command == .merge)
    #expect(line[.into] == "main")
    #expect(line[.dryRun] && line[.keepGoing] && !line[.squash])
    #expect(line[.order] == ["b", "a"])
    #expect(line[.message] == "First line")
    #expect(line[.color] == .never)
    #expect(line.operands == ["a", "b"])
    #expect(try parse("log", "-n5")[.maxCount] == 5)
    #expect(try parse("log")[.maxCount] == nil)
  }

  @Test func `What is not given has its default`() throws {
    let line = try parse("merge")
    #expect(line[.into] == nil)
    #expect(line[.order].isEmpty)
    #expect(line[.color] == .auto)
    #expect(!line[.json])
    #expect(line.directory == nil)
  }

  @Test(
    arguments: [
      ["--json", "check", "a"], ["check", "--json", "a"], ["check", "a", "--json"],
    ]) func `Global options stand anywhere`(line: [String]) throws
  {
    let invocation = try CommandParser.parse(line)
    #expect(invocation[.json])
    #expect(invocation.operands == ["a"])
  }

  @Test func `After two dashes everything is an operand`() throws {
    #expect(try parse("check", "--", "--json", "-x", "--").operands == ["--json", "-x", "--"])
    #expect(try parse("--", "check", "a").operands == ["a"])
  }

  @Test func `A dash alone is an operand`() throws {
    #expect(try parse("check", "-").operands == ["-"])
  }

  @Test func `Of an option given twice the last one counts`() throws {
    #expect(try parse("merge", "--into", "a", "--into", "b")[.into] == "b")
  }

  @Test func `A later option takes back the one it contradicts`() throws {
    let without = try parse("merge", "--gate", "make", "--no-gate")
    #expect(without[.gate] == nil && without[.noGate])
    let with = try parse("merge", "--no-gate", "--gate", "make")
    #expect(with[.gate] == "make" && !with[.noGate])
    #expect(try !parse("log", "-qv")[.quiet])
  }

  @Test(
    arguments: [
      (["a"], "a"), (["a", "b"], "a/b"), (["a", "/b"], "/b"), (["/", "b"], "/b"), (["a", "", "b"], "a/b"),
    ]) func `Folders add up as in git`(steps: [String], expected: String) throws
  {
    let line = steps.flatMap { ["-C", $0] } + ["status"]
    #expect(try CommandParser.parse(line).directory == expected)
  }

  @Test func `Lanes have names and globs`() throws {
    let lanes = try parse("start", "--lane", "api=src/api/**,docs/{a,b}.md,Makefile", "--lane=web")[.lane]
    #expect(lanes.map(\.name) == ["api", "web"])
    #expect(lanes.map(\.globs) == [["src/api/**", "docs/{a,b}.md", "Makefile"], []])
  }

  @Test func `A value may hold an equals sign and start with a dash`() throws {
    #expect(try parse("merge", "--gate=A=b make")[.gate] == "A=b make")
    #expect(try parse("merge", "-m", "- a point")[.message] == "- a point")
    #expect(try parse("merge", "--message=--json")[.message] == "--json")
  }

  @Test func `An accent behind the equals sign belongs to the value`() throws {
    #expect(try parse("merge", "--into=\u{301}x")[.into]?.unicodeScalars.count == 2)
  }

  @Test func `Help is given even where required options are missing`() throws {
    #expect(try parse("start", "-h").operands == ["start"])
    #expect(try parse("-h").command == .help)
    #expect(try parse("-h", "merge").operands == ["merge"])
    #expect(try parse("--version").command == .version)
  }

  @Test func `Whether JSON is wanted is known for a line that cannot be read`() {
    #expect(CommandParser.asksForJSON(["merge", "--bogus", "--json"]))
    #expect(!CommandParser.asksForJSON(["merge", "--", "--json"]))
  }

  @Test func `Arguments that are not UTF-8 are refused, not repaired`() throws {
    #expect(try ProcessArguments.texts([Array("é".utf8)]) == ["é"])
    let error = try #require(throws: UsageError.self) { try ProcessArguments.texts([[0x61, 0xE9]]) }
    #expect(error.message == "the argument 'a\\xe9' is not UTF-8")
  }

  /// Bytes that are not UTF-8, characters that stand for bytes, and both.
  @Test(
    arguments: [
      [0x61, 0xE9, 0x3D], [0xC3], Array("é/\u{10FE41}".utf8), Array("\u{10FEE9}".utf8) + [0xFF], [],
    ] as [[UInt8]])
  func `Every argument gives its bytes back`(bytes: [UInt8]) {
    #expect(String(argument: bytes).argumentBytes == bytes)
    #expect(String(argument: [0xE9]) != String(argument: Array("\u{10FEE9}".utf8)))
  }

  @Test func `A path or a label may look like an option`() throws {
    let call = try parse(
      "merge-file", "a", "b", "c", "-p", "--json", "--label-ours", "--", "-L", "12", "--label-base", "")
    #expect(call[.path] == "--json")
    #expect(call[.oursLabel] == "--")
    #expect(call[.baseLabel] == "")
    #expect(call[.markerSize] == 12)
    #expect(!call[.json])
    #expect(call.operands == ["a", "b", "c"])
  }

  @Test func `Of a fixed list of operands none may be missing or too many`() throws {
    #expect(try mistake("merge-file", "a", "b").message == "'merge-file' needs BASE OURS THEIRS")
    #expect(
      try mistake("merge-file", "a", "b", "c", "d").message
        == "'merge-file' takes BASE OURS THEIRS, but 'd' was given too")
    #expect(try mistake("explain").message == "'explain' needs a COMMIT|PATH")
  }

  @Test func `Resolve does one thing at a time`() throws {
    #expect(try mistake("resolve", "--union", "--take", "a").message.contains("cannot be given together"))
    #expect(try mistake("resolve", "--continue", "--with", "x").message.contains("cannot be given together"))
  }
}
