import Conflicts
import GitValues
import Testing

@Suite("Records of migrations")
struct MigrationRecordTests {
  private func merge(_ path: String, _ base: String, _ ours: String, _ theirs: String) -> String? {
    MigrationRecordMerger.merge(
      path: GitPath(path), base: Array(base.utf8), ours: Array(ours.utf8), theirs: Array(theirs.utf8)
    ).map { String(decoding: $0, as: UTF8.self) }
  }

  @Test("A tracker takes both sides' lines in the order of the numbers")
  func tracker() {
    #expect(merge("m/applied.txt", "7\n", "7\n008_a\n", "7\n009_b\n") == "7\n008_a\n009_b\n")
    #expect(merge("m/applied.txt", "7", "7\r\n9_a\r\n", "7\r\n8_b") == "7\r\n8_b\r\n9_a\r\n")
    #expect(merge("m/applied.txt", "7\n6\n", "7\n6\n008_a\n", "7\n009_b\n") == nil, "a side removed a line")
    #expect(merge("m/other.txt", "", "a\n", "b\n") == nil)
  }

  @Test("Django's records name the last migration")
  func django() {
    #expect(merge("max_migration.txt", "0001_a\n", "0002_b\n", "0003_c\n") == "0003_c\n")
    #expect(merge("max_migration.txt", "0001_a\n", "0002_b\n", "0002_c\n") == nil)
    #expect(
      merge(
        "migrations_lockfile.txt", "a: 0001_x\nb: 0001_x\n", "a: 0002_y\nb: 0001_x\n",
        "a: 0003_z\nb: 0002_w\nc: 0001_i\n")
        == "a: 0003_z\nb: 0002_w\nc: 0001_i\n")
  }

  @Test("drizzle's journal takes both sides' entries, theirs later")
  func journal() {
    func entry(_ index: Int, _ when: Int, _ tag: String) -> String {
      "{ \"idx\": \(index), \"when\": \(when), \"tag\": \"\(tag)\" }"
    }
    func journal(_ entries: String...) -> String {
      "{\n  \"entries\": [\n    \(entries.joined(separator: ",\n    "))\n  ]\n}\n"
    }
    let first = entry(0, 100, "0000_x")
    #expect(
      merge(
        "d/meta/_journal.json", journal(first), journal(first, entry(1, 300, "0001_a")),
        journal(first, entry(1, 200, "0002_b")))
        == journal(first, entry(1, 300, "0001_a"), entry(2, 301, "0002_b")))
    #expect(merge("d/meta/_journal.json", journal(first), "{", journal(first)) == nil)
  }

  @Test("atlas.sum follows from the folder")
  func atlas() throws {
    let trees = MigrationTrees()
    let tree = trees.tree([
      "m/1_a.sql": "CREATE TABLE a (id int);\n", "m/2_b.sql": "-- b\n", "m/atlas.sum": "<<<<<<<\n",
    ])
    let edits = try MigrationRecordMerger.recomputations(in: tree, paths: ["m/2_b.sql"], reader: trees)
    #expect(edits.map(\.path) == ["m/atlas.sum"])
    // Computed with sha256sum and base64 as Atlas documents it.
    #expect(
      edits.first.map { String(decoding: $0.bytes, as: UTF8.self) }
        == "h1:ZTWnls7zaC9T0tNxEulRMjxcOIlv5s2RFaZbav6Q9jA=\n1_a.sql h1:e72Wd39UNYY4sGrVkNYkCs4GRrWBQ0ASXh73rS+WpU4=\n2_b.sql h1:FcDjUCIfnZgl/FZnLJs0STgQvf8cufZ0vJk3hRuCQwQ=\n"
    )
    #expect(try MigrationRecordMerger.recomputations(in: tree, paths: ["x/2_b.sql"], reader: trees).isEmpty)
  }
}
