extension MigrationScheme {
  /// Prisma: the folder's name is the migration.
  /// https://www.prisma.io/docs/orm/prisma-migrate
  static let prisma = MigrationScheme(
    name: "prisma", identity: .name, isFolder: true, unitFiles: ["migration.sql"], comparesText: true,
    parse: { MigrationName.numbered($0, extensions: [""]) },
    fits: { $0.isNamedForMigrations || $0.hasMarker("migration_lock.toml", "schema.prisma") })
}
