/// Something about a merged text that no merge of its three versions should come to.
public struct Problem: Sendable, Hashable {
  public enum Kind: String, Sendable, Hashable {
    /// A line that a side added is missing.
    case lostLine
    /// A line is there that none of the three versions has.
    case inventedLine
    /// A definition, key or import of a name that a side added is missing.
    case lostName
    /// Brackets or strings do not close, though they do in both sides.
    case unbalanced
    /// The same import stands twice, though it does in neither side.
    case duplicateImport
    /// The same definition or key stands twice, though it does in neither side.
    case duplicateDefinition
    /// A conflict marker that neither side has.
    case marker
  }

  public let kind: Kind
  /// What it is about: a line without the white space around it, or a name; empty for the file as a whole.
  public let text: String

  /// - Parameters:
  ///   - kind: what is wrong.
  ///   - text: a line without the white space around it, or a name.
  public init(kind: Kind, text: String = "") {
    self.kind = kind
    self.text = text
  }
}

extension Problem {
  /// What is wrong, in words for a person.
  public var words: String {
    switch kind {
    case .lostLine: "a line that a side added is missing: '\(text)'"
    case .inventedLine: "a line is there that no version has: '\(text)'"
    case .lostName: "'\(text)', which a side added, is missing"
    case .unbalanced: "brackets, quotes or blocks do not close as they do in both sides"
    case .duplicateImport: "an import stands twice: '\(text)'"
    case .duplicateDefinition: "'\(text)' stands twice"
    case .marker: "conflict markers are left"
    }
  }
}

/// Checks what came of a merge, by whatever means: git's own clean merge, a rule, a person, a program.
///
/// A line that one side added and the other rewrote or removed counts as lost; so not every problem is a mistake.
///
/// - Parameters:
///   - base: the common ancestor's text.
///   - ours: our text.
///   - theirs: their text.
///   - merged: what became of them.
///   - path: the file's path, by which its language is known; empty if unknown.
/// - Returns: what is wrong; empty if nothing is.
/// - Complexity: linear in the size of the texts.
public func checkMergedText(
  base: [UInt8], ours: [UInt8], theirs: [UInt8], merged: [UInt8], path: [UInt8]
) -> [Problem] {
  let ground = MergeGround(base: base, ours: ours, theirs: theirs)
  let scene = MergeScene(
    base: ground.base, ours: ground.ours, theirs: ground.theirs, path: path, regions: ground.regions,
    differ: ground.differ, memory: NoMemory())
  return LineCheck.problems(base: base[...], ours: ours[...], theirs: theirs[...], merged: merged[...])
    + FileCheck(scene: scene, merged: merged).problems
}

/// Whether a line is one with which git begins or ends a conflict.
///
/// The lines between do not count, as underlines of headings look the same.
func isConflictMarker(_ line: ArraySlice<UInt8>) -> Bool {
  guard let first = line.first, first == UInt8(ascii: "<") || first == UInt8(ascii: ">") else { return false }
  let marks = line.prefix { $0 == first }
  guard marks.count >= 7 else { return false }
  return line.dropFirst(marks.count).first.map { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D } ?? true
}
