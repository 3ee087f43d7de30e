extension MigrationScheme {
  /// sql-migrate: the file's name is the migration.
  /// https://github.com/rubenv/sql-migrate
  static let sqlMigrate = MigrationScheme(
    name: "sql-migrate", identity: .name,
    parse: { MigrationName.numbered($0, separator: "", extensions: [".sql"]) },
    fits: { $0.sampleHas("-- +migrate ") })
}
