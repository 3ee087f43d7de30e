import GitValues

/// Says of paths which series of migrations they belong to, from the tree alone.
///
/// A folder is looked at only once a path in it has a name that might be a migration's.
struct MigrationFinder<Reader: TreeReader> {
  /// A path as part of a migration.
  struct Place {
    let group: MigrationGroup
    let name: MigrationName
    /// The file, or the folder that is the migration.
    let unit: GitPath
  }

  private struct Key: Hashable {
    let tree: ObjectID
    let folder: GitPath
    /// The name's ending: files of one kind in one folder are one tool's.
    let kind: [UInt8]
  }

  let reader: Reader
  private let configured: [(series: MigrationSeries, scheme: MigrationScheme)]
  private var configuredFolders: [GitPath: Int?] = [:]
  private var known: [Key: (scheme: MigrationScheme?, tries: Int)] = [:]
  private var views = FolderViews()

  init(reader: Reader, series: [MigrationSeries]) {
    self.reader = reader
    configured = series.compactMap { series in series.resolved.map { (series, $0) } }
  }

  private static var mostTries: Int { 3 }
  private static var sampleSize: Int { 65_536 }

  /// What a file is part of; nil if it is no migration's.
  ///
  /// - Parameters:
  ///   - path: the file's path.
  ///   - entry: what `tree` has there.
  ///   - tree: the tree in which its folder is looked at.
  mutating func place(
    of path: GitPath, _ entry: FileEntry, in tree: ObjectID
  ) throws(Reader.Failure) -> Place? {
    guard entry.mode.isRegular else { return nil }
    if let scheme = configuredScheme(path.parent), let name = scheme.parse(Array(path.name)) {
      return Place(group: MigrationGroup(folder: path.parent, scheme: scheme), name: name, unit: path)
    }
    guard MigrationPaths.mayBeMigration(path) else { return nil }
    for isFolder in [true, false] {
      let unit = isFolder ? path.parent : path
      guard !unit.isRoot, let place = try place(of: unit, isFolder, path, entry, in: tree) else { continue }
      return place
    }
    return nil
  }

  private mutating func configuredScheme(_ folder: GitPath) -> MigrationScheme? {
    guard !configured.isEmpty else { return nil }
    let index = configuredFolders[folder] ?? configured.firstIndex { $0.series.path.matches(folder) }
    configuredFolders[folder] = .some(index)
    return index.map { configured[$0].scheme }
  }

  private mutating func place(
    of unit: GitPath, _ isFolder: Bool, _ path: GitPath, _ entry: FileEntry, in tree: ObjectID
  ) throws(Reader.Failure) -> Place? {
    let name = Array(unit.name)
    let candidates = MigrationScheme.all.filter { scheme in
      scheme.isFolder == isFolder && scheme.parse(name) != nil
        && (!isFolder || scheme.unitFiles.contains(path.name.asText))
    }
    guard !candidates.isEmpty else { return nil }
    let ending = name.lastIndex(of: UInt8(ascii: ".")).map { Array(name[$0...]) } ?? []
    let key = Key(tree: tree, folder: unit.parent, kind: isFolder ? Array(path.name) : ending)
    var state = known[key] ?? (nil, 0)
    if state.scheme.map({ $0.parse(name) == nil }) ?? true, state.tries < Self.mostTries {
      let sample = try reader.content(entry.id).prefix(Self.sampleSize)
      let view = try views.view(of: unit.parent, sample: Array(sample), in: tree, reader: reader)
      state = (candidates.first { $0.fits(view) }, state.tries + 1)
      known[key] = state
    }
    guard let scheme = state.scheme, let parsed = scheme.parse(name) else { return nil }
    return Place(group: MigrationGroup(folder: unit.parent, scheme: scheme), name: parsed, unit: unit)
  }
}

/// What can be said of a path without reading anything.
enum MigrationPaths {
  private static let endings: Set<String> = [
    "sql", "py", "go", "rb", "exs", "js", "ts", "cjs", "mjs", "php", "cs", "java", "kt", "rs", "json", "toml",
    "xml",
    "yaml", "yml", "cql", "cypher",
  ]
  /// Folders of data and of other people's code: what is numbered there is no series of this project.
  private static let foreign: Set<String> = [
    "testdata", "fixtures", "__fixtures__", "__snapshots__", "node_modules", "vendor", "third_party", "meta",
  ]
  private static let folders: Set<String> = ["versions", "drizzle", "alembic", "changelog", "changelogs"]

  /// Whether a file's path is worth looking at its folder.
  static func mayBeMigration(_ path: GitPath) -> Bool {
    let name = path.name
    guard let dot = name.lastIndex(of: UInt8(ascii: ".")), endings.contains(name[(dot + 1)...].asText) else {
      return false
    }
    let parts = path.components.dropLast()
    if parts.contains(where: { foreign.contains($0.asText) }) { return false }
    let isNamed = parts.contains { part in
      let text = part.map(\.lowercased)
      return text.contains(text: "migrat") || folders.contains(text.asText)
    }
    // A goose file in `sql/schema`, say, is known by its content; other languages need the folder's name.
    let first = name.first ?? 0
    return isNamed || name.has(suffix: ".sql") && (first.isDigit || name.contains(text: "__"))
  }
}
