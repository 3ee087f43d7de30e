/// What a merge of keys did, from which follows how sure it is.
struct KeyedReport {
  var removed = 0
  /// The versions that hold where both sides raised one.
  var raised: [String] = []
  /// What gave way to them.
  var yielded: [[UInt8]] = []
  /// Whether both sides added keys on one level.
  private(set) var haveBothAdded = false

  /// Takes note of what both sides added; false if it does not go together.
  mutating func take(_ order: KeyOrder, _ levels: Three<KeyedLevel>) -> Bool {
    guard !order.oursAdded.isEmpty, !order.theirsAdded.isEmpty else { return true }
    haveBothAdded = true
    let isList = order.oursAdded.union(order.theirsAdded).allSatisfy { $0.hasPrefix("- ") }
    if isList { return Self.areWords(order, prefix: 2) }
    return levels.ours.text.language != .toml || !Self.areNested(order)
  }

  /// Takes note of what both sides added; false if it does not go together.
  mutating func take(_ order: KeyOrder, _ lists: Three<InlineList>) -> Bool {
    guard !order.oursAdded.isEmpty, !order.theirsAdded.isEmpty else { return true }
    haveBothAdded = true
    return lists.ours.isTable ? !Self.areNested(order) : Self.areWords(order, prefix: 0)
  }

  /// Whether no entry is an option or a sentence: of such ones the order counts.
  private static func areWords(_ order: KeyOrder, prefix: Int) -> Bool {
    order.oursAdded.union(order.theirsAdded).allSatisfy { key in
      let word = key.utf8.dropFirst(prefix)
      return word.first != UInt8(ascii: "-") && !word.contains(0x20)
    }
  }

  /// Whether one side added `a` and the other `a.b`, or `[a]`: TOML knows a table only once.
  private static func areNested(_ order: KeyOrder) -> Bool {
    func first(_ key: String) -> Substring { key.drop { $0 == "[" }.prefix { $0 != "." && $0 != "]" } }
    func isTable(_ key: String) -> Bool { key.hasPrefix("[") }
    let ours = Dictionary(grouping: order.oursAdded, by: first)
    return order.theirsAdded.contains { key in
      (ours[first(key)] ?? []).contains { !isTable($0) || !isTable(key) }
    }
  }

  var certainty: Certainty { removed == 0 && raised.isEmpty ? .certain : .likely }

  var reason: String {
    let start = "each side changed its own keys"
    guard let version = raised.first else { return start }
    return "\(start); both raised a version, \(version) is the higher one"
  }
}

/// Whether a file names packages with their versions.
///
/// - Parameter path: the file's path.
func isManifest(_ path: [UInt8]) -> Bool {
  let name = String(
    decoding: path[(path.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0)...], as: UTF8.self)
  return manifests.contains(name) || name.hasPrefix("requirements") || name.hasPrefix("constraints")
}

private let manifests: Set<String> = [
  "package.json", "Cargo.toml", "pyproject.toml", "pom.xml", "go.mod", "composer.json", "Pipfile", "pubspec.yaml",
  "Chart.yaml", "setup.cfg", "tox.ini", "bower.json", "Project.toml", "Podfile", "libs.versions.toml",
]
