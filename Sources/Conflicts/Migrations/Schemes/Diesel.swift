extension MigrationScheme {
  /// Diesel: a folder; what stands before the first `_`, without dashes, is its version. One of two equal ones vanishes.
  /// https://diesel.rs/guides/getting-started
  static let diesel = MigrationScheme(
    name: "diesel", identity: .text, isFolder: true, unitFiles: ["up.sql", "down.sql", "metadata.toml"],
    parse: { MigrationName.numbered($0, extensions: [""], inNumber: "-") },
    fits: { $0.isNamedForMigrations || $0.hasMarker("diesel.toml") })
}
