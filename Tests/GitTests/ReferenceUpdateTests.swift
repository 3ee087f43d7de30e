import Git
import GitValues
import Testing

/// References are only moved from the value that was expected, and git is kept out meanwhile.
@Suite struct ReferenceUpdateTests {
  /// Three commits, `main` on the last one.
  private struct Line {
    let repository: TemporaryRepository
    let commits: [ObjectID]
    let opened: Repository

    init() throws {
      repository = try TemporaryRepository(["a": "1\n"])
      commits = try [repository.id("HEAD")] + [repository.commit("two"), repository.commit("three")]
      opened = try repository.open()
    }

    func value(_ name: String) throws -> ObjectID? {
      let text = try repository.git("for-each-ref", "--format=%(objectname)", name)
      return ObjectID(hex: text)
    }
  }

  private func expect(
    _ code: GitError.Code, _ doing: () throws -> Void, at location: SourceLocation = #_sourceLocation
  ) {
    let error = #expect(throws: GitError.self, sourceLocation: location) { try doing() }
    #expect(error?.code == code, "\(error?.message ?? "")", sourceLocation: location)
  }

  @Test("A reference is set if it has the value that is expected", arguments: [false, true])
  func set(_ isPacked: Bool) throws {
    let line = try Line()
    let name = "refs/heads/lane/x"
    try line.opened.setReference(name, to: line.commits[0], expecting: nil, message: "fan-in: created")
    #expect(try line.value(name) == line.commits[0])
    if isPacked { try line.repository.git("pack-refs", "--all") }
    try line.opened.setReference(
      name, to: line.commits[1], expecting: line.commits[0], message: "fan-in: moved")
    #expect(try line.value(name) == line.commits[1])
    #expect(
      try line.repository.git("reflog", "show", "--format=%H %gs", name)
        == "\(line.commits[1]) fan-in: moved\n\(line.commits[0]) fan-in: created")
    expect(.moved) {
      try line.opened.setReference(name, to: line.commits[2], expecting: line.commits[0], message: "m")
    }
    expect(.moved) { try line.opened.setReference(name, to: line.commits[2], expecting: nil, message: "m") }
    #expect(try line.value(name) == line.commits[1])
    #expect(try line.repository.git("fsck", "--no-dangling", "--no-progress") == "")
  }

  @Test func `A reference that is gone was moved by somebody, and is not made anew`() throws {
    let line = try Line()
    expect(.moved) {
      try line.opened.setReference(
        "refs/heads/gone", to: line.commits[1], expecting: line.commits[0], message: "m")
    }
    #expect(try line.value("refs/heads/gone") == nil)
  }

  @Test func `A reference that git locks is left alone, and so is the lock`() throws {
    let line = try Line()
    try line.repository.git("branch", "lane", line.commits[0].hex)
    try line.repository.write(".git/refs/heads/lane.lock", "")
    let (old, new) = (line.commits[0], line.commits[1])
    expect(.locked) {
      try line.opened.setReference("refs/heads/lane", to: new, expecting: old, message: "m")
    }
    expect(.locked) { try line.opened.removeReference("refs/heads/lane", expecting: old) }
    expect(.locked) { _ = try ReferenceLock(line.opened, "refs/heads/lane") }
    #expect(try line.value("refs/heads/lane") == old)
    #expect(line.repository.text(".git/refs/heads/lane.lock") == "")
    try line.repository.remove(".git/refs/heads/lane.lock")
    try line.opened.setReference("refs/heads/lane", to: new, expecting: old, message: "m")
    #expect(try line.value("refs/heads/lane") == new)
  }

  @Test("A reference is removed if it has the value that is expected", arguments: [false, true])
  func remove(_ isPacked: Bool) throws {
    let line = try Line()
    for name in ["lane/x", "lane/y"] { try line.repository.git("branch", name, line.commits[0].hex) }
    if isPacked { try line.repository.git("pack-refs", "--all") }
    expect(.moved) { try line.opened.removeReference("refs/heads/lane/x", expecting: line.commits[1]) }
    #expect(try line.value("refs/heads/lane/x") == line.commits[0])
    try line.opened.removeReference("refs/heads/lane/x", expecting: line.commits[0])
    #expect(try line.value("refs/heads/lane/x") == nil)
    #expect(try line.value("refs/heads/lane/y") == line.commits[0])
    expect(.notFound) { try line.opened.removeReference("refs/heads/lane/x", expecting: line.commits[0]) }
    #expect(try line.repository.git("fsck", "--no-dangling", "--no-progress") == "")
  }

  @Test("Git cannot move a branch that is locked here", arguments: [false, true])
  func lock(_ isPacked: Bool) throws {
    let line = try Line()
    if isPacked { try line.repository.git("pack-refs", "--all") }
    let held = try ReferenceLock(line.opened, "refs/heads/main")
    #expect(held.value == line.commits[2])
    #expect(try line.repository.status(of: "update-ref", "refs/heads/main", line.commits[0].hex) != 0)
    #expect(try line.repository.status(of: "commit", "-q", "--allow-empty", "-m", "meanwhile") != 0)
    #expect(try line.value("refs/heads/main") == line.commits[2])
    let other = try line.repository.open()
    expect(.locked) { _ = try ReferenceLock(other, "refs/heads/main") }
    try held.publish(line.commits[1], message: "fan-in: published")
    #expect(try line.value("refs/heads/main") == line.commits[1])
    #expect(
      try line.repository.git("reflog", "show", "-1", "--format=%gs", "main") == "fan-in: published")
    #expect(try line.repository.status(of: "update-ref", "refs/heads/main", line.commits[0].hex) == 0)
  }

  @Test func `A lock tells the value of now, not that of before`() throws {
    let line = try Line()
    #expect(try line.opened.value(ofReference: "refs/heads/main") == line.commits[2])
    try line.repository.git("update-ref", "refs/heads/main", line.commits[0].hex)
    #expect(try ReferenceLock(line.opened, "refs/heads/main").value == line.commits[0])
    try line.repository.git("pack-refs", "--all")
    #expect(try ReferenceLock(line.opened, "refs/heads/main").value == line.commits[0])
  }

  @Test func `A lock that publishes nothing changes nothing and goes away`() throws {
    let line = try Line()
    do {
      let held = try ReferenceLock(line.opened, "refs/heads/main")
      #expect(line.repository.exists(line.repository.path + "/.git/refs/heads/main.lock"))
      #expect(held.value == line.commits[2])
    }
    #expect(!line.repository.exists(line.repository.path + "/.git/refs/heads/main.lock"))
    #expect(try line.repository.status(of: "update-ref", "refs/heads/main", line.commits[0].hex) == 0)
  }

  @Test func `A reference that is not there is locked and made`() throws {
    let line = try Line()
    let held = try ReferenceLock(line.opened, "refs/fan-in/new")
    #expect(held.value == nil)
    #expect(try line.repository.status(of: "update-ref", "refs/fan-in/new", line.commits[0].hex) != 0)
    try held.publish(line.commits[1], message: "m")
    #expect(try line.value("refs/fan-in/new") == line.commits[1])
  }
}
