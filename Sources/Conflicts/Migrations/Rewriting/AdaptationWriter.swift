import GitValues
import Merging

/// Turns what was planned for a lane into files, and tells which places were rewritten and which were not.
struct AdaptationWriter<Reader: TreeReader> {
  private let lane: LaneTree
  private let plan: LanePlan
  private let reader: Reader
  /// The moves that are carried out.
  private let moves: [MigrationMove]
  private let graphs: [(group: MigrationGroup, plan: GraphPlan)]
  private var newPaths: [GitPath: GitPath] = [:]
  private var twins: [GitPath: FileEntry] = [:]
  private var names: StemRewriter
  private var map: [[UInt8]: [UInt8]] = [:]
  private var rewrites: [[UInt8]: [MigrationReport.Reference]] = [:]
  private var mentions: [[UInt8]: [MigrationReport.Reference]] = [:]

  private static var longestText: Int { 8 << 20 }

  /// - Parameters:
  ///   - lane: the lane.
  ///   - plan: what was planned for it.
  ///   - accept: what a decision must be at least to be carried out.
  ///   - reader: reads the lane's tree.
  init(lane: LaneTree, plan: LanePlan, accept: Certainty, reader: Reader) {
    self.lane = lane
    self.plan = plan
    self.reader = reader
    func isAccepted(_ group: MigrationGroup) -> Bool {
      plan.stopped[group] == nil && accept != .ask && (accept == .likely || plan.warned[group] == nil)
    }
    moves = plan.moves.filter { isAccepted($0.group) && $0.code?.stops != true }
    graphs = plan.graphs.filter { isAccepted($0.group) }
    var ambiguous: Set<[UInt8]> = []
    for move in moves {
      for file in move.unit.files {
        let new = move.newPath(of: file.path)
        newPaths[file.path] = new
        if let content = move.contents[new] { twins[file.path] = content }
        if move.group.scheme.isFolder { continue }
        let stems = [Array(file.path.name), Array(new.name)].map { name in
          move.group.scheme.parse(name).map { Array(name[$0.stem]) } ?? name
        }
        if let known = map[stems[0]], known != stems[1] { ambiguous.insert(stems[0]) }
        map[stems[0]] = stems[1]
      }
      map[move.unit.stem] = map[move.unit.stem] ?? move.newStem
    }
    // The same name in two series, of which they become different ones: a text does not say which is meant.
    for stem in ambiguous { map[stem] = nil }
    names = StemRewriter(map)
  }

  /// The adaptation and what it does, migration by migration.
  ///
  /// - Throws: what reading the lane's files throws.
  mutating func write() throws(Reader.Failure) -> (adaptation: Adaptation, units: [MigrationReport.Unit]) {
    var adaptation = Adaptation()
    guard !plan.moves.isEmpty || !plan.graphs.isEmpty else { return (adaptation, []) }
    if !moves.isEmpty || !graphs.isEmpty {
      try addCompanions()
      try addClasses()
      for change in lane.changes.changes {
        if let edit = try edit(change) { adaptation.edits.append(edit) }
      }
      for (group, graph) in graphs where !graph.joins.isEmpty {
        try addMergeNode(MergeNode(group: group, joins: graph.joins), to: &adaptation)
      }
      try addToTrackers(&adaptation)
    }
    adaptation.notes = notes(adaptation)
    return (adaptation, units())
  }

  /// Classes that end with the number, as TypeORM's do: all three names must stay the same.
  private mutating func addClasses() throws(Reader.Failure) {
    for move in moves where move.group.scheme.hasNumberInClass {
      let digits = move.unit.numberText
      for file in move.unit.files {
        let bytes = try reader.content(file.entry.id)
        guard let place = bytes.place(of: Array("class ".utf8), from: 0) else { continue }
        let name = bytes[(place + 6)...].prefix { $0.isWord }
        guard name.count > digits.count, name.suffix(digits.count).elementsEqual(digits) else { continue }
        map[Array(name)] = name.dropLast(digits.count) + move.number.written(like: digits)
      }
    }
    names = StemRewriter(map)
  }

  /// Files elsewhere that bear a moved migration's name: stubs, test data.
  private mutating func addCompanions() throws(Reader.Failure) {
    var byStem: [[UInt8]: MigrationMove] = [:]
    for move in moves where !move.group.scheme.isFolder { byStem[move.unit.stem] = move }
    for change in lane.changes.changes where change.old == nil && newPaths[change.path] == nil {
      let name = Array(change.path.name)
      if let dot = name.firstIndex(of: UInt8(ascii: ".")), let move = byStem[Array(name[..<dot])] {
        newPaths[change.path] = change.path.parent.appending(move.newStem + name[dot...])
      } else if let move = moves.first(where: { isTestData(change.path, of: $0) }) {
        let digits = name.prefix { $0.isDigit }
        newPaths[change.path] = change.path.parent.appending(
          move.number.written(like: Array(digits)) + name.dropFirst(digits.count))
      }
    }
  }

