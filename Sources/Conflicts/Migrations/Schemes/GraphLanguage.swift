import GitValues
import Outlines

/// A migration of a scheme whose files name the ones they follow.
struct GraphNode: Sendable {
  let unit: MigrationUnit
  /// What others call it: Django's file name, Alembic's revision.
  let id: [UInt8]
  /// Where its file says so; nil where the file's name does.
  let idRange: Range<Int>?
  /// What it follows in its own series, with the place in its file.
  let parents: [(id: [UInt8], range: Range<Int>)]
  /// What Django calls the app, where the file tells.
  let label: [UInt8]?
  /// Whether it stands for migrations that are there as well.
  let isSquash: Bool
  /// What no rule may settle about it.
  let trouble: String?

  /// Whether it joins chains.
  var isMerge: Bool { parents.count > 1 }
}

/// How the files of a scheme name what they follow.
enum GraphLanguage: Sendable {
  case django
  case alembic

  /// Reads one migration.
  ///
  /// - Parameters:
  ///   - unit: its files.
  ///   - bytes: its text.
  ///   - siblings: the names of all migrations of its series.
  ///   - label: what Django calls the series' app; nil if that is not certain.
  /// - Returns: nil if the file is no migration.
  func node(
    _ unit: MigrationUnit, bytes: [UInt8], siblings: Set<[UInt8]>, label: [UInt8]?
  ) -> GraphNode? {
    switch self {
    case .django: django(unit, PythonText(bytes), siblings, label)
    case .alembic: alembic(unit, PythonText(bytes))
    }
  }

  private func django(
    _ unit: MigrationUnit, _ text: PythonText, _ siblings: Set<[UInt8]>, _ label: [UInt8]?
  ) -> GraphNode? {
    guard text.bytes.contains(text: "migrations.Migration") else { return nil }
    let known = Self.dependencies(in: text).filter { siblings.contains(Array(text.bytes[$0[1]])) }
    let own = known.filter { text.bytes[$0[0]].elementsEqual(label ?? []) }
    let replaces = text.value(of: "replaces").map { text.tuples(in: $0) } ?? []
    return GraphNode(
      unit: unit, id: unit.stem, idRange: nil, parents: own.map { (Array(text.bytes[$0[1]]), $0[1]) },
      label: label,
      isSquash: !replaces.isEmpty,
      trouble: label == nil && !known.isEmpty ? "its app is not certain" : nil)
  }

  private static func dependencies(in text: PythonText) -> [[Range<Int>]] {
    text.value(of: "dependencies").map { text.tuples(in: $0) } ?? []
  }

  /// The apps that a Django migration names together with a migration of its own series.
  ///
  /// - Parameters:
  ///   - bytes: its text.
  ///   - siblings: the names of all migrations of its series.
  static func labels(in bytes: [UInt8], siblings: Set<[UInt8]>) -> Set<[UInt8]> {
    let text = PythonText(bytes)
    let pairs = dependencies(in: text).filter { siblings.contains(Array(bytes[$0[1]])) }
    return Set(pairs.map { Array(bytes[$0[0]]) })
  }

  private func alembic(_ unit: MigrationUnit, _ text: PythonText) -> GraphNode? {
    guard let revision = text.value(of: "revision").flatMap({ text.strings(in: $0).first }),
      let downRange = text.value(of: "down_revision")
    else { return nil }
    let parents = text.strings(in: downRange).map { (id: Array(text.bytes[$0]), range: $0) }
    let irregular = ["depends_on", "branch_labels"].first { name in
      text.value(of: name).map { !text.strings(in: $0).isEmpty } ?? false
    }
    return GraphNode(
      unit: unit, id: Array(text.bytes[revision]), idRange: revision, parents: parents, label: nil,
      isSquash: false,
      trouble: irregular.map { "it uses \($0)" })
  }
}
