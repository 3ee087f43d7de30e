import Conflicts
import GitValues

/// Lanes from one base, and what the search for fixtures makes of them.
struct FixtureCase {
  let repository = MemoryRepository()
  let lanes: [LaneTree]
  let settlement: FixtureSettlement
  private let search: FixtureSearch<MemoryRepository>

  static let conftest: GitPath = "tests/conftest.py"

  /// - Parameters:
  ///   - base: path → content.
  ///   - lanes: name and what differs from the base; nil for a removed file.
  init(
    base: [String: String] = [:], _ lanes: [(name: String, files: [String: String?])],
    options: FixtureOptions = FixtureOptions()
  ) {
    let tree = repository.tree(base)
    var made: [LaneTree] = []
    for lane in lanes {
      var files = base
      for (path, content) in lane.files { files[path] = content }
      made.append(repository.lane(lane.name, base: tree, tree: repository.tree(files)))
    }
    self.lanes = made
    search = FixtureSearch(made, reader: repository, options: options)
    settlement = search.settle()
  }

  /// Two lanes, `a` and `b`, that add files.
  init(
    base: [String: String] = [:], a: [String: String], b: [String: String], options: FixtureOptions = .init()
  ) {
    self.init(base: base, [("a", a), ("b", b)], options: options)
  }

  var isConcerned: Bool { search.isConcerned }
  var clashes: [Clash] { settlement.report.clashes }
  var decisions: [Clash.Decision] { clashes.map(\.decision) }

  var isUntouched: Bool { settlement.report.adaptations.allSatisfy { $0.isEmpty } }

  /// A file of a lane once it is adapted.
  func file(_ path: String, lane: Int) -> String {
    repository.adapted(lanes[lane].tree, settlement.report.adaptations[lane])[path] ?? ""
  }

  /// What differs for tests in a tree of these files.
  func differences(merged files: [String: String]) -> [FixtureDifference] {
    search.differences(in: repository.tree(files), after: settlement)
  }

  /// The adapted lanes as lanes of another search.
  func again() -> FixtureCase {
    var next: [(name: String, files: [String: String?])] = []
    for (index, lane) in lanes.enumerated() {
      next.append((lane.name, repository.adapted(lane.tree, settlement.report.adaptations[index])))
    }
    let base = repository.adapted(lanes[0].base, Adaptation())
    return FixtureCase(base: base, next)
  }
}

/// A module with a fixture.
func fixture(_ name: String = "user", _ body: String = "return 1", decorator: String = "@pytest.fixture")
  -> String
{
  "import pytest\n\n\n\(decorator)\ndef \(name)():\n    \(body)\n"
}
