import Conflicts
import GitValues
import TestSupport
import Testing

@Suite("Fixtures: properties over random lanes")
struct FixturePropertyTests {
  private static let places = [
    "conftest.py", "t/conftest.py", "t/test_x.py", "t/u/conftest.py", "t/u/test_y.py",
  ]

  private static func lane(_ name: String, using random: inout SeededGenerator) -> [String: String] {
    var files: [String: String] = [:]
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let place = places.randomElement(using: &random) ?? "conftest.py"
      let fixture = ["u", "v"].randomElement(using: &random) ?? "u"
      let body = ["return 1", "return '\(name)'"].randomElement(using: &random) ?? ""
      if files[place]?.contains("def \(fixture)(") ?? false { continue }
      files[place, default: "import pytest\n"] += "\n\n@pytest.fixture\ndef \(fixture)():\n    \(body)\n"
    }
    files["t/u/test_\(name).py"] = "def test_\(name)(u): return u\n\n\ndef test_more(v, w=1): return v\n"
    return files
  }

  @Test("Permuting lanes gives the same clashes, and a second run changes nothing", arguments: 1...40)
  func isStable(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let names = ["a", "b", "c"].prefix(Int.random(in: 2...3, using: &random))
    let base = ["t/test_x.py": "import pytest\n"]
    var lanes: [(name: String, files: [String: String?])] = []
    for name in names { lanes.append((name, Self.lane(name, using: &random))) }
    let made = FixtureCase(base: base, lanes)
    let turned = FixtureCase(base: base, lanes.reversed())
    #expect(Set(made.clashes.map(\.id)) == Set(turned.clashes.map(\.id)), "seed \(seed)")
    #expect(
      Set(made.clashes.map { "\($0.id) \($0.decision)" })
        == Set(turned.clashes.map { "\($0.id) \($0.decision)" }),
      "seed \(seed)")
    let again = made.again()
    #expect(!again.decisions.contains(.likely), "seed \(seed)")
    #expect(again.isUntouched, "seed \(seed)")
  }

  @Test("Any bytes can be read", arguments: 1...20)
  func readsAnyBytes(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let pieces = [
      "@pytest.fixture", "def u(", ")", ":\n", "    ", "\"\"\"", "f'{", "}", "\\", "\t", "'", "import ", "*",
      "u", "lambda ", "(",
    ]
    func text() -> String {
      (0..<40).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
    }
    let made = FixtureCase(
      a: ["conftest.py": "import pytest\n" + text()], b: ["conftest.py": "import pytest\n" + text()])
    #expect(made.clashes.count < 10)
  }
}
