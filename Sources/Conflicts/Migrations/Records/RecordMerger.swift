public import GitValues

/// Merges files that list migrations, and computes anew those that sum a folder up.
///
/// Git stops at these files whenever two lanes add migrations, though what they are to hold follows from the merged
/// folder. They are merged from the lanes' adapted versions, in which names are new already.
public enum MigrationRecordMerger {
  /// A list of migrations merged as such: what ours has, then what theirs added.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - base: the common ancestor's text; empty if both added it.
  ///   - ours: the text with all lanes so far.
  ///   - theirs: the lane's text, adapted.
  /// - Returns: nil if the file is no such list, or a side did more than add to it.
  public static func merge(path: GitPath, base: [UInt8], ours: [UInt8], theirs: [UInt8]) -> [UInt8]? {
    switch path.name.asText {
    case "applied.txt", "migrations.txt": union(base, ours, theirs)
    case "max_migration.txt": latest(ours, theirs)
    case "migrations_lockfile.txt": keyed(base, ours, theirs)
    // The lane's chain has been put behind the others, or joined with them, so that its end is the end.
    case ".current-alembic-head": ours == base || theirs != base ? theirs : ours
    case "_journal.json": DrizzleJournal.merge(base: base, ours: ours, theirs: theirs)
    default: nil
    }
  }

  /// Lines are names: nothing may be removed by a side, and what is new is put in the order of numbers.
  private static func union(_ base: [UInt8], _ ours: [UInt8], _ theirs: [UInt8]) -> [UInt8]? {
    func lines(_ text: [UInt8]) -> [[UInt8]] {
      SourceLines(text).map { line in
        Array(line.last == 0x0A ? line.dropLast(line.dropLast().last == 0x0D ? 2 : 1) : line)
      }
    }
    let (old, mine, other) = (lines(base), lines(ours), lines(theirs))
    let known = Set(old)
    guard known.isSubset(of: mine), known.isSubset(of: other) else { return nil }
    let listed = Set(mine)
    let added = other.filter { !listed.contains($0) }
    let ending: [UInt8] = ours.contains(0x0D) ? [0x0D, 0x0A] : [0x0A]
    let new = mine.filter { !known.contains($0) } + added
    let isOrdered = new.allSatisfy { $0.first?.isDigit ?? false } && mine.starts(with: old)
    let all = isOrdered ? old + new.sorted { number($0) < number($1) } : mine + added
    return all.flatMap { $0 + ending }
  }

  private static func number(_ line: [UInt8]) -> MigrationNumber {
    MigrationNumber(line.prefix { $0.isDigit })
  }

  /// django-linear-migrations: the name of the last migration, one line.
  private static func latest(_ ours: [UInt8], _ theirs: [UInt8]) -> [UInt8]? {
    let (a, b) = (number(ours), number(theirs))
    guard SourceLines(ours).map({ $0 }).count == 1, SourceLines(theirs).map({ $0 }).count == 1, a != b else {
      return ours == theirs ? ours : nil
    }
    return a < b ? theirs : ours
  }

  /// Lines of `app: last migration`: of each app the later one.
  private static func keyed(_ base: [UInt8], _ ours: [UInt8], _ theirs: [UInt8]) -> [UInt8]? {
    var result: [ArraySlice<UInt8>] = []
    var others: [[UInt8]: ArraySlice<UInt8>] = [:]
    func key(_ line: ArraySlice<UInt8>) -> [UInt8]? {
      line.firstIndex(of: UInt8(ascii: ":")).map { Array(line[..<$0]) }
    }
    func value(_ line: ArraySlice<UInt8>) -> MigrationNumber {
      let start = line.firstIndex(of: UInt8(ascii: ":")).map { $0 + 1 } ?? line.startIndex
      return number(Array(line[start...].trimmed))
    }
    for line in SourceLines(theirs) { if let key = key(line) { others[key] = line } }
    for line in SourceLines(ours) {
      guard let key = key(line), let other = others.removeValue(forKey: key), !other.elementsEqual(line)
      else {
        result.append(line)
        continue
      }
      guard value(line) != value(other) else { return nil }
      result.append(value(line) < value(other) ? other : line)
    }
    let known = Set(SourceLines(base).compactMap(key))
    guard others.keys.allSatisfy({ !known.contains($0) }) else { return nil }
    let added = SourceLines(theirs).filter { line in key(line).map { others[$0] != nil } ?? false }
    return Array((result + added).joined())
  }

  /// Files that follow from the merged folders, as they must be.
  ///
  /// - Parameters:
  ///   - tree: the merged tree.
  ///   - paths: the paths that any side changed.
  ///   - reader: reads the tree.
  /// - Returns: the files that are not yet so.
  /// - Throws: what reading the tree throws.
  public static func recomputations<Reader: TreeReader>(
    in tree: ObjectID, paths: [GitPath], reader: Reader
  ) throws(Reader.Failure) -> [FileEdit] {
    var edits: [FileEdit] = []
    for folder in Set(paths.map(\.parent)).sorted() {
      let path = folder.appending(Array("atlas.sum".utf8))
      guard let entry = try reader.entry(path, in: tree), entry.mode.isRegular else { continue }
      var files: [(name: [UInt8], bytes: [UInt8])] = []
      for item in try reader.list(folder, in: tree)
      where item.entry.mode.isRegular && item.name[...].has(suffix: ".sql") {
        files.append((item.name, try reader.content(item.entry.id)))
      }
      let bytes = AtlasSum.text(of: files.sorted { $0.name.lexicographicallyPrecedes($1.name) })
      if try reader.content(entry.id) != bytes {
        edits.append(FileEdit(path: path, mode: entry.mode, bytes: bytes))
      }
    }
    return edits
  }
}
