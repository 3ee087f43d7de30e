import Conflicts
import GitValues
import Testing

@Suite("Numbered migrations")
struct NumberedMigrationTests {
  private let base = [
    "migrations/006_users.sql": "CREATE TABLE users (id int);\n",
    "migrations/007_teams.sql": "CREATE TABLE teams (id int);\n",
    "migrations/applied.txt": "006_users.sql\n007_teams.sql\n",
  ]

  @Test("The second lane moves to the next number, and the tracker names it")
  func sourceDocument() throws {
    let scene = MigrationScene(
      base: base,
      ("a", ["migrations/008_add_feature_a.sql": "CREATE TABLE a (id int);\n"]),
      ("b", ["migrations/008_add_feature_b.sql": "CREATE TABLE b (id int);\n"]))
    let report = try scene.report()
    let clash = try #require(report.silent.clashes.first)
    #expect(report.silent.clashes.count == 1)
    #expect(clash.kind == "migration" && clash.level == .silent && clash.decision == .certain)
    #expect(clash.lanes == ["a", "b"])
    let files = scene.adapted(report)
    #expect(report.silent.adaptations[0].isEmpty)
    #expect(files[1]["migrations/008_add_feature_b.sql"] == nil)
    #expect(files[1]["migrations/009_add_feature_b.sql"] == "CREATE TABLE b (id int);\n")
    #expect(files[1]["migrations/applied.txt"] == "006_users.sql\n007_teams.sql\n009_add_feature_b.sql\n")
    #expect(
      report.silent.adaptations[1].notes == [
        "Renumbered: migrations/008_add_feature_b.sql -> migrations/009_add_feature_b.sql"
      ])
  }

  @Test("What the target has twice itself is information, and no clash")
  func duplicatesOfTheTarget() throws {
    let twice = base.merging(["migrations/007_again.sql": "-- again\n"]) { _, new in new }
    let scene = MigrationScene(
      base: twice, ("a", ["migrations/008_a.sql": "-- a\n"]), ("b", ["migrations/008_b.sql": "-- b\n"]))
    let report = try scene.report()
    #expect(report.duplicates.map(\.code) == ["I-DUP-ON-BASE"])
    #expect(report.duplicates.map(\.files) == [["migrations/007_again.sql", "migrations/007_teams.sql"]])
    #expect(report.silent.clashes.map(\.paths) == [["migrations/008_a.sql", "migrations/008_b.sql"]])
    #expect(scene.adapted(report).allSatisfy { $0["migrations/007_again.sql"] != nil })
    let other = MigrationScene(base: twice, ("a", ["x.txt": "x\n"]))
    #expect(try other.report().duplicates.isEmpty)
  }

  @Test("A tracker line that the lane wrote takes the new name")
  func trackerLine() throws {
    let scene = MigrationScene(
      base: base,
      (
        "a",
        [
          "migrations/008_a.sql": "-- a\n",
          "migrations/applied.txt": "006_users.sql\n007_teams.sql\n008_a.sql\n",
        ]
      ),
      (
        "b",
        [
          "migrations/008_b.sql": "-- b\n",
          "migrations/applied.txt": "006_users.sql\n007_teams.sql\n008_b.sql\n",
        ]
      ))
    let files = scene.adapted(try scene.report())
    #expect(files[1]["migrations/applied.txt"] == "006_users.sql\n007_teams.sql\n009_b.sql\n")
  }

  @Test("Two migrations behind each other move at once")
  func chain() throws {
    let scene = MigrationScene(
      base: base, target: ["migrations/008_x.sql": "-- x\n"],
      (
        "b",
        [
          "migrations/008_one.sql": "-- one\n", "migrations/009_two.sql": "-- two, after 008_one\n",
          "docs/notes.md": "008_one, then 009_two; not 008_one_more\n",
        ]
      ))
    let files = scene.adapted(try scene.report())[0]
    #expect(files["migrations/009_one.sql"] == "-- one\n")
    #expect(files["migrations/010_two.sql"] == "-- two, after 009_one\n")
    #expect(files["migrations/009_two.sql"] == nil && files["migrations/008_one.sql"] == nil)
    #expect(files["docs/notes.md"] == "009_one, then 010_two; not 008_one_more\n")
  }

  @Test("Lines that the lane did not write keep their names, and are listed")
  func foreignLines() throws {
    var base = base
    base["docs/list.md"] = "planned: 008_b\n"
    let scene = MigrationScene(
      base: base, target: ["migrations/008_x.sql": "-- x\n"],
      ("b", ["migrations/008_b.sql": "-- b\n", "docs/list.md": "planned: 008_b\ndone: 008_b, version 8\n"]))
    let report = try scene.report()
    let files = scene.adapted(report)[0]
    #expect(files["docs/list.md"] == "planned: 008_b\ndone: 009_b, version 8\n")
    let unit = try #require(report.units.first)
    #expect(unit.rewrites.map(\.line) == [2])
    #expect(Set(unit.mentions.map(\.line)) == [1, 2])
    #expect(unit.mentions.contains { $0.tier == .number })
  }

  @Test(
    "Different numbers do not clash",
    arguments: ["migrations/009_b.sql", "docs/008_b.md", "fixtures/008_b.json"])
  func noClash(path: String) throws {
    let scene = MigrationScene(
      base: base, ("a", ["migrations/008_a.sql": "-- a\n"]), ("b", [path: "b\n"]))
    let report = try scene.report()
    #expect(report.silent.clashes.isEmpty)
    #expect(report.silent.adaptations.map(\.isEmpty) == [true, true])
  }

  @Test("Numbers of thirty digits are numbers")
  func longNumbers() throws {
    let digits = String(repeating: "9", count: 30)
    let scene = MigrationScene(
      base: [:], ("a", ["migrations/\(digits)_a.sql": "-- a\n"]),
      ("b", ["migrations/\(digits)_b.sql": "-- b\n"]))
    let files = scene.adapted(try scene.report())
    #expect(files[1]["migrations/1\(String(repeating: "0", count: 30))_b.sql"] == "-- b\n")
  }

  @Test("A migration whose tracker on the target says that it ran is not renamed")
  func applied() throws {
    var base = base
    base["migrations/applied.txt"] = "007_teams.sql\n008_b.sql\n"
    let scene = MigrationScene(
      base: base, target: ["migrations/008_x.sql": "-- x\n"], ("b", ["migrations/008_b.sql": "-- b\n"]))
    let report = try scene.report()
    #expect(report.silent.clashes.contains { $0.rule == "E-APPLIED" && $0.isOpen })
    #expect(report.silent.adaptations[0].isEmpty)
    #expect(report.units.map(\.level) == [.stop])
  }

  @Test("One path with two contents is left to a person")
  func addAdd() throws {
    let scene = MigrationScene(
      base: base, ("a", ["migrations/008_x.sql": "-- a\n"]), ("b", ["migrations/008_x.sql": "-- b\n"]))
    let report = try scene.report()
    #expect(report.silent.clashes.map(\.rule) == ["E-ADD-ADD"])
    #expect(report.silent.adaptations.map(\.isEmpty) == [true, true])
  }

  @Test("Equal files are one migration")
  func equal() throws {
    let scene = MigrationScene(
      base: base, ("a", ["migrations/008_x.sql": "-- x\n"]), ("b", ["migrations/008_x.sql": "-- x\n"]))
    let report = try scene.report()
    #expect(report.silent.clashes.isEmpty)
    #expect(report.silent.adaptations.map(\.isEmpty) == [true, true])
  }

  @Test("A lane that was renumbered and merged finds its migration again")
  func squashed() throws {
    let scene = MigrationScene(
      base: base, target: ["migrations/008_a.sql": "-- a\n", "migrations/009_b.sql": "-- see 009_b\n"],
      ("b", ["migrations/008_b.sql": "-- see 008_b\n", "migrations/009_c.sql": "-- c\n"]))
    let files = scene.adapted(try scene.report())[0]
    #expect(files["migrations/008_b.sql"] == nil)
    #expect(files["migrations/009_b.sql"] == "-- see 009_b\n")
    #expect(files["migrations/010_c.sql"] == "-- c\n")
  }

  @Test("A second run has nothing to do")
  func idempotent() throws {
    let scene = MigrationScene(
      base: base, target: ["migrations/008_x.sql": "-- x\n"],
      ("b", ["migrations/008_b.sql": "-- b\n", "migrations/009_c.sql": "-- after 008_b\n"]))
    let adapted = scene.adapted(try scene.report())[0]
    let again = MigrationScene(
      base: base, target: ["migrations/008_x.sql": "-- x\n"],
      ("b", adapted.filter { scene.base[$0.key] != $0.value }.mapValues { $0 as String? }))
    let report = try again.report()
    #expect(report.silent.clashes.isEmpty && report.silent.adaptations[0].isEmpty && report.units.isEmpty)
  }

  @Test("The order of the lanes changes who moves, not what clashes", arguments: 0..<6)
  func permutations(rotation: Int) throws {
    var scene = MigrationScene(
      base: base, target: ["migrations/008_t.sql": "-- t\n"],
      ("a", ["migrations/008_a.sql": "-- a\n", "migrations/009_a2.sql": "-- a2\n"]),
      ("b", ["migrations/008_b.sql": "-- b\n"]), ("c", ["migrations/009_c.sql": "-- c\n"]))
    let expected = Set(try scene.report().silent.clashes.map(\.id))
    scene.lanes.swapAt(rotation % 3, (rotation + 1 + rotation / 3) % 3)
    let report = try scene.report()
    #expect(Set(report.silent.clashes.map(\.id)) == expected)
    let names = scene.adapted(report).flatMap(\.keys).filter { $0.hasPrefix("migrations/0") }
    let new = Set(names).subtracting(base.keys)
    #expect(Set(new.map { $0.prefix(14) }).count == new.count, "every number is given once")
  }
}
