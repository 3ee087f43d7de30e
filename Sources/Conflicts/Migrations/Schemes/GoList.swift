extension MigrationScheme {
  /// Go files that a list in `migration.go` or `migrations.go` puts in order.
  static let goList = MigrationScheme(
    name: "go-list",
    parse: { name in
      name[...].has(suffix: "_test.go")
        ? nil
        : MigrationName.numbered(name, extensions: [".go"])
          ?? MigrationName.numbered(name, prefix: "v", separator: "", extensions: [".go"])
    },
    fits: { folder in
      folder.isNamedForMigrations
        && ["migration.go", "migrations.go"].contains { folder.names.contains($0) }
    })
}
