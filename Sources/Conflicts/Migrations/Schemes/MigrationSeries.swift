import GitValues

/// A numbered series that the configuration names, such as `docs/adr/0008-use-sqlite.md`.
public struct MigrationSeries: Sendable, Hashable {
  /// What orders the files.
  public enum Order: String, Sendable, Hashable { case numeric, name }

  public let name: String
  /// The folder, as a glob.
  public let path: PathGlob
  /// The file's name with `{n}` for the number and `*` for the rest; nil if a built-in scheme reads the name.
  public let pattern: String?
  /// The name of a built-in scheme.
  public let scheme: String?
  public let order: Order
  /// The file, relative to the folder, that lists what was applied.
  public let tracker: String?

  /// - Parameters:
  ///   - name: what the configuration calls the series.
  ///   - path: the folder, as a glob.
  ///   - pattern: the file's name with `{n}` for the number and `*` for the rest.
  ///   - scheme: the name of a built-in scheme that reads the name instead.
  ///   - order: what orders the files.
  ///   - tracker: the file, relative to the folder, that lists what was applied.
  public init(
    name: String, path: String, pattern: String? = nil, scheme: String? = nil, order: Order = .numeric,
    tracker: String? = nil
  ) {
    self.name = name
    self.path = PathGlob(path.hasPrefix("/") ? path : "/" + path)
    self.pattern = pattern
    self.scheme = scheme
    self.order = order
    self.tracker = tracker
  }

  /// The names of the built-in schemes.
  public static var schemes: [String] { MigrationScheme.all.map(\.name) }

  /// The scheme of its folders; nil if the configuration names none that there is.
  var resolved: MigrationScheme? {
    if let scheme { return MigrationScheme.all.first { $0.name == scheme } }
    let parts = Array((pattern ?? "{n}*").utf8)
    guard let place = parts.place(of: Array("{n}".utf8), from: 0) else { return nil }
    let prefix = String(decoding: parts[..<place], as: UTF8.self)
    let rest = PathGlob("/" + String(decoding: parts[(place + 3)...], as: UTF8.self))
    return MigrationScheme(
      name: name, comparesText: order == .name,
      parse: { MigrationSeries.parse($0, prefix: prefix, rest: rest) }, fits: { _ in true })
  }

  private static func parse(_ name: [UInt8], prefix: String, rest: PathGlob) -> MigrationName? {
    let start = prefix.utf8.count
    guard name.starts(with: prefix.utf8) else { return nil }
    let stop = name[start...].firstIndex { !$0.isDigit } ?? name.count
    guard stop > start, rest.matches(GitPath(name[stop...])) || stop == name.count else { return nil }
    let end = max(stop, name.lastIndex(of: UInt8(ascii: ".")) ?? name.count)
    return MigrationName(number: start..<stop, slug: stop..<end, stem: 0..<end)
  }
}
