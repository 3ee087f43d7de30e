/// Files that list or sum up the migrations of a folder.
enum MigrationRecords {
  /// Files beside migrations that list them, one name a line.
  static let trackers = ["applied.txt", "migrations.txt"]

  /// Files beside migrations or above them that name the last one.
  static let ends: Set<String> = ["max_migration.txt", "migrations_lockfile.txt", ".current-alembic-head"]

  /// A tracker with more names at its end.
  ///
  /// A tracker that lists every migration of the base is a list of what there is; any other one is a record of what
  /// has run, and adding to it would be a lie.
  ///
  /// - Parameters:
  ///   - names: file names to add, without those that are there already.
  ///   - text: the tracker's text.
  ///   - known: the migrations of the base.
  /// - Returns: nil if there is nothing to add, or the tracker is no such list.
  static func appending(_ names: [[UInt8]], to text: [UInt8], whereListed known: [[UInt8]]) -> [UInt8]? {
    let lines = SourceLines(text).map { Array($0.trimmed) }
    let listed = Set(lines)
    let withoutEnding = { (name: [UInt8]) in
      name.lastIndex(of: UInt8(ascii: ".")).map { Array(name[..<$0]) } ?? name
    }
    let usesEndings = lines.isEmpty || lines.contains { !$0.isEmpty && withoutEnding($0) != $0 }
    let written = { (name: [UInt8]) in usesEndings ? name : withoutEnding(name) }
    guard known.allSatisfy({ listed.contains(written($0)) }) else { return nil }
    let new = names.map(written).filter { !listed.contains($0) }
    guard !new.isEmpty else { return nil }
    let ending: [UInt8] = text.contains(0x0D) ? [0x0D, 0x0A] : [0x0A]
    var result = text
    if let last = result.last, last != 0x0A { result += ending }
    for name in new { result += name + ending }
    return result
  }
}
