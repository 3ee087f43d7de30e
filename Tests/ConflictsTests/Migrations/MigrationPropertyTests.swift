import Conflicts
import GitValues
import Testing

/// Random lanes with random numbers: what must hold whatever they are.
@Suite("Migrations at random")
struct MigrationPropertyTests {
  /// SplitMix64, so that a printed seed gives the same case again.
  private struct Random: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9e37_79b9_7f4a_7c15
      var z = state
      z = (z ^ z >> 30) &* 0xbf58_476d_1ce4_e5b9
      z = (z ^ z >> 27) &* 0x94d0_49bb_1331_11eb
      return z ^ z >> 31
    }
  }

  private func number(_ value: Int) -> String {
    String(repeating: "0", count: 3 - String(value).count) + String(value)
  }

  private func scene(_ seed: UInt64) -> MigrationScene {
    var random = Random(state: seed)
    let ending = ["sql", "up.sql"].randomElement(using: &random) ?? "sql"
    let base = Dictionary(
      uniqueKeysWithValues: (1...3).map { ("migrations/\(number($0))_base.\(ending)", "\($0)") })
    var scene = MigrationScene(base: base)
    for value in 4..<(4 + Int.random(in: 0...2, using: &random)) {
      scene.target["migrations/\(number(value))_target\(value).\(ending)"] = "t\(value)"
    }
    for lane in 0..<Int.random(in: 1...4, using: &random) {
      var edits: [String: String?] = [:]
      for value in 4...7 where Bool.random(using: &random) {
        let name = "\(number(value))_l\(lane)v\(value)"
        edits["migrations/\(name).\(ending)"] = "-- \(name)\n"
      }
      scene.lanes.append((name: "lane\(lane)", edits: edits))
    }
    return scene
  }

  @Test(
    "Clashes are the same in every order; adapted lanes fit, once and for all",
    arguments: 0..<60 as Range<UInt64>)
  func holds(seed: UInt64) throws {
    let scene = scene(seed)
    let report = try scene.report()
    var shuffled = scene
    var random = Random(state: seed &+ 1000)
    shuffled.lanes.shuffle(using: &random)
    let other = try shuffled.report()
    #expect(Set(report.silent.clashes.map(\.id)) == Set(other.silent.clashes.map(\.id)), "seed \(seed)")
    #expect(report.silent.clashes.filter(\.isOpen).isEmpty, "seed \(seed)")

    var merged = scene.target
    for (lane, files) in zip(scene.lanes, scene.adapted(report)) {
      let added = files.filter { scene.base[$0.key] == nil }
      #expect(added.count == lane.edits.count, "seed \(seed): nothing is lost")
      for (path, text) in added {
        #expect(merged[path] == nil, "seed \(seed): \(path) is taken")
        merged[path] = text
      }
    }
    let numbers = merged.keys.map { $0.dropFirst(11).prefix(3) }
    #expect(Set(numbers).count == numbers.count, "seed \(seed): every number once")
    try expectIdempotence(scene, report, seed)
  }

  private func expectIdempotence(_ scene: MigrationScene, _ report: MigrationReport, _ seed: UInt64) throws {
    var again = scene
    for (index, files) in scene.adapted(report).enumerated() {
      again.lanes[index].edits = files.filter { scene.base[$0.key] != $0.value }.mapValues { $0 as String? }
    }
    let second = try again.report()
    #expect(second.silent.clashes.isEmpty, "seed \(seed)")
    #expect(second.silent.adaptations.allSatisfy { $0.isEmpty }, "seed \(seed)")
  }

  @Test("Lane after lane gives what all at once gives", arguments: 0..<30 as Range<UInt64>)
  func oneByOne(seed: UInt64) throws {
    let scene = scene(seed)
    let together = scene.adapted(try scene.report())
    var merged = scene.target
    for (index, lane) in scene.laneTrees().enumerated() {
      var search = MigrationSearch(
        targetName: "main", target: scene.trees.tree(merged), published: scene.trees.tree(scene.target),
        lanes: [lane], reader: scene.trees)
      let files = scene.trees.files(of: lane.tree, with: try search.run().silent.adaptations[0])
      #expect(files == together[index], "seed \(seed), lane \(index)")
      merged.merge(files) { _, new in new }
    }
  }

  /// What the readers of migrations look for, in pieces.
  private static let pieces = [
    "'", "\"", "`", "[", "]", "(", ")", "{", "}", ",", ";", ".", "=", ":", "#", "--", "/*", "*/", "\\", "\n",
    "\r\n", " ", "$$",
    "$t$", "\u{0}", "é", "dependencies", "replaces", "down_revision", "revision", "migrations.Migration",
    "Revises:",
    "create table", "alter table", "drop", "index", "add", "rename to", "column", "add_column", "AddField",
    "name",
    "model_name", "execute", "class ", "migrations", "001_a", "0001", "depends_on", "\"\"\"", "x", "9",
  ]

  @Test("Any content is read without harm", arguments: 0..<60 as Range<UInt64>)
  func anyContent(seed: UInt64) throws {
    var random = Random(state: seed)
    func text() -> String {
      let words = (0..<Int.random(in: 0...60, using: &random)).map { _ in
        Self.pieces.randomElement(using: &random) ?? ""
      }
      let start =
        ["", "migrations.Migration", "revision = 'a'\ndown_revision = 'b'\n", "-- +goose Up\n"]
        .randomElement(using: &random) ?? ""
      return start + words.joined(separator: Bool.random(using: &random) ? " " : "")
    }
    var scene = MigrationScene(base: ["m/migrations/0000_a.py": text(), "m/migrations/env.py": ""])
    scene.options.graph = Bool.random(using: &random) ? .rebase : .mergeNode
    for lane in ["a", "b", "c"] {
      var edits: [String: String?] = [:]
      for path in [
        "m/migrations/0001_\(lane).py", "m/migrations/0001_a.py", "m/migrations/001_\(lane).sql",
        "db/1_\(lane).up.sql",
        "db/migrate/1_\(lane).rb", "migrations/1-\(lane).js", "m/migrations/applied.txt",
        "drizzle/meta/_journal.json",
      ] where Bool.random(using: &random) { edits[path] = text() }
      scene.lanes.append((name: lane, edits: edits))
    }
    let report = try scene.report()
    #expect(report.silent.adaptations.count == 3)
    for edits in report.silent.adaptations.map(\.edits) {
      #expect(Set(edits.map(\.path)).count == edits.count, "seed \(seed): one edit for one path")
    }
    for path in ["applied.txt", "_journal.json", "migrations_lockfile.txt", "max_migration.txt"] {
      _ = MigrationRecordMerger.merge(
        path: GitPath(path), base: Array(text().utf8), ours: Array(text().utf8), theirs: Array(text().utf8))
    }
  }

  @Test("A hundred lanes without migrations are hardly read")
  func cheap() throws {
    var scene = MigrationScene(base: ["migrations/001_a.sql": "a", "src/main.go": "x"])
    for index in 0..<100 {
      scene.lanes.append((name: "l\(index)", edits: ["src/\(index)_file.go": "\(index)"]))
    }
    let lanes = scene.laneTrees()
    var search = MigrationSearch(
      targetName: "main", target: scene.trees.tree(scene.target), lanes: lanes, reader: scene.trees)
    let report = try search.run()
    #expect(report.silent.clashes.isEmpty && scene.trees.reads == 0)
  }
}
