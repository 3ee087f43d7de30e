import Testing

@testable import git_fanin

/// A wrong command line and what is said about it.
struct Mistake: Sendable, CustomTestStringConvertible {
  let line: [String]
  let message: String

  init(_ line: String..., says message: String) {
    self.line = line
    self.message = message
  }

  var testDescription: String { line.joined(separator: " ") }
}

@Suite struct UsageErrorTests {
  static let unknownWords = [
    Mistake("mrge", says: "unknown command 'mrge'; did you mean 'merge'?"),
    Mistake("MERGE", says: "unknown command 'MERGE'; did you mean 'merge'?"),
    Mistake("frobnicate", says: "unknown command 'frobnicate'"),
    Mistake("help", "mrge", says: "unknown command 'mrge'; did you mean 'merge'?"),
    Mistake(
      "merge", "--keepgoing", says: "unknown option '--keepgoing' for 'merge'; did you mean '--keep-going'?"),
    Mistake("merge", "--keep", says: "unknown option '--keep' for 'merge'; did you mean '--keep-going'?"),
    Mistake("merge", "--itno=x", says: "unknown option '--itno' for 'merge'; did you mean '--into'?"),
    Mistake("merge", "-into", "x", says: "unknown option '-into' for 'merge'; did you mean '--into'?"),
    Mistake("merge", "-nkx", says: "unknown option '-x' for 'merge' in '-nkx'"),
    Mistake("merge", "--no-squash", says: "unknown option '--no-squash' for 'merge'"),
    Mistake("check", "--gate", "x", says: "unknown option '--gate' for 'check'; it belongs to 'merge'"),
    Mistake("check", "-k", says: "unknown option '-k' for 'check'; it belongs to 'merge'"),
    Mistake("--jsn", "check", says: "unknown option '--jsn'; did you mean '--json'?"),
    Mistake(
      "--squash", "merge", says: "option '--squash' belongs after the name of the command ('merge')"),
  ]

  static let wrongValues = [
    Mistake("merge", "--into", says: "option '--into' needs a value (TARGET)"),
    Mistake("merge", "--into=", says: "option '--into' needs a value (TARGET), not an empty text"),
    Mistake(
      "merge", "--into", "--dry-run",
      says: "option '--into' needs a value (TARGET), but '--dry-run' follows"),
    Mistake("merge", "--into", "-n", says: "option '--into' needs a value (TARGET), but '-n' follows"),
    Mistake("merge", "-m", "--", says: "option '--message' needs a value (TEXT), but '--' follows"),
    Mistake("merge", "--dry-run=1", says: "option '--dry-run' takes no value"),
    Mistake(
      "merge", "--order", "a,,b",
      says: "option '--order' needs names separated by commas, none of them empty; this is 'a,,b'"),
    Mistake("log", "-n", "-1", says: "option '--max-count' needs a whole number, not '-1'"),
    Mistake("log", "-n", "+1", says: "option '--max-count' needs a whole number, not '+1'"),
    Mistake(
      "check", "--color=alwais",
      says: "option '--color' takes auto, always, never, not 'alwais'; did you mean 'always'?"),
    Mistake("start", "--lane", "=a", says: "option '--lane' needs a NAME before its paths, not '=a'"),
  ]

  static let wrongWholes = [
    Mistake("start", says: "'start' needs at least one --lane NAME[=GLOB,…]"),
    Mistake("undo", "x", says: "'undo' takes no arguments, but 'x' was given"),
    Mistake("help", "log", "undo", says: "'help' takes one COMMAND, but 'undo' was given too"),
    Mistake("resolve", "--abort", "--continue", says: "'--continue' and '--abort' cannot be given together"),
    Mistake("finish", says: "'finish' needs a LANE or '--all'"),
    Mistake("finish", "--all", "a", says: "'--all' and a LANE cannot be given together"),
    Mistake("check", "", says: "an empty BRANCH was given"),
  ]

  @Test(arguments: unknownWords + wrongValues + wrongWholes)
  func `A wrong command line is refused with the reason`(mistake: Mistake) throws {
    let error = try #require(throws: UsageError.self) { try CommandParser.parse(mistake.line) }
    #expect(error.message == mistake.message)
  }

  @Test func `No command is not success`() throws {
    #expect(try mistake().message.hasPrefix("no command was given; the commands are start, status,"))
  }

  @Test func `The hint says where to read on`() throws {
    #expect(try mistake("merge", "--x").hint == "'git fanin merge -h' lists its options")
    #expect(try mistake("x").hint == "'git fanin -h' lists the commands")
    #expect(try mistake("undo", "x").hint == "usage: git fanin undo [--dry-run]")
    #expect(try mistake("merge", "-m", "-n").hint == "write '--message=-n' if that is the value")
  }

  @Test(
    arguments: [
      ("", "", 0), ("a", "", 1), ("merge", "merge", 0), ("merge", "mrege", 1), ("abc", "ca", 3),
      ("kitten", "sitting", 3),
    ]) func `Slips are counted, swapped neighbours as one`(a: String, b: String, expected: Int)
  {
    #expect(editDistance(Array(a.utf8), Array(b.utf8)) == expected)
    #expect(editDistance(Array(b.utf8), Array(a.utf8)) == expected)
  }

  @Test(arguments: ["x", "xy", "zzzzz", "", String(repeating: "merge", count: 5000)])
  func `Nothing is suggested for what is not alike`(word: String) {
    #expect(Suggestions.nearest(to: word, among: CommandTable.standard.commands.map(\.name)) == nil)
  }
}
