/// What a scheme reads in the name of a migration's file or folder. Ranges count bytes of the name from 0.
struct MigrationName: Hashable, Sendable {
  /// Which half of a migration a file is.
  enum Part: Hashable, Sendable { case whole, up, down }

  /// The digits, with separators where a date is written with them; empty if the scheme has no numbers.
  var number: Range<Int>
  /// What follows the number and its separator, up to the extension.
  var slug: Range<Int>
  /// The name without extension and direction, by which other files speak of it.
  var stem: Range<Int>
  var part = Part.whole

  /// Reads `NUMBER SEPARATOR SLUG EXTENSION`.
  ///
  /// - Parameters:
  ///   - name: a file's name.
  ///   - prefix: what stands before the number, such as `V`.
  ///   - separator: what stands between number and slug; empty allows a name of digits only.
  ///   - extensions: with their dots, such as `.sql`; an empty one stands for a folder.
  ///   - inNumber: bytes besides digits that a number may contain.
  /// - Returns: nil if the name has another form.
  static func numbered(
    _ name: [UInt8], prefix: String = "", separator: String = "_", extensions: [String], inNumber: String = ""
  ) -> MigrationName? {
    guard let end = extensions.first(where: { name[...].has(suffix: $0) }), name.starts(with: prefix.utf8)
    else {
      return nil
    }
    let inside = Set(inNumber.utf8)
    let start = prefix.utf8.count
    var stop = start
    while stop < name.count, name[stop].isDigit || inside.contains(name[stop]) { stop += 1 }
    while stop > start, !name[stop - 1].isDigit { stop -= 1 }
    let stemEnd = name.count - end.utf8.count
    let slug = stop + separator.utf8.count
    guard stop > start, name[start].isDigit, stop <= stemEnd, slug <= stemEnd,
      name[stop...].starts(with: separator.utf8)
    else { return nil }
    var result = MigrationName(number: start..<stop, slug: slug..<stemEnd, stem: 0..<stemEnd)
    for (ending, part) in [(".up", Part.up), (".down", Part.down)]
    where name[slug..<stemEnd].has(suffix: ending) {
      result.part = part
      result.slug = slug..<(stemEnd - ending.utf8.count)
      result.stem = 0..<result.slug.upperBound
    }
    return result
  }

  /// A name in which only the extension matters.
  static func unnumbered(_ name: [UInt8], extensions: [String]) -> MigrationName? {
    guard let end = extensions.first(where: { name[...].has(suffix: $0) }), name.count > end.utf8.count else {
      return nil
    }
    let stem = 0..<(name.count - end.utf8.count)
    return MigrationName(number: 0..<0, slug: stem, stem: stem)
  }
}
