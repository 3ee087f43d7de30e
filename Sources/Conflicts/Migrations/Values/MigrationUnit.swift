import GitValues

/// Everything of one migration that moves as one: both directions, or the files of its folder.
struct MigrationUnit: Hashable, Sendable {
  struct File: Hashable, Sendable {
    let path: GitPath
    let entry: FileEntry
    let part: MigrationName.Part
  }

  /// How its number is written.
  let numberText: [UInt8]
  let number: MigrationNumber
  /// The name of its first file or of its folder without extension, by which other files speak of it.
  let stem: [UInt8]
  let slug: [UInt8]
  /// Sorted by path, never empty.
  var files: [File]

  var parts: Set<MigrationName.Part> { Set(files.map(\.part)) }

  /// Whether a tool that keeps both directions apart takes both units for one number's.
  func overlaps(_ other: MigrationUnit) -> Bool {
    let (a, b) = (parts, other.parts)
    return a.contains(.whole) || b.contains(.whole) || !a.isDisjoint(with: b)
  }

  /// Whether both are the same files with the same content.
  func isSame(_ other: MigrationUnit) -> Bool {
    files.map(\.path) == other.files.map(\.path) && files.map(\.entry) == other.files.map(\.entry)
  }
}

/// One series of migrations: a folder and the scheme that orders what is in it.
struct MigrationGroup: Hashable, Sendable {
  let folder: GitPath
  let scheme: MigrationScheme

  static func == (a: MigrationGroup, b: MigrationGroup) -> Bool {
    a.folder == b.folder && a.scheme.name == b.scheme.name
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(folder)
    hasher.combine(scheme.name)
  }
}
