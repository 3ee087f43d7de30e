/// Rust's `use a::{b, c::{d, e as f}};` as a tree whose leaves are what is imported.
struct UseTree {
  /// Up to the first path: `pub use `, with the white space in front.
  private let before: ArraySlice<UInt8>
  private let after: ArraySlice<UInt8>
  private let root: UseNode

  /// Up to the word `use`, without white space.
  let visibility: [UInt8]
  /// The visibility and the path in front of the outermost braces: trees that agree here can become one.
  let head: [UInt8]

  /// - Parameter bytes: the statement's lines, whole.
  /// - Returns: nil if it is no such statement, or has comments or attributes.
  init?(_ bytes: [UInt8]) {
    guard let end = bytes.lastIndex(of: UInt8(ascii: ";")), bytes[(end + 1)...].allSatisfy(isSpace),
      let start = Self.pathStart(bytes),
      !zip(bytes, bytes.dropFirst()).contains(where: { $0 == 0x2F && ($1 == 0x2F || $1 == 0x2A) }),
      let root = UseNode(bytes[start..<end], depth: 0)
    else { return nil }
    before = bytes[..<start]
    after = bytes[end...]
    self.root = root
    visibility = before.filter { !isSpace($0) }
    head = visibility + root.path + (root.items == nil ? [] : Array("::{}".utf8))
  }

  /// Behind the word `use`, in front of which only a visibility may stand.
  private static func pathStart(_ bytes: [UInt8]) -> Int? {
    let word = Array("use".utf8)
    var start = bytes.firstIndex { !isSpace($0) } ?? bytes.endIndex
    if bytes[start...].starts(with: "pub".utf8) {
      start += 3
      if start < bytes.endIndex, bytes[start] == UInt8(ascii: "(") {
        start = bytes[start...].firstIndex(of: UInt8(ascii: ")")).map { $0 + 1 } ?? bytes.endIndex
      }
      start = bytes[start...].firstIndex { !isSpace($0) } ?? bytes.endIndex
    }
    let end = start + word.count
    guard bytes[start...].starts(with: word), end < bytes.endIndex, isSpace(bytes[end]) else { return nil }
    return bytes[end...].firstIndex { !isSpace($0) }
  }

  /// What is imported, by its whole path, as `a::c::e as f`.
  var leaves: [[UInt8]] { root.leaves }

  /// The modules that a leaf is in, outermost first.
  static func modules(of leaf: [UInt8]) -> [[UInt8]] {
    leaf.indices.dropLast().filter { leaf[$0] == UInt8(ascii: ":") && leaf[$0 + 1] == UInt8(ascii: ":") }
      .map { Array(leaf[..<$0]) }
  }

  /// The statement with other leaves, laid out as it was where it stays the same; nil if there is no room for one.
  func with(_ leaves: [[UInt8]]) -> [UInt8]? {
    let own = Set(self.leaves)
    guard let rest = root.keeping(Set(leaves), of: root.path) else { return nil }
    var tree = rest
    for leaf in leaves where !own.contains(leaf) {
      guard tree.items != nil, leaf.starts(with: tree.path + Array("::".utf8)) else { return nil }
      tree = tree.adding(leaf.dropFirst(tree.path.count + 2))
    }
    let indentation = before.prefix { $0 == 0x20 || $0 == 0x09 }
    let writer = UseWriter(
      root: root, indentation: Array(indentation),
      isCRLF: after.contains(0x0D))
    return Array(before) + writer.written(tree, column: before.count, behind: 1) + after
  }
}

/// A path, and what is listed in braces behind it.
struct UseNode {
  let path: [UInt8]
  /// Nil if nothing is listed.
  private(set) var items: [UseNode]?
  /// How it stands in the text; nil once it is another.
  private(set) var text: [UInt8]?
  /// Whether it is written over several lines.
  let isBroken: Bool

  private static let deepest = 30

