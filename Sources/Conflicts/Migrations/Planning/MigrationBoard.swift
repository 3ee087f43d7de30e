import GitValues

/// One series as the target and all lanes see it.
struct MigrationBoard {
  /// One lane's part.
  struct Side {
    let lane: Int
    var migrations: LaneMigrations
    let base: MigrationListing
    /// What the target has and the lane's base had not.
    let fresh: [MigrationUnit]
    /// What the published target has and the lane's base had not.
    let published: [MigrationUnit]
  }

  let group: MigrationGroup
  let target: MigrationListing
  /// The lanes that added something, in fan-in order.
  var sides: [Side]

  var scheme: MigrationScheme { group.scheme }
  /// Whether two sides have anything new at all.
  var isShared: Bool { sides.count > 1 || sides.contains { !$0.fresh.isEmpty } }
}

/// Finds series that hold the same migrations for several databases.
///
/// Two folders beside each other that a lane gave migrations of one name are in lock-step.
enum LockStep {
  /// Puts boards together that must be planned as one; each set sorted by folder.
  static func clusters(_ boards: [MigrationBoard]) -> [[MigrationBoard]] {
    var leader = Array(boards.indices)
    func find(_ index: Int) -> Int {
      var index = index
      while leader[index] != index { index = leader[index] }
      return index
    }
    var seen: [Token: Int] = [:]
    for (index, board) in boards.enumerated() where !board.scheme.isGraph {
      for side in board.sides {
        for unit in side.migrations.added {
          for form in forms(of: board.group.folder) {
            let token = Token(lane: side.lane, form: form, scheme: board.scheme.name, stem: unit.stem)
            if let other = seen[token] { leader[find(index)] = find(other) } else { seen[token] = index }
          }
        }
      }
    }
    let sets = Dictionary(grouping: boards.indices, by: find)
    return sets.values.map { $0.map { boards[$0] }.sorted { $0.group.folder < $1.group.folder } }
      .sorted { ($0[0].group.folder, $0[0].scheme.name) < ($1[0].group.folder, $1[0].scheme.name) }
  }

  private struct Token: Hashable {
    let lane: Int
    let form: [UInt8]
    let scheme: String
    let stem: [UInt8]
  }

  /// The folder's path with one of its last two parts left open.
  private static func forms(of folder: GitPath) -> [[UInt8]] {
    let parts = folder.components
    return parts.indices.suffix(2).map { open in
      var form: [UInt8] = [UInt8(ascii: "0") + UInt8(parts.count - open)]
      for index in parts.indices {
        form += [UInt8(ascii: "/")] + (index == open ? ArraySlice("*".utf8) : parts[index])
      }
      return form
    }
  }
}
