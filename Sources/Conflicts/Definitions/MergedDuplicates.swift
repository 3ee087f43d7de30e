public import GitValues
import Outlines

/// Something that a clean merge of one file made stand twice.
public struct MergedDuplicate: Sendable, Hashable {
  /// `definition`, `duplicate-key` or `duplicate-import`.
  public let kind: String
  /// The name with what holds it, such as `Client.close`.
  public let name: String
  /// What it is called in a sentence, such as `the key a.b`.
  public let title: String
  /// Where it is in each side's own version, counted from 0; nil if that side has it only because the other does.
  public let ours: Range<Int>?
  public let theirs: Range<Int>?
  /// Where it is in the merged text, in its order.
  public let merged: [Range<Int>]
  /// Whether all of them say the same, up to white space and the comment above.
  public let areEqual: Bool
  /// The lines of the merged text that can be left out, as they repeat others; empty unless all are equal and fill
  /// whole lines.
  public private(set) var copies: [Range<Int>]
  /// Whether it does no harm to stand twice.
  public let isHarmless: Bool

  /// The same with all copies kept, where nothing may be settled.
  public var kept: MergedDuplicate {
    var other = self
    other.copies = []
    return other
  }
}

/// Finds what stands in a merged text more often than in each of the texts that it was made of.
///
/// What a side, or the base, already had twice is theirs to have. Only the merged text is outlined unless it has
/// something twice, so ordinary merges cost one pass over it.
public enum MergedDuplicates {
  /// - Parameters:
  ///   - base: the common ancestor's text; empty if both sides added the file.
  ///   - ours: our text.
  ///   - theirs: their text.
  ///   - merged: what was made of them without a conflict.
  ///   - path: the file's path, by which its language is known.
  /// - Returns: sorted by place in the merged text; empty for a file of an unknown language.
  public static func find(base: [UInt8], ours: [UInt8], theirs: [UInt8], merged: [UInt8], path: GitPath)
    -> [MergedDuplicate]
  {
    let requirements = RequirementScheme(path: path)
    // One requirement can be written with different words.
    guard merged != ours, merged != theirs,
      let language = Language(path: path.bytes) ?? requirements?.language,
      requirements != nil
        || AddedWords.mayRepeat(base: base, ours: ours, theirs: theirs, merged: merged)
    else { return [] }
    let outline = Outline(merged, language: language)
    // Templates of YAML have conditions that are not seen.
    guard outline.isBalanced, language != .yaml || outline.isTrusted else { return [] }
    let found = DefinitionIndex(outline, path)
    let repeated = found.repeated
    guard !repeated.isEmpty else { return [] }
    let sides = [base, ours, theirs].map { DefinitionIndex(Outline($0, language: language), path) }
    // A file that has one key twice is of a kind in which keys may repeat: git's configuration, systemd's units.
    let mayRepeatKeys =
      language == .ini && (isUnit(path) || sides.contains { !$0.repeated.isEmpty })
    let keys = repeated.filter { key in
      found.count(of: key) > sides.map { $0.count(of: key) }.max() ?? 0
        && !(mayRepeatKeys && key.kind == .key)
    }
    return withoutMembers(keys).map {
      duplicate($0, found, base: sides[0], ours: sides[1], theirs: sides[2])
    }.sorted { ($0.merged[0].lowerBound, $0.kind, $0.name) < ($1.merged[0].lowerBound, $1.kind, $1.name) }
  }

  /// Whether a file is one of systemd's or git's, in which keys may be lists.
  private static func isUnit(_ path: GitPath) -> Bool {
    ["service", "socket", "timer", "mount", "path", "slice", "target", "network", "gitconfig"].contains {
      path.name.has(suffix: "." + $0)
    }
  }

  /// A text without the copies that duplicates name.
  public static func removingCopies(_ duplicates: [MergedDuplicate], from merged: [UInt8]) -> [UInt8] {
    let text = SourceText(merged)
    var isDropped = Array(repeating: false, count: text.lineCount)
    for range in duplicates.flatMap(\.copies) {
      for line in range.clamped(to: 0..<text.lineCount) { isDropped[line] = true }
    }
    return (0..<text.lineCount).reduce(into: []) { if !isDropped[$1] { $0 += text.line($1) } }
  }

  /// Leaves out what is in a definition that stands twice itself: it belongs to one or the other.
  private static func withoutMembers(_ keys: [DefinitionKey]) -> [DefinitionKey] {
    var owners: Set<[String]> = []
    for key in keys where key.kind == .definition {
      owners.insert(key.scope + [key.name])
      owners.insert(key.scope + [key.name + key.variant])
    }
    return keys.filter { key in
      !key.scope.indices.contains { owners.contains(Array(key.scope[...$0])) }
    }
  }

  private static func duplicate(
    _ key: DefinitionKey, _ merged: DefinitionIndex, base: DefinitionIndex, ours: DefinitionIndex,
    theirs: DefinitionIndex
  ) -> MergedDuplicate {
    let places = merged.crowdedPlaces(of: key)
    let areEqual = places.dropFirst().allSatisfy { merged.isSame(places[0], $0) }
    let name = (key.scope + [key.name]).joined(separator: ".")
    return MergedDuplicate(
      kind: key.kind.clash, name: name, title: key.kind.title(name),
      ours: ours.place(of: key, notIn: base)?.solidLines,
      theirs: theirs.place(of: key, notIn: base)?.solidLines,
      merged: places.map(\.solidLines), areEqual: areEqual,
      copies: areEqual ? merged.copies(places) : [],
      isHarmless: areEqual && repeatsHarmlessly(key, merged))
  }

  /// Whether saying the same thing twice changes nothing.
  private static func repeatsHarmlessly(_ key: DefinitionKey, _ file: DefinitionIndex) -> Bool {
    switch key.kind {
    case .import:
      [.python, .ruby, .c, .cpp, .csharp, .java, .kotlin, .swift, .shell].contains(file.outline.language)
    case .requirement: file.requirements?.repeatsHarmlessly ?? false
    default: false
    }
  }
}
