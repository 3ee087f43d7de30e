extension MigrationScheme {
  /// Doctrine: the class is the migration, so that two of one name are one file.
  /// https://www.doctrine-project.org/projects/doctrine-migrations/en/stable/
  static let doctrine = MigrationScheme(
    name: "doctrine", identity: .name,
    parse: { MigrationName.numbered($0, prefix: "Version", separator: "", extensions: [".php"]) },
    fits: { $0.sampleHas("Doctrine\\Migrations\\") })
}
