import GitValues

/// What one lane did in one series.
struct LaneMigrations {
  /// New since its base, in the scheme's order.
  var added: [MigrationUnit] = []
  /// Migrations of its base that it changed.
  var edited: [GitPath] = []
  /// Migrations of its base that it removed, or renamed, which is the same here.
  var removed: [GitPath] = []
}

/// What one tree has in one series.
struct MigrationListing {
  var units: [MigrationUnit] = []
  /// Path → content, by which it is known what is new.
  var entries: [GitPath: FileEntry] = [:]

  /// The migrations that `base` does not have; one that was only edited since is none of them.
  func fresh(since base: MigrationListing) -> [MigrationUnit] {
    units.filter { unit in unit.files.contains { base.entries[$0.path] == nil } }
  }
}

/// Collects the migrations of lanes and of trees.
struct MigrationCollector<Reader: TreeReader> {
  private struct Key: Hashable {
    let tree: ObjectID
    let group: MigrationGroup
  }

  let reader: Reader
  private var finder: MigrationFinder<Reader>
  private var listings: [Key: MigrationListing] = [:]

  init(reader: Reader, series: [MigrationSeries]) {
    self.reader = reader
    finder = MigrationFinder(reader: reader, series: series)
  }

  /// What a lane did, series by series. Only paths that it changed are looked at.
  mutating func migrations(of lane: LaneTree) throws(Reader.Failure) -> [MigrationGroup: LaneMigrations] {
    var builders: [MigrationGroup: UnitBuilder] = [:]
    var result: [MigrationGroup: LaneMigrations] = [:]
    for change in lane.changes.changes {
      guard let entry = change.new ?? change.old else { continue }
      let tree = change.new == nil ? lane.base : lane.tree
      guard let place = try finder.place(of: change.path, entry, in: tree) else { continue }
      if change.old == nil {
        builders[place.group, default: UnitBuilder(scheme: place.group.scheme)]
          .add(change.path, entry, unit: place.unit, name: place.name)
      } else if change.new == nil {
        result[place.group, default: LaneMigrations()].removed.append(change.path)
      } else {
        result[place.group, default: LaneMigrations()].edited.append(change.path)
      }
    }
    for (group, builder) in builders { result[group, default: LaneMigrations()].added = builder.units }
    return result
  }

  /// The series that a path belongs to in a tree; nil if it is no migration there.
  mutating func group(of path: GitPath, in tree: ObjectID) throws(Reader.Failure) -> MigrationGroup? {
    guard let entry = try reader.entry(path, in: tree) else { return nil }
    return try finder.place(of: path, entry, in: tree)?.group
  }

  /// Everything that a tree has in a series.
  mutating func listing(_ group: MigrationGroup, in tree: ObjectID) throws(Reader.Failure) -> MigrationListing
  {
    let key = Key(tree: tree, group: group)
    if let known = listings[key] { return known }
    var result = MigrationListing()
    var builder = UnitBuilder(scheme: group.scheme)
    for item in try reader.list(group.folder, in: tree) {
      guard (item.entry.mode == .tree) == group.scheme.isFolder, let name = group.scheme.parse(item.name)
      else {
        continue
      }
      let path = group.folder.appending(item.name)
      result.entries[path] = item.entry
      builder.add(path, item.entry, unit: path, name: name)
    }
    result.units = builder.units
    listings[key] = result
    return result
  }

  /// The files of a migration that a listing named by its folder.
  func files(of unit: MigrationUnit, in tree: ObjectID) throws(Reader.Failure) -> MigrationUnit {
    guard let folder = unit.files.first, folder.entry.mode == .tree else { return unit }
    var whole = unit
    whole.files = []
    for item in try reader.list(folder.path, in: tree) where item.entry.mode.isRegular {
      whole.files.append(
        MigrationUnit.File(path: folder.path.appending(item.name), entry: item.entry, part: .whole))
    }
    return whole.files.isEmpty ? unit : whole
  }
}
