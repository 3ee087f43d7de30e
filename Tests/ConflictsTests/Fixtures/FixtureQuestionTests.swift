import Conflicts
import GitValues
import Testing

@Suite("Fixtures that are left to a person")
struct FixtureQuestionTests {
  /// What is different from a case that would be settled, and a word of the reason.
  struct Question: CustomTestStringConvertible, Sendable {
    let word: String
    var base: [String: String] = [:]
    var a: [String: String] = ["tests/conftest.py": fixture("u", "return 1")]
    var b: [String: String] = ["tests/conftest.py": fixture("u", "return 2")]
    var testDescription: String { word }
  }

  private static func decorated(_ arguments: String) -> [String: String] {
    ["tests/conftest.py": fixture("u", "return 1", decorator: "@pytest.fixture(\(arguments))")]
  }

  private static func with(_ text: String) -> [String: String] {
    ["tests/conftest.py": fixture("u", "return 1"), "tests/test_a.py": text]
  }

  static let questions: [Question] = [
    Question(word: "autouse", a: decorated("autouse=True")),
    Question(word: "params", a: decorated("params=[1, 2]")),
    Question(word: "scope", a: decorated("scope=\"session\"")),
    Question(word: "scope", a: decorated("scope=find_scope")),
    Question(word: "only known when it runs", a: decorated("**options")),
    Question(
      word: "only known when it runs",
      a: with("def test_x(request):\n    n = 'u'\n    request.getfixturevalue(n)\n")),
    Question(
      word: "only known when it runs",
      a: with("def pytest_generate_tests(metafunc):\n    if 'u' in metafunc.fixturenames: pass\n")),
    Question(word: "in a way of its own", a: with("from m import lazy_fixture\nX = [lazy_fixture('u')]\n")),
    Question(
      word: "in a way of its own",
      a: with("from pytest_bdd import given\n@given('x', target_fixture='u')\ndef f(): pass\n")),
    Question(word: "the name itself", a: with("def test_x(u):\n    print(f'{u=}')\n")),
    Question(word: "the name itself", a: with("def test_x(u):\n    return locals()\n")),
    Question(word: "cannot be read", a: with("import pytest\n@pytest.fixture\ndef v(:\n")),
    Question(
      word: "assignment",
      a: ["tests/conftest.py": "import pytest\ndef f(): return 1\nu = pytest.fixture()(f)\n"]),
    Question(
      word: "replaces the one that conftest.py has", base: ["conftest.py": fixture("u", "return 0")]),
    Question(
      word: "asks for it too", base: ["tests/test_old.py": "def test_old(u): pass\n"]),
    Question(
      word: "uses make", a: ["tests/conftest.py": "def make(): return 1\n" + fixture("u", "return make()")],
      b: ["tests/conftest.py": "def make(): return 2\n" + fixture("u", "return make()  + 1")]),
    Question(
      word: "makes fixtures",
      a: with("from pytest_factoryboy import register\nfrom f import UFactory\nregister(UFactory)\n")),
  ]

  @Test("The reason is told, and nothing is changed", arguments: questions)
  func asks(question: Question) {
    let made = FixtureCase(base: question.base, a: question.a, b: question.b)
    #expect(made.decisions == [.ask])
    #expect(
      made.clashes.first?.reason.contains(question.word) ?? false, "\(made.clashes.first?.reason ?? "")")
    #expect(made.clashes.first?.lines.count == 2)
    #expect(made.isUntouched)
    // The same from the other side.
    let turned = FixtureCase(base: question.base, a: question.b, b: question.a)
    #expect(turned.decisions == [.ask])
  }

  @Test("A name of pytest or of an installed plugin is asked about")
  func asksForKnownNames() {
    func made(_ name: String, _ base: [String: String]) -> [Clash.Decision] {
      FixtureCase(
        base: base, a: ["conftest.py": fixture(name, "return 1")],
        b: ["conftest.py": fixture(name, "return 2")]
      ).decisions
    }
    #expect(made("tmp_path", [:]) == [.ask])
    #expect(made("mocker", ["pyproject.toml": "dependencies = ['pytest_mock>=3']"]) == [.ask])
    #expect(made("mocker", ["pyproject.toml": "dependencies = ['pytest']"]) == [.likely])
    #expect(made("mocker", [:]) == [.ask])
  }

  @Test("A fixture and a plain function of one name in one module are asked about")
  func asksForReplacedFixtures() {
    let made = FixtureCase(
      a: ["conftest.py": fixture("make_user")], b: ["conftest.py": "def make_user():\n    pass\n"])
    #expect(made.decisions == [.ask])
    let named = FixtureCase(
      a: ["conftest.py": fixture("_f", "return 1", decorator: "@pytest.fixture(name='u')")],
      b: ["conftest.py": fixture("_f", "return 2", decorator: "@pytest.fixture(name='v')")])
    #expect(named.decisions == [.ask])
  }
}
