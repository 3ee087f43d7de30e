extension MigrationScheme {
  /// sqlx with one file a migration: the number is the key.
  /// https://docs.rs/sqlx/latest/sqlx/migrate/
  static let sqlx = MigrationScheme(
    name: "sqlx",
    parse: { MigrationName.numbered($0, extensions: [".sql"]) },
    fits: { $0.isNamedForMigrations && $0.tools.contains("sqlx") })

  /// sqlx with a file for each direction.
  static let sqlxReversible = MigrationScheme(
    name: "sqlx-reversible",
    parse: { MigrationName.numbered($0, extensions: [".sql"]).flatMap { $0.part == .whole ? nil : $0 } },
    fits: { $0.isNamedForMigrations && $0.tools.contains("sqlx") })
}
