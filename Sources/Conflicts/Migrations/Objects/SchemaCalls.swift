/// The calls by which migrations in programming languages change a schema, and what they mean.
enum SchemaCalls {
  /// Where a call names its table and its object.
  private enum Meaning {
    /// The table as a whole; what follows is inside it.
    case table(SchemaTouch.Action)
    /// Table first, then the object.
    case object(String, SchemaTouch.Action)
    /// The object first, then the table.
    case objectFirst(String, SchemaTouch.Action)
    case opaque
  }

  /// Alembic, Rails, Ecto, Knex, Laravel, Phinx, Sequelize, node-pg-migrate.
  private static let meanings: [String: Meaning] = [
    "create_table": .table(.create), "createTable": .table(.create), "drop_table": .table(.remove),
    "dropTable": .table(.remove), "dropTableIfExists": .table(.remove), "rename_table": .table(.remove),
    "renameTable": .table(.remove), "batch_alter_table": .table(.change), "change_table": .table(.change),
    "alterTable": .table(.change), "table": .table(.change),
    "add_column": .object("column", .create), "drop_column": .object("column", .remove),
    "alter_column": .object("column", .change), "remove_column": .object("column", .remove),
    "rename_column": .object("column", .change), "change_column": .object("column", .change),
    "change_column_null": .object("column", .change), "change_column_default": .object("column", .change),
    "add_reference": .object("column", .create), "addColumn": .object("column", .create),
    "removeColumn": .object("column", .remove), "changeColumn": .object("column", .change),
    "renameColumn": .object("column", .change), "alterColumn": .object("column", .change),
    "dropColumn": .object("column", .remove),
    "create_index": .objectFirst("index", .create), "drop_index": .objectFirst("index", .remove),
    "create_unique_constraint": .objectFirst("constraint", .create),
    "create_foreign_key": .objectFirst("constraint", .create),
    "drop_constraint": .objectFirst("constraint", .remove),
    "create_check_constraint": .objectFirst("constraint", .create),
    "execute": .opaque, "raw": .opaque, "bulk_insert": .opaque, "sql": .opaque,
  ]
  /// Django: names are given by name.
  private static let operations: [String: (kind: String?, action: SchemaTouch.Action)] = [
    "CreateModel": (nil, .create), "DeleteModel": (nil, .remove), "RenameModel": (nil, .remove),
    "AlterModelTable": (nil, .change), "AddField": ("column", .create), "RemoveField": ("column", .remove),
    "AlterField": ("column", .change), "RenameField": ("column", .change),
    "AddConstraint": ("constraint", .create), "RemoveConstraint": ("constraint", .remove),
    "AddIndex": ("index", .create), "RemoveIndex": ("index", .remove), "RenameIndex": ("index", .change),
  ]
  private static let opaque: Set<String> = ["RunPython", "RunSQL", "SeparateDatabaseAndState"]
  private static let wanted = Set(meanings.keys).union(operations.keys).union(opaque)

  static func changes(in bytes: [UInt8]) -> SchemaChanges {
    var changes = SchemaChanges()
    var table: [UInt8] = []
    for call in CallScanner.calls(in: bytes, named: wanted) {
      if opaque.contains(call.name) {
        changes.isOpaque = true
      } else if let operation = operations[call.name] {
        add(call, operation.kind, operation.action, to: &changes)
      } else if let meaning = meanings[call.name] {
        add(call, meaning, &table, to: &changes)
      }
    }
    return changes
  }

  private static func add(
    _ call: LiteralCall, _ kind: String?, _ action: SchemaTouch.Action, to changes: inout SchemaChanges
  ) {
    func named(_ names: String...) -> [UInt8]? {
      names.lazy.compactMap { call.named[$0] }.first?.map(\.lowercased)
    }
    guard let kind else {
      if let model = named("name", "old_name") { changes.add(model, nil, action, line: call.line) }
      return
    }
    guard let model = named("model_name") else { return }
    let object = named("name", "old_name").map { SchemaTouch.Object(kind: kind, name: $0) }
    changes.add(model, object, action, line: call.line)
  }

  private static func add(
    _ call: LiteralCall, _ meaning: Meaning, _ table: inout [UInt8], to changes: inout SchemaChanges
  ) {
    let names = call.arguments.map { $0?.map(\.lowercased) }
    let first = names.first.flatMap { $0 }
    let second = names.dropFirst().first.flatMap { $0 }
    switch meaning {
    case .opaque: changes.isOpaque = true
    case .table(let action):
      guard let first else { return }
      table = first
      changes.add(first, nil, action, line: call.line)
    case .object(let kind, let action):
      if let first, let second {
        changes.add(first, SchemaTouch.Object(kind: kind, name: second), action, line: call.line)
      } else if let first, !table.isEmpty {
        changes.add(table, SchemaTouch.Object(kind: kind, name: first), action, line: call.line)
      }
    case .objectFirst(let kind, let action):
      guard let first else { return }
      let owner = second ?? call.named["table_name"]?.map(\.lowercased) ?? table
      changes.add(owner, SchemaTouch.Object(kind: kind, name: first), action, line: call.line)
    }
  }
}
