extension MigrationScheme {
  /// Supabase: the digits are the key, and a number below the remote's last one is refused.
  /// https://supabase.com/docs/guides/deployment/database-migrations
  static let supabase = MigrationScheme(
    name: "supabase", identity: .text, refusesLate: true, comparesText: true,
    parse: { MigrationName.numbered($0, extensions: [".sql"]) },
    fits: { $0.ends(with: "supabase", "migrations") })
}
