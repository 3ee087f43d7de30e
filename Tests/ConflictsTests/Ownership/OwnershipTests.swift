import Conflicts
import GitValues
import Testing

@Suite("Ownership")
struct OwnershipTests {
  private func entry(_ number: UInt8) -> FileEntry {
    FileEntry(mode: .file, id: ObjectID(Array(repeating: number, count: ObjectID.byteCount), at: 0))
  }

  /// A lane with what it changed: path → a number that stands for the content, 0 for removed.
  private func lane(_ name: String, _ changes: [String: UInt8]) -> LaneTree {
    LaneTree(
      name: name, base: .zero, tree: .zero,
      changes: ChangeSet(
        changes.map {
          PathChange(path: GitPath($0.key), old: entry(99), new: $0.value == 0 ? nil : entry($0.value))
        }))
  }

  private func ownership(integration: [String] = []) -> Ownership {
    Ownership(
      lanes: [
        ("api", [PathGlob("src/api/**")]), ("web", [PathGlob("src/web/**"), PathGlob("*.css")]),
        ("free", []),
      ], integration: integration.map { PathGlob($0) })
  }

  private func clashes(
    _ lanes: [LaneTree], policy: OwnershipPolicy = .ask, integration: [String] = []
  ) -> [Clash] {
    OwnershipClashes(ownership(integration: integration), policy: policy, target: "refs/heads/main")
      .clashes(among: lanes)
  }

  @Test func `A lane may change what its globs match, a lane without globs may change anything`() {
    let lanes = [lane("api", ["src/api/x": 1]), lane("web", ["a/b.css": 1]), lane("free", ["src/api/y": 2])]
    #expect(clashes(lanes).isEmpty)
    #expect(clashes([lane("unknown", ["anything": 1])]).isEmpty)
  }

  @Test func `A path of another lane is a clash of both that asks`() throws {
    let found = clashes([lane("api", ["src/web/y": 1, "src/api/x": 1]), lane("web", [:])])
    let clash = try #require(found.first)
    #expect(found.count == 1)
    #expect(clash.kind == "ownership" && clash.level == .silent && clash.decision == .ask)
    #expect(clash.lanes == ["api", "web"] && clash.path == "src/web/y" && clash.paths == ["src/web/y"])
    #expect(clash.reason == "api changed it, but it is owned by web")
    #expect(clash.id.count == 16)
  }

  @Test func `What no lane owns is a clash with the target`() throws {
    let clash = try #require(clashes([lane("api", ["README": 1])]).first)
    #expect(clash.lanes == ["api", "refs/heads/main"] && clash.rule == "ownership")
  }

  @Test func `Removing a path and moving one out of what is owned are changes like any`() {
    let found = clashes([lane("api", ["src/api/old": 0, "moved": 1, "src/web/gone": 0])])
    #expect(found.map(\.path) == ["moved", "src/web/gone"])
  }

  @Test func `Integration files are the orchestrator's, even inside what a lane owns`() {
    let found = clashes(
      [lane("api", ["src/api/index.ts": 1, "src/api/x": 1]), lane("free", ["src/api/index.ts": 2])],
      integration: ["src/**/index.ts"])
    #expect(found.map(\.path) == ["src/api/index.ts", "src/api/index.ts"])
    #expect(found.map(\.lanes) == [["api", "refs/heads/main"], ["free", "refs/heads/main"]])
  }

  @Test func `The very version of the owner is no clash, another one is`() {
    let web = lane("web", ["src/web/y": 7, "src/web/z": 7])
    let found = clashes([lane("api", ["src/web/y": 7, "src/web/z": 8]), web])
    #expect(found.map(\.path) == ["src/web/z"])
    #expect(clashes([lane("api", ["src/web/y": 0]), lane("web", ["src/web/y": 0])]).isEmpty)
  }

  @Test func `The policy decides for the owner, but never drops what nobody owns`() {
    let lanes = [lane("api", ["src/web/y": 1, "README": 1, "list": 1])]
    let found = clashes(lanes, policy: .owner, integration: ["list"])
    let decisions = Dictionary(uniqueKeysWithValues: found.map { ($0.path.text, $0.decision) })
    #expect(decisions == ["README": .ask, "list": .likely, "src/web/y": .likely])
    #expect(Set(found.map(\.rule)) == ["owner", "ownership"])
    #expect(clashes(lanes, policy: .off, integration: ["list"]).isEmpty)
  }

  @Test func `A path that several lanes own names them all`() {
    let shared = Ownership(
      lanes: [("a", [PathGlob("x/**")]), ("b", [PathGlob("x/y")]), ("c", [PathGlob("z")])])
    #expect(shared.owner(of: "x/y") == .lanes(["a", "b"]))
    #expect(shared.breach(of: "x/y", by: "c") == .lanes(["a", "b"]))
    #expect(shared.breach(of: "x/y", by: "b") == nil)
    // Names are bytes: another spelling of a letter is another lane.
    let accents = Ownership(lanes: [("\u{E9}", [PathGlob("x")])])
    #expect(accents.breach(of: "y", by: "e\u{301}") == nil)
    #expect(accents.breach(of: "y", by: "\u{E9}") == .nobody)
  }
}
