import Conflicts
import Git
import GitValues
import Merging

extension MigrationOptions {
  /// Reads `fanin.graph` and the series `fanin.migrations.NAME.*`.
  ///
  /// - Parameters:
  ///   - settings: of the target.
  ///   - accept: what a decision must be at least to be carried out.
  /// - Throws: for a value that means nothing, with the key.
  init(_ settings: Settings, accept: Certainty) throws(GitError) {
    let graphs: [Graph] = [.rebase, .mergeNode]
    let graph = try settings.word("fanin.graph", among: graphs.map(\.rawValue))
    var series: [MigrationSeries] = []
    for (name, keys) in try settings.groups("fanin.migrations").sorted(by: { $0.key.text < $1.key.text }) {
      series.append(try MigrationSeries(named: name.text, keys))
    }
    self.init(series: series, graph: Graph(rawValue: graph) ?? .rebase, accept: accept)
  }
}

extension MigrationSeries {
  /// Reads one series: `path`, `pattern`, `scheme`, `order` and `tracker`.
  fileprivate init(named name: String, _ keys: [String: String]) throws(GitError) {
    func mistake(_ key: String, _ message: String, _ hint: String) -> GitError {
      GitError(.invalidName, "fanin.migrations.\(name).\(key) \(message)", hint: hint)
    }
    let known = ["path", "pattern", "scheme", "order", "tracker"]
    for key in keys.keys.sorted() where !known.contains(key) {
      throw mistake(key, "is no setting", "a series has: " + known.joined(separator: ", "))
    }
    guard let path = keys["path"] else {
      throw mistake("path", "is missing", "set it to a glob of the series' folder")
    }
    if let scheme = keys["scheme"], !MigrationSeries.schemes.contains(scheme) {
      throw mistake(
        "scheme", "is '\(scheme)'", "set it to one of: " + MigrationSeries.schemes.joined(separator: ", "))
    }
    guard let order = Order(rawValue: keys["order"] ?? "numeric") else {
      throw mistake("order", "is '\(keys["order"] ?? "")'", "set it to numeric or name")
    }
    self.init(
      name: name, path: path, pattern: keys["pattern"], scheme: keys["scheme"], order: order,
      tracker: keys["tracker"])
  }
}
