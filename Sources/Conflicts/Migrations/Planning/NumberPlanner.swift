import GitValues

/// Gives numbers to lane after lane: what the target has stays, what collides goes to the end.
///
/// From a lane's first migration that cannot keep its number on, all its later ones move, in the lane's own
/// order, to the greatest number taken plus one, two, …; gaps are not filled. Timestamps move by the least that
/// makes them unique, or past the greatest where the tool refuses late ones.
///
/// Series in lock-step (the same migrations for several databases) are planned as one: a row holds what one lane
/// has under one name in all of them.
///
/// Complexity: linear in the migrations of the target and the lanes, but for the search for free timestamps.
struct NumberPlanner {
  /// What one lane has under one name, series by series.
  struct Row {
    var members: [(group: MigrationGroup, unit: MigrationUnit)]
    var isExempt = false

    var unit: MigrationUnit { members[0].unit }
  }

  private struct Key: Hashable {
    let folder: GitPath
    let key: [UInt8]
  }

  private let scheme: MigrationScheme
  private var taken: [Key: [MigrationUnit]] = [:]
  private var greatest: [Bool: MigrationNumber] = [:]
  /// Numbers that were handed out to other lanes than the one being placed.
  var reserved: [MigrationNumber] = []

  init(scheme: MigrationScheme) { self.scheme = scheme }

  /// Says that a number is taken.
  mutating func take(_ unit: MigrationUnit, in group: MigrationGroup) {
    taken[Key(folder: group.folder, key: scheme.key(unit)), default: []].append(unit)
    let kind = unit.number.isTimestamp
    greatest[kind] = max(greatest[kind] ?? unit.number, unit.number)
  }

  /// Places one lane.
  ///
  /// - Parameters:
  ///   - rows: what it added, in the scheme's order.
  ///   - lane: its index.
  ///   - fresh: what the published target has and the lane did not know.
  /// - Returns: what moves, in order.
  mutating func place(_ rows: [Row], lane: Int, fresh: [MigrationUnit]) -> [MigrationMove] {
    var moves: [MigrationMove] = []
    var cause: MigrationMove.Cause?
    var last: MigrationNumber?
    for row in rows {
      cause = cause == nil ? firstCause(row, fresh: fresh) : .follows
      guard let cause, !row.isExempt, let number = number(for: row, after: last) else {
        for member in row.members { take(member.unit, in: member.group) }
        continue
      }
      last = number
      guard number != row.unit.number || cause == .collides else {
        for member in row.members { take(member.unit, in: member.group) }
        continue
      }
      for member in row.members {
        var move = MigrationMove(
          lane: lane, group: member.group, unit: member.unit, number: number, cause: cause)
        if scheme.comparesText && move.result.numberText.count > member.unit.numberText.count {
          move.code = .width
        }
        take(move.result, in: member.group)
        moves.append(move)
      }
    }
    return moves
  }

  private func firstCause(_ row: Row, fresh: [MigrationUnit]) -> MigrationMove.Cause? {
    if isTaken(row) { return .collides }
    return scheme.isLate(row.unit, after: fresh) ? .late : nil
  }

  private func isTaken(_ row: Row) -> Bool {
    row.members.contains { member in
      taken[Key(folder: member.group.folder, key: scheme.key(member.unit))]?
        .contains { $0.overlaps(member.unit) && !$0.isSame(member.unit) } ?? false
    }
  }

  private func number(for row: Row, after last: MigrationNumber?) -> MigrationNumber? {
    let own = row.unit.number
    guard let top = greatest[own.isTimestamp] else { return own }
    guard own.isTimestamp else { return max(top, reserved.filter { !$0.isTimestamp }.max() ?? top).next }
    if scheme.refusesLate { return own > top ? own : top.next }
    var number = own
    if let last, number <= last { number = last.next }
    while isTaken(row, at: number) { number = number.next }
    return number
  }

  private func isTaken(_ row: Row, at number: MigrationNumber) -> Bool {
    row.members.contains { member in
      let moved = MigrationMove(
        lane: 0, group: member.group, unit: member.unit, number: number, cause: .collides)
      return taken[Key(folder: member.group.folder, key: scheme.key(moved.result))]?
        .contains { $0.overlaps(member.unit) && !$0.isSame(member.unit) } ?? false
    }
  }
}

extension MigrationScheme {
  /// Whether the tool would skip or refuse a migration, as the target has a later one that its lane did not know.
  func isLate(_ unit: MigrationUnit, after fresh: [MigrationUnit]) -> Bool {
    refusesLate
      && fresh.contains { $0.number.isTimestamp == unit.number.isTimestamp && $0.number > unit.number }
  }
}
