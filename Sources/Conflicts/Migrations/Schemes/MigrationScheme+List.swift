extension MigrationScheme {
  /// All schemes: the first one that a folder fits is the folder's.
  ///
  /// Those that look for what only one tool writes come before those that go by a name that many use.
  static let all: [MigrationScheme] = [
    alembic, django, yoyo, efCore, typeORM, doctrine, phinx, laravel, rails, ecto, diesel, drizzleFolders,
    prisma,
    drizzle, atlas, supabase, liquibase, goose, sqlMigrate, dbmate, refinery, flyway, sqlxReversible,
    golangMigrate, sqlx, sequelize, knex, nodePgMigrate, cloudflareD1, goList, plain,
  ]
}
