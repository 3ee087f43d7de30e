/// Writes a tree of Rust's imports as rustfmt does: on one line if it was and there is room, else an item a line.
struct UseWriter {
  private let indentation: [UInt8]
  private let step: [UInt8]
  private let feed: [UInt8]
  /// Whether several items stood on a line of a list over several.
  private let fills: Bool

  /// The width that rustfmt keeps to if nobody says otherwise.
  private static let width = 100

  /// - Parameters:
  ///   - root: the tree as it was, by whose form it is written.
  ///   - indentation: of the statement.
  ///   - isCRLF: how lines end.
  init(root: UseNode, indentation: [UInt8], isCRLF: Bool) {
    self.indentation = indentation
    feed = isCRLF ? [0x0D, 0x0A] : [0x0A]
    let lines = (root.text ?? []).split(separator: 0x0A, omittingEmptySubsequences: false).dropFirst()
    let space = lines.first?.prefix { $0 == 0x20 || $0 == 0x09 } ?? []
    step =
      space.count > indentation.count && space.starts(with: indentation)
      ? Array(space.dropFirst(indentation.count)) : Array("    ".utf8)
    fills =
      root.isBroken && (root.items ?? []).allSatisfy { $0.items == nil }
      && lines.count - 1 < (root.items ?? []).count
  }

  /// - Parameters:
  ///   - column: how many bytes stand in front of it on its line.
  ///   - behind: how many bytes stand behind it.
  func written(_ node: UseNode, column: Int, behind: Int) -> [UInt8] {
    written(node, column: column, behind: behind, indentation: indentation)
  }

  private func written(_ node: UseNode, column: Int, behind: Int, indentation: [UInt8]) -> [UInt8] {
    if let text = node.text { return text }
    guard let items = node.items else { return node.path }
    let colons = Array("::".utf8)
    if items.count == 1, items[0].path != Array("self".utf8) {
      let start = node.path + colons
      return start + written(items[0], column: column + start.count, behind: behind, indentation: indentation)
    }
    let start = node.path + colons + [UInt8(ascii: "{")]
    let inner = indentation + step
    let parts = items.map { written($0, column: inner.count, behind: 1, indentation: inner) }
    let line = start + parts.joined(separator: Array(", ".utf8)) + [UInt8(ascii: "}")]
    if !node.isBroken, !line.contains(0x0A), column + line.count + behind <= Self.width { return line }
    return start + feed + lines(parts, inner) + indentation + [UInt8(ascii: "}")]
  }

  private func lines(_ parts: [[UInt8]], _ inner: [UInt8]) -> [UInt8] {
    guard fills else { return parts.flatMap { inner + $0 + [UInt8(ascii: ",")] + feed } }
    var lines: [[UInt8]] = []
    for part in parts {
      let more = [0x20] + part + [UInt8(ascii: ",")]
      if let last = lines.last, last.count + more.count <= Self.width {
        lines[lines.count - 1] += more
      } else {
        lines.append(inner + part + [UInt8(ascii: ",")])
      }
    }
    return lines.flatMap { $0 + feed }
  }
}
