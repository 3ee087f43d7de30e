import GitValues

/// Reads the migrations of one series that name what they follow, each side's as that side sees them.
struct GraphNodes<Reader: TreeReader> {
  private let reader: Reader
  private let language: GraphLanguage
  /// What Django calls the app; nil where that is not certain.
  private var label: [UInt8]?
  /// What any lane added.
  private let everyone: Set<[UInt8]>
  /// What the target has that lanes of one base did not know.
  private var fresh: [ObjectID: [GraphNode]] = [:]
  private static var mostSamples: Int { 200 }

  init(reader: Reader, language: GraphLanguage, board: MigrationBoard) throws(Reader.Failure) {
    self.reader = reader
    self.language = language
    everyone = Set(board.sides.flatMap { $0.migrations.added.map(\.stem) })
    if language == .django { label = try label(of: board) }
  }

  /// What the files of a series call their app.
  ///
  /// That is the folder's name as a rule. Where a project says otherwise, it is the one that most of them name together
  /// with one of their own: another app may well have a migration of the same name, as nearly all have `0001_initial`.
  private func label(of board: MigrationBoard) throws(Reader.Failure) -> [UInt8]? {
    let app = Array(board.group.folder.parent.name)
    let siblings = everyone.union(board.target.units.map(\.stem))
    var counts: [[UInt8]: Int] = [:]
    let units = board.sides.flatMap(\.migrations.added) + board.target.units.reversed()
    for unit in units.prefix(Self.mostSamples) {
      guard let file = unit.files.first, file.entry.mode.isRegular else { continue }
      let labels = GraphLanguage.labels(in: try reader.content(file.entry.id), siblings: siblings)
      if labels.contains(app) { return app }
      for label in labels { counts[label, default: 0] += 1 }
    }
    guard let most = counts.values.max() else { return app }
    let leading = counts.filter { $0.value == most }
    return leading.count == 1 ? leading.first?.key : nil
  }

  /// What a lane added. A first one may follow what only another lane has: who did not see that would move it.
  func nodes(
    _ units: [MigrationUnit], of side: MigrationBoard.Side
  ) throws(Reader.Failure) -> [GraphNode] {
    try read(units, among: known(to: side).union(everyone))
  }

  /// What a lane's migrations may follow without another lane.
  func known(to side: MigrationBoard.Side) -> Set<[UInt8]> {
    Set((side.base.units + side.fresh + side.migrations.added).map(\.stem))
  }

  /// What the target has and the lane did not know.
  ///
  /// - Parameter base: the lane's base.
  mutating func fresh(
    of side: MigrationBoard.Side, base: ObjectID
  ) throws(Reader.Failure) -> [GraphNode] {
    if let known = fresh[base] { return known }
    let nodes = try read(side.fresh, among: Set((side.base.units + side.fresh).map(\.stem)))
    fresh[base] = nodes
    return nodes
  }

  /// What others call a migration.
  func name(of unit: MigrationUnit) throws(Reader.Failure) -> [UInt8] {
    try read([unit], among: []).first?.id ?? unit.stem
  }

  private func read(
    _ units: [MigrationUnit], among siblings: Set<[UInt8]>
  ) throws(Reader.Failure) -> [GraphNode] {
    var nodes: [GraphNode] = []
    for unit in units {
      guard let file = unit.files.first, file.entry.mode.isRegular else { continue }
      let bytes = try reader.content(file.entry.id)
      if let node = language.node(unit, bytes: bytes, siblings: siblings, label: label) { nodes.append(node) }
    }
    return nodes
  }
}
