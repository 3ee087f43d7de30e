/// Reads what SQL statements do to tables, columns, indexes, types and the like.
struct SQLSchema {
  private(set) var changes = SchemaChanges()
  private var tokens: [SQLTokens.Token] = []
  private var place = 0

  /// - Parameter bytes: a migration's text; what undoes it should be left out.
  init(_ bytes: [UInt8]) {
    var isOpaque = false
    for statement in SQLTokens.statements(bytes, isOpaque: &isOpaque) {
      tokens = statement
      place = 0
      read()
    }
    changes.isOpaque = changes.isOpaque || isOpaque
  }

  private static let objects: Set<String> = [
    "type", "view", "function", "procedure", "trigger", "sequence", "domain", "policy",
  ]
  private static let skipped: Set<String> = [
    "or", "replace", "global", "local", "temp", "temporary", "unlogged", "external", "materialized", "unique",
    "virtual", "recursive", "if", "not", "exists", "concurrently", "only", "clustered", "nonclustered",
    "fulltext",
    "spatial", "constraint",
  ]

  /// The word here, unless it is a string; empty at the end.
  private var word: String {
    place < tokens.count && !tokens[place].isString ? tokens[place].text.asText : ""
  }
  private var line: Int { place < tokens.count ? tokens[place].line : tokens.last?.line ?? 1 }

  private mutating func skip(_ words: Set<String>) {
    while place < tokens.count, !tokens[place].isQuoted, words.contains(word) { place += 1 }
  }

  private mutating func take(_ text: String) -> Bool {
    guard word == text, !tokens[place].isQuoted else { return false }
    place += 1
    return true
  }

  /// A name, of `schema.name` the last part.
  private mutating func name() -> [UInt8] {
    var result: [UInt8] = []
    while place < tokens.count, !tokens[place].isString,
      tokens[place].isQuoted || tokens[place].text[0].isWord
    {
      result = tokens[place].text
      place += 1
      guard place < tokens.count, tokens[place].text == [UInt8(ascii: ".")] else { break }
      place += 1
    }
    return result
  }

  private mutating func read() {
    let start = line
    switch word {
    case "create": definition(.create)
    case "drop": definition(.remove)
    case "alter": definition(.change)
    case "insert", "update", "delete", "merge", "truncate":
      changes.isOpaque = true
      place += 1
      skip(["into", "from", "ignore", "only", "table", "or", "replace"])
      changes.add(name(), line: start)
    case "rename":
      place += 1
      guard take("table") else { return }
      changes.add(name(), nil, .remove, line: start)
    default: break
    }
  }

  private mutating func definition(_ action: SchemaTouch.Action) {
    let start = line
    place += 1
    skip(Self.skipped)
    let kind = word
    place += 1
    skip(Self.skipped)
    switch kind {
    case "table": table(action, line: start)
    case "index": index(action, line: start)
    case _ where Self.objects.contains(kind):
      let name = name()
      changes.add([], SchemaTouch.Object(kind: kind, name: name), action, line: start)
    default: break
    }
  }

  private mutating func index(_ action: SchemaTouch.Action, line: Int) {
    let name = word == "on" ? [] : name()
    skip(["on", "only"])
    let table = action == .create ? self.name() : []
    // Most databases know an index by its name alone, and it is dropped without naming a table.
    if !name.isEmpty { changes.add([], SchemaTouch.Object(kind: "index", name: name), action, line: line) }
    changes.add(table, line: line)
  }

  private mutating func table(_ action: SchemaTouch.Action, line: Int) {
    let table = name()
    guard action == .change else {
      changes.add(table, nil, action, line: line)
      while action == .remove, take(",") { changes.add(name(), nil, .remove, line: line) }
      return
    }
    changes.add(table, line: line)
    var depth = 0
    var begins = true
    while place < tokens.count {
      if begins {
        clause(of: table)
        begins = false
        continue
      }
      let text = tokens[place].isString ? "" : word
      depth += text == "(" ? 1 : text == ")" ? -1 : 0
      begins = text == "," && depth == 0
      place += 1
    }
  }

  /// One change of `ALTER TABLE`; leaves the place before what it does not read.
  private mutating func clause(of table: [UInt8]) {
    let line = line
    let verb = word
    guard ["add", "drop", "alter", "modify", "change", "rename"].contains(verb) else { return }
    place += 1
    if verb == "rename", take("to") || take("as") { return changes.add(table, nil, .remove, line: line) }
    let action: SchemaTouch.Action = verb == "add" ? .create : verb == "drop" ? .remove : .change
    let kind = self.kind()
    guard kind != "other" else { return }
    skip(["if", "not", "exists"])
    guard word != "(" else { return columns(of: table, line: line) }
    let object = SchemaTouch.Object(kind: kind, name: name())
    if !object.name.isEmpty { changes.add(table, object, action, line: line) }
    if verb == "rename", take("to") {
      changes.add(table, SchemaTouch.Object(kind: kind, name: name()), .create, line: line)
    }
  }

  /// What a clause is about; passes the word that says so.
  private mutating func kind() -> String {
    switch word {
    case "column":
      place += 1
      return "column"
    case "constraint":
      place += 1
      return "constraint"
    case "index", "key":
      place += 1
      return "index"
    case "unique":
      place += 1
      skip(["index", "key"])
      return word == "(" ? "other" : "index"
    case "primary", "foreign", "check", "partition", "owner", "trigger", "exclude", "period", "fulltext":
      return "other"
    default: return "column"
    }
  }

  /// `ADD (a int, b int)`.
  private mutating func columns(of table: [UInt8], line: Int) {
    var depth = 0
    repeat {
      let text = tokens[place].isString ? "" : word
      place += 1
      if text == "(" { depth += 1 }
      if text == ")" { depth -= 1 }
      if depth == 1, text == "(" || text == "," {
        let column = name()
        if !column.isEmpty {
          changes.add(table, SchemaTouch.Object(kind: "column", name: column), .create, line: line)
        }
      }
    } while depth > 0 && place < tokens.count
  }
}
