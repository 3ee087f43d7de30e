import Conflicts
import GitValues
import Testing

@Suite("Files of test data that two lanes add at one path")
struct FixtureFilesTests {
  private let repository = MemoryRepository()
  private static let data = "tests/fixtures/user.json"

  /// Two lanes that add the file, each with a test of these lines, and what becomes of their files.
  private func settle(
    base: [String: String] = [:], data: (String, String) = ("1\n", "2\n"), test: (String) -> String,
    options: FixtureOptions = .init()
  ) -> (report: SilentReport, files: [[String: String]]) {
    let tree = repository.tree(base)
    var lanes: [LaneTree] = []
    for (name, content) in [("a", data.0), ("b", data.1)] {
      let files = base.merging([Self.data: content, "tests/test_\(name).py": test(name)]) { $1 }
      lanes.append(repository.lane(name, base: tree, tree: repository.tree(files)))
    }
    let report = FixtureFiles(lanes, reader: repository, options: options).settle()
    let files = zip(lanes, report.adaptations).map { lane, adaptation in
      repository.adapted(lane.tree, adaptation)
    }
    return (report, files)
  }

  @Test(
    "Each lane's file moves and the strings of its tests follow",
    arguments: [
      "open('tests/fixtures/NAME')", "open(\"fixtures/NAME\")", "HERE / \"fixtures\" / \"NAME\"",
      "open(f'{HERE}/fixtures/NAME')", "open('../tests/fixtures/NAME')  # as superuser.json",
    ])
  func moves(line: String) {
    let named = line.replacing("NAME", with: "user.json")
    let (report, files) = settle(test: { _ in named + "\r\nx['user']\n" })
    #expect(report.clashes.map(\.decision) == [.likely])
    for (lane, content) in [(0, "1\n"), (1, "2\n")] {
      let name = ["a", "b"][lane]
      #expect(files[lane]["tests/fixtures/user_\(name).json"] == content)
      #expect(files[lane][Self.data] == nil)
      #expect(
        files[lane]["tests/test_\(name).py"]
          == line.replacing("NAME", with: "user_\(name).json") + "\r\nx['user']\n")
    }
  }

  @Test(
    "A name that cannot be changed for certain asks",
    arguments: [
      "load('user')", "open('user.json')\nload('user')", "open(x)", "open(f'{x}user.json')",
      "open('user.json')\nprint(user.json)", "open('user.json'); open('fixtures\\\\user.json')",
    ])
  func asks(test: String) {
    let (report, _) = settle(test: { _ in test })
    #expect(report.clashes.map(\.decision) == [.ask])
    #expect(report.adaptations.allSatisfy { $0.isEmpty })
  }

  @Test("An unchanged file that names it, or a second file of its name, asks")
  func asksForOthers() {
    for base in [
      ["tests/conftest.py": "open('fixtures/user.json')\n"], ["tests/fixtures/old/user.json": "0"],
    ] {
      let (report, _) = settle(base: base, test: { _ in "open('fixtures/user.json')\n" })
      #expect(report.clashes.map(\.decision) == [.ask], "\(base)")
    }
  }

  @Test("Equal contents do not clash, and the first keeps its name if wanted")
  func keeps() {
    let line = "open('fixtures/user.json')\n"
    #expect(settle(data: ("1", "1"), test: { _ in line }).report.clashes.isEmpty)
    let (_, files) = settle(test: { _ in line }, options: FixtureOptions(naming: .laterLanes))
    #expect(files[0][Self.data] == "1\n" && files[0]["tests/test_a.py"] == line)
    #expect(files[1]["tests/fixtures/user_b.json"] == "2\n")
    let (asked, _) = settle(test: { _ in line }, options: FixtureOptions(accept: .certain))
    #expect(asked.clashes.map(\.decision) == [.ask])
  }
}
