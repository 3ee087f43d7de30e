import Conflicts
import GitValues
import Testing

@Suite("What means a fixture and what does not")
struct FixtureUseTests {
  /// Runs a clash of `u` in the conftest; the first lane has a test file besides.
  private static func adapted(_ test: String, at path: String = "tests/test_a.py") -> FixtureCase {
    FixtureCase(
      a: ["tests/conftest.py": fixture("u", "return 1"), path: test],
      b: ["tests/conftest.py": fixture("u", "return 2")])
  }

  @Test(
    "Uses follow the new name",
    arguments: [
      "def test_x(u): pass\n", "async def test_x(*, u): return u\n",
      "import pytest\n@pytest.mark.usefixtures(\"u\")\ndef test_x(): pass\n",
      "import pytest\npytestmark = [pytest.mark.usefixtures('u')]\ndef test_x(): pass\n",
      "import pytest\n@pytest.mark.usefixtures(\"u\")\nclass TestX:\n    def test_x(self, u): pass\n",
      "def test_x(request): request.getfixturevalue(\"u\")\n",
      "import pytest\n@pytest.mark.parametrize(\"a, u\", [(1, 2)], indirect=[\"u\"])\ndef test_x(a, u): pass\n",
      "import pytest\n@pytest.mark.parametrize('u', [1], indirect=True)\ndef test_x(u): pass\n",
      "import pytest\n@pytest.fixture\ndef w(u): return u\ndef test_x(w): pass\n",
      "def helper(request):\n    return request.getfixturevalue('u')\ndef test_x(request): helper(request)\n",
      "def f():\n    \"\"\"\n    >>> getfixture('u')\n    \"\"\"\n",
      "def test_x(u):\n    match u:\n        case [u, *_]: return u\n    del u\n",
      "def test_x(u):\n    def f():\n        nonlocal u\n        u = 3\n    return f\n",
    ])
  func followsUses(text: String) {
    let made = Self.adapted(text)
    #expect(made.decisions == [.likely])
    let expected = String(decoding: Self.replaced(text), as: UTF8.self)
    #expect(made.file("tests/test_a.py", lane: 0) == expected)
  }

  /// Replaces each `u` that is a word of its own.
  private static func replaced(_ text: String) -> [UInt8] {
    var result: [UInt8] = []
    let bytes = Array(text.utf8)
    func isWord(_ index: Int) -> Bool {
      guard bytes.indices.contains(index) else { return false }
      return bytes[index] == UInt8(ascii: "_") || Character(Unicode.Scalar(bytes[index])).isLetter
    }
    for (index, byte) in bytes.enumerated() {
      result.append(byte)
      if byte == UInt8(ascii: "u"), !isWord(index - 1), !isWord(index + 1) { result += Array("_a".utf8) }
    }
    return result
  }

  @Test(
    "What only looks like a use stays",
    arguments: [
      "def test_x(u='x'): return u\n",
      "import pytest\n@pytest.mark.parametrize('u', [1])\ndef test_x(u): pass\n",
      "from unittest import mock\n@mock.patch('a.b')\ndef test_x(u): pass\n",
      "from hypothesis import given, strategies as st\n@given(u=st.text())\ndef test_x(u): pass\n",
      "from hypothesis import given, strategies as st\n@given(st.text())\ndef test_x(u): pass\n",
      "def helper(u): return u\ndef test_x(): helper(u=1)\n", "class TestX:\n    def test_x(u): pass\n",
      "import m\ndef test_x(m): return m.u\n",
    ])
  func leavesOthers(text: String) {
    let made = Self.adapted(text)
    #expect(made.decisions == [.likely])
    #expect(made.file("tests/test_a.py", lane: 0) == text)
  }

  @Test("pytest's configuration follows where the lane changed it")
  func followsConfiguration() {
    let made = FixtureCase(
      a: ["conftest.py": fixture("u", "return 1"), "pytest.ini": "[pytest]\nusefixtures = x u\n"],
      b: ["conftest.py": fixture("u", "return 2")])
    #expect(made.file("pytest.ini", lane: 0) == "[pytest]\nusefixtures = x u_a\n")
  }

