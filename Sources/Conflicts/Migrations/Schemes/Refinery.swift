extension MigrationScheme {
  /// refinery: versions are shared between `V` and `U`, and a late one is an error.
  /// https://docs.rs/refinery
  static let refinery = MigrationScheme(
    name: "refinery", refusesLate: true,
    parse: { name in
      MigrationName.numbered(name, prefix: "V", separator: "__", extensions: [".sql", ".rs"], inNumber: ".")
        ?? MigrationName.numbered(
          name, prefix: "U", separator: "__", extensions: [".sql", ".rs"], inNumber: ".")
    },
    fits: { $0.tools.contains("refinery") })
}
