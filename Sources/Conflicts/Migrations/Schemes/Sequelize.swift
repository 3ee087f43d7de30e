extension MigrationScheme {
  /// Sequelize and umzug: the file's name is the migration.
  /// https://sequelize.org/docs/v6/other-topics/migrations/
  static let sequelize = MigrationScheme(
    name: "sequelize", identity: .name, comparesText: true,
    parse: { name in
      MigrationName.numbered(name, separator: "-", extensions: [".js", ".ts", ".cjs", ".mjs", ".sql"])
        ?? MigrationName.numbered(name, extensions: [".js", ".ts", ".cjs", ".mjs"])
    },
    fits: { folder in
      folder.isNamedForMigrations
        && (folder.sampleHas("queryInterface") || folder.hasMarker(".sequelizerc")
          || folder.tools.contains("umzug"))
    })
}
