import GitValues
import Merging

/// What migrations do to the schema, read once for each content.
struct ObjectIndex<Reader: TreeReader> {
  let reader: Reader
  private var known: [ObjectID: SchemaChanges] = [:]

  init(reader: Reader) { self.reader = reader }

  private static var longest: Int { 4 << 20 }

  /// What a migration's files do, file by file; what undoes it is left out.
  mutating func changes(
    of unit: MigrationUnit
  ) throws(Reader.Failure) -> [(path: GitPath, changes: SchemaChanges)] {
    var result: [(path: GitPath, changes: SchemaChanges)] = []
    for file in unit.files where file.entry.mode.isRegular && file.part != .down {
      let name = file.path.name
      if name.elementsEqual("down.sql".utf8) || name.has(suffix: ".json") || name.has(suffix: ".toml") {
        continue
      }
      result.append((file.path, try changes(in: file.entry.id, isSQL: name.has(suffix: ".sql"))))
    }
    return result
  }

  private mutating func changes(in blob: ObjectID, isSQL: Bool) throws(Reader.Failure) -> SchemaChanges {
    if let known = known[blob] { return known }
    let bytes = try reader.content(blob)
    var result = SchemaChanges()
    if bytes.count > Self.longest || isBinary(bytes) {
      result.isOpaque = true
    } else {
      let forward = Array(bytes[..<Self.end(in: bytes)])
      result = isSQL ? SQLSchema(forward).changes : SchemaCalls.changes(in: forward)
    }
    known[blob] = result
    return result
  }

  private static var backwards: [String] {
    [
      "-- +goose Down", "-- migrate:down", "-- +migrate Down", "def downgrade", "def down", "exports.down",
      "async down(", "async function down", "function down(", "public function down", "down:",
    ]
  }

  /// Where the part that undoes a migration begins, so far as there is one.
  private static func end(in bytes: [UInt8]) -> Int {
    backwards.compactMap { bytes.place(of: Array($0.utf8), from: 0) }.min() ?? bytes.count
  }
}
