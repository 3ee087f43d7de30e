import Outlines

/// Collects what must stand only once in a file.
///
/// What may be repeated by the language's own rules is left out: what stands under a condition, overloads (told apart
/// by their parameters), accessors, blocks that extend a type, declarations without a body.
struct DefinitionCollector {
  let outline: Outline
  private(set) var places: [DefinitionPlace] = []
  private var scopeCount = 0

  init(_ outline: Outline) {
    self.outline = outline
    collect(outline.items, scope: [], number: 0)
    for imported in outline.imports { collect(imported) }
    for entry in outline.literalEntries { collect(entry) }
  }

  private var language: Language { outline.language }

  private mutating func collect(_ items: [Item], scope: [String], number: Int) {
    for (index, item) in items.enumerated() {
      // Go's methods stand outside of their types.
      let scope = language == .go && item.kind == .method ? item.container : scope
      if let key = key(of: item, scope: scope) {
        item.kind == .enumCase ? addCase(key, items, index, number) : add(key, item, number)
      }
      if let key = toolKey(of: item) { add(key, item, 0) }
      if let key = recordKey(of: item, scope: scope) { add(key, item, number) }
      guard !item.children.isEmpty, !item.isConditional else { continue }
      // Parts of one type make one scope, as do files of one namespace; entries of a list are each their own.
      let isShared = item.kind.isType || [.extension, .impl, .namespace].contains(item.kind)
      if !isShared { scopeCount += 1 }
      collect(item.children, scope: scope + [scopeName(item)], number: isShared ? number : scopeCount)
    }
  }

  private func scopeName(_ item: Item) -> String {
    switch item.kind {
    case .extension, .impl: item.signature
    default: item.name + DefinitionRules.typeArguments(of: item, language)
    }
  }

  private mutating func add(_ key: DefinitionKey, _ item: Item, _ number: Int) {
    // Of YAML only the first line of a value is known.
    let content = key.kind == .key && language != .yaml ? item.value.map { outline.text.bytes[$0] } : nil
    places.append(
      DefinitionPlace(
        key: key, lines: item.lines, solidLines: solidLines(of: item), content: content,
        isRemovable: language != .json && language != .xml, scopeNumber: number))
  }

  /// A case of an enum may share its line with others.
  private mutating func addCase(_ key: DefinitionKey, _ items: [Item], _ index: Int, _ number: Int) {
    let item = items[index]
    let solid = solidLines(of: item)
    var tokens = outline.tokens(in: solid).filter { $0.kind != .comment }
    if let last = tokens.last, outline.string(last.range) == "," { tokens.removeLast() }
    guard let first = tokens.first, let last = tokens.last else { return }
    let start = outline.string(first.range)
    let isFirst = ["case", "indirect", "@", "#", "[", item.name].contains(start)
    let isShared =
      index > 0 && items[index - 1].lines.overlaps(item.lines)
      || index + 1 < items.count && items[index + 1].lines.overlaps(item.lines)
    places.append(
      DefinitionPlace(
        key: key, lines: item.lines, solidLines: solid,
        content: outline.text.bytes[first.start..<max(first.start, last.end)],
        isRemovable: isFirst && !isShared && outline.bracketBalance(of: solid).isEven, scopeNumber: number,
        isListed: true))
  }

  private mutating func collect(_ entry: LiteralEntry) {
    places.append(
      DefinitionPlace(
        key: DefinitionKey(
          kind: .entry, scope: entry.path, name: entry.key, variant: entry.isText ? "text" : ""),
        lines: entry.ownLines ?? entry.lines, solidLines: entry.lines,
        content: outline.text.bytes[entry.value], isRemovable: entry.ownLines != nil,
        scopeNumber: entry.literal, isListed: true))
  }

  /// Without the comment above, whose wording does not matter.
  private func solidLines(of item: Item) -> Range<Int> {
    let first = item.lines.first { outline.lines[$0].kind != .comment } ?? item.headerLine
    return min(first, item.headerLine)..<item.lines.upperBound
  }

  private func key(of item: Item, scope: [String]) -> DefinitionKey? {
    guard !item.isConditional, item.name != "_", !item.name.isEmpty else { return nil }
    if language.isData { return dataKey(of: item, scope: scope) }
    guard DefinitionRules.mustBeUnique(item, language) else { return nil }
    return DefinitionKey(
      kind: .definition, scope: scope, name: item.name, variant: DefinitionRules.variant(of: item, language))
  }

  private func dataKey(of item: Item, scope: [String]) -> DefinitionKey? {
    let key = DefinitionKey(kind: .key, scope: scope, name: item.name)
    switch item.kind {
    case .key where language == .ini: return isSetting(item) ? key : nil
    case .key: return item.name == "<<" ? nil : key
    case .section where language == .toml: return item.name.hasPrefix("[[") ? nil : key
    case .element where language == .xml:
      let isNamed = ["[name=", "[key=", "[x:Key="].contains { item.name.contains($0) }
      return isNamed ? key : nil
    default: return nil
    }
  }

  /// Whether a line of an INI file is `name = value`: files of that ending can be of any kind.
  private func isSetting(_ item: Item) -> Bool {
    !item.name.utf8.contains { "(){}<>;\"".utf8.contains($0) }
      && outline.text.line(item.headerLine).contains { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ":") }
  }

  /// A tool registered by a decorator: `@mcp.tool()`, `@server.tool(name="x")`.
  private func toolKey(of item: Item) -> DefinitionKey? {
    guard !item.isConditional, let name = RegisteredTool.name(of: item), name != item.name else { return nil }
    return DefinitionKey(kind: .definition, scope: ["tool"], name: name)
  }

  /// A record of a Django fixture: what has one model and one primary key is one record.
  private func recordKey(of item: Item, scope: [String]) -> DefinitionKey? {
    guard scope.isEmpty, let name = FixtureRecord.name(of: item, in: outline) else { return nil }
    return DefinitionKey(kind: .key, scope: ["record"], name: name)
  }

  private mutating func collect(_ imported: Import) {
    guard !imported.isNested, imported.qualifier != "static", imported.form != .export else { return }
    for name in names(of: imported) {
      let key = DefinitionKey(kind: .import, scope: [], name: name.local)
      places.append(
        DefinitionPlace(
          key: key, lines: imported.lines, solidLines: imported.lines, content: Array(name.source.utf8)[...],
          isRemovable: language != .c && language != .cpp))
    }
  }

  /// What an import makes known, and where each comes from.
  private func names(of imported: Import) -> [(local: String, source: String)] {
    let whole = imported.module + " " + imported.qualifier
    guard imported.form == .names || imported.form == .module, !imported.names.isEmpty else {
      return [(whole, whole)]
    }
    return imported.names.compactMap { name in
      // In Go the last part of the path need not be the package's name.
      if language == .go, name.alias == nil { return (whole, whole) }
      // In Rust a trait and a macro, in Kotlin functions with different parameters may have one name.
      if language == .rust || language == .kotlin && name.local.first?.isLowercase ?? false {
        return (imported.module + " " + name.name, imported.module + " " + name.name)
      }
      var local = name.local
      if local.hasPrefix("type ") { local.removeFirst(5) }
      if local == "self" { local = String(imported.module.split(separator: ":").last ?? "") }
      return local == "_" ? nil : (local, imported.module + " " + name.name)
    }
  }
}
