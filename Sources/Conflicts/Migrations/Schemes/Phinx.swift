extension MigrationScheme {
  /// Phinx: neither the version nor the class, which is the slug in camel case, may be there twice.
  /// https://book.cakephp.org/phinx/0/en/migrations.html
  static let phinx = MigrationScheme(
    name: "phinx", hasUniqueSlugs: true,
    parse: { MigrationName.numbered($0, extensions: [".php"]) },
    fits: { $0.sampleHas("extends AbstractMigration") || $0.hasMarker("phinx.php", "phinx.yml") })
}
