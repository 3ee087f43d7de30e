/// Builds nested items from levels: a new item ends every open one whose level is not lower.
struct ItemStack {
  private struct Open {
    let level: Int
    let kind: Item.Kind
    let name: String
    let first: Int
    let header: Int
    let value: Range<Int>?
    let container: [String]
    var children: [Item] = []
  }

  private(set) var items: [Item] = []
  private(set) var isTooDeep = false
  private var open: [Open] = []
  /// The last line that has content so far.
  var lastLine = 0

  var level: Int { open.last?.level ?? -1 }

  /// The kind and name of the innermost open item.
  var innermost: (kind: Item.Kind, name: String)? { open.last.map { ($0.kind, $0.name) } }

  /// Begins an item.
  ///
  /// - Parameters:
  ///   - level: the deeper, the larger.
  ///   - lines: its first line with comments above, and the line of its name.
  mutating func begin(
    _ kind: Item.Kind, _ name: String, level: Int, first: Int, header: Int, value: Range<Int>? = nil
  ) {
    end(downTo: level)
    lastLine = header
    guard open.count < Outline.deepestItem else {
      isTooDeep = true
      return
    }
    open.append(
      Open(
        level: level, kind: kind, name: name, first: first, header: header, value: value,
        container: open.map(\.name)))
  }

  /// Ends every open item whose level is not lower than this one.
  mutating func end(downTo level: Int) {
    while let last = open.last, last.level >= level { endInnermost(last) }
  }

  mutating func finish() -> [Item] {
    end(downTo: .min)
    return items
  }

  /// Ends the innermost item.
  mutating func endInnermost() { if let last = open.last { endInnermost(last) } }

  private mutating func endInnermost(_ last: Open) {
    open.removeLast()
    let end = max(lastLine, last.header) + 1
    let item = Item(
      kind: last.kind, name: last.name, container: last.container, signature: last.name, attributes: [],
      lines: last.first..<end, headerLine: last.header,
      body: end > last.header + 1 ? last.header + 1..<end : nil,
      value: last.value, isConditional: false, children: last.children)
    if open.isEmpty { items.append(item) } else { open[open.count - 1].children.append(item) }
  }
}
