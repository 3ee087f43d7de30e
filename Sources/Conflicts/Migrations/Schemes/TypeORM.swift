extension MigrationScheme {
  /// TypeORM: milliseconds in the file's and the class's name. A tie leaves the order open.
  /// https://typeorm.io/docs/migrations/why
  static let typeORM = MigrationScheme(
    name: "typeorm", hasNumberInClass: true,
    parse: { MigrationName.numbered($0, separator: "-", extensions: [".ts", ".js"]) },
    fits: { $0.sampleHas("MigrationInterface") })
}
