extension MigrationScheme {
  /// Alembic: a chain by `down_revision`; the file's name means nothing.
  /// https://alembic.sqlalchemy.org/en/latest/tutorial.html
  static let alembic = MigrationScheme(
    name: "alembic", identity: .graph(.alembic),
    parse: { name in
      if name == Array("__init__.py".utf8) { return nil }
      // Some projects number their revisions; a long number is a date or a revision's own digits.
      let numbered = MigrationName.numbered(name, extensions: [".py"])
      return numbered.flatMap { $0.number.count <= 6 ? $0 : nil }
        ?? MigrationName.unnumbered(name, extensions: [".py"])
    },
    fits: { folder in
      folder.sampleHas("down_revision") && folder.sampleHas("revision")
        && (folder.ends(with: "versions") || folder.hasMarker("env.py", "script.py.mako", "alembic.ini")
          || folder.isNamedForMigrations)
    })
}
