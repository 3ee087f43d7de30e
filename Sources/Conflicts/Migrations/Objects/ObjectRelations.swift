/// Which sides of a series touch the same table, and which do what no reader of text can follow.
struct ObjectRelations {
  /// Sides, −1 for the target, by table.
  var tables: [[UInt8]: Set<Int>] = [:]
  /// Sides that run code or data changes.
  var opaque: Set<Int> = []

  /// What makes a settled clash of these sides worth a look.
  func warning(among sides: Set<Int>) -> MigrationCode? {
    if tables.values.contains(where: { $0.intersection(sides).count > 1 }) { return .sameTable }
    return opaque.isDisjoint(with: sides) ? nil : .opaque
  }
}
