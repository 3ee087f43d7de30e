import Testing

/// What git merges cleanly and gets wrong, from `check` to the published result.
@Suite struct SilentFanInTests {
  /// The source document's migrations: two lanes add number 008, and both note it in the tracker.
  private func migrations() throws -> TemporaryRepository {
    try TemporaryRepository.with(
      ["a", "b"].map { lane in
        (
          "lane/\(lane)",
          [
            .file("migrations/008_add_feature_\(lane).sql", "CREATE TABLE \(lane)s (id int);\n"),
            .file("migrations/applied.txt", "007_init.sql\n008_add_feature_\(lane).sql\n"),
            .file("docs/\(lane).md", "See 008_add_feature_\(lane) for the table.\n"),
          ]
        )
      },
      base: [
        .file("migrations/007_init.sql", "CREATE TABLE t (id int);\n"),
        .file("migrations/applied.txt", "007_init.sql\n"),
      ])
  }

  @Test func `Two lanes that add one migration number both come in, the later one renumbered`() throws {
    let repository = try migrations()
    let tips = try ["a", "b"].map { try repository.commit("lane/\($0)") }
    let check = try repository.fanin("check", "--json")
    #expect(check.status == 0, "\(check)")
    let clash = try check.document()["clashes"].first("kind", "migration")
    #expect(clash["level"].string == "silent" && clash["lanes"].strings == ["a", "b"])
    let merge = try repository.fanin("merge", "--json")
    #expect(merge.status == 0, "\(merge)")
    let files = try repository.git("ls-files", "migrations")
    #expect(
      files == """
        migrations/007_init.sql
        migrations/008_add_feature_a.sql
        migrations/009_add_feature_b.sql
        migrations/applied.txt
        """)
    #expect(
      repository.read("migrations/applied.txt")
        == "007_init.sql\n008_add_feature_a.sql\n009_add_feature_b.sql\n")
    #expect(repository.read("docs/b.md") == "See 009_add_feature_b for the table.\n")
    #expect(try ["a", "b"].map { try repository.commit("lane/\($0)") } == tips)
    let adapted = try #require(try merge.document()["lanes"].first("name", "b")["adapted"].string)
    let renames = try repository.git("show", "--format=", "--name-status", "-M100%", adapted)
    #expect(renames.contains("R100\tmigrations/008_add_feature_b.sql\tmigrations/009_add_feature_b.sql"))
    #expect(
      try repository.message(adapted).contains(
        "Renumbered: migrations/008_add_feature_b.sql -> migrations/009_add_feature_b.sql"))
    #expect(try repository.status().isEmpty)
    try repository.expectSound()
    let after = try repository.commit("main")
    #expect(try repository.fanin("merge").status == 0)
    #expect(try repository.commit("main") == after)
  }

  @Test func `An order may name a lane that is left out, also where others were renumbered`() throws {
    let repository = try migrations()
    for lane in ["x", "y"] {
      try repository.build([
        NewCommit("lane/\(lane)", from: "main", [.file("shared.txt", TemporaryRepository.lines([5: lane]))])
      ])
    }
    let merge = try repository.fanin("merge", "-k", "--order", "x,y,b", "--json")
    #expect(merge.status == 1, "\(merge)")
    let document = try merge.document()
    #expect(document["result"].string == "published", "\(document)")
    #expect(document["lanes"].first("name", "y")["state"].string == "left-out")
    #expect(document["lanes"].first("name", "a")["adapted"].string != nil)
    #expect(document["order"].strings.prefix(2) == ["x", "b"])
  }

  @Test func `Where only certain decisions are accepted, two of one number ask`() throws {
    let repository = try migrations()
    try repository.git("config", "fanin.accept", "none")
    let before = try repository.references()
    #expect(try repository.fanin("check").status == 1)
    #expect(try repository.fanin("merge").status == 1)
    #expect(try repository.references() == before)
  }

  /// Two lanes that add a fixture of one name far from each other, so that git merges them.
  private func fixtures() throws -> TemporaryRepository {
    func conftest(_ top: String, _ end: String) -> String {
      "import pytest\n\n\(top)\n@pytest.fixture\ndef clock():\n    return 1\n\n\n"
        + "@pytest.fixture\ndef settings():\n    return {}\n\(end)"
    }
    func fixture(_ lane: String) -> String {
      "\n@pytest.fixture\ndef test_project():\n    return {\"id\": \"proj-\(lane)\"}\n\n"
    }
    func test(_ lane: String) -> Entry {
      .file(
        "tests/test_\(lane).py",
        "def test_it(test_project, clock):\n    assert test_project[\"id\"] == \"proj-\(lane)\"\n")
    }
    return try TemporaryRepository.with(
      [
        ("lane/a", [.file("tests/conftest.py", conftest(fixture("a"), "")), test("a")]),
        ("lane/b", [.file("tests/conftest.py", conftest("", "\n" + fixture("b"))), test("b")]),
      ], base: [.file("tests/conftest.py", conftest("", ""))])
  }

  @Test func `Two lanes that define one fixture keep their own, and so do their tests`() throws {
    let repository = try fixtures()
    let clash = try repository.fanin("check", "--json").document()["clashes"].first("kind", "fixture")
    #expect(clash["lanes"].strings == ["a", "b"] && clash["path"].string == "tests/conftest.py")
    let merge = try repository.fanin("merge")
    #expect(merge.status == 0, "\(merge)")
    let conftest = try #require(repository.read("tests/conftest.py"))
    for lane in ["a", "b"] {
      #expect(conftest.contains("def test_project_\(lane)():\n    return {\"id\": \"proj-\(lane)\"}\n"))
      #expect(
        repository.read("tests/test_\(lane).py")
          == "def test_it(test_project_\(lane), clock):\n"
          + "    assert test_project_\(lane)[\"id\"] == \"proj-\(lane)\"\n")
    }
    #expect(!conftest.contains("def test_project()"))
  }

  @Test func `The first lane's fixture keeps its name if the settings say so`() throws {
    let repository = try fixtures()
    try repository.git("config", "fanin.fixtures", "later")
    #expect(try repository.fanin("merge").status == 0)
    let conftest = try #require(repository.read("tests/conftest.py"))
    #expect(conftest.contains("def test_project():") && conftest.contains("def test_project_b():"))
  }

  /// Two lanes that define one function in two places of a file.
  private func definitions() throws -> TemporaryRepository {
    func module(_ top: String, _ end: String) -> String {
      "\(top)def one():\n    return 1\n\n\ndef two():\n    return 2\n\n\ndef three():\n    return 3\n\(end)"
    }
    return try TemporaryRepository.with(
      [
        ("lane/a", [.file("lib.py", module("def parse(text):\n    return text.strip()\n\n\n", ""))]),
        ("lane/b", [.file("lib.py", module("", "\n\ndef parse(text):\n    return text.split()\n"))]),
      ], base: [.file("lib.py", module("", ""))])
  }

  @Test func `A function that two lanes define is not merged without a word`() throws {
    let repository = try definitions()
    let before = try repository.commit("main")
    let check = try repository.fanin("check", "--json")
    #expect(check.status == 1)
    let clash = try check.document()["clashes"].first("kind", "definition")
    #expect(clash["level"].string == "silent" && clash["decision"].string == "ask")
    #expect(clash["lines"]["a"].list.compactMap(\.int).first == 1, "\(check)")
    let merge = try repository.fanin("merge")
    #expect(merge.status == 1 && merge.output.contains("parse"), "\(merge)")
    #expect(try repository.commit("main") == before)
  }

  @Test func `What a person makes of a silent clash is taken in`() throws {
    let repository = try definitions()
    let opened = try repository.fanin("resolve", "--json")
    #expect(opened.status == 1, "\(opened)")
    let folder = repository.lanesFolder + "/resolve-b"
    let merged = try #require(repository.read("lib.py", in: folder))
    #expect(merged.contains("strip()") && merged.contains("split()"))
    try repository.write(
      "lib.py",
      merged.replacing(
        "def parse(text):\n    return text.split", with: "def words(text):\n    return text.split"),
      in: folder)
    let continued = try repository.fanin("resolve", "--continue")
    #expect(continued.status == 0, "\(continued)")
    let result = try #require(repository.read("lib.py"))
    #expect(result.contains("def parse") && result.contains("def words"))
    #expect(try repository.message("main").contains("by hand"))
  }

  @Test func `Clashes are the same ones whatever the order of the lanes`() throws {
    for repository in [try migrations(), try fixtures(), try definitions()] {
      func ids(_ lanes: [String]) throws -> [String] {
        try repository.fanin(["check", "--json"] + lanes).document()["clashes"].list
          .filter { $0["level"].string == "silent" }.compactMap { $0["id"].string }.sorted()
      }
      let found = try ids(["a", "b"])
      #expect(!found.isEmpty)
      #expect(try ids(["b", "a"]) == found)
    }
  }

  @Test func `A helper that two lanes add to one package of Go in different files asks`() throws {
    func file(_ lane: String) -> [Entry] {
      [.file("store/\(lane)_test.go", "package store\n\nfunc newUser() string { return \"\(lane)\" }\n")]
    }
    let repository = try TemporaryRepository.with(
      [("lane/a", file("a")), ("lane/b", file("b"))], base: [.file("store/store.go", "package store\n")])
    let check = try repository.fanin("check", "--json")
    #expect(check.status == 1)
    #expect(try check.document()["clashes"].first("kind", "definition")["paths"].strings.count == 2)
  }

  @Test func `An import that both lanes add in two places stands once afterwards`() throws {
    func module(_ top: String, _ end: String) -> String {
      "import os\n\(top)import re\nimport sys\nimport time\nimport zlib\n\(end)\nprint(os, re, sys)\n"
    }
    let repository = try TemporaryRepository.with(
      [
        ("lane/a", [.file("lib.py", module("import json\n", ""))]),
        ("lane/b", [.file("lib.py", module("", "import json\n"))]),
      ], base: [.file("lib.py", module("", ""))])
    let merge = try repository.fanin("merge")
    #expect(merge.status == 0, "\(merge)")
    let lines = try #require(repository.read("lib.py")).split(separator: "\n")
    #expect(lines.filter { $0 == "import json" }.count == 1)
  }

  @Test func `A fixture file that two lanes add becomes one for each, and their tests follow`() throws {
    func lane(_ name: String) -> (String, [Entry]) {
      (
        "lane/" + name,
        [
          .file("tests/fixtures/user.json", "{\"id\": \"\(name)\"}\n"),
          .file(
            "tests/test_\(name).py", "def test_it():\n    assert open(\"tests/fixtures/user.json\").read()\n"),
        ]
      )
    }
    let repository = try TemporaryRepository.with(
      [lane("a"), lane("b")], base: [.file("tests/fixtures/other.json", "{}\n")])
    let merge = try repository.fanin("merge")
    #expect(merge.status == 0, "\(merge)")
    for name in ["a", "b"] {
      #expect(repository.read("tests/fixtures/user_\(name).json") == "{\"id\": \"\(name)\"}\n")
      #expect(repository.read("tests/test_\(name).py")?.contains("tests/fixtures/user_\(name).json") == true)
    }
    #expect(!repository.exists("tests/fixtures/user.json"))
  }

  /// Two lanes that add to the two ends of a file.
  private func ends(_ path: String, _ head: String, _ ours: String, _ theirs: String, _ tail: String) throws
    -> TemporaryRepository
  {
    let middle = (1...8).map { _ in "" }.joined(separator: "\n")
    return try TemporaryRepository.with(
      [
        ("lane/a", [.file(path, head + ours + middle + tail)]),
        ("lane/b", [.file(path, head + middle + theirs + tail)]),
      ], base: [.file(path, head + middle + tail)])
  }

  @Test func `A key, a requirement and a target that two lanes add ask, with both places`() throws {
    let cases: [(path: String, head: String, ours: String, theirs: String, tail: String, said: String)] = [
      ("settings.py", "LIMITS = {\n", "    'x': 1,\n", "    'x': 2,\n", "}\n", "the key LIMITS.x"),
      ("requirements.txt", "", "Foo_Bar==1.0\n", "foo-bar==2.0\n", "", "the requirement foo-bar"),
      ("Makefile", "all:\n\techo\n", "lint:\n\ta\n", "lint:\n\tb\n", "", "the target lint"),
    ]
    for item in cases {
      let repository = try ends(item.path, item.head, item.ours, item.theirs, item.tail)
      let merged = try repository.git("merge-tree", "--write-tree", "lane/a", "lane/b")
      #expect(!merged.contains("CONFLICT"), "git merges it without a word")
      let check = try repository.fanin("check", "--json")
      #expect(check.status == 1, "\(check)")
      let clash = try check.document()["clashes"].first("kind", "definition")
      #expect(clash["level"].string == "silent" && clash["lanes"].strings == ["a", "b"])
      #expect(clash["reason"].string?.contains(item.said) == true, "\(check)")
      #expect(["a", "b"].allSatisfy { clash["lines"][$0].list.count == 2 }, "\(check)")
      let other = try repository.fanin("check", "--json", "b", "a").document()["clashes"]
      #expect(other.first("kind", "definition")["id"].string == clash["id"].string)
      #expect(try repository.fanin("merge").status == 1)
    }
  }

  @Test func `An enum's case that two lanes add in the same words stands once afterwards`() throws {
    let repository = try ends("E.swift", "enum E {\n  case m\n", "  case x\n", "  case x\n", "}\n")
    let merge = try repository.fanin("merge")
    #expect(merge.status == 0, "\(merge)")
    let lines = try #require(repository.read("E.swift")).split(separator: "\n")
    #expect(lines.filter { $0 == "  case x" }.count == 1)
  }

  @Test func `What the target has twice itself is told by renumber, and is no clash`() throws {
    let repository = try TemporaryRepository.with(
      [("lane/a", [.file("migrations/008_a.sql", "-- a\n")])],
      base: [
        .file("migrations/006_users.sql", "-- u\n"), .file("migrations/007_one.sql", "-- 1\n"),
        .file("migrations/007_two.sql", "-- 2\n"),
      ])
    #expect(try repository.fanin("check").status == 0)
    let report = try repository.fanin("renumber", "--branch", "lane/a", "--onto", "main", "--json")
    #expect(report.status == 0, "\(report)")
    #expect(try report.document()["duplicates"].first("code", "I-DUP-ON-BASE")["files"].strings.count == 2)
    let said = try repository.fanin("renumber", "--branch", "lane/a", "--onto", "main")
    #expect(said.output.contains("I-DUP-ON-BASE"), "\(said)")
  }

  private static let twoFixtures = """
    import pytest


    @pytest.fixture
    def user():
        return 1


    @pytest.fixture
    def old():
        return 2

    """

  @Test func `A fixture that one lane removes and another lane's new test asks for leaves that lane open`()
    throws
  {
    let less = Self.twoFixtures.replacing("\n\n\n@pytest.fixture\ndef old():\n    return 2\n", with: "")
    let test = Entry.file("test_b.py", "def test_b(old):\n    assert old == 2\n")
    let repository = try TemporaryRepository.with(
      [("a", [.file("conftest.py", less + "\n")]), ("b", [test])],
      base: [.file("conftest.py", Self.twoFixtures)])
    let result = try repository.fanin("merge", "a", "b")
    #expect(result.status == 1 && result.output.contains("would no longer find the fixture old"), "\(result)")
    // The same with a test that the target got.
    try repository.git("merge", "-q", "--no-edit", "b")
    let other = try repository.fanin("merge", "a", "--json")
    #expect(other.status == 1, "\(other)")
    #expect(try other.document()["open"][0]["lanes"].strings == ["a", "refs/heads/main"], "\(other)")
  }
}
