extension MigrationScheme {
  /// Knex: the file's name is the migration.
  /// https://knexjs.org/guide/migrations.html
  static let knex = MigrationScheme(
    name: "knex", identity: .name, comparesText: true,
    parse: { MigrationName.numbered($0, extensions: [".js", ".ts", ".cjs", ".mjs"]) },
    fits: { folder in
      folder.isNamedForMigrations
        && (folder.sampleHas("knex") || folder.tools.contains("knex")
          || folder.hasMarker("knexfile.js", "knexfile.ts", "knexfile.mjs", "knexfile.cjs"))
    })
}