  /// Whether a file below the series' folder belongs to the migration by its number.
  private func isTestData(_ path: GitPath, of move: MigrationMove) -> Bool {
    let folder = move.group.folder
    guard path.isInside(folder), path.parent != folder, !move.group.scheme.isFolder else { return false }
    let isData = path.components.dropFirst(folder.components.count).contains {
      $0.elementsEqual("testdata".utf8)
    }
    let digits = path.name.prefix { $0.isDigit }
    return isData && digits.elementsEqual(move.unit.numberText)
      && path.name.dropFirst(digits.count).first.map { !$0.isWord || $0 == UInt8(ascii: "_") } ?? false
  }

  /// What becomes of one path that the lane changed; nil if it stays as it is.
  private mutating func edit(_ change: PathChange) throws(Reader.Failure) -> FileEdit? {
    guard let entry = change.new, entry.mode.isRegular else { return nil }
    let path = newPaths[change.path] ?? change.path
    let movedFrom = path == change.path ? nil : change.path
    if let twin = twins[change.path] {
      return FileEdit(path: path, movedFrom: movedFrom, mode: twin.mode, bytes: try reader.content(twin.id))
    }
    let bytes = try reader.content(entry.id)
    let places = bytes.count > Self.longestText || isBinary(bytes) ? [] : try self.places(in: bytes, change)
    guard movedFrom != nil || !places.isEmpty else { return nil }
    return FileEdit(path: path, movedFrom: movedFrom, mode: entry.mode, bytes: replacing(places, in: bytes))
  }

  /// What is replaced in a file, in ascending order.
  private mutating func places(
    in bytes: [UInt8], _ change: PathChange
  ) throws(Reader.Failure) -> [(range: Range<Int>, new: [UInt8])] {
    let structure = GraphReferences(path: change.path, bytes: bytes, graphs: graphs).places
    let stems = names.places(in: bytes)
    let numbers = NumberMentions(moves: moves)
    let hits = numbers.places(in: bytes)
    guard !structure.isEmpty || !stems.isEmpty || !hits.isEmpty else { return [] }
    var known: Set<[UInt8]> = []
    if let old = change.old, old.mode.isRegular {
      known = Set(SourceLines(try reader.content(old.id)).map(Array.init))
    }
    let text = LineNumbers(bytes)
    var result = structure.map { (range: $0.range, new: $0.new) }
    for place in structure {
      add(&rewrites, place.unit, change.path, text.line(at: place.range.lowerBound), .structure)
    }
    for place in stems where !structure.contains(where: { $0.range.overlaps(place.range) }) {
      let old = Array(bytes[place.range])
      let line = text.line(at: place.range.lowerBound)
      if known.contains(text.content(line)) || isForeign(place.range, in: bytes, change.path) {
        add(&mentions, old, change.path, line, .name)
      } else {
        add(&rewrites, old, change.path, line, .name)
        result.append(place)
      }
    }
    result.sort { $0.range.lowerBound < $1.range.lowerBound }
    for hit in hits where !result.contains(where: { $0.range.overlaps(hit.range) }) {
      let line = text.line(at: hit.range.lowerBound)
      if !known.contains(text.content(line)) { add(&mentions, hit.unit, change.path, line, .number) }
    }
    return result
  }

  /// Whether the name is in a Django reference that says another app than the moved one's.
  private func isForeign(_ range: Range<Int>, in bytes: [UInt8], _ path: GitPath) -> Bool {
    guard path.name.has(suffix: ".py"), !graphs.isEmpty else { return false }
    let stem = Array(bytes[range])
    let lineStart = bytes[..<range.lowerBound].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let before = Array(bytes[lineStart..<range.lowerBound])
    let strings = PythonText(before + [UInt8(ascii: "'")]).strings(in: 0..<before.count)
    guard let label = strings.dropLast().last, before.contains(UInt8(ascii: ",")) else { return false }
    return !moves.contains { move in
      move.unit.stem == stem
        && graphs.contains { graph in
          graph.group == move.group && GraphReferences.label(of: graph).elementsEqual(before[label])
        }
    }
  }

