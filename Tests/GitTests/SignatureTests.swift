import Git
import GitValues
import Testing

/// Who commits, and when, is what `git var` says.
@Suite struct SignatureTests {
  /// What git makes of the same variables; nil where it refuses.
  private func identity(
    _ role: SignatureRole, _ variables: [String: String], _ repository: TemporaryRepository
  ) throws -> String? {
    let given = Set(variables.keys)
    let names = ["AUTHOR", "COMMITTER"].flatMap { role in
      ["NAME", "EMAIL", "DATE"].map { "GIT_\(role)_\($0)" }
    }
    let removed = (names + ["EMAIL"]).filter { !given.contains($0) }.flatMap { ["-u", $0] }
    let result = try Command.run(
      ["env"] + removed + variables.map { "\($0.key)=\($0.value)" } + [
        "git", "var", "GIT_\(role.rawValue.uppercased())_IDENT",
      ], in: repository.path)
    return result.status == 0 ? result.text : nil
  }

  private func expectAsGit(
    _ variables: [String: String], _ repository: TemporaryRepository,
    at location: SourceLocation = #_sourceLocation
  ) throws {
    for role in [SignatureRole.author, .committer] {
      let date = ["GIT_\(role.rawValue.uppercased())_DATE": "1700000000 +0000"]
      let all = date.merging(variables) { $1 }
      let found = try? repository.open().signature(of: role, environment: all).text
      #expect(try found == identity(role, all, repository), "\(role): \(variables)", sourceLocation: location)
    }
  }

  @Test func `Names come from the environment, then the role's settings, then the user's`() throws {
    let repository = try TemporaryRepository()
    try repository.git("config", "user.name", "User")
    try repository.git("config", "user.email", "user@example.com")
    try expectAsGit([:], repository)
    try expectAsGit(["EMAIL": "mail@example.com"], repository)
    try expectAsGit(["GIT_AUTHOR_NAME": "Env", "GIT_COMMITTER_EMAIL": "env@example.com"], repository)
    try repository.git("config", "author.name", "Author")
    try repository.git("config", "committer.email", "committer@example.com")
    try expectAsGit([:], repository)
    try expectAsGit(["GIT_AUTHOR_NAME": "Env", "GIT_COMMITTER_EMAIL": "env@example.com"], repository)
    try repository.git("config", "--unset", "user.email")
    try repository.git("config", "--unset", "committer.email")
    try expectAsGit(
      ["EMAIL": "mail@example.com", "GIT_AUTHOR_NAME": "A", "GIT_COMMITTER_NAME": "C"], repository)
  }

  @Test(
    "Names are cleaned as git cleans them",
    arguments: [
      "O'Brien", "\"Ann\"", " .,Ann B. Clark,. ", "A <b> C", "Ann\nBob", "\u{e9}\u{301}", "\tx\u{1}", "a\\",
      "\u{1f469}\u{200d}\u{1f4bb}",
    ])
  func clean(_ name: String) throws {
    let repository = try TemporaryRepository()
    let variables = [
      "GIT_AUTHOR_NAME": name, "GIT_AUTHOR_EMAIL": "<\(name)>", "GIT_COMMITTER_NAME": name,
      "GIT_COMMITTER_EMAIL": "a@b",
    ]
    try expectAsGit(variables, repository)
  }

  @Test("An empty name is refused as git refuses it", arguments: ["", " ", ".", "<>", "\"'\\;"])
  func empty(_ name: String) throws {
    let repository = try TemporaryRepository()
    try repository.git("config", "user.email", "user@example.com")
    try repository.git("config", "user.name", name)
    let error = #expect(throws: GitError.self) {
      try repository.open().signature(of: .author, environment: [:])
    }
    #expect(error?.code == .invalidName && error?.hint != nil)
    if name != "" { try expectAsGit([:], repository) }
    try expectAsGit(["GIT_AUTHOR_NAME": "Ann", "GIT_COMMITTER_NAME": "Carl"], repository)
  }

  @Test func `Nobody is an error, and an empty mail address is none`() throws {
    let repository = try TemporaryRepository()
    let error = #expect(throws: GitError.self) {
      try repository.open().signature(of: .committer, environment: ["GIT_COMMITTER_NAME": "Carl"])
    }
    #expect(error?.code == .invalidName)
    try repository.git("config", "user.name", "Ann")
    try repository.git("config", "user.email", "")
    try expectAsGit([:], repository)
  }

  @Test func `An empty variable is not the setting behind it, as in git`() throws {
    let repository = try TemporaryRepository()
    try repository.git("config", "user.name", "User")
    try repository.git("config", "user.email", "user@example.com")
    try expectAsGit(["GIT_AUTHOR_NAME": "", "GIT_COMMITTER_NAME": ""], repository)
    try expectAsGit(["GIT_AUTHOR_EMAIL": "", "GIT_COMMITTER_EMAIL": ""], repository)
  }

  @Test(
    "Dates of git's raw form keep their time zone",
    arguments: [
      "1700000000 +0000", "1700000000 -0530", "1700000000 +0545", "1700000000 +1400", "@1 -0001",
      "1700000000 -0000", "@0 +0100", "1700000000",
    ])
  func date(_ date: String) throws {
    let repository = try TemporaryRepository()
    try repository.git("config", "user.name", "User")
    try repository.git("config", "user.email", "user@example.com")
    try expectAsGit(["GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date], repository)
  }

  @Test func `Without a date it is now`() throws {
    let repository = try TemporaryRepository()
    let environment = ["GIT_AUTHOR_NAME": "Ann", "GIT_AUTHOR_EMAIL": "a@b"]
    let signature = try repository.open().signature(of: .author, environment: environment)
    let now = try #require(Int64(Command.run(["date", "+%s"], in: "/").text))
    #expect(abs(now - signature.time) < 60)
  }

  @Test func `Hours and minutes of the zone are two digits each`() {
    let zones = [0: "+0000", 60: "+0100", -60: "-0100", 90: "+0130", -570: "-0930", 1: "+0001", 840: "+1400"]
    for (offset, zone) in zones {
      #expect(Signature(name: "A", mail: "b@c", time: 5, offset: offset).text == "A <b@c> 5 \(zone)")
    }
  }
}
