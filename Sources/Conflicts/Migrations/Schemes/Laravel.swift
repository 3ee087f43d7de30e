extension MigrationScheme {
  /// Laravel: the file's name is the migration.
  /// https://laravel.com/docs/migrations
  static let laravel = MigrationScheme(
    name: "laravel", identity: .name, comparesText: true,
    parse: { MigrationName.numbered($0, extensions: [".php"], inNumber: "_") },
    fits: { $0.sampleHas("Illuminate\\Database\\Migrations") })
}
