extension MigrationScheme {
  /// Atlas: `atlas.sum` holds a running sum over all files in the order of their names.
  /// https://atlasgo.io/concepts/migration-directory-integrity
  static let atlas = MigrationScheme(
    name: "atlas", refusesLate: true, comparesText: true,
    parse: { name in
      MigrationName.numbered(name, extensions: [".sql"])
        ?? MigrationName.numbered(name, separator: "", extensions: [".sql"])
    },
    fits: { $0.names.contains("atlas.sum") })
}
