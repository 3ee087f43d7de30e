extension MigrationScheme {
  /// goose: SQL and Go files share their numbers, and a late one is an error.
  /// https://github.com/pressly/goose
  static let goose = MigrationScheme(
    name: "goose", refusesLate: true,
    parse: { name in
      name[...].has(suffix: "_test.go") ? nil : MigrationName.numbered(name, extensions: [".sql", ".go"])
    },
    fits: { folder in
      folder.sampleHas("-- +goose ") || folder.sampleHas("goose.AddMigration")
        || folder.sampleHas("goose.AddNamedMigration")
    })
}
