import GitValues

/// One thing that a migration does to the schema.
struct SchemaTouch: Hashable, Sendable {
  enum Action: Hashable, Sendable { case create, change, remove }

  /// A column, an index, a type, …: what two lanes must not both change.
  struct Object: Hashable, Sendable {
    let kind: String
    /// In lower case, without the schema it is in.
    let name: [UInt8]
  }

  /// The table, in lower case, without the schema it is in; empty for what is in no table.
  var table: [UInt8]
  /// What of the table; nil for the table as a whole, or merely its rows.
  var object: Object?
  var action: Action
  /// Counted from 1.
  var line: Int
}

/// What one file does to the schema, as far as can be read.
struct SchemaChanges: Sendable {
  var touches: [SchemaTouch] = []
  /// Whether it runs code or moves data.
  var isOpaque = false

  mutating func add(
    _ table: [UInt8], _ object: SchemaTouch.Object? = nil, _ action: SchemaTouch.Action = .change, line: Int
  ) {
    let most = 5000
    guard touches.count < most, !table.isEmpty || object != nil else { return }
    touches.append(SchemaTouch(table: table, object: object, action: action, line: line))
  }
}
