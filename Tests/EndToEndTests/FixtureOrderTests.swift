import Foundation
import Testing

/// Lanes whose fixtures have the same names, folded in in every order, with pytest itself as the judge.
@Suite struct FixtureOrderTests {
  private static let lanes = ["a", "b", "c"]
  private static let orders = [
    ["a", "b", "c"], ["a", "c", "b"], ["b", "a", "c"], ["b", "c", "a"], ["c", "a", "b"], ["c", "b", "a"],
  ]

  /// Apart from what is installed beside it.
  private static let environment = [
    "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": Files.scratch,
    "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C.UTF-8",
  ]

  private static let hasPytest: Bool = {
    let result = try? RunningProcess(
      ["python3", "-c", "import pytest"], in: "/", environment: environment
    ).wait()
    return result?.status == 0
  }()

  /// The file of shared fixtures: each lane writes at a place of its own, so that git merges all of them cleanly.
  private static func conftest(_ lane: String? = nil) -> String {
    func own(_ name: String) -> String {
      guard name == lane else { return "" }
      return """

        @pytest.fixture
        def test_project(clock):
            return {"id": "proj-\(name)", "time": clock}


        @pytest.fixture
        def reader(test_project):
            return [test_project["id"]]


        """
    }
    return "import pytest\n\n" + own("a") + "\n@pytest.fixture\ndef clock():\n    return 1\n\n" + own("b")
      + "\n@pytest.fixture\ndef settings():\n    return {}\n" + (lane == "c" ? "\n" + own("c") : "")
  }

  /// Tests that take the fixtures in every way that there is to name one.
  private static func tests(_ lane: String) -> String {
    """
    import pytest


    @pytest.fixture
    def wrapped(reader, test_project):
        return (reader, test_project["id"])


    def test_parameter(test_project, clock):
        assert test_project == {"id": "proj-\(lane)", "time": clock}


    def test_chain(reader, settings):
        assert reader == ["proj-\(lane)"] and settings == {}


    def test_own_fixture(wrapped):
        assert wrapped == (["proj-\(lane)"], "proj-\(lane)")


    @pytest.mark.usefixtures("test_project")
    class TestUsed:
        def test_asked_for(self, request):
            assert request.getfixturevalue("reader") == ["proj-\(lane)"]


    @pytest.mark.parametrize("number", [1, 2])
    def test_each(number, reader):
        assert reader * number == ["proj-\(lane)"] * number

    """
  }

  private func repository() throws -> TemporaryRepository {
    try TemporaryRepository.with(
      Self.lanes.map { lane in
        (
          "lane/\(lane)",
          [
            .file("tests/conftest.py", Self.conftest(lane)),
            .file("tests/test_\(lane).py", Self.tests(lane)),
          ]
        )
      }, base: [.file("tests/conftest.py", Self.conftest())])
  }

  /// The tests that pass on some commits, in one run of pytest.
  private func passing(_ commits: [String], of repository: TemporaryRepository) throws -> [Set<String>] {
    for (index, commit) in commits.enumerated() {
      let folder = "\(repository.root)/run-\(index)"
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try repository.git("--work-tree=\(folder)", "checkout", "-q", commit, "--", ".")
    }
    let words = [
      "-m", "pytest", "-q", "-rA", "--import-mode=importlib", "-p", "no:cacheprovider", "--rootdir=.",
    ]
    let result = try RunningProcess(
      ["python3"] + words + commits.indices.map { "run-\($0)" }, in: repository.root,
      environment: Self.environment
    ).wait()
    #expect(result.status == 0, "\(result)")
    let names = result.output.split(separator: "\n").filter { $0.hasPrefix("PASSED ") }.map {
      $0.dropFirst(7)
    }
    return commits.indices.map { index in
      let folder = "run-\(index)/"
      return Set(names.filter { $0.hasPrefix(folder) }.map { String($0.dropFirst(folder.count)) })
    }
  }

  @Test(.enabled(if: hasPytest), arguments: ["every", "later"])
  func `In every order of three lanes, the tests that pass on each lane pass together`(naming: String) throws
  {
    let repository = try repository()
    try repository.git("config", "fanin.fixtures", naming)
    for (index, order) in Self.orders.enumerated() {
      try repository.git("branch", "target-\(index)", "main")
      let merge = try repository.fanin(
        "merge", "--into", "target-\(index)", "--order", order.joined(separator: ","), "lane/*", "--json")
      #expect(merge.status == 0, "\(order): \(merge)")
      #expect(try merge.document()["order"].strings == order)
    }
    let targets = Self.orders.indices.map { "target-\($0)" }
    let found = try passing(targets + Self.lanes.map { "lane/\($0)" }, of: repository)
    let wanted = found[Self.orders.count...].reduce(into: Set()) { $0.formUnion($1) }
    #expect(wanted.count == 18)
    for (order, names) in zip(Self.orders, found) { #expect(names == wanted, "\(order)") }
  }

  @Test(.enabled(if: hasPytest))
  func `Git's own merge of the same lanes fails these tests`() throws {
    let repository = try repository()
    try repository.git("merge", "-q", "--no-edit", "lane/a")
    for lane in ["b", "c"] { try repository.git("merge", "-q", "--no-edit", "lane/\(lane)") }
    let result = try RunningProcess(
      ["python3", "-m", "pytest", "-q", "-p", "no:cacheprovider"], in: repository.path,
      environment: Self.environment
    ).wait()
    #expect(result.status == 1, "\(result)")
  }
}
