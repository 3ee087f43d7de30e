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
  ///   - siblings: the names of all migrations of its series, by which Django's own app is known.
  ///   - app: the name of the folder above, which is Django's usual name of the app.
  /// - Returns: nil if the file is no migration.
  func node(
    _ unit: MigrationUnit, bytes: [UInt8], siblings: Set<[UInt8]>, app: [UInt8]
  ) -> GraphNode? {
    switch self {
    case .django: django(unit, PythonText(bytes), siblings, app)
    case .alembic: alembic(unit, PythonText(bytes))
    }
  }

  private func django(
    _ unit: MigrationUnit, _ text: PythonText, _ siblings: Set<[UInt8]>, _ app: [UInt8]
  ) -> GraphNode? {
    guard text.bytes.contains(text: "migrations.Migration") else { return nil }
    let pairs = text.value(of: "dependencies").map { text.tuples(in: $0) } ?? []
    let known = pairs.filter { siblings.contains(Array(text.bytes[$0[1]])) }
    let labels = Set(known.map { Array(text.bytes[$0[0]]) })
    let label = labels.contains(app) ? app : labels.count == 1 ? labels.first : nil
    let own = known.filter { Array(text.bytes[$0[0]]) == label }
    let replaces = text.value(of: "replaces").map { text.tuples(in: $0) } ?? []
    return GraphNode(
      unit: unit, id: unit.stem, idRange: nil, parents: own.map { (Array(text.bytes[$0[1]]), $0[1]) },
      label: label,
      isSquash: !replaces.isEmpty,
      trouble: labels.count > 1 && label == nil ? "its app is not certain" : nil)
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
