import Outlines

/// Lines of a text that hold nothing but imports, blank lines and comments.
struct ImportBlock {
  enum Entry {
    case statement(ImportStatement)
    case comment([UInt8])
    case blank([UInt8])
  }

  /// One name under one head, or a statement that lists none.
  struct Atom: Hashable {
    let head: [UInt8]
    let name: [UInt8]
    /// Whether the name is a whole path, with the modules that it goes through.
    var isPath = false

    /// What it is taken from; a path from each module that it goes through.
    var sources: [[UInt8]] { isPath ? UseTree.modules(of: name) : [head] }
  }

  let entries: [Entry]

  /// Reads lines of a text; nil if there is anything else in them, or a statement reaches beyond them.
  init?(_ lines: Range<Int>, _ text: TextLines, _ outline: Outline) {
    var entries: [Entry] = []
    var line = lines.lowerBound
    var waiting = outline.imports.filter { $0.lines.overlaps(lines) }[...]
    while line < lines.upperBound {
      if let first = waiting.first {
        guard first.lines.lowerBound >= line else { return nil }
        if first.lines.lowerBound == line {
          let range = first.lines
          let same = waiting.prefix { $0.lines == range }
          waiting = waiting.dropFirst(same.count)
          guard range.upperBound <= lines.upperBound else { return nil }
          entries.append(.statement(ImportStatement(Array(text.slice(range)), Array(same), outline.language)))
          line = range.upperBound
          continue
        }
      }
      let bytes = Array(text.slice(line..<line + 1))
      switch outline.lines[line].kind {
      case .blank: entries.append(.blank(bytes))
      case .comment: entries.append(.comment(bytes))
      default: return nil
      }
      line += 1
    }
    self.entries = entries
  }

  var statements: [ImportStatement] {
    entries.compactMap { if case .statement(let statement) = $0 { statement } else { nil } }
  }

  var hasTrees: Bool { statements.contains(where: \.isTree) }

  var comments: [[UInt8]] {
    entries.compactMap { if case .comment(let bytes) = $0 { bytes.filter { !isSpace($0) } } else { nil } }
  }

  /// All that is imported, and the words by which each thing is used.
  var atoms: [Atom: Set<[UInt8]>] {
    var result: [Atom: Set<[UInt8]>] = [:]
    for statement in statements {
      if statement.names.isEmpty { result[Atom(head: statement.head, name: [])] = statement.locals }
      for name in statement.names {
        result[statement.atom(name)] = statement.locals(of: name)
      }
    }
    return result
  }
}
