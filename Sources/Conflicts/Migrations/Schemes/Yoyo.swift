extension MigrationScheme {
  /// yoyo: the file's name is the migration; several ends are legal.
  /// https://ollycope.com/software/yoyo/latest/
  static let yoyo = MigrationScheme(
    name: "yoyo", identity: .name,
    parse: { MigrationName.unnumbered($0, extensions: [".py", ".sql"]) },
    fits: { folder in
      folder.sampleHas("from yoyo ") || folder.sampleHas("-- depends:") || folder.hasMarker("yoyo.ini")
        || (folder.tools.contains("yoyo-migrations") && folder.isNamedForMigrations)
    })
}
