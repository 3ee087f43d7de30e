extension MigrationScheme {
  /// Django: a graph by `dependencies`, one for each app; the number is for people.
  /// https://docs.djangoproject.com/en/stable/topics/migrations/
  static let django = MigrationScheme(
    name: "django", identity: .graph(.django),
    parse: { name in
      name == Array("__init__.py".utf8)
        ? nil
        : MigrationName.numbered(name, extensions: [".py"])
          ?? MigrationName.unnumbered(name, extensions: [".py"])
    },
    fits: { folder in folder.ends(with: "migrations") && folder.sampleHas("migrations.Migration") })
}
