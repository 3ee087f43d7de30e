extension MigrationScheme {
  /// Flyway: versions compare part by part; `U` undoes the `V` of its version, `B` is a baseline, `R` has no version.
  /// https://documentation.red-gate.com/flyway
  static let flyway = MigrationScheme(
    name: "flyway", refusesLate: true,
    parse: { name in
      if let version = MigrationName.numbered(
        name, prefix: "V", separator: "__", extensions: [".sql", ".java", ".kt"], inNumber: "._")
      {
        return version
      }
      var undo = MigrationName.numbered(
        name, prefix: "U", separator: "__", extensions: [".sql", ".java", ".kt"], inNumber: "._")
      undo?.part = .down
      return undo
    },
    // The two underscores are what no one else writes.
    fits: { _ in true })
}
