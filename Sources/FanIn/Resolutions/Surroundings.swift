import GitValues
import Merging
import Outlines

/// What the two sides of a conflicted file consist of, to tell what a conflict is in.
struct Surroundings {
  private let ours: Outline
  private let theirs: Outline

  /// - Returns: nil where the file's language is not known.
  init?(_ file: ConflictedFile) {
    guard let language = Language(path: file.path.bytes) else { return nil }
    ours = Outline(file.ours, language: language)
    theirs = Outline(file.theirs, language: language)
  }

  /// The definitions that hold a conflict and begin above it, outermost first: `class A > def f`.
  ///
  /// - Returns: nil at the outermost level.
  func definition(of hunk: ConflictHunk) -> String? {
    // A side that has no lines there may as well be behind the definition's end.
    let (outline, lines) = hunk.ours.isEmpty ? (theirs, hunk.theirs) : (ours, hunk.ours)
    let holders = outline.items(holding: lines.lowerBound).filter { item in
      item.headerLine < lines.lowerBound && lines.upperBound <= item.lines.upperBound
    }
    return holders.isEmpty ? nil : holders.map(\.shortHeader).joined(separator: " > ")
  }
}

extension Item {
  /// Its header up to its name, such as `class A`; where more than words stand before the name, with the first word only.
  fileprivate var shortHeader: String {
    let words = signature.split(separator: " ", omittingEmptySubsequences: true)
    guard let place = words.firstIndex(where: { $0 == name }), let first = words.first else { return name }
    let isPlain = words[...place].allSatisfy { !$0.contains("(") }
    return isPlain ? words[...place].joined(separator: " ") : "\(first) \(name)"
  }
}
