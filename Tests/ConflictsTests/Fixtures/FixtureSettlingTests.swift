import Conflicts
import GitValues
import Testing

@Suite("Fixtures of one name that two lanes added")
struct FixtureSettlingTests {
  @Test("Each lane's gets a name of its own, with all that asks for it")
  func renamesBoth() {
    let test = """
      def test_one(user):
          def inner():
              return [user for x in user]
          assert f"{user['id']:>{user}}" and inner() and (lambda user: user)(user=user)
      """
    let made = FixtureCase(
      base: ["tests/conftest.py": "import pytest\n"],
      a: ["tests/conftest.py": fixture("user", "return 1"), "tests/test_a.py": test],
      b: ["tests/conftest.py": fixture("user", "return 2"), "tests/test_b.py": "def test_two(user): pass\n"])
    #expect(made.decisions == [.likely])
    #expect(made.clashes.first?.lanes == ["a", "b"])
    #expect(made.clashes.first?.lines.map(\.range) == [4...6, 4...6])
    #expect(made.file("tests/conftest.py", lane: 0) == fixture("user_a", "return 1"))
    #expect(made.file("tests/conftest.py", lane: 1) == fixture("user_b", "return 2"))
    #expect(
      made.file("tests/test_a.py", lane: 0) == """
        def test_one(user_a):
            def inner():
                return [user_a for x in user_a]
            assert f"{user_a['id']:>{user_a}}" and inner() and (lambda user: user)(user=user_a)
        """)
    #expect(made.file("tests/test_b.py", lane: 1) == "def test_two(user_b): pass\n")
    #expect(
      made.settlement.report.adaptations[0].notes == ["Renamed fixture: tests/conftest.py: user -> user_a"])
  }

  @Test("The first lane's keeps its name where that is asked for")
  func keepsFirst() {
    let made = FixtureCase(
      a: ["conftest.py": fixture("user", "return 1")], b: ["conftest.py": fixture("user", "return 2")],
      options: FixtureOptions(naming: .laterLanes))
    #expect(made.file("conftest.py", lane: 0) == fixture("user", "return 1"))
    #expect(made.file("conftest.py", lane: 1) == fixture("user_b", "return 2"))
  }

  @Test("A lane that cannot be changed keeps its name")
  func keepsFixed() {
    let made = FixtureCase(
      a: ["conftest.py": fixture("user", "return 1")], b: ["conftest.py": fixture("user", "return 2")],
      options: FixtureOptions(fixed: [1]))
    #expect(made.file("conftest.py", lane: 0) == fixture("user_a", "return 1"))
    #expect(made.file("conftest.py", lane: 1) == fixture("user", "return 2"))
  }

  @Test("Nothing is applied where only certain decisions are accepted")
  func asksWhenOnlyCertainIsAccepted() {
    let made = FixtureCase(
      a: ["conftest.py": fixture("user", "return 1")], b: ["conftest.py": fixture("user", "return 2")],
      options: FixtureOptions(accept: .certain))
    #expect(made.decisions == [.ask])
    #expect(made.isUntouched)
  }

  @Test("Equal fixtures are one, comments and documentation aside")
  func keepsOneOfEqual() {
    let made = FixtureCase(
      base: ["conftest.py": fixture("clock")],
      a: ["conftest.py": fixture("user", "# why\n    return  1") + fixture("clock").dropFirst(14)],
      b: [
        "conftest.py": fixture("clock")
          + "\n\n@pytest.fixture\ndef user():\n    \"\"\"A user.\"\"\"\n    return 1\n"
      ])
    #expect(made.decisions == [.certain])
    #expect(made.settlement.report.adaptations[0].isEmpty)
    #expect(made.file("conftest.py", lane: 1) == fixture("clock"))
  }

  @Test("Equal fixtures that git makes one of are left alone")
  func leavesCollapsedCopies() {
    let made = FixtureCase(
      base: ["conftest.py": "import pytest\n"], a: ["conftest.py": fixture()], b: ["conftest.py": fixture()])
    #expect(made.decisions == [.certain])
    #expect(made.isUntouched)
  }

  @Test("A fixture of the base that both changed is a merge of text, no clash")
  func leavesChangedFixtures() {
    let made = FixtureCase(
      base: ["conftest.py": fixture("user", "return 0")],
      a: ["conftest.py": fixture("user", "return 1")], b: ["conftest.py": fixture("user", "return 2")])
    #expect(made.clashes.isEmpty)
  }

  @Test("A fixture that was moved to another file was not added")
  func leavesMovedFixtures() {
    let made = FixtureCase(
      base: ["tests/test_x.py": fixture()],
      [
        ("a", ["tests/test_x.py": "import pytest\n", "tests/conftest.py": fixture()]),
        ("b", ["tests/test_x.py": "import pytest\n", "tests/conftest.py": fixture("user", "return 2")]),
      ])
    #expect(made.clashes.isEmpty)
  }

  @Test("Of one name in files that never meet nothing is said")
  func leavesSeparateModules() {
    let made = FixtureCase(
      a: ["tests/test_a.py": fixture()], b: ["tests/test_b.py": fixture("user", "return 2")])
    #expect(made.clashes.isEmpty)
  }

  @Test("Names are read from name=, and only the string changes")
  func renamesGivenNames() {
    let made = FixtureCase(
      a: ["conftest.py": fixture("zz", "return 1", decorator: "@pytest.fixture(name=\"u\")")],
      b: ["conftest.py": fixture("aa", "return 2", decorator: "@pytest.fixture(name='u')")])
    #expect(made.decisions == [.likely])
    #expect(
      made.file("conftest.py", lane: 0)
        == fixture("zz", "return 1", decorator: "@pytest.fixture(name=\"u_a\")"))
    #expect(
      made.file("conftest.py", lane: 1) == fixture("aa", "return 2", decorator: "@pytest.fixture(name='u_b')")
    )
  }

  @Test(
    "Every way to make a fixture is known",
    arguments: [
      "from pytest import fixture as fx\n\n@fx\ndef user():\n    return ",
      "import pytest as p\n\n@p.fixture()\ndef user():\n    return ",
      "import pytest_asyncio\n\n@pytest_asyncio.fixture\nasync def user():\n    yield ",
      "import pytest\n\nclass TestX:\n    @pytest.fixture\n    def user(self):\n        return ",
    ])
  func knowsDecorators(text: String) {
    let made = FixtureCase(a: ["test_x.py": text + "1\n"], b: ["test_x.py": text + "2\n"])
    #expect(made.decisions == [.likely])
    #expect(made.file("test_x.py", lane: 0).contains("def user_a("))
  }

  @Test("Three lanes, two of them equal: all get names of their own")
  func separatesThree() {
    let made = FixtureCase([
      ("a", ["conftest.py": fixture("user", "return 1")]),
      ("lane/b-2", ["conftest.py": fixture("user", "return 2")]),
      ("c", ["conftest.py": fixture("user", "return 1")]),
    ])
    #expect(made.clashes.map(\.lanes) == [["a", "lane/b-2", "c"]])
    #expect(made.file("conftest.py", lane: 1) == fixture("user_b_2", "return 2"))
    #expect(made.file("conftest.py", lane: 2) == fixture("user_c", "return 1"))
  }

  @Test("A name that is taken gets a number")
  func avoidsTakenNames() {
    let made = FixtureCase(
      a: ["conftest.py": fixture("user", "return 1") + "\nuser_a = 3\n"],
      b: ["conftest.py": fixture("user", "return 2")])
    #expect(made.file("conftest.py", lane: 0).contains("def user_a_2()"))
  }

  @Test("What lanes changed without fixtures is not taken apart, and nothing else is read")
  func readsOnlyWhatChanged() {
    let repository = MemoryRepository()
    let base = repository.tree([
      "conftest.py": fixture("clock"), "a.py": "x = 1\n", "deep/test_z.py": fixture("z"),
    ])
    let a = repository.tree([
      "conftest.py": fixture("clock"), "a.py": "x = 2\n", "deep/test_z.py": fixture("z"),
    ])
    let b = repository.tree([
      "conftest.py": fixture("clock"), "a.py": "x = 3\n", "deep/test_z.py": fixture("z"),
    ])
    let search = FixtureSearch(
      [repository.lane("a", base: base, tree: a), repository.lane("b", base: base, tree: b)],
      reader: repository)
    _ = search.settle()
    let changed = Set(["x = 1\n", "x = 2\n", "x = 3\n"].map { repository.blob(Array($0.utf8)) })
    #expect(Set(repository.reads).isSubset(of: changed))
  }
}
