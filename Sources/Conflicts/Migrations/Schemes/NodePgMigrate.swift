extension MigrationScheme {
  /// node-pg-migrate: the file's name is the migration, and one that comes late is refused.
  /// https://salsita.github.io/node-pg-migrate/
  static let nodePgMigrate = MigrationScheme(
    name: "node-pg-migrate", identity: .name, refusesLate: true,
    parse: { name in
      MigrationName.numbered(name, extensions: [".js", ".ts", ".cjs", ".mjs", ".sql"])
        ?? MigrationName.numbered(name, separator: "-", extensions: [".js", ".ts", ".cjs", ".mjs", ".sql"])
    },
    fits: { $0.sampleHas("pgm.") || $0.isNamedForMigrations && $0.tools.contains("node-pg-migrate") })
}
