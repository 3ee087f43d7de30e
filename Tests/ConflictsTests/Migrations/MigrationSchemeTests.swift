import Conflicts
import GitValues
import Testing

@Suite("Migration schemes")
struct MigrationSchemeTests {
  /// What two lanes add, and what the second one's files are called afterwards; nil where it stays.
  struct Case: CustomTestStringConvertible, Sendable {
    let scheme: String
    var base: [String: String] = [:]
    let first: [String: String]
    let second: [String: String]
    let moved: [String: String]?
    var testDescription: String { scheme }
  }

  private static let rb = "class X < ActiveRecord::Migration[7.1]\nend\n"
  private static let goose = "-- +goose Up\nSELECT 1;\n"

  static let colliding: [Case] = [
    Case(
      scheme: "golang-migrate", first: ["db/0008_a.up.sql": "a", "db/0008_a.down.sql": "b"],
      second: ["db/0008_x.up.sql": "c", "db/0008_y.down.sql": "d"],
      moved: ["db/0009_x.up.sql": "c", "db/0009_y.down.sql": "d"]),
    Case(
      scheme: "goose", first: ["sql/schema/00008_a.sql": goose],
      second: ["sql/schema/00008_b.sql": goose + "-- b\n"],
      moved: ["sql/schema/00009_b.sql": goose + "-- b\n"]),
    Case(
      scheme: "sqlx", base: ["Cargo.toml": "sqlx = \"0.7\"\n"], first: ["migrations/3_a.sql": "a"],
      second: ["migrations/3_b.sql": "b"], moved: ["migrations/4_b.sql": "b"]),
    Case(
      scheme: "sqlx-reversible", base: ["Cargo.toml": "sqlx = \"0.7\"\n"],
      first: ["migrations/20240101000000_a.up.sql": "a"],
      second: ["migrations/20240101000000_b.up.sql": "b", "migrations/20240101000000_b.down.sql": "c"],
      moved: ["migrations/20240101000001_b.up.sql": "b", "migrations/20240101000001_b.down.sql": "c"]),
    Case(
      scheme: "dbmate", first: ["db/migrations/20231231235959_a.sql": "-- migrate:up\n"],
      second: ["db/migrations/20231231235959_b.sql": "-- migrate:up\n-- b"],
      moved: ["db/migrations/20240101000000_b.sql": "-- migrate:up\n-- b"]),
    Case(
      scheme: "refinery", base: ["Cargo.toml": "refinery = \"0.8\"\n"], first: ["migrations/V3__a.sql": "a"],
      second: ["migrations/U3__b.sql": "b"], moved: ["migrations/U4__b.sql": "b"]),
    Case(
      scheme: "flyway", base: ["db/V1_9__old.sql": "o"], first: ["db/V1_10__a.sql": "a"],
      second: ["db/V1.10__b.sql": "b"], moved: ["db/V1.11__b.sql": "b"]),
    Case(
      scheme: "rails", first: ["db/migrate/20240228235959_add_a.rb": rb],
      second: ["db/migrate/20240228235959_add_b.rb": rb + "# b"],
      moved: ["db/migrate/20240229000000_add_b.rb": rb + "# b"]),
    Case(
      scheme: "ecto", first: ["priv/repo/migrations/20240101000000_a.exs": "use Ecto.Migration\n"],
      second: ["priv/repo/migrations/20240101000000_b.exs": "use Ecto.Migration\n#"],
      moved: ["priv/repo/migrations/20240101000001_b.exs": "use Ecto.Migration\n#"]),
    Case(
      scheme: "diesel", first: ["migrations/2023-12-31-235959_a/up.sql": "a"],
      second: ["migrations/2023-12-31-235959_b/up.sql": "b", "migrations/2023-12-31-235959_b/down.sql": "c"],
      moved: ["migrations/2024-01-01-000000_b/up.sql": "b", "migrations/2024-01-01-000000_b/down.sql": "c"]),
    Case(
      scheme: "supabase", first: ["supabase/migrations/20240101000000_a.sql": "a"],
      second: ["supabase/migrations/20240101000000_b.sql": "b"],
      moved: ["supabase/migrations/20240101000001_b.sql": "b"]),
    Case(
      scheme: "atlas", base: ["db/migrations/atlas.sum": "h1:\n"],
      first: ["db/migrations/20240101000000_a.sql": "a"],
      second: ["db/migrations/20240101000000_b.sql": "b"],
      moved: ["db/migrations/20240101000001_b.sql": "b"]),
    Case(
      scheme: "phinx",
      first: ["db/migrations/20240101000000_add_a.php": "class AddA extends AbstractMigration {}"],
      second: ["db/migrations/20240101000000_add_b.php": "class AddB extends AbstractMigration {}"],
      moved: ["db/migrations/20240101000001_add_b.php": "class AddB extends AbstractMigration {}"]),
    Case(
      scheme: "go-list", base: ["store/migration/migration.go": "package m\n"],
      first: ["store/migration/008_a.go": "package m\n"],
      second: ["store/migration/008_b.go": "package m // b\n"],
      moved: ["store/migration/009_b.go": "package m // b\n"]),
    Case(
      scheme: "typeorm",
      first: [
        "src/migrations/1700000000000-A.ts": "export class A1700000000000 implements MigrationInterface {}"
      ],
      second: [
        "src/migrations/1700000000000-B.ts":
          "export class B1700000000000 implements MigrationInterface { name = 'B1700000000000' }",
        "src/list.ts": "import { B1700000000000 } from './migrations/1700000000000-B'",
      ],
      moved: [
        "src/migrations/1700000000001-B.ts":
          "export class B1700000000001 implements MigrationInterface { name = 'B1700000000001' }",
        "src/list.ts": "import { B1700000000001 } from './migrations/1700000000001-B'",
      ]),
    Case(
      scheme: "lock-step",
      base: ["db/migrations/mysql/007_x.sql": "x", "db/migrations/postgres/007_x.sql": "x"],
      first: ["db/migrations/postgres/008_a.sql": "a"],
      second: ["db/migrations/mysql/008_b.sql": "m", "db/migrations/postgres/008_b.sql": "p"],
      moved: ["db/migrations/mysql/009_b.sql": "m", "db/migrations/postgres/009_b.sql": "p"]),
  ]

