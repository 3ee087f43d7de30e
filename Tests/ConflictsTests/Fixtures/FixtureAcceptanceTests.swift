import Conflicts
import GitValues
import Merging
import Testing

@Suite("Each test gets after a fan-in what it gets on its own lane")
struct FixtureAcceptanceTests {
  @Test("The adapted lanes, merged, are accepted; the lanes as they were are not")
  func seesWhichDefinitionCounts() {
    let made = FixtureCase(
      base: ["conftest.py": "import pytest\n"],
      a: ["conftest.py": fixture("u", "return 1"), "test_a.py": "def test_a(u): pass\n"],
      b: [
        "conftest.py": fixture("u", "return 2"), "test_b.py": "class TestB:\n    def test_b(self, u): pass\n",
      ])
    let tests = [
      "test_a.py": "def test_a(u): pass\n", "test_b.py": "class TestB:\n    def test_b(self, u): pass\n",
    ]
    let both = fixture("u", "return 1") + "\n\n@pytest.fixture\ndef u():\n    return 2\n"
    let wrong = made.differences(merged: tests.merging(["conftest.py": both]) { $1 })
    #expect(wrong.map(\.kind) == [.otherContent])
    #expect(wrong.map(\.lane) == ["a"])
    let merged = resolveText(
      ResolutionRequest(
        base: Array("import pytest\n".utf8), ours: Array(made.file("conftest.py", lane: 0).utf8),
        theirs: Array(made.file("conftest.py", lane: 1).utf8), path: Array("conftest.py".utf8)))
    let files = [
      "conftest.py": String(decoding: merged.bytes, as: UTF8.self),
      "test_a.py": made.file("test_a.py", lane: 0),
      "test_b.py": made.file("test_b.py", lane: 1),
    ]
    #expect(made.differences(merged: files).isEmpty)
    let lost = files.merging(["conftest.py": made.file("conftest.py", lane: 0)]) { $1 }
    #expect(made.differences(merged: lost).map(\.kind) == [.missing])
  }

  @Test("An override of a fixture of the base changes what the other lane's test gets")
  func seesOverrides() {
    let base = ["conftest.py": fixture("u", "return 0")]
    let a = ["api/conftest.py": fixture("u", "return 1")]
    let b = ["api/test_b.py": "def test_b(u): pass\n"]
    let made = FixtureCase(base: base, a: a, b: b)
    #expect(made.clashes.isEmpty)
    let merged = base.merging(a) { $1 }.merging(b) { $1 }
    #expect(made.differences(merged: merged).map(\.kind) == [.otherDefinition])
  }

  @Test("A base fixture that another lane changed is an ordinary merge")
  func acceptsChangedBase() {
    let base = ["conftest.py": fixture("u", "return 0")]
    let a = ["conftest.py": fixture("u", "return 1")]
    let b = ["test_b.py": "def test_b(u): pass\n"]
    let made = FixtureCase(base: base, a: a, b: b)
    #expect(made.differences(merged: base.merging(a) { $1 }.merging(b) { $1 }).isEmpty)
  }

  private static let api = "\n\n@pytest.fixture\ndef api(u):\n    return [u]\n"

  @Test("Of two fixtures that had one name before, both that a test comes to get must be its lane's")
  func seesWhatAnotherFixtureAsksFor() {
    let test = { (lane: String) in "def test_\(lane)(u, api): pass\n" }
    let made = FixtureCase(
      base: ["conftest.py": "import pytest\n"],
      a: ["conftest.py": fixture("u", "return 1"), "test_a.py": test("a")],
      b: ["conftest.py": fixture("u", "return 2"), "test_b.py": test("b")])
    let both =
      fixture("u_a", "return 1") + "\n\n@pytest.fixture\ndef u_b():\n    return 2\n"
      + Self.api.replacing("api(u)", with: "api(u_a)").replacing("[u]", with: "[u_a]")
    let files = [
      "conftest.py": both, "test_a.py": "def test_a(u_a, api): pass\n",
      "test_b.py": "def test_b(u_b, api): pass\n",
    ]
    for _ in 0..<5 {
      let wrong = made.differences(merged: files)
      #expect(wrong.contains { $0.lane == "b" && $0.kind == .otherContent })
      #expect(!wrong.contains { $0.lane == "a" })
    }
  }

  @Test("Fixtures that say the same and ask for different ones are different")
  func copiesAskForTheSame() {
    let made = FixtureCase(
      base: ["conftest.py": "import pytest\n"],
      a: ["conftest.py": fixture("u", "return 1") + Self.api, "test_a.py": "def test_a(api): pass\n"],
      b: ["conftest.py": fixture("u", "return 2") + Self.api, "test_b.py": "def test_b(api): pass\n"])
    #expect(made.decisions == [.likely, .likely])
    #expect(made.file("conftest.py", lane: 1).contains("def api_b(u_b):\n    return [u_b]\n"))
    #expect(made.file("test_a.py", lane: 0) == "def test_a(api_a): pass\n")
    let same = FixtureCase(
      base: ["conftest.py": "import pytest\n"],
      a: ["conftest.py": fixture("u", "return 1") + Self.api],
      b: ["conftest.py": fixture("u", "return 1") + Self.api])
    #expect(same.decisions == [.certain, .certain])
  }

  @Test("A fixture of the base that one lane removes and another lane's new test asks for is missing")
  func seesRemoved() {
    let base = ["conftest.py": fixture("u", "return 0")]
    let made = FixtureCase(
      base: base, a: ["conftest.py": "import pytest\n"], b: ["test_b.py": "def test_b(u): pass\n"])
    #expect(made.isConcerned)
    let wrong = made.differences(merged: [
      "conftest.py": "import pytest\n", "test_b.py": "def test_b(u): pass\n",
    ])
    #expect(wrong.map(\.kind) == [.missing] && wrong.map(\.lane) == ["b"])
    let none = FixtureCase(base: base, a: ["x.py": "x = 1\n"], b: ["y.py": "y = 1\n"])
    #expect(!none.isConcerned)
  }

  @Test("A fixture of one lane that is used without being named comes on top for another lane's new test")
  func seesAutouse() {
    let base = ["conftest.py": "import pytest\n", "test_old.py": "def test_old(): pass\n"]
    for (decorator, kinds) in [
      ("@pytest.fixture(autouse=True)", [FixtureDifference.Kind.added]), ("@pytest.fixture", []),
    ] {
      let a = ["conftest.py": fixture("env", "return 1", decorator: decorator)]
      let b = ["test_b.py": "def test_b(): pass\n"]
      let made = FixtureCase(base: base, a: a, b: b)
      let wrong = made.differences(merged: base.merging(a) { $1 }.merging(b) { $1 })
      #expect(wrong.map(\.kind) == kinds && wrong.allSatisfy { $0.lane == "b" })
    }
  }
}
