import Testing

/// Which rules may settle what: settings, and attributes of paths.
@Suite struct PolicyTests {
  /// Two lanes that each add a requirement at one place, and each raise a version.
  private func repository(attributes: String? = nil) throws -> TemporaryRepository {
    func requirements(_ name: String) -> Entry { .file("requirements.txt", "aiohttp\n\(name)\nzope\n") }
    func version(_ number: String) -> Entry { .file("version.py", "VERSION = \"\(number)\"\n") }
    let base: [Entry] = [.file("requirements.txt", "aiohttp\nzope\n"), version("1.4.0")]
    return try TemporaryRepository.with(
      [
        ("lane/a", [requirements("flask"), version("1.5.0")]),
        ("lane/b", [requirements("httpx"), version("1.6.0")]),
      ], base: base + (attributes.map { [.file(".gitattributes", $0)] } ?? []))
  }

  private func open(_ repository: TemporaryRepository) throws -> [String] {
    try repository.fanin("check", "--json").document()["clashes"].list
      .filter { $0["decision"].string == "ask" }.compactMap { $0["path"].string }.sorted()
  }

  @Test func `Without any setting likely decisions are taken, and told with their rule`() throws {
    let repository = try repository()
    #expect(try open(repository) == [])
    let merge = try repository.fanin("merge", "--json")
    #expect(merge.status == 0)
    #expect(repository.read("requirements.txt") == "aiohttp\nflask\nhttpx\nzope\n")
    #expect(repository.read("version.py") == "VERSION = \"1.6.0\"\n")
    let decision = try merge.document()["decisions"].first("path", "version.py")
    #expect(decision["rule"].string == "version" && decision["level"].string == "conflict")
  }

  @Test func `No rule settles anything where none is accepted`() throws {
    let repository = try repository()
    try repository.git("config", "fanin.accept", "none")
    #expect(try open(repository) == ["requirements.txt", "version.py"])
    #expect(try repository.fanin("merge").status == 1)
  }

  @Test func `A rule that is switched off settles nothing, and one that does not exist is an error`() throws {
    let repository = try repository()
    try repository.git("config", "fanin.disable", "version, tokens")
    #expect(try open(repository) == ["version.py"])
    try repository.git("config", "fanin.disable", "versions")
    let wrong = try repository.fanin("check")
    #expect(wrong.status == 2 && wrong.errors.contains("'versions'"), "\(wrong)")
  }

  @Test func `An attribute of the target says what counts for a path`() throws {
    #expect(try open(repository(attributes: "*.py fanin=ask\n")) == ["version.py"])
    #expect(try open(repository(attributes: "*.py fanin=imports\n")) == ["version.py"])
    #expect(try open(repository(attributes: "*.py fanin=version\n")) == [])
    #expect(try open(repository(attributes: "*.txt -fanin\n")) == ["requirements.txt"])
  }

  @Test func `A lane's attributes do not count`() throws {
    let repository = try repository(attributes: "*.py fanin=ask\n")
    try repository.git("checkout", "-q", "lane/b")
    try repository.write(".gitattributes", "*.py fanin=version\n")
    try repository.git("commit", "-q", "-a", "-m", "settle it")
    try repository.git("checkout", "-q", "main")
    #expect(try open(repository) == ["version.py"])
  }
}
