extension MigrationScheme {
  /// Liquibase: a change set is known by its id, its author and its file's path, so that no file is ever renamed.
  /// https://docs.liquibase.com/concepts/changelogs/changeset.html
  static let liquibase = MigrationScheme(
    name: "liquibase", identity: .name,
    parse: { MigrationName.unnumbered($0, extensions: [".sql", ".xml", ".yaml", ".yml", ".json"]) },
    fits: { $0.sampleHas("liquibase formatted sql") || $0.sampleHas("databaseChangeLog") })
}
