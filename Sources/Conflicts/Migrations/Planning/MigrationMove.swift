import GitValues

/// What becomes of one migration of a lane.
struct MigrationMove {
  enum Cause: Sendable {
    /// Another side has its number.
    case collides
    /// The tool would never run it, as the target has a later one.
    case late
    /// One before it moves.
    case follows
    /// Another side has the same migration under another number.
    case twin
  }

  let lane: Int
  let group: MigrationGroup
  let unit: MigrationUnit
  let number: MigrationNumber
  /// The form in which the number is written; nil for that of each file.
  var model: [UInt8]?
  let cause: Cause
  var code: MigrationCode?
  /// Content to take instead of its own, by new path: that of a twin.
  var contents: [GitPath: FileEntry] = [:]

  /// The name under the new number.
  func renamed(_ name: [UInt8]) -> [UInt8] {
    guard let parsed = group.scheme.parse(name), !parsed.number.isEmpty else { return name }
    let digits = number.written(like: model ?? Array(name[parsed.number]))
    return Array(name[..<parsed.number.lowerBound]) + digits + name[parsed.number.upperBound...]
  }

  /// Where one of its files is afterwards.
  func newPath(of path: GitPath) -> GitPath {
    guard group.scheme.isFolder, let inside = path.components.dropFirst(group.folder.components.count).first
    else {
      return path.parent.appending(renamed(Array(path.name)))
    }
    let rest = path.bytes.dropFirst(group.folder.appending(inside).bytes.count)
    return GitPath(group.folder.appending(renamed(Array(inside))).bytes + rest)
  }

  var newStem: [UInt8] {
    guard let file = unit.files.first else { return unit.stem }
    let path = newPath(of: file.path)
    let name =
      group.scheme.isFolder
      ? path.components.dropFirst(group.folder.components.count).first.map(Array.init) ?? []
      : Array(path.name)
    return group.scheme.parse(name).map { Array(name[$0.stem]) } ?? name
  }

  /// The migration as it is afterwards; its files keep their content.
  var result: MigrationUnit {
    let stem = newStem
    let text = number.written(like: model ?? unit.numberText)
    return MigrationUnit(
      numberText: text, number: number, stem: stem, slug: unit.slug,
      files: unit.files.map { file in
        let path = newPath(of: file.path)
        return MigrationUnit.File(path: path, entry: contents[path] ?? file.entry, part: file.part)
      })
  }
}