  private func add(
    _ list: inout [[UInt8]: [MigrationReport.Reference]], _ unit: [UInt8], _ path: GitPath, _ line: Int,
    _ tier: MigrationReport.Reference.Tier
  ) {
    let mostPlaces = 50
    guard list[unit, default: []].count < mostPlaces else { return }
    list[unit, default: []].append(MigrationReport.Reference(path: path, line: line + 1, tier: tier))
  }

  /// Adds a migration that joins two ends, and names it where the lane named its own end as the last one.
  private func addMergeNode(
    _ node: MergeNode, to adaptation: inout Adaptation
  ) throws(Reader.Failure) {
    adaptation.edits.append(node.file)
    for change in lane.changes.changes where MigrationRecords.ends.contains(change.path.name.asText) {
      guard node.group.folder.isInside(change.path.parent), let entry = change.new, entry.mode.isRegular
      else {
        continue
      }
      let index = adaptation.edits.firstIndex { $0.path == change.path }
      let bytes: [UInt8]
      if let index { bytes = adaptation.edits[index].bytes } else { bytes = try reader.content(entry.id) }
      let places = StemRewriter([node.joins[1].id: node.id]).places(in: bytes)
      guard places.count == 1 else { continue }
      let edit = FileEdit(path: change.path, mode: entry.mode, bytes: replacing(places, in: bytes))
      if let index { adaptation.edits[index] = edit } else { adaptation.edits.append(edit) }
    }
  }

  /// Adds new names to trackers that list every migration of the base.
  private func addToTrackers(_ adaptation: inout Adaptation) throws(Reader.Failure) {
    for (group, path) in plan.trackers.sorted(by: { $0.value < $1.value }) {
      let added = moves.filter { $0.group == group }
      guard !added.isEmpty, let entry = try reader.entry(path, in: lane.tree), entry.mode.isRegular else {
        continue
      }
      let index = adaptation.edits.firstIndex { $0.path == path }
      let text: [UInt8]
      if let index { text = adaptation.edits[index].bytes } else { text = try reader.content(entry.id) }
      let listed = try reader.list(group.folder, in: lane.base).map(\.name).filter {
        group.scheme.parse($0) != nil
      }
      let names = added.flatMap { move in move.unit.files.map { Array(move.newPath(of: $0.path).name) } }
      guard let bytes = MigrationRecords.appending(names, to: text, whereListed: listed) else { continue }
      let edit = FileEdit(path: path, mode: entry.mode, bytes: bytes)
      if let index { adaptation.edits[index] = edit } else { adaptation.edits.append(edit) }
    }
  }

  private func notes(_ adaptation: Adaptation) -> [String] {
    let moved = adaptation.edits.compactMap { edit in
      edit.movedFrom.map { "Renumbered: \($0.text) -> \(edit.path.text)" }
    }
    let repointed = graphs.flatMap { graph in
      graph.plan.repoints.map { "Rebased: \($0.node.id.asText) follows \($0.to.asText)" }
    }
    return moved + repointed
  }

  private func units() -> [MigrationReport.Unit] {
    var units = plan.moves.map { move in
      unit(
        move.group, move.unit, from: move.unit.stem, to: move.newStem, reason: reason(move), code: move.code)
    }
    for (group, graph) in plan.graphs {
      for repoint in graph.repoints
      where !plan.moves.contains(where: { $0.unit.stem == repoint.node.unit.stem }) {
        units.append(
          unit(
            group, repoint.node.unit, from: repoint.from, to: repoint.to,
            reason: "it follows the end of the chain", code: nil))
      }
    }
    return units
  }

  private func unit(
    _ group: MigrationGroup, _ unit: MigrationUnit, from: [UInt8], to: [UInt8], reason: String,
    code: MigrationCode?
  ) -> MigrationReport.Unit {
    let isAsked = plan.asked[group]?.contains(unit.stem) ?? false
    let code = plan.stopped[group] ?? code ?? (isAsked ? .sameObject : plan.warned[group])
    return MigrationReport.Unit(
      group: group.folder, scheme: group.scheme.name, lane: lane.name, files: unit.files.map(\.path),
      from: from.asText, to: to.asText, reason: reason, regenerate: group.scheme.regenerate,
      rewrites: rewrites[unit.stem] ?? [],
      mentions: mentions[unit.stem] ?? [],
      level: code == nil ? .auto : code?.stops == true ? .stop : .warn, code: code?.rawValue)
  }

  private func reason(_ move: MigrationMove) -> String {
    switch move.cause {
    case .collides: "its number is taken"
    case .late: "the target has a later one, so that it would not run"
    case .follows: "one before it moves"
    case .twin: "the same migration is there under this number"
    }
  }
}
