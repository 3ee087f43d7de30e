/// What a merge of keys did, from which follows how sure it is.
struct KeyedReport {
  /// How many keys a side added, and changed the value of.
  struct Count {
    var added = 0
    var changed = 0
  }

  var ours = Count()
  var theirs = Count()
  var removed = 0
  /// The versions that hold where both sides raised one.
  var raised: [String] = []
  /// What gave way to them.
  var yielded: [[UInt8]] = []
  /// Whether both sides made something else of one key.
  var isDisputed = false

  /// Takes note of what the sides added; false if it does not go together.
  ///
  /// - Parameter tables: whether `a.b` is a key of a table `a`.
  mutating func take(_ order: KeyOrder, tables: Bool) -> Bool {
    ours.added += order.oursAdded.count
    theirs.added += order.theirsAdded.count
    let added = order.oursAdded.union(order.theirsAdded)
    // One side may have put an entry in place of one that the other removed.
    if order.haveBothRemoved, added.contains(where: EntryKey.isNameless) { return false }
    guard !order.oursAdded.isEmpty, !order.theirsAdded.isEmpty else { return true }
    isDisputed = added.contains(where: EntryKey.isOrdered) || tables && Self.areNested(order)
    return !isDisputed
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

  /// How sure the merge is: people keep both where one side added keys and the other changed a few, and the higher one of
  /// two versions. Of keys that both added, or each changed, they often keep one side's only; and what many keys were
  /// changed in, new ones may need too.
  var certainty: Certainty {
    let sides = [ours, theirs]
    let isPlain = removed == 0 && sides.allSatisfy { $0.changed <= Self.fewChanges }
    return isPlain && !sides.allSatisfy { $0.added > 0 } && !sides.allSatisfy { $0.changed > 0 }
      ? .certain : .likely
  }

  private static let fewChanges = 2

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
  let name = String(decoding: fileName(of: path), as: UTF8.self)
  return manifests.contains(name) || name.hasPrefix("requirements") || name.hasPrefix("constraints")
}

private let manifests: Set<String> = [
  "package.json", "Cargo.toml", "pyproject.toml", "pom.xml", "go.mod", "composer.json", "Pipfile",
  "pubspec.yaml",
  "Chart.yaml", "setup.cfg", "tox.ini", "bower.json", "Project.toml", "Podfile", "libs.versions.toml",
]
