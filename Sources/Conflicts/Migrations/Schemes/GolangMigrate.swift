extension MigrationScheme {
  /// golang-migrate: number and direction, whatever the slugs; the database knows one version only, so a late one never runs.
  /// https://github.com/golang-migrate/migrate/blob/master/MIGRATIONS.md
  static let golangMigrate = MigrationScheme(
    name: "golang-migrate", refusesLate: true,
    parse: { name in
      MigrationName.numbered(name, extensions: [".sql", ".json", ".cypher", ".cql"])
        .flatMap { $0.part == .whole ? nil : $0 }
    },
    // Both directions in the name are what no one else writes.
    fits: { _ in true })
}