  /// Reads a path without white space at its ends; nil if its braces do not close or it lies too deep.
  init?(_ bytes: ArraySlice<UInt8>, depth: Int) {
    let bytes = trimmed(bytes)
    guard depth < Self.deepest, !bytes.isEmpty else { return nil }
    text = Array(bytes)
    isBroken = bytes.contains(0x0A)
    guard let open = bytes.firstIndex(of: UInt8(ascii: "{")) else {
      path = Self.plain(bytes)
      return
    }
    let colons = trimmed(bytes[..<open])
    guard bytes.last == UInt8(ascii: "}"), colons.suffix(2).elementsEqual("::".utf8) else { return nil }
    path = Self.plain(colons.dropLast(2))
    var items: [UseNode] = []
    for part in Self.parts(bytes[(open + 1)...].dropLast()) {
      if part.allSatisfy(isSpace) { continue }
      guard let item = UseNode(part, depth: depth + 1) else { return nil }
      items.append(item)
    }
    guard !path.isEmpty, !items.isEmpty else { return nil }
    self.items = items
  }

  private init(_ path: [UInt8], _ items: [UseNode]?, like other: UseNode) {
    self.path = path
    self.items = items
    isBroken = other.isBroken
  }

  /// One blank where there is white space, none around `::`.
  private static func plain(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    Array(bytes.split(whereSeparator: isSpace).joined(separator: [0x20]))
  }

  /// What stands between the commas.
  private static func parts(_ bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    var (depth, start) = (0, bytes.startIndex)
    var parts: [ArraySlice<UInt8>] = []
    for index in bytes.indices {
      if bytes[index] == UInt8(ascii: "{") { depth += 1 }
      if bytes[index] == UInt8(ascii: "}") { depth -= 1 }
      if bytes[index] == UInt8(ascii: ","), depth == 0 {
        parts.append(bytes[start..<index])
        start = index + 1
      }
    }
    return parts + [bytes[start...]]
  }

  var leaves: [[UInt8]] {
    guard let items else { return [path] }
    return items.flatMap(\.leaves).map { path + Array("::".utf8) + $0 }
  }

  /// What is left of it if only some leaves stay; nil if nothing is.
  ///
  /// - Parameters:
  ///   - leaves: those that stay, by their whole paths.
  ///   - whole: its own whole path.
  func keeping(_ leaves: Set<[UInt8]>, of whole: [UInt8]) -> UseNode? {
    guard let items else { return leaves.contains(whole) ? self : nil }
    let left = items.compactMap { $0.keeping(leaves, of: whole + Array("::".utf8) + $0.path) }
    if left.isEmpty { return nil }
    let isSame = left.count == items.count && left.allSatisfy { $0.text != nil }
    return isSame ? self : UseNode(path, left, like: self)
  }

  /// With one more leaf, in the innermost braces that it belongs to.
  func adding(_ leaf: ArraySlice<UInt8>) -> UseNode {
    var items = items ?? []
    let holder = items.firstIndex { $0.items != nil && leaf.starts(with: $0.path + Array("::".utf8)) }
    if let holder {
      items[holder] = items[holder].adding(leaf.dropFirst(items[holder].path.count + 2))
    } else {
      let new = UseNode(Array(leaf), nil, like: UseNode(Array(leaf)))
      let order = Self.order(of: items)
      let place = order.flatMap { precedes in items.firstIndex { precedes(new.path, $0.path) } }
      items.insert(new, at: place ?? items.count)
    }
    return UseNode(path, items, like: self)
  }

  private init(_ path: [UInt8]) {
    self.path = path
    isBroken = false
  }

  /// How items are sorted; nil if they are not.
  private static func order(of items: [UseNode]) -> (([UInt8], [UInt8]) -> Bool)? {
    let orders: [([UInt8], [UInt8]) -> Bool] = [
      // As rustfmt has it: modules and functions, then types.
      { isType($0) != isType($1) ? !isType($0) : $0.lexicographicallyPrecedes($1) },
      { $0.lexicographicallyPrecedes($1) }, { folded($0).lexicographicallyPrecedes(folded($1)) },
    ]
    return orders.first { order in
      zip(items, items.dropFirst()).allSatisfy { !order($1.path, $0.path) }
    }
  }

  private static func isType(_ path: [UInt8]) -> Bool { path.first.map { $0 >= 0x41 && $0 <= 0x5A } ?? false }
}
