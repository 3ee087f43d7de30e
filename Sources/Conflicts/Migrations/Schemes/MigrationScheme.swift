import GitValues

/// How one tool names, orders and tells apart its migrations.
///
/// A scheme is a value: each has its own file, and `MigrationScheme.all` lists them.
struct MigrationScheme: Sendable {
  /// What two lanes must not both have.
  enum Identity: Sendable {
    /// The same number, however it is written.
    case number
    /// The same digits: `1` and `01` are two.
    case text
    /// The same file name only, which git itself sees.
    case name
    /// Two ends of one chain.
    case graph(GraphLanguage)
    /// The same number, or any two migrations at all: each holds a generated picture of the whole schema.
    case snapshot
  }

  let name: String
  var identity = Identity.number
  /// Whether a migration is a folder; its files then have any name of `unitFiles`.
  var isFolder = false
  /// The files by which a folder is known as a migration.
  var unitFiles: [String] = []
  /// Whether the tool skips or refuses a number below the last one applied.
  var refusesLate = false
  /// Whether the tool compares names as text, so that 1000 comes before 999.
  var comparesText = false
  /// Whether two migrations must not share the name behind the number.
  var hasUniqueSlugs = false
  /// Whether the class in the file ends with the number.
  var hasNumberInClass = false
  /// What makes generated files new again, said where migrations of two lanes meet.
  var regenerate: String?
  /// Reads a file's or a folder's name; nil if it is no migration's.
  let parse: @Sendable ([UInt8]) -> MigrationName?
  /// Whether a folder is this tool's.
  let fits: @Sendable (MigrationFolder) -> Bool

  /// Whether giving a migration another number can help at all.
  var isMovable: Bool {
    switch identity {
    case .number, .text: true
    case .name: refusesLate
    case .graph, .snapshot: false
    }
  }
}

/// A folder as a scheme sees it when it says whether it is one of its own.
struct MigrationFolder: Sendable {
  let path: GitPath
  /// The names directly in it.
  let names: Set<String>
  /// Which of `MigrationFolder.markers` lie in it or in a folder above it.
  let markers: Set<String>
  /// Which of `MigrationFolder.tools` are named by the nearest lists of dependencies.
  let tools: Set<String>
  /// The first bytes of one of its migrations.
  let sample: [UInt8]

  static let markers: Set<String> = [
    "alembic.ini", "env.py", "script.py.mako", "manage.py", "knexfile.js", "knexfile.ts", "knexfile.mjs",
    "knexfile.cjs", "schema.prisma", "migration_lock.toml", "atlas.sum", "atlas.hcl", "diesel.toml",
    "wrangler.toml", "wrangler.json", "wrangler.jsonc", ".sequelizerc", "phinx.php", "phinx.yml", "yoyo.ini",
    "artisan", "dbconfig.yml", "flyway.conf", "flyway.toml", "mix.exs", "drizzle.config.ts",
    "drizzle.config.js",
  ]
  static let manifests = [
    "Cargo.toml", "go.mod", "package.json", "pyproject.toml", "requirements.txt", "Gemfile", "pom.xml",
    "build.gradle", "build.gradle.kts", "composer.json",
  ]
  static let tools = [
    "sqlx", "refinery", "diesel", "golang-migrate", "goose", "sql-migrate", "dbmate", "node-pg-migrate",
    "umzug",
    "sequelize", "knex", "flyway", "liquibase", "yoyo-migrations",
  ]

  func sampleHas(_ text: String) -> Bool { sample.contains(text: text) }
  func hasMarker(_ names: String...) -> Bool { names.contains { markers.contains($0) } }

  /// Whether it, or one of the two folders above it, is called after migrations.
  var isNamedForMigrations: Bool {
    path.components.suffix(3).contains { part in
      let name = part.map(\.lowercased)
      return name.contains(text: "migrat")
    }
  }

  func ends(with names: String...) -> Bool {
    let last = path.components.suffix(names.count)
    return last.count == names.count && zip(last, names).allSatisfy { $0.elementsEqual($1.utf8) }
  }
}
