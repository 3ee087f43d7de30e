import Conflicts
import GitValues
import Testing

@Suite("Migrations in chains")
struct GraphMigrationTests {
  private static func django(_ dependencies: String, _ body: String = "") -> String {
    """
    from django.db import migrations, models


    class Migration(migrations.Migration):

        dependencies = [
            ("auth", "0001_initial"),  # not ours
            \(dependencies)
        ]

        operations = [\(body)]

    """
  }

  private let base = [
    "shop/migrations/__init__.py": "",
    "shop/migrations/0001_initial.py": django(""),
    "shop/migrations/0002_price.py": django("(\"shop\", \"0001_initial\"),"),
  ]

  private func two(_ graph: MigrationOptions.Graph = .rebase) -> MigrationScene {
    var scene = MigrationScene(
      base: base,
      ("a", ["shop/migrations/0003_a.py": Self.django("(\"shop\", \"0002_price\"),")]),
      (
        "b",
        [
          "shop/migrations/0003_b.py": Self.django("('shop', '0002_price'),"),
          "shop/migrations/0004_b2.py": Self.django("(\"shop\", \"0003_b\"),"),
          "blog/migrations/0001_initial.py": Self.django("(\"shop\", \"0004_b2\"), (\"other\", \"0003_b\"),"),
          "tests/test_shop.py": "migrate_from = \"0003_b\"\nmigrate_to = \"0004_b2\"\n",
        ]
      ))
    scene.options.graph = graph
    return scene
  }

