extension MigrationScheme {
  /// Cloudflare D1: the file's name is the migration.
  /// https://developers.cloudflare.com/d1/reference/migrations/
  static let cloudflareD1 = MigrationScheme(
    name: "d1", identity: .name, comparesText: true,
    parse: { MigrationName.numbered($0, extensions: [".sql"]) },
    fits: { $0.isNamedForMigrations && $0.hasMarker("wrangler.toml", "wrangler.json", "wrangler.jsonc") })
}
