import GitValues

/// Where a file's own fields name migrations that are called otherwise afterwards.
struct GraphReferences {
  struct Place {
    let range: Range<Int>
    let new: [UInt8]
    /// The migration because of which it is rewritten.
    let unit: [UInt8]
  }

  /// In ascending order.
  let places: [Place]

  init(path: GitPath, bytes: [UInt8], graphs: [(group: MigrationGroup, plan: GraphPlan)]) {
    guard path.name.has(suffix: ".py"), !graphs.isEmpty else {
      places = []
      return
    }
    var found: [Int: Place] = [:]
    for graph in graphs {
      for repoint in graph.plan.repoints where repoint.node.unit.files.contains(where: { $0.path == path }) {
        found[repoint.range.lowerBound] = Place(
          range: repoint.range, new: repoint.to, unit: repoint.node.unit.stem)
        for place in Self.header("Revises:", repoint.from, repoint.to, bytes, repoint.node.unit.stem)
        where repoint.node.idRange != nil { found[place.range.lowerBound] = place }
      }
      guard !graph.plan.ids.isEmpty else { continue }
      for place in Self.renamed(path, bytes, graph) where found[place.range.lowerBound] == nil {
        found[place.range.lowerBound] = place
      }
    }
    places = found.values.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  /// What the files of a series call its app.
  static func label(of graph: (group: MigrationGroup, plan: GraphPlan)) -> [UInt8] {
    graph.plan.label ?? Array(graph.group.folder.parent.name)
  }

  /// Fields that name a renamed migration: `(app, name)` in Django, revisions in Alembic.
  private static func renamed(
    _ path: GitPath, _ bytes: [UInt8], _ graph: (group: MigrationGroup, plan: GraphPlan)
  ) -> [Place] {
    let text = PythonText(bytes)
    let stems = Dictionary(graph.plan.moves.map { ($0.newStem, $0.unit.stem) }) { first, _ in first }
    func place(_ range: Range<Int>) -> Place? {
      let old = Array(bytes[range])
      return graph.plan.ids[old].map { Place(range: range, new: $0, unit: stems[$0] ?? old) }
    }
    if case .graph(.django) = graph.group.scheme.identity {
      let label = label(of: graph)
      return text.tuples(in: 0..<bytes.count).filter { bytes[$0[0]].elementsEqual(label) }
        .compactMap { place($0[1]) }
    }
    guard path.parent == graph.group.folder else { return [] }
    let fields = ["revision", "down_revision", "depends_on"].compactMap { text.value(of: $0) }
    var places = fields.flatMap { text.strings(in: $0) }.compactMap(place)
    for (old, new) in graph.plan.ids {
      for name in ["Revises:", "Revision ID:"] { places += header(name, old, new, bytes, stems[new] ?? old) }
    }
    return places
  }

  /// Lines of the comment at the head of an Alembic file.
  private static func header(
    _ name: String, _ old: [UInt8], _ new: [UInt8], _ bytes: [UInt8], _ unit: [UInt8]
  ) -> [Place] {
    guard let start = bytes.place(of: Array(name.utf8), from: 0) else { return [] }
    let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
    let line = Array(bytes[..<end])
    return StemRewriter([old: new]).places(in: line) { $0 > start }
      .map { Place(range: $0.range, new: $0.new, unit: unit) }
  }
}
