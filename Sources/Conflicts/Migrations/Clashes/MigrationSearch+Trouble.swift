import GitValues

/// What keeps a lane's part of a series from being changed.
extension MigrationSearch {
  /// Looks for changed migrations of the base and for migrations that have run somewhere; adds the clashes.
  mutating func tellTrouble(_ board: MigrationBoard) throws(Reader.Failure) {
    for side in board.sides where moves(side.lane, in: board.group) {
      let changed = side.migrations.removed + side.migrations.edited
      if let path = changed.first {
        let code: MigrationCode = side.migrations.removed.isEmpty ? .baseEdited : .baseRemoved
        stop(
          side, board, code,
          "it also changed \(path.text), which was there before: that may have run somewhere")
      }
      if let place = try applied(side, board) {
        stop(side, board, .applied, "it would be renamed, but \(place) says that it has run")
      }
    }
  }

  private func moves(_ lane: Int, in group: MigrationGroup) -> Bool {
    plans[lane].moves.contains { $0.group == group } || plans[lane].graphs.contains { $0.group == group }
  }

  private mutating func stop(
    _ side: MigrationBoard.Side, _ board: MigrationBoard, _ code: MigrationCode, _ reason: String
  ) {
    plans[side.lane].stopped[board.group] = code
    let moved = plans[side.lane].moves.filter { $0.group == board.group }.map(\.unit)
    let units = moved.isEmpty ? Array(side.migrations.added.prefix(1)) : moved
    addClash(
      units.map { MigrationParticipant(lane: side.lane, unit: $0) }, code: code, rule: "migration-number",
      reason: "\(units[0].stem.asText) of \(name(side.lane).branchName) does not fit as it is: \(reason)")
  }

  /// What says that a migration of the lane has run under its name.
  private mutating func applied(
    _ side: MigrationBoard.Side, _ board: MigrationBoard
  ) throws(Reader.Failure) -> String? {
    let moved = plans[side.lane].moves.filter { $0.group == board.group }
    if let path = try tracker(of: board) {
      plans[side.lane].trackers[board.group] = path
      if let entry = try reader.entry(path, in: published), entry.mode.isRegular {
        let text = try reader.content(entry.id)
        let names = StemRewriter(Dictionary(moved.map { ($0.unit.stem, [UInt8]()) }) { first, _ in first })
        if !names.places(in: text).isEmpty { return path.text }
      }
    }
    for tree in options.deployed {
      for move in moved {
        for file in move.unit.files where try reader.entry(file.path, in: tree) != nil {
          return "the deployed tree \(tree.short)"
        }
      }
    }
    return nil
  }

  /// The file that lists what was applied, if the series has one.
  private func tracker(of board: MigrationBoard) throws(Reader.Failure) -> GitPath? {
    let configured = options.series.first { $0.path.matches(board.group.folder) }?.tracker
    for name in configured.map({ [$0] }) ?? MigrationRecords.trackers {
      let path = board.group.folder.appending(Array(name.utf8))
      for tree in [target] + board.sides.map({ lanes[$0.lane].tree })
      where try reader.entry(path, in: tree) != nil {
        return path
      }
    }
    return nil
  }
}
