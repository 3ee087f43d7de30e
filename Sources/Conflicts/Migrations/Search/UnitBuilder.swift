import GitValues

/// Puts the files of one side together to migrations.
struct UnitBuilder {
  private struct Item {
    let stem: [UInt8]
    let numberText: [UInt8]
    let slug: [UInt8]
    var files: [MigrationUnit.File]
    /// Whether all files are for the same single direction.
    var half: MigrationName.Part? {
      let parts = Set(files.map(\.part))
      return parts.count == 1 && parts.first != .whole ? parts.first : nil
    }
  }

  private let scheme: MigrationScheme
  private var items: [[UInt8]: Item] = [:]

  init(scheme: MigrationScheme) { self.scheme = scheme }

  /// Adds a file.
  ///
  /// - Parameters:
  ///   - unit: the file's path, or that of its folder.
  ///   - name: what the scheme reads in the last part of `unit`.
  mutating func add(_ path: GitPath, _ entry: FileEntry, unit: GitPath, name: MigrationName) {
    let bytes = Array(unit.name)
    let stem = Array(bytes[name.stem])
    let file = MigrationUnit.File(path: path, entry: entry, part: scheme.isFolder ? .whole : name.part)
    items[
      stem,
      default: Item(
        stem: stem, numberText: Array(bytes[name.number]), slug: Array(bytes[name.slug]), files: [])
    ].files.append(file)
  }

  /// The migrations in the scheme's order.
  ///
  /// The two directions of one number are one migration even where their slugs differ, as tools see it.
  var units: [MigrationUnit] {
    let sorted = items.values.sorted { $0.stem.lexicographicallyPrecedes($1.stem) }
    var result: [MigrationUnit] = []
    var halves: [MigrationNumber: Int] = [:]
    for item in sorted {
      let number = MigrationNumber(item.numberText)
      if let half = item.half {
        if let index = halves[number], result[index].parts == [half == .up ? .down : .up] {
          result[index].files += item.files
          continue
        }
        halves[number] = result.count
      }
      result.append(
        MigrationUnit(
          numberText: item.numberText, number: number, stem: item.stem, slug: item.slug, files: item.files))
    }
    for index in result.indices { result[index].files.sort { $0.path < $1.path } }
    return result.sorted(by: scheme.precedes)
  }
}

extension MigrationScheme {
  /// Whether one migration runs before another one of the same folder.
  func precedes(_ a: MigrationUnit, _ b: MigrationUnit) -> Bool {
    if comparesText || a.number == b.number { return a.stem.lexicographicallyPrecedes(b.stem) }
    return a.number < b.number
  }

  /// What two migrations of the scheme must not share.
  func key(_ unit: MigrationUnit) -> [UInt8] {
    switch identity {
    case .number, .graph, .snapshot: Array(unit.number.parts.joined(separator: [UInt8(ascii: ".")]))
    case .text: unit.numberText.filter(\.isDigit)
    case .name: unit.stem
    }
  }

  var isGraph: Bool { if case .graph = identity { true } else { false } }
}
