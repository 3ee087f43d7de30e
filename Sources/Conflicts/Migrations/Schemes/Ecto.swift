extension MigrationScheme {
  /// Ecto: neither the version nor the name may be there twice.
  /// https://hexdocs.pm/ecto_sql/Ecto.Migration.html
  static let ecto = MigrationScheme(
    name: "ecto", hasUniqueSlugs: true,
    parse: { MigrationName.numbered($0, extensions: [".exs"]) },
    fits: { $0.sampleHas("use Ecto.Migration") || $0.isNamedForMigrations && $0.hasMarker("mix.exs") })
}