  private func scene(_ test: Case) -> MigrationScene {
    MigrationScene(
      base: test.base, ("a", test.first.mapValues { $0 as String? }),
      ("b", test.second.mapValues { $0 as String? }))
  }

  @Test("The second lane's migration moves whole", arguments: colliding)
  func moves(test: Case) throws {
    let scene = scene(test)
    let report = try scene.report()
    #expect(!report.silent.clashes.isEmpty)
    #expect(report.silent.clashes.filter(\.isOpen).isEmpty)
    if test.scheme != "lock-step" { #expect(Set(report.units.map(\.scheme)) == [test.scheme]) }
    let expected = test.base.merging(test.moved ?? [:]) { _, new in new }
    #expect(scene.adapted(report)[1] == expected)
  }

  static let legal: [Case] = [
    Case(
      scheme: "knex", base: ["knexfile.js": ""], first: ["migrations/20240101000000_a.js": "exports.up"],
      second: ["migrations/20240101000000_b.js": "exports.up"], moved: nil),
    Case(
      scheme: "prisma", base: ["prisma/schema.prisma": ""],
      first: ["prisma/migrations/2_a/migration.sql": "a"],
      second: ["prisma/migrations/2_b/migration.sql": "b"], moved: nil),
    Case(
      scheme: "laravel",
      first: [
        "database/migrations/2024_01_01_000000_a.php": "use Illuminate\\Database\\Migrations\\Migration;"
      ],
      second: [
        "database/migrations/2024_01_01_000000_b.php": "use Illuminate\\Database\\Migrations\\Migration;"
      ],
      moved: nil),
    Case(
      scheme: "d1", base: ["wrangler.toml": ""], first: ["migrations/0002_a.sql": "a"],
      second: ["migrations/0002_b.sql": "b"], moved: nil),
    Case(
      scheme: "sql-migrate", first: ["migrations/2_a.sql": "-- +migrate Up\n"],
      second: ["migrations/2_b.sql": "-- +migrate Up\n"], moved: nil),
    Case(
      scheme: "yoyo", base: ["yoyo.ini": ""], first: ["migrations/0002.a.sql": "a"],
      second: ["migrations/0002.b.sql": "b"], moved: nil),
    Case(
      scheme: "liquibase", first: ["migrations/002_a.sql": "--liquibase formatted sql\n"],
      second: ["migrations/002_b.sql": "--liquibase formatted sql\n"], moved: nil),
    Case(
      scheme: "golang-migrate, one direction each", first: ["db/30_add.up.sql": "a"],
      second: ["db/30_drop.down.sql": "b"], moved: nil),
    Case(
      scheme: "dbmate, other digits", first: ["db/migrations/1_a.sql": "-- migrate:up"],
      second: ["db/migrations/01_b.sql": "-- migrate:up"], moved: nil),
    Case(scheme: "chapters", first: ["docs/01_a.md": "a"], second: ["docs/01_b.md": "b"], moved: nil),
    Case(
      scheme: "test data", first: ["migrations/fixtures/001_x.json": "a", "db/testdata/01_a.sql": "a"],
      second: ["migrations/fixtures/001_y.json": "b", "db/testdata/01_b.sql": "b"], moved: nil),
    Case(
      scheme: "queries", first: ["queries/01_top.sql": "SELECT 1"],
      second: ["queries/01_last.sql": "SELECT 2"],
      moved: nil),
    Case(
      scheme: "scripts", first: ["scripts/migrate/01_a.sh": "a"], second: ["scripts/migrate/01_b.sh": "b"],
      moved: nil),
  ]

  @Test("What a tool allows, and what is no migration, is left alone", arguments: legal)
  func stays(test: Case) throws {
    let report = try scene(test).report()
    #expect(report.silent.clashes.isEmpty)
    #expect(report.silent.adaptations.map(\.isEmpty) == [true, true])
  }

  static let open: [(Case, String)] = [
    (
      Case(
        scheme: "rails", first: ["db/migrate/20240101000000_add_a.rb": rb],
        second: ["db/migrate/20240102000000_add_a.rb": rb + "#"], moved: nil), "E-NAME"
    ),
    (
      Case(
        scheme: "efcore",
        first: ["Data/Migrations/20240101000000_A.cs": "using Microsoft.EntityFrameworkCore.Migrations;"],
        second: ["Data/Migrations/20240102000000_B.cs": "using Microsoft.EntityFrameworkCore.Migrations;"],
        moved: nil), "E-SNAPSHOT"
    ),
    (
      Case(
        scheme: "drizzle", base: ["drizzle.config.ts": "", "drizzle/meta/_journal.json": "{\"entries\":[]}"],
        first: ["drizzle/0002_a.sql": "a"], second: ["drizzle/0002_b.sql": "b"], moved: nil), "E-SNAPSHOT"
    ),
    (
      Case(
        scheme: "dbmate", first: ["db/migrations/999_a.sql": "-- migrate:up"],
        second: ["db/migrations/999_b.sql": "-- migrate:up\n"], moved: nil), "E-WIDTH"
    ),
    (
      Case(
        scheme: "duplicate in a lane", first: ["migrations/001_a.sql": "a", "migrations/001_b.sql": "b"],
        second: [:], moved: nil), "E-DUP-IN-BRANCH"
    ),
  ]

  @Test("What cannot be told is left to a person, and nothing is moved", arguments: open)
  func asks(test: Case, code: String) throws {
    var scene = scene(test)
    if test.second.isEmpty { scene.target["migrations/001_t.sql"] = "t" }
    let report = try scene.report()
    #expect(report.silent.clashes.contains { $0.rule == code && $0.isOpen })
    #expect(report.silent.adaptations.map(\.isEmpty) == [true, true])
  }

  @Test("A number below the target's last one moves where the tool would skip it")
  func late() throws {
    let scene = MigrationScene(
      base: ["db/0007_x.up.sql": "x"], target: ["db/0009_t.up.sql": "t"], ("b", ["db/0008_b.up.sql": "b"]))
    let report = try scene.report()
    #expect(report.silent.clashes.map(\.rule) == ["migration-order"])
    #expect(scene.adapted(report)[0]["db/0010_b.up.sql"] == "b")
  }

  @Test("node-pg-migrate takes equal numbers but refuses late ones")
  func lateByName() throws {
    let base = ["migrations/1700000000000_x.js": "pgm.sql()"]
    let tie = MigrationScene(
      base: base, ("a", ["migrations/1700000000009_a.js": "pgm.a()"]),
      ("b", ["migrations/1700000000009_b.js": "pgm.b()"]))
    #expect(try tie.report().silent.clashes.isEmpty)
    let late = MigrationScene(
      base: base, target: ["migrations/1700000000009_t.js": "pgm.t()"],
      ("b", ["migrations/1700000000005_b.js": "pgm.b()"]))
    let report = try late.report()
    #expect(report.silent.clashes.map(\.rule) == ["migration-order"])
    #expect(late.adapted(report)[0]["migrations/1700000000010_b.js"] == "pgm.b()")
  }

  @Test("A configured series is one")
  func configured() throws {
    var scene = MigrationScene(
      base: ["docs/adr/0007-x.md": "x"], ("a", ["docs/adr/0008-a.md": "# 8"]),
      ("b", ["docs/adr/0008-b.md": "# 8", "docs/adr/README.md": "- [b](0008-b.md)\n"]))
    #expect(try scene.report().silent.clashes.isEmpty)
    scene.options.series = [MigrationSeries(name: "adr", path: "docs/adr", pattern: "{n}-*.md")]
    let report = try scene.report()
    #expect(report.silent.clashes.count == 1)
    let files = scene.adapted(report)[1]
    #expect(files["docs/adr/0009-b.md"] == "# 8")
    #expect(files["docs/adr/README.md"] == "- [b](0009-b.md)\n")
  }

  @Test("The next numbers follow those of the target, the lanes and earlier reservations")
  func reservations() throws {
    let scene = MigrationScene(
      base: ["migrations/0007_x.sql": "x"], ("a", ["migrations/0009_a.sql": "a"]))
    var search = MigrationSearch(
      targetName: "main", target: scene.trees.tree(scene.target), lanes: scene.laneTrees(),
      reader: scene.trees)
    #expect(try search.reserve(2, in: "migrations")?.numbers == ["0010", "0011"])
    #expect(try search.reserve(1, in: "migrations", reserved: ["0012"])?.numbers == ["0013"])
    #expect(try search.reserve(1, in: "docs") == nil)
    #expect(try search.folders(in: scene.trees.tree(scene.target)) == ["migrations"])
  }

  @Test("Names that are no text do no harm")
  func hostileNames() throws {
    let trees = MigrationTrees()
    let odd: [String: String?] = [
      "migrations/": "x", "migrations/008_.sql": "a", "migrations/008.sql": "b", "migrations/_.sql": "c",
      "migrations/V__.sql": "d", "migrations/V1____.sql": "e", "migrations/\u{0}1_x.sql": "f",
      "migrations/1_\n.sql": "g",
      "versions/.py": "h", "a/migrations/1_/up.sql": "i", "migrations/0_x.up.sql": "", "8_.up.sql": "[$$'\"",
    ]
    let lanes = [
      trees.lane("a", from: [:], odd), trees.lane("b", from: [:], odd.mapValues { ($0 ?? "") + "2" }),
    ]
    var search = MigrationSearch(targetName: "main", target: trees.tree([:]), lanes: lanes, reader: trees)
    let report = try search.run()
    #expect(report.silent.clashes.allSatisfy { !$0.paths.isEmpty })
  }
}
