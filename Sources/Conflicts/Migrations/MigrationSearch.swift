public import GitValues

/// Finds migrations of several lanes that do not fit together, and what makes them fit.
///
/// What is new is decided by path and content against each lane's base, never by number. What the target has is
/// never moved; lanes follow in the order in which they are given. Only series that a lane added to are looked at,
/// so a lane without migrations costs one look at each changed path's name.
///
/// The clashes do not depend on the order of the lanes; what each one is given does.
public struct MigrationSearch<Reader: TreeReader> {
  /// The target, as its branch is called.
  let targetName: String
  /// The target's tree, with lanes merged before these if there are any.
  let target: ObjectID
  /// The target's tree as it is published: what comes before its last migration is late.
  let published: ObjectID
  let lanes: [LaneTree]
  let options: MigrationOptions
  let reader: Reader
  var collector: MigrationCollector<Reader>
  var twins: TwinFinder<Reader>
  var report: MigrationReport
  /// What the lanes' adaptations are made of.
  var plans: [LanePlan]
  var objects: ObjectIndex<Reader>

  /// - Parameters:
  ///   - targetName: what the target's branch is called.
  ///   - target: the tree to merge into, with lanes merged before these if there are any.
  ///   - published: the target's tree as it is published; nil if it is `target`.
  ///   - lanes: in the order in which they are merged.
  ///   - options: what people decided.
  ///   - reader: reads the trees.
  public init(
    targetName: String, target: ObjectID, published: ObjectID? = nil, lanes: [LaneTree],
    options: MigrationOptions = MigrationOptions(), reader: Reader
  ) {
    self.targetName = targetName
    self.target = target
    self.published = published ?? target
    self.lanes = lanes
    self.options = options
    self.reader = reader
    collector = MigrationCollector(reader: reader, series: options.series)
    twins = TwinFinder(reader: reader)
    report = MigrationReport(laneCount: lanes.count)
    plans = Array(repeating: LanePlan(), count: lanes.count)
    objects = ObjectIndex(reader: reader)
  }

  /// Searches all lanes at once: what each would get in the given order. To be called once.
  ///
  /// - Throws: what reading the trees throws.
  public mutating func run() throws(Reader.Failure) -> MigrationReport {
    let boards = try boards()
    for board in boards { try listDuplicates(board.group) }
    for cluster in LockStep.clusters(boards) where cluster.contains(where: \.isShared) {
      if case .graph(let language) = cluster[0].scheme.identity {
        try planGraph(cluster[0], language)
      } else {
        try planNumbers(cluster)
      }
    }
    for index in lanes.indices {
      var writer = AdaptationWriter(
        lane: lanes[index], plan: plans[index], accept: options.accept, reader: reader)
      let written = try writer.write()
      report.silent.adaptations[index] = written.adaptation
      report.units += written.units
    }
    report.duplicates.sort { ($0.group, $0.files[0]) < ($1.group, $1.files[0]) }
    report.silent.clashes.sort { ($0.path, $0.kind, $0.id) < ($1.path, $1.kind, $1.id) }
    return report
  }

  /// The series that lanes added to, each with all that is needed to plan it.
  private mutating func boards() throws(Reader.Failure) -> [MigrationBoard] {
    var found: [MigrationGroup: [(Int, LaneMigrations)]] = [:]
    for (index, lane) in lanes.enumerated() {
      for (group, migrations) in try collector.migrations(of: lane) {
        found[group, default: []].append((index, migrations))
      }
    }
    var boards: [MigrationBoard] = []
    for (group, entries) in found where entries.contains(where: { !$0.1.added.isEmpty }) {
      var board = MigrationBoard(group: group, target: try collector.listing(group, in: target), sides: [])
      for (lane, migrations) in entries where !migrations.added.isEmpty {
        board.sides.append(try side(lane, migrations, board))
      }
      boards.append(board)
    }
    return boards.sorted { ($0.group.folder, $0.scheme.name) < ($1.group.folder, $1.scheme.name) }
  }

  /// Notes what the published target has twice itself.
  private mutating func listDuplicates(_ group: MigrationGroup) throws(Reader.Failure) {
    guard !group.scheme.isGraph else { return }
    let units = try collector.listing(group, in: published).units
    for (_, all) in Dictionary(grouping: units, by: group.scheme.key) where all.count > 1 {
      var parts: [MigrationName.Part: Int] = [:]
      for part in all.flatMap(\.parts) { parts[part, default: 0] += 1 }
      // As `MigrationUnit.overlaps` has it, for all at once.
      let twice = all.filter { unit in
        unit.parts.contains(.whole) || parts[.whole] != nil || unit.parts.contains { parts[$0] ?? 0 > 1 }
      }
      guard !twice.isEmpty else { continue }
      report.duplicates.append(
        MigrationReport.Duplicate(
          group: group.folder, scheme: group.scheme.name,
          files: twice.flatMap { $0.files.map(\.path) }.sorted(),
          code: MigrationCode.duplicateOnBase.rawValue))
    }
  }

  private mutating func side(
    _ lane: Int, _ migrations: LaneMigrations, _ board: MigrationBoard
  ) throws(Reader.Failure) -> MigrationBoard.Side {
    let base = try collector.listing(board.group, in: lanes[lane].base)
    var fresh: [MigrationUnit] = []
    for unit in board.target.fresh(since: base) { fresh.append(try collector.files(of: unit, in: target)) }
    var late = fresh
    if published != target {
      late = try collector.listing(board.group, in: published).fresh(since: base)
    }
    return MigrationBoard.Side(
      lane: lane, migrations: migrations, base: base, fresh: fresh, published: late)
  }
}

/// What one lane is given.
struct LanePlan {
  var moves: [MigrationMove] = []
  /// Changes to a chain, with the series they are in.
  var graphs: [(group: MigrationGroup, plan: GraphPlan)] = []
  /// Series in which nothing is changed, with the reason.
  var stopped: [MigrationGroup: MigrationCode] = [:]
  /// Series in which what is changed deserves a look.
  var warned: [MigrationGroup: MigrationCode] = [:]
  /// Migrations that change what another side changes too: what is planned stays, but a person decides first.
  var asked: [MigrationGroup: Set<[UInt8]>] = [:]
  /// Files that list the migrations of a series.
  var trackers: [MigrationGroup: GitPath] = [:]
}