  @Test("Django: the second lane's chain follows the first lane's")
  func djangoRebase() throws {
    let scene = two()
    let report = try scene.report()
    #expect(report.silent.clashes.map(\.rule) == ["migration-rebase"])
    #expect(report.silent.clashes.map(\.lanes) == [["a", "b"]])
    #expect(report.silent.adaptations[0].isEmpty)
    let files = scene.adapted(report)[1]
    #expect(files["shop/migrations/0004_b.py"] == Self.django("('shop', '0003_a'),"))
    #expect(files["shop/migrations/0005_b2.py"] == Self.django("(\"shop\", \"0004_b\"),"))
    #expect(files["shop/migrations/0003_b.py"] == nil && files["shop/migrations/0004_b2.py"] == nil)
    #expect(
      files["blog/migrations/0001_initial.py"]
        == Self.django("(\"shop\", \"0005_b2\"), (\"other\", \"0003_b\"),"))
    #expect(files["tests/test_shop.py"] == "migrate_from = \"0004_b\"\nmigrate_to = \"0005_b2\"\n")
  }

  @Test("Django: or a migration joins both ends")
  func djangoMergeNode() throws {
    let scene = two(.mergeNode)
    let files = scene.adapted(try scene.report())[1]
    let node = try #require(files["shop/migrations/0005_merge_0003_0004_b2.py"])
    #expect(node.contains("(\"shop\", \"0003_a\")") && node.contains("(\"shop\", \"0004_b2\")"))
    #expect(files["shop/migrations/0003_b.py"] != nil)
  }

  @Test("Django: equal numbers in one chain are no clash")
  func djangoDuplicateNumbers() throws {
    let scene = MigrationScene(
      base: base,
      (
        "a",
        [
          "shop/migrations/0003_x.py": Self.django("(\"shop\", \"0002_price\"),"),
          "shop/migrations/0003_y.py": Self.django("(\"shop\", \"0003_x\"),"),
        ]
      ))
    let report = try scene.report()
    #expect(report.silent.clashes.isEmpty && report.silent.adaptations[0].isEmpty)
  }

  @Test("Django: a lane with two ends of its own is left to a person")
  func djangoTwoEnds() throws {
    let scene = MigrationScene(
      base: base, target: ["shop/migrations/0003_t.py": Self.django("(\"shop\", \"0002_price\"),")],
      (
        "a",
        [
          "shop/migrations/0003_x.py": Self.django("(\"shop\", \"0002_price\"),"),
          "shop/migrations/0003_y.py": Self.django("(\"shop\", \"0002_price\"),"),
        ]
      ))
    let report = try scene.report()
    #expect(report.silent.clashes.map(\.rule) == ["E-GRAPH"])
    #expect(report.silent.adaptations[0].isEmpty)
  }

  private static func alembic(_ id: String, _ down: String, extra: String = "") -> String {
    """
    \"\"\"\(id)

    Revision ID: \(id)
    Revises: \(down)

    \"\"\"
    revision: str = "\(id)"
    down_revision = '\(down)'
    \(extra)

    def upgrade():
        pass

    """
  }

  private let versions = [
    "app/alembic.ini": "", "app/alembic/env.py": "",
    "app/alembic/versions/aaa_first.py": alembic("aaa", "000"),
  ]

  @Test("Alembic: the second head follows the first one, and nothing is renamed")
  func alembicRebase() throws {
    let scene = MigrationScene(
      base: versions,
      ("a", ["app/alembic/versions/bbb_a.py": Self.alembic("bbb", "aaa")]),
      (
        "b",
        [
          "app/alembic/versions/ccc_b.py": Self.alembic("ccc", "aaa"),
          "app/alembic/versions/ddd_b.py": Self.alembic("ddd", "ccc"),
        ]
      ))
    let report = try scene.report()
    #expect(report.silent.clashes.map(\.rule) == ["migration-rebase"])
    let files = scene.adapted(report)[1]
    #expect(files["app/alembic/versions/ccc_b.py"] == Self.alembic("ccc", "bbb"))
    #expect(files["app/alembic/versions/ddd_b.py"] == Self.alembic("ddd", "ccc"))
  }

  @Test("Alembic: numbered revisions move with their files")
  func alembicNumbers() throws {
    let base = [
      "migrations/env.py": "", "migrations/versions/0001_first.py": Self.alembic("0001_first", "0000"),
    ]
    let scene = MigrationScene(
      base: base, target: ["migrations/versions/0002_t.py": Self.alembic("0002_t", "0001_first")],
      (
        "b",
        [
          "migrations/versions/0002_b.py": Self.alembic("0002_b", "0001_first"),
          "migrations/versions/0003_c.py": Self.alembic("0003_c", "0002_b"),
        ]
      ))
    let files = scene.adapted(try scene.report())[0]
    #expect(files["migrations/versions/0003_b.py"] == Self.alembic("0003_b", "0002_t"))
    #expect(files["migrations/versions/0004_c.py"] == Self.alembic("0004_c", "0003_b"))
  }

  @Test("Alembic: lines that are apart on purpose do not clash; one id twice is left to a person")
  func alembicLines() throws {
    var base = versions
    base["app/alembic/versions/zzz_other.py"] = Self.alembic("zzz", "000")
    let apart = MigrationScene(
      base: base, ("a", ["app/alembic/versions/bbb.py": Self.alembic("bbb", "aaa")]),
      ("b", ["app/alembic/versions/ccc.py": Self.alembic("ccc", "zzz")]))
    #expect(try apart.report().silent.clashes.isEmpty)
    let twice = MigrationScene(
      base: base, ("a", ["app/alembic/versions/bbb_1.py": Self.alembic("bbb", "aaa")]),
      ("b", ["app/alembic/versions/bbb_2.py": Self.alembic("bbb", "zzz")]))
    #expect(try twice.report().silent.clashes.map(\.rule) == ["E-GRAPH"])
    let labels = MigrationScene(
      base: base, ("a", ["app/alembic/versions/bbb.py": Self.alembic("bbb", "aaa")]),
      ("b", ["app/alembic/versions/ccc.py": Self.alembic("ccc", "aaa", extra: "branch_labels = ('x',)")]))
    #expect(try labels.report().silent.clashes.map(\.rule) == ["E-GRAPH"])
  }

  @Test("The order of the lanes changes who moves, not what clashes", arguments: 0..<3)
  func permutations(rotation: Int) throws {
    var scene = MigrationScene(
      base: base.merging(versions) { a, _ in a },
      (
        "a",
        [
          "shop/migrations/0003_a.py": Self.django("(\"shop\", \"0002_price\"),"),
          "app/alembic/versions/bbb.py": Self.alembic("bbb", "aaa"),
        ]
      ),
      ("b", ["shop/migrations/0003_b.py": Self.django("(\"shop\", \"0002_price\"),")]),
      (
        "c",
        [
          "shop/migrations/0004_c.py": Self.django("(\"shop\", \"0002_price\"),"),
          "app/alembic/versions/ccc.py": Self.alembic("ccc", "aaa"),
        ]
      ))
    let expected = Set(try scene.report().silent.clashes.map(\.id))
    #expect(expected.count == 2)
    scene.lanes.swapAt(rotation, (rotation + 1) % 3)
    let report = try scene.report()
    #expect(Set(report.silent.clashes.map(\.id)) == expected)
    let files = scene.adapted(report).flatMap { $0.keys.filter { path in path.contains("/migrations/000") } }
    #expect(Set(files).count == 5, "two of the base, one of each lane")
  }

  // MARK: - Lanes that have been adapted before

  /// A scene with one lane as it is after its adaptation, and a target that got more.
  private func again(
    _ scene: MigrationScene, lane: Int = 0, target: MigrationTrees.Files = [:],
    more: MigrationTrees.Files = [:]
  ) throws -> MigrationScene {
    let files = scene.adapted(try scene.report())[lane].filter { scene.base[$0.key] != $0.value }
    var result = scene
    result.target.merge(target) { _, new in new }
    result.lanes = [(name: scene.lanes[lane].name, edits: files.merging(more) { _, new in new })]
    return result
  }

  /// A scene whose target has what the lane got, by a squash merge, while the lane's branch is as it was.
  private func squashed(_ scene: MigrationScene, more: [String: String?]) throws -> MigrationScene {
    var result = scene
    result.target.merge(scene.adapted(try scene.report())[0]) { old, _ in old }
    result.lanes[0].edits.merge(more) { _, new in new }
    return result
  }

  private func oneAgainstTarget(_ graph: MigrationOptions.Graph = .rebase) -> MigrationScene {
    var scene = MigrationScene(
      base: base, target: ["shop/migrations/0003_t.py": Self.django("(\"shop\", \"0002_price\"),")],
      (
        "b",
        [
          "shop/migrations/0003_b.py": Self.django("(\"shop\", \"0002_price\"),"),
          "shop/migrations/0004_c.py": Self.django("(\"shop\", \"0003_b\"),", "1"),
        ]
      ))
    scene.options.graph = graph
    return scene
  }

  @Test("Django: what was put behind the target's is there, and moves again only when the target goes on")
  func djangoAgain() throws {
    let scene = try again(oneAgainstTarget())
    let report = try scene.report()
    #expect(report.silent.clashes.isEmpty && report.silent.adaptations[0].isEmpty && report.units.isEmpty)
    let later = try again(
      oneAgainstTarget(), target: ["shop/migrations/0004_u.py": Self.django("(\"shop\", \"0003_t\"),", "2")])
    let files = later.adapted(try later.report())[0]
    #expect(files["shop/migrations/0005_b.py"] == Self.django("(\"shop\", \"0004_u\"),"))
    #expect(files["shop/migrations/0006_c.py"] == Self.django("(\"shop\", \"0005_b\"),", "1"))
  }

  @Test("Django: a migration that joined both ends is not joined again")
  func djangoMergeNodeAgain() throws {
    let scene = try again(oneAgainstTarget(.mergeNode))
    let report = try scene.report()
    #expect(report.silent.clashes.isEmpty && report.silent.adaptations[0].isEmpty)
  }

  @Test("Django: after a squash merge of the adapted lane only what came later is new")
  func djangoSquash() throws {
    let new = "shop/migrations/0005_d.py"
    let scene = try squashed(
      oneAgainstTarget(), more: [new: Self.django("(\"shop\", \"0004_c\"),", "3")])
    let files = scene.adapted(try scene.report())[0]
    let names = files.keys.filter { $0.hasPrefix("shop/migrations/0") }.sorted()
    #expect(
      names.suffix(3).map { $0.dropFirst(16) } == ["0004_b.py", "0005_c.py", "0006_d.py"], "\(names)")
    #expect(files["shop/migrations/0006_d.py"] == Self.django("(\"shop\", \"0005_c\"),", "3"))
    #expect(files["shop/migrations/0005_c.py"] == scene.target["shop/migrations/0005_c.py"])
    let clean = try again(oneAgainstTarget(), target: scene.target)
    #expect(try clean.report().silent.clashes.isEmpty)
  }

  @Test(
    "Django: what follows another lane's migration is left to a person, whichever comes first",
    arguments: [0, 1])
  func djangoAcrossLanes(first: Int) throws {
    var scene = oneAgainstTarget()
    scene.lanes = [
      ("a", ["shop/migrations/0003_a.py": Self.django("(\"shop\", \"0002_price\"),")]),
      ("b", ["shop/migrations/0004_b.py": Self.django("(\"shop\", \"0003_a\"),", "1")]),
    ]
    if first == 1 { scene.lanes.reverse() }
    let report = try scene.report()
    #expect(report.silent.clashes.map(\.rule) == ["E-GRAPH"])
    #expect(report.silent.adaptations[first == 0 ? 1 : 0].isEmpty)
  }

  @Test("Django: a lane on top of another one is in one chain with it")
  func djangoStacked() throws {
    var scene = oneAgainstTarget()
    let first: [String: String?] = ["shop/migrations/0003_a.py": Self.django("(\"shop\", \"0002_price\"),")]
    scene.lanes = [
      ("a", first),
      ("b", first.merging(["shop/migrations/0004_b.py": Self.django("(\"shop\", \"0003_a\"),", "1")]) { $1 }),
    ]
    let files = scene.adapted(try scene.report())
    #expect(files[0]["shop/migrations/0004_a.py"] == Self.django("(\"shop\", \"0003_t\"),"))
    #expect(files[1]["shop/migrations/0004_a.py"] == files[0]["shop/migrations/0004_a.py"])
    #expect(files[1]["shop/migrations/0005_b.py"] == Self.django("(\"shop\", \"0004_a\"),", "1"))
  }

  @Test(
    "Alembic: what follows the target's end is there", arguments: [MigrationOptions.Graph.rebase, .mergeNode])
  func alembicAgain(graph: MigrationOptions.Graph) throws {
    var scene = MigrationScene(
      base: versions, target: ["app/alembic/versions/bbb_a.py": Self.alembic("bbb", "aaa")],
      ("b", ["app/alembic/versions/ccc_b.py": Self.alembic("ccc", "aaa", extra: "x = 1")]))
    scene.options.graph = graph
    let report = try again(scene).report()
    #expect(report.silent.clashes.isEmpty && report.silent.adaptations[0].isEmpty)
    let later = try again(
      scene, target: ["app/alembic/versions/ddd_c.py": Self.alembic("ddd", "bbb", extra: "y = 1")])
    #expect(try later.report().silent.clashes.count == 1)
  }

  @Test("A migration that joins both ends becomes the last one where the lane named its own")
  func mergeNodeIsLast() throws {
    let head = "app/alembic/.current-alembic-head"
    var alembic = MigrationScene(
      base: versions.merging([head: "aaa\n"]) { $1 },
      target: ["app/alembic/versions/bbb_a.py": Self.alembic("bbb", "aaa"), head: "bbb\n"],
      ("b", ["app/alembic/versions/ccc_b.py": Self.alembic("ccc", "aaa", extra: "x = 1"), head: "ccc\n"]))
    alembic.options.graph = .mergeNode
    var files = alembic.adapted(try alembic.report())[0]
    let node = try #require(files.keys.first { $0.hasSuffix("_merge.py") })
    let revision = try #require(node.split(separator: "/").last?.dropLast("_merge.py".count))
    #expect(files[head] == revision + "\n")
    #expect(files[node]?.contains("revision = \"\(revision)\"") == true)
    let list = "shop/migrations/max_migration.txt"
    var django = oneAgainstTarget(.mergeNode)
    django.lanes[0].edits[list] = "0004_c\n"
    files = django.adapted(try django.report())[0]
    #expect(files[list] == "0005_merge_0003_0004_c\n")
    #expect(files["shop/migrations/0005_merge_0003_0004_c.py"] != nil)
  }
}
