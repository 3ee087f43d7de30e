extension MigrationScheme {
  /// Numbered SQL files in a folder called after migrations, with or without a tracker beside them.
  static let plain = MigrationScheme(
    name: "numbered",
    parse: { name in
      MigrationName.numbered(name, extensions: [".sql"])
        ?? MigrationName.numbered(name, separator: "-", extensions: [".sql"])
    },
    fits: { $0.isNamedForMigrations })
}
