import Git
import GitValues
import Testing

/// Settings and identities are those that git finds.
///
/// What the environment says of configuration is read once for a whole process: end-to-end tests look at that.
@Suite struct ConfigurationTests {
  @Test func `Each worktree has settings of its own where the repository says so`() throws {
    let repository = try TemporaryRepository(["a": "1\n"])
    let lane = repository.folder + "/lane"
    try repository.git("worktree", "add", "-q", "-b", "lane", lane)
    try repository.git("config", "fanin.word", "shared")
    try repository.git("config", "extensions.worktreeConfig", "true")
    try repository.git("config", "--worktree", "fanin.word", "of the lane", in: lane)
    try repository.git("config", "--worktree", "fanin.main", "yes")
    for folder in [repository.path, lane] {
      let settings = try repository.open(folder).configuration()
      #expect(try settings.string("fanin.word") == repository.git("config", "fanin.word", in: folder))
      #expect(settings.bool("fanin.main") == (folder == lane ? nil : true))
      #expect(settings.bool("extensions.worktreeconfig") == true)
    }
    try repository.git("config", "extensions.worktreeConfig", "false")
    #expect(try repository.open(lane).configuration().string("fanin.word") == "shared")
  }

  @Test func `Truth and numbers are read as git reads them`() throws {
    let repository = try TemporaryRepository()
    let values = ["true", "yes", "on", "1", "2", "-1", "false", "no", "off", "0", "", "TRUE", "Yes", "1k"]
    let config = values.enumerated().map { "\tv\($0.offset) = \($0.element)\n" }.joined()
    try repository.write(
      ".git/config", (repository.text(".git/config") ?? "") + "[t]\n\(config)\tbare\n\tbad = perhaps\n")
    let settings = try repository.open().configuration()
    let expected = try repository.git("config", "--bool", "--get-regexp", "t\\.(v|bare)").split(
      separator: "\n")
    #expect(expected.count == values.count + 1)
    for line in expected {
      let words = line.split(separator: " ")
      #expect(settings.bool(String(words[0])) == (words[1] == "true"), "\(line)")
    }
    #expect(settings.bool("t.bad") == nil && settings.bool("t.none") == nil)
    for (value, number) in [("7", 7), ("-3", -3), ("2k", 2048), ("1m", 1 << 20), ("3g", 3 << 30)] {
      try repository.git("config", "t.number", value)
      #expect(try repository.open().configuration().integer("t.number") == number)
    }
    #expect(settings.integer("t.bad") == nil && settings.integer("t.none") == nil)
  }

  @Test func `The last value counts, and an opened configuration stays as it was`() throws {
    let repository = try TemporaryRepository()
    try repository.git("config", "--add", "fanin.x", "one")
    try repository.git("config", "--add", "fanin.x", "two")
    let opened = try repository.open()
    let settings = try opened.configuration()
    try repository.git("config", "--replace-all", "fanin.x", "three")
    #expect(settings.string("fanin.x") == "two")
    #expect(try repository.open().configuration().string("fanin.x") == "three")
  }

  @Test func `Merge drivers are found by their names, whatever is in them`() throws {
    let repository = try TemporaryRepository()
    for name in ["ours", "with.dot", "With Case"] {
      try repository.git("config", "merge.\(name).driver", "true %A")
    }
    try repository.git("config", "merge.named.name", "no command")
    try repository.git("config", "merge.driver", "x")
    #expect(try repository.open().configuration().mergeDrivers() == ["ours", "with.dot", "With Case"])
  }
}
