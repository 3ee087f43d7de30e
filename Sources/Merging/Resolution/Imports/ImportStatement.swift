import Outlines

/// One import as it is written: a head, and the names that it lists, if it does.
///
/// `from x import a, b` has the head `from x import` and two names; `import x` and `#include <x>` have a head only.
struct ImportStatement {
  /// Its lines, whole.
  let bytes: [UInt8]
  /// What names are listed under, without white space: two statements of one head can become one.
  let head: [UInt8]
  /// The names as they are written, with their aliases; empty if it lists none.
  let names: [[UInt8]]
  /// The words by which code uses what it brings.
  let locals: Set<[UInt8]>
  private let list: NameList?
  private let tree: UseTree?

  /// - Parameters:
  ///   - bytes: the statement's lines, whole.
  ///   - imports: what the outline found on these lines.
  ///   - language: what it is written in.
  init(_ bytes: [UInt8], _ imports: [Import], _ language: Language) {
    self.bytes = bytes
    tree = language == .rust ? UseTree(bytes) : nil
    // What is loaded for its effect, textually or as a whole has no name that would have to be used.
    let isNamed = imports.allSatisfy { $0.form == .module || $0.form == .names }
    let locals =
      imports.flatMap(\.localNames).map { Array($0.utf8) } + imports.flatMap { Self.lastWords($0.module) }
    self.locals = isNamed ? Set(locals) : []
    if let tree {
      (list, names, head) = (nil, tree.leaves, tree.head)
      return
    }
    let isListed = imports.count > 0 && imports.allSatisfy { $0.form == .names || $0.form == .export }
    list = isListed ? NameList(bytes) : nil
    names = list?.items ?? []
    let around = list.map { bytes[..<$0.range.lowerBound] + bytes[$0.range.upperBound...] } ?? bytes[...]
    head = around.filter { !isSpace($0) && !Self.decoration.contains($0) }
  }

  /// Marks that can come and go without a change of meaning.
  private static let decoration: Set<UInt8> = Set(";(),".utf8)

  /// The words of a module's last part, versions aside: of `gopkg.in/go-jose.v2` those are `go` and `jose`.
  private static func lastWords(_ module: String) -> [[UInt8]] {
    let parts = module.utf8.split { "/:.".utf8.contains($0) }
    let named = parts.last { part in
      !(part.first == UInt8(ascii: "v") && part.dropFirst().allSatisfy(isDigit))
    }
    return named.map { $0.split { !isWordByte($0) }.map(Array.init) } ?? []
  }

  /// Whether its names can be listed in braces within braces.
  var isTree: Bool { tree != nil }

  /// The same statement with other names, laid out as it was; nil if the layout cannot be told.
  func with(names: [[UInt8]]) -> [UInt8]? {
    if names == self.names { return bytes }
    if let tree { return tree.with(names) }
    return list?.rewritten(bytes, names)
  }

  /// One of the names as what is imported, in Rust in whatever statement it stands.
  func atom(_ name: [UInt8]) -> ImportBlock.Atom {
    let name = name.filter { !isSpace($0) }
    guard let tree else { return ImportBlock.Atom(head: head, name: name) }
    return ImportBlock.Atom(head: tree.visibility, name: name, isPath: true)
  }

  /// What code calls one of the names; nothing if it stands for all that a module has.
  func locals(of name: [UInt8]) -> Set<[UInt8]> {
    isTree && name.last == UInt8(ascii: "*") ? [] : [Self.local(name)]
  }

  /// What code calls one of the names.
  static func local(_ name: [UInt8]) -> [UInt8] {
    // Rust: `a::b::self` is `b`.
    let own = Array("::self".utf8)
    let name = name.suffix(own.count).elementsEqual(own) ? name.dropLast(own.count) : name[...]
    return Array(name.reversed().drop { !isWordByte($0) }.prefix(while: isWordByte).reversed())
  }
}

/// The list of names in an import, and how it is laid out.
private struct NameList {
  /// From the first name to the last one, in bytes of the statement.
  let range: Range<Int>
  let items: [[UInt8]]
  /// What stands between two names; nil if that differs along the list, as in one that is broken over lines.
  let separator: [UInt8]?

  /// Finds the list: within the outermost braces, else what follows the word `import`.
  init?(_ bytes: [UInt8]) {
    guard let inside = Self.braces(bytes) ?? Self.afterImport(bytes) else { return nil }
    var items: [Range<Int>] = []
    var depth = 0
    var start = inside.lowerBound
    for index in inside {
      switch bytes[index] {
      case UInt8(ascii: "{"), UInt8(ascii: "("): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: ")"): depth -= 1
      case UInt8(ascii: ",") where depth == 0:
        items.append(start..<index)
        start = index + 1
      case UInt8(ascii: "#"), UInt8(ascii: "/"): return nil
      default: break
      }
    }
    items.append(start..<inside.upperBound)
    let trimmed = items.map { Self.trimmed($0, bytes) }.filter { !$0.isEmpty }
    guard let first = trimmed.first, let last = trimmed.last else { return nil }
    range = first.lowerBound..<last.upperBound
    self.items = trimmed.map { Array(bytes[$0]) }
    let between = zip(trimmed, trimmed.dropFirst()).map { Array(bytes[$0.upperBound..<$1.lowerBound]) }
    if let one = between.first {
      separator = between.allSatisfy { $0 == one } ? one : nil
    } else {
      let indentation = bytes[..<first.lowerBound].reversed().prefix { $0 == 0x20 || $0 == 0x09 }
      let isOnOwnLine = bytes[..<first.lowerBound].dropLast(indentation.count).last == 0x0A
      separator = isOnOwnLine ? Array(",\n".utf8) + indentation.reversed() : Array(", ".utf8)
    }
  }

  private static func braces(_ bytes: [UInt8]) -> Range<Int>? {
    guard let open = bytes.firstIndex(of: UInt8(ascii: "{")),
      let close = bytes.lastIndex(of: UInt8(ascii: "}")), open < close
    else { return nil }
    return open + 1..<close
  }

  private static func afterImport(_ bytes: [UInt8]) -> Range<Int>? {
    let word = Array(" import".utf8)
    var start: Int?
    var index = 0
    while index + word.count < bytes.count {
      let end = index + word.count
      if bytes[index..<end].elementsEqual(word), isSpace(bytes[end]) || bytes[end] == UInt8(ascii: "(") {
        start = end
        break
      }
      index += 1
    }
    guard var start else { return nil }
    while start < bytes.count && isSpace(bytes[start]) { start += 1 }
    guard start < bytes.count else { return nil }
    if bytes[start] == UInt8(ascii: "(") {
      guard let close = bytes.lastIndex(of: UInt8(ascii: ")")), close > start else { return nil }
      return start + 1..<close
    }
    return bytes[start...].contains(UInt8(ascii: "\\")) ? nil : start..<bytes.count
  }

  private static func trimmed(_ range: Range<Int>, _ bytes: [UInt8]) -> Range<Int> {
    var range = range
    while let first = range.first, isSpace(bytes[first]) { range.removeFirst() }
    while let last = range.last, isSpace(bytes[last]) { range.removeLast() }
    return range
  }

  func rewritten(_ bytes: [UInt8], _ names: [[UInt8]]) -> [UInt8]? {
    guard let separator, !names.isEmpty else { return nil }
    return Array(bytes[..<range.lowerBound] + names.joined(separator: separator) + bytes[range.upperBound...])
  }
}
