import GitValues
import Outlines

/// Which files share names with each other, and which names.
enum NamespaceScheme: String, Hashable, CaseIterable {
  case go = "the Go name"
  case swift = "the Swift name"
  case factory = "the factory"
  case tool = "the tool"
  case record = "the record"

  /// Whether the files share their names only where somebody loads them together: tests mostly load one of them.
  var sharesOnlyOnDemand: Bool { self == .record }

  /// Puts changes into the namespaces that their files belong to; a file can be in several.
  static func group(_ changes: [PathChange]) -> [String: [PathChange]] {
    var result: [String: [PathChange]] = [:]
    for change in changes {
      for scheme in allCases {
        if let namespace = scheme.namespace(of: change.path) {
          result["\(scheme.rawValue) \(namespace)", default: []].append(change)
        }
      }
    }
    return result
  }

  /// What a file shares its names with; nil if the scheme has nothing to do with it.
  func namespace(of path: GitPath) -> String? {
    switch (self, Language(path: path.bytes)) {
    case (.go, .go): isBuildVariant(path) ? nil : path.parent.text
    case (.swift, .swift): module(of: path)
    case (.factory, .ruby): path.components.contains { $0.starts(with: Array("factor".utf8)) } ? "" : nil
    case (.tool, .python), (.tool, .javascript), (.tool, .typescript): ""
    case (.record, .json), (.record, .yaml):
      path.parent.name.elementsEqual("fixtures".utf8) ? path.parent.text : nil
    default: nil
    }
  }

  /// `Sources/X` or `Tests/X` of a Swift package, wherever it lies.
  private func module(of path: GitPath) -> String? {
    let parts = path.components
    guard
      let root = parts.firstIndex(where: {
        ["Sources", "Tests"].contains(String(decoding: $0, as: UTF8.self))
      }),
      root + 2 < parts.count
    else { return nil }
    return parts[...(root + 1)].map { String(decoding: $0, as: UTF8.self) }.joined(separator: "/")
  }

  /// `x_linux.go` is built only on some systems.
  private func isBuildVariant(_ path: GitPath) -> Bool {
    let stem = path.name.dropLast(3).split(separator: UInt8(ascii: "_")).dropFirst().map {
      String(decoding: $0, as: UTF8.self)
    }
    return stem.contains { NamespaceScheme.systems.contains($0) }
  }

  private static let systems: Set<String> = [
    "linux", "windows", "darwin", "freebsd", "netbsd", "openbsd", "unix", "js", "wasm", "wasip1", "android",
    "ios",
    "plan9", "solaris", "aix", "dragonfly", "illumos", "amd64", "arm64", "386", "arm", "riscv64", "ppc64le",
    "s390x",
    "other", "stub",
  ]
}

/// The names of blobs, each looked into once.
struct NamespaceReader<Reader: TreeReader> {
  struct Found {
    let name: AddedName
    let lines: ClosedRange<Int>
    /// What it says, where saying the same does no harm.
    var content: [UInt8]?
  }

  let reader: Reader
  private var cache: [ObjectID: [Found]] = [:]

  init(reader: Reader) { self.reader = reader }

  mutating func names(in entry: FileEntry, at path: GitPath) throws(Reader.Failure) -> [Found] {
    if let known = cache[entry.id] { return known }
    let found = NamespaceReader.names(try reader.content(entry.id), at: path)
    cache[entry.id] = found
    return found
  }

  private static func names(_ bytes: [UInt8], at path: GitPath) -> [Found] {
    guard let language = Language(path: path.bytes) else { return [] }
    switch language {
    case .go: return goNames(Outline(bytes, language: language))
    case .swift: return swiftNames(Outline(bytes, language: language))
    case .ruby: return factories(Outline(bytes, language: language))
    case .json, .yaml:
      return bytes.contains(text: "model") ? records(Outline(bytes, language: language)) : []
    default: return bytes.contains(text: "tool") ? tools(Outline(bytes, language: language)) : []
    }
  }

  private static func lines(_ item: Item) -> ClosedRange<Int> {
    item.headerLine + 1...max(item.headerLine + 1, item.lines.upperBound)
  }

  private static func goNames(_ outline: Outline) -> [Found] {
    let header = outline.tokens.prefix { $0.kind == .comment }
    // A file that is built only under a condition may repeat names.
    if header.contains(where: { outline.bytes(of: $0).contains(text: "build") }) { return [] }
    let rest = outline.tokens[header.endIndex...].prefix(2)
    let package = rest.count == 2 ? outline.string(rest[rest.startIndex + 1].range) : ""
    return outline.items.filter {
      $0.kind != .method && $0.kind.isDefinition && $0.name != "_"
        && !($0.kind == .function && $0.name == "init")
    }
    .map {
      Found(
        name: AddedName(scheme: .go, package: package, text: $0.name, variant: ""), lines: lines($0))
    }
  }

  private static func swiftNames(_ outline: Outline) -> [Found] {
    outline.items.filter { $0.kind.isDefinition && !$0.isConditional && $0.kind != .test }.map { item in
      let isLocal = item.modifiers.contains("private") || item.modifiers.contains("fileprivate")
      return Found(
        name: AddedName(
          scheme: .swift, package: "", text: item.name, variant: DefinitionRules.variant(of: item, .swift),
          isFileLocal: isLocal), lines: lines(item))
    }
  }

  private static func factories(_ outline: Outline) -> [Found] {
    outline.allItems.filter { $0.kind == .block && $0.name.hasPrefix("factory :") }.map { item in
      Found(
        name: AddedName(scheme: .factory, package: "", text: String(item.name.dropFirst(9)), variant: ""),
        lines: lines(item))
    }
  }

  private static func tools(_ outline: Outline) -> [Found] {
    outline.allItems.compactMap { item in
      guard !item.isConditional, let name = RegisteredTool.name(of: item) ?? calledTool(item) else {
        return nil
      }
      return Found(
        name: AddedName(scheme: .tool, package: "", text: name, variant: ""), lines: lines(item))
    }
  }

  private static func records(_ outline: Outline) -> [Found] {
    guard outline.isBalanced else { return [] }
    return outline.items.compactMap { item in
      FixtureRecord.name(of: item, in: outline).map { name in
        Found(
          name: AddedName(scheme: .record, package: "", text: name, variant: ""), lines: lines(item),
          content: Array(outline.text.slice(item.lines)))
      }
    }
  }

  /// `server.tool("x", …)`, `server.registerTool("x", …)`.
  private static func calledTool(_ item: Item) -> String? {
    guard item.kind == .call, let quote = item.name.firstIndex(of: "\"") else { return nil }
    let path = item.name[..<quote]
    guard path.hasSuffix(".tool ") || path.hasSuffix(".registerTool ") else { return nil }
    return String(item.name[quote...].dropFirst().dropLast())
  }
}

extension Collection<UInt8> {
  /// Whether the bytes hold a text. Linear for short texts.
  func contains(text: String) -> Bool {
    let wanted = Array(text.utf8)
    guard let first = wanted.first else { return true }
    var index = startIndex
    while index < endIndex {
      if self[index] == first, self[index...].starts(with: wanted) { return true }
      formIndex(after: &index)
    }
    return false
  }
}
