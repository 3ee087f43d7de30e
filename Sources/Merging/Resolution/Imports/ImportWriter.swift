/// Writes merged imports into the layout of one side.
struct ImportWriter {
  typealias Atom = ImportBlock.Atom

  let base: ImportBlock
  /// Whose layout and comments are kept.
  let main: ImportBlock
  let other: ImportBlock
  let kept: Set<Atom>
  private var lines: [(key: [UInt8], bytes: [UInt8])] = []
  private var written: Set<Atom> = []

  init(base: ImportBlock, main: ImportBlock, other: ImportBlock, kept: Set<Atom>) {
    self.base = base
    self.main = main
    self.other = other
    self.kept = kept
  }

  /// The lines; nil if some statement cannot be rewritten.
  mutating func write() -> [UInt8]? {
    for entry in main.entries {
      switch entry {
      case .blank(let bytes), .comment(let bytes): lines.append((bytes, bytes))
      case .statement(let statement):
        guard put(statement, at: lines.count, isLast: isLast(statement)) else { return nil }
      }
    }
    var place = 0
    for statement in other.statements {
      if let known = lines.lastIndex(where: { $0.key == key(statement) }) {
        place = known + 1
        continue
      }
      while place < lines.count, isAdded(lines[place].key) { place += 1 }
      let count = lines.count
      guard put(statement, at: isSorted ? sortedPlace(statement, from: place) : place, isLast: true)
      else { return nil }
      if lines.count > count { place += 1 }
    }
    return kept.isSubset(of: written) ? lines.flatMap(\.bytes) : nil
  }

  private func key(_ statement: ImportStatement) -> [UInt8] {
    statement.names.isEmpty ? statement.bytes : statement.head
  }

  /// Whether no later statement of the main side could take more names of the same head.
  private func isLast(_ statement: ImportStatement) -> Bool {
    guard let last = main.statements.last(where: { $0.head == statement.head && !$0.names.isEmpty })
    else { return true }
    return last.bytes == statement.bytes
  }

  private func isAdded(_ key: [UInt8]) -> Bool {
    main.statements.contains { self.key($0) == key } && !base.statements.contains { self.key($0) == key }
  }

  /// Puts a statement with those of its names that are kept.
  private mutating func put(_ statement: ImportStatement, at place: Int, isLast: Bool) -> Bool {
    guard !statement.names.isEmpty else {
      let atom = Atom(head: statement.head, name: [])
      if kept.contains(atom) && written.insert(atom).inserted {
        lines.insert((key(statement), statement.bytes), at: place)
      }
      return true
    }
    var names: [[UInt8]] = []
    func take(_ name: [UInt8]) {
      let atom = Atom(head: statement.head, name: name.filter { !isSpace($0) })
      if kept.contains(atom) && written.insert(atom).inserted { names.append(name) }
    }
    statement.names.forEach(take)
    let own = names.count
    if isLast {
      for more in other.statements + main.statements + base.statements where more.head == statement.head {
        more.names.forEach(take)
      }
    }
    if names.isEmpty { return true }
    if names.count > own { names = ordered(names, like: statement) }
    guard let bytes = statement.with(names: names) else { return false }
    lines.insert((key(statement), bytes), at: place)
    return true
  }

  /// Names in the order of their list: sorted if it was, else those of the base first.
  private func ordered(_ names: [[UInt8]], like statement: ImportStatement) -> [[UInt8]] {
    let orders: [([UInt8], [UInt8]) -> Bool] = [
      { $0.lexicographicallyPrecedes($1) }, { folded($0).lexicographicallyPrecedes(folded($1)) },
    ]
    for order in orders {
      if zip(statement.names, statement.names.dropFirst()).allSatisfy({ !order($1, $0) }) {
        return names.sorted(by: order)
      }
    }
    let before = Set(base.statements.filter { $0.head == statement.head }.flatMap(\.names))
    return names.filter(before.contains) + names.filter { !before.contains($0) }.sorted(by: orders[0])
  }

  private var isSorted: Bool {
    let statements = main.statements
    return statements.count > 1
      && zip(statements, statements.dropFirst()).allSatisfy { !precedes($1.bytes, $0.bytes) }
  }

  private func precedes(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    folded(left).lexicographicallyPrecedes(folded(right))
  }

  /// Where a statement belongs among sorted ones.
  private func sortedPlace(_ statement: ImportStatement, from place: Int) -> Int {
    lines.firstIndex { precedes(statement.bytes, $0.bytes) && !$0.bytes.allSatisfy(isSpace) } ?? lines.count
  }
}

/// Bytes with upper-case ASCII letters made lower-case.
func folded(_ bytes: [UInt8]) -> [UInt8] {
  bytes.map { $0 >= 0x41 && $0 <= 0x5A ? $0 + 0x20 : $0 }
}
