extension MigrationScheme {
  /// dbmate: the digits as they are written are the version; files run in the order of their names.
  /// https://github.com/amacneil/dbmate
  static let dbmate = MigrationScheme(
    name: "dbmate", identity: .text, comparesText: true,
    parse: { name in
      MigrationName.numbered(name, extensions: [".sql"])
        ?? MigrationName.numbered(name, separator: "", extensions: [".sql"])
    },
    fits: { $0.sampleHas("-- migrate:up") })
}
