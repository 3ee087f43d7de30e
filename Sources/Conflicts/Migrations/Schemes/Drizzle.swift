extension MigrationScheme {
  /// drizzle up to 0.x: a journal orders the files, and each has a picture of the whole schema in `meta`.
  /// https://orm.drizzle.team/docs/migrations
  static let drizzle = MigrationScheme(
    name: "drizzle", identity: .snapshot, regenerate: "npx drizzle-kit generate",
    parse: { MigrationName.numbered($0, extensions: [".sql"]) },
    fits: { $0.names.contains("meta") && ($0.sampleHas("--> statement-breakpoint") || $0.isDrizzle) })

  /// drizzle from 1.0 on: folders with a picture of the whole schema each; several ends are legal.
  static let drizzleFolders = MigrationScheme(
    name: "drizzle-folders", identity: .name, isFolder: true, unitFiles: ["migration.sql", "snapshot.json"],
    parse: { MigrationName.numbered($0, extensions: [""]) },
    fits: { $0.isDrizzle })
}

extension MigrationFolder {
  fileprivate var isDrizzle: Bool {
    hasMarker("drizzle.config.ts", "drizzle.config.js")
      || path.components.contains { $0.elementsEqual("drizzle".utf8) }
  }
}
