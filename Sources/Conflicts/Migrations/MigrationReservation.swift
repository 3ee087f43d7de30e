public import GitValues

/// Numbers for migrations that lanes have yet to write, so that they do not clash at all.
public struct MigrationReservation: Sendable, Hashable {
  /// The folder of the series.
  public let group: GitPath
  public let scheme: String
  /// As they are to be written, in order.
  public let numbers: [String]
}

extension MigrationSearch {
  /// The next free numbers of a series.
  ///
  /// - Parameters:
  ///   - count: how many, 1 to 1000; fewer or more are taken as the nearest of these.
  ///   - folder: the series' folder.
  ///   - reserved: numbers handed out before, as they are written.
  /// - Returns: nil if the folder holds no series whose migrations have numbers of their own, such as 0008: dates
  ///   and hashes need no reservation.
  /// - Throws: what reading the trees throws.
  public mutating func reserve(
    _ count: Int, in folder: GitPath, reserved: [String] = []
  ) throws(Reader.Failure) -> MigrationReservation? {
    guard let group = try series(in: folder, tree: target) else { return nil }
    var units = try collector.listing(group, in: target).units
    for lane in lanes { units += try collector.migrations(of: lane)[group]?.added ?? [] }
    let numbered = units.filter { !$0.numberText.isEmpty && !$0.number.isTimestamp }
    guard let last = numbered.max(by: { $0.number < $1.number }) else { return nil }
    let taken = reserved.map { MigrationNumber($0.utf8) }.filter { !$0.isTimestamp }
    var number = max(last.number, taken.max() ?? last.number)
    var numbers: [String] = []
    for _ in 0..<min(max(count, 1), 1000) {
      number = number.next
      numbers.append(number.written(like: last.numberText).asText)
    }
    return MigrationReservation(group: folder, scheme: group.scheme.name, numbers: numbers)
  }

  /// The folders of a tree that hold a series of numbered migrations, sorted. Reads every folder of the tree.
  ///
  /// - Throws: what reading the tree throws.
  public mutating func folders(in tree: ObjectID) throws(Reader.Failure) -> [GitPath] {
    var waiting: [GitPath] = [.root]
    var found: Set<GitPath> = []
    while let folder = waiting.popLast() {
      for item in try reader.list(folder, in: tree) {
        let path = folder.appending(item.name)
        if item.entry.mode == .tree {
          waiting.append(path)
        } else if !found.contains(folder), try isNumbered(path, item.entry, tree) {
          found.insert(folder)
        }
      }
    }
    return found.sorted()
  }

  private mutating func isNumbered(
    _ path: GitPath, _ entry: FileEntry, _ tree: ObjectID
  ) throws(Reader.Failure) -> Bool {
    guard let group = try collector.group(of: path, in: tree), group.folder == path.parent else {
      return false
    }
    return group.scheme.parse(Array(path.name)).map { !$0.number.isEmpty } ?? false
  }

  private mutating func series(in folder: GitPath, tree: ObjectID) throws(Reader.Failure) -> MigrationGroup? {
    for item in try reader.list(folder, in: tree).reversed() {
      var path = folder.appending(item.name)
      if item.entry.mode == .tree,
        let file = try reader.list(path, in: tree).first(where: { $0.entry.mode.isRegular })
      {
        path = path.appending(file.name)
      }
      if let group = try collector.group(of: path, in: tree), group.folder == folder { return group }
    }
    return nil
  }
}