  @Test("Imports of the fixture follow, with __all__")
  func followsImports() {
    let made = FixtureCase(
      a: [
        "fx/a.py": "import pytest\n__all__ = ['u']\n\n@pytest.fixture\ndef u(): return 1\n",
        "conftest.py": "from fx.a import u\n", "test_a.py": "def test_x(u): pass\n",
      ], b: ["conftest.py": fixture("u", "return 2")])
    #expect(made.decisions == [.likely])
    #expect(made.file("fx/a.py", lane: 0).contains("__all__ = ['u_a']"))
    #expect(made.file("fx/a.py", lane: 0).contains("def u_a()"))
    #expect(made.file("conftest.py", lane: 0) == "from fx.a import u_a\n")
    #expect(made.file("test_a.py", lane: 0) == "def test_x(u_a): pass\n")
  }

  @Test("Two plugins of one list clash, and so do star imports")
  func findsPlugins() {
    for line in ["pytest_plugins = ['fx.a', 'fx.b']\n", "from fx.a import *\nfrom fx.b import *\n"] {
      let made = FixtureCase(
        base: ["conftest.py": line, "fx/__init__.py": "", "fx/a.py": "", "fx/b.py": ""],
        a: ["fx/a.py": fixture("u", "return 1"), "test_a.py": "def test_x(u): pass\n"],
        b: ["fx/b.py": fixture("u", "return 2")])
      #expect(made.decisions == [.likely], "\(line)")
      #expect(made.file("test_a.py", lane: 0) == "def test_x(u_a): pass\n")
    }
  }

  @Test("An inner conftest of one lane that would replace the other's fixture for its tests is found")
  func findsNested() {
    let inner = ["tests/api/conftest.py": fixture("u", "return 2")]
    let used = FixtureCase(
      a: ["tests/conftest.py": fixture("u", "return 1"), "tests/api/test_a.py": "def test_x(u): pass\n"],
      b: inner)
    #expect(used.decisions == [.likely])
    #expect(used.file("tests/api/test_a.py", lane: 0) == "def test_x(u_a): pass\n")
    #expect(used.file("tests/api/conftest.py", lane: 1) == fixture("u_b", "return 2"))
    let unused = FixtureCase(
      a: ["tests/conftest.py": fixture("u", "return 1"), "tests/test_a.py": "def test_x(u): pass\n"], b: inner
    )
    #expect(unused.clashes.isEmpty)
  }

  @Test("A fixture through which an inner one is used counts as a use")
  func findsNestedThroughOther() {
    let outer = fixture("u", "return 1") + "\n@pytest.fixture\ndef w(u): return u\n"
    let made = FixtureCase(
      a: ["tests/conftest.py": outer, "tests/api/test_a.py": "def test_x(w): pass\n"],
      b: ["tests/api/conftest.py": fixture("u", "return 2")])
    #expect(made.decisions == [.likely])
    #expect(made.file("tests/conftest.py", lane: 0).contains("def w(u_a): return u_a"))
  }

  @Test("A lane's own chain of fixtures of one name stays a chain")
  func keepsChains() {
    let made = FixtureCase(
      a: [
        "tests/conftest.py": fixture("u", "return 1"),
        "tests/api/conftest.py": "import pytest\n@pytest.fixture\ndef u(u): return [u]\n",
        "tests/api/test_a.py": "def test_x(u): pass\n",
      ], b: ["tests/conftest.py": fixture("u", "return 2")])
    #expect(made.decisions == [.likely])
    #expect(made.file("tests/api/conftest.py", lane: 0).hasSuffix("def u_a(u_a): return [u_a]\n"))
    #expect(made.file("tests/api/test_a.py", lane: 0) == "def test_x(u_a): pass\n")
  }
}
