import Outlines

/// An outline's items, one a line: kind, name, first and last line from 1, `?` if conditional; children indented.
func rendered(_ items: [Item], depth: Int = 0) -> String {
  items.map { item in
    let lines = "\(item.lines.lowerBound + 1)-\(item.lines.upperBound)"
    let own =
      String(repeating: " ", count: depth)
      + "\(item.kind) \(item.name) \(lines)\(item.isConditional ? " ?" : "")\n"
    return own + rendered(item.children, depth: depth + 1)
  }.joined()
}

/// An outline's imports, one a line: form, module, names, lines, `+` if it can be merged, `?` if nested.
func rendered(_ imports: [Import]) -> String {
  imports.map { found in
    let names = found.names.map { name in name.name + (name.alias.map { "=" + $0 } ?? "") }.joined(
      separator: ",")
    let marks = (found.canMerge ? "+" : "") + (found.isNested ? "?" : "")
    return
      "\(found.form) \(found.module) [\(names)] \(found.lines.lowerBound + 1)-\(found.lines.upperBound)\(marks)\n"
  }.joined()
}
