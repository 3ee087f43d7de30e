extension MigrationScheme {
  /// TypeORM: milliseconds in the file's and the class's name. Nothing is moved half, so only ties count.
  /// https://typeorm.io/docs/migrations/why
  static let typeORM = MigrationScheme(
    name: "typeorm",
    parse: { MigrationName.numbered($0, separator: "-", extensions: [".ts", ".js"]) },
    fits: { $0.sampleHas("MigrationInterface") })
}
