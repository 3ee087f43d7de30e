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
    guard outline.isBalanced else { return [] }
    let found = Counted(outline, path)
    let repeated = found.repeated
    guard !repeated.isEmpty else { return [] }
    let sides = [base, ours, theirs].map { Counted(Outline($0, language: language), path) }
    // A file that has one key twice is of a kind in which keys may repeat: git's configuration, systemd's units.
    let mayRepeatKeys = language == .ini && sides.contains { !$0.repeated.isEmpty }
    return repeated.compactMap { key in
      let most = sides.map { $0.count(of: key) }.max() ?? 0
      guard found.count(of: key) > most, !(mayRepeatKeys && key.kind == .key) else { return nil }
      return duplicate(key, found, base: sides[0], ours: sides[1], theirs: sides[2])
    }.sorted { ($0.merged[0].lowerBound, $0.kind, $0.name) < ($1.merged[0].lowerBound, $1.kind, $1.name) }
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

  private static func duplicate(
    _ key: DefinitionKey, _ merged: Counted, base: Counted, ours: Counted, theirs: Counted
  ) -> MergedDuplicate {
    let places = merged.crowdedPlaces(of: key)
    let areEqual = places.dropFirst().allSatisfy { merged.isSame(places[0], $0) }
    let isListed = places[0].isListed
    let kept = isListed ? places[places.count - 1] : places[0]
    let others = isListed ? places.dropLast() : places.dropFirst()
    let isWhole = others.allSatisfy {
      $0.isRemovable
        && (isListed || merged.outline.isEqual(kept.solidLines, to: merged.outline, $0.solidLines))
    }
    let copies = areEqual && isWhole ? others.map(\.lines).filter { !$0.overlaps(kept.lines) } : []
    let name = (key.scope + [key.name]).joined(separator: ".")
    return MergedDuplicate(
      kind: key.kind.clash, name: name, title: key.kind.title(name),
      ours: ours.place(of: key, notIn: base)?.solidLines,
      theirs: theirs.place(of: key, notIn: base)?.solidLines,
      merged: places.map(\.solidLines), areEqual: areEqual, copies: copies,
      isHarmless: areEqual && repeatsHarmlessly(key, merged))
  }

  /// Whether saying the same thing twice changes nothing.
  private static func repeatsHarmlessly(_ key: DefinitionKey, _ file: Counted) -> Bool {
    switch key.kind {
    case .import:
      [.python, .ruby, .c, .cpp, .csharp, .java, .kotlin, .swift, .shell].contains(file.outline.language)
    case .requirement: file.requirements?.repeatsHarmlessly ?? false
    default: false
    }
  }
}

/// The places of a file's definitions, by key.
private struct Counted {
  let outline: Outline
  let requirements: RequirementScheme?
  private var places: [DefinitionKey: [DefinitionPlace]] = [:]

  init(_ outline: Outline, _ path: GitPath) {
    self.outline = outline
    requirements = RequirementScheme(path: path)
    add(requirements?.places(in: outline) ?? [])
    // Some lists of requirements are only read as if they were of a language.
    guard outline.language == Language(path: path.bytes) else { return }
    add(DefinitionCollector(outline).places)
    if var targets = BuildTargets(outline.text, path: path) { add(targets.places()) }
  }

  private mutating func add(_ found: [DefinitionPlace]) {
    for place in found { places[place.key, default: []].append(place) }
  }

  /// Keys that stand twice in one scope.
  var repeated: [DefinitionKey] { places.keys.filter { (places[$0]?.count ?? 0) > 1 && count(of: $0) > 1 } }

  /// How often a key stands at most in one scope of its name.
  func count(of key: DefinitionKey) -> Int { crowdedPlaces(of: key).count }

  /// The places of a key in the scope that has it most often.
  func crowdedPlaces(of key: DefinitionKey) -> [DefinitionPlace] {
    guard let all = places[key] else { return [] }
    if all.count == 1 { return all }
    let scopes = Dictionary(grouping: all, by: \.scopeNumber)
    return scopes.max { ($0.value.count, -$0.key) < ($1.value.count, -$1.key) }?.value ?? []
  }

  /// The first place of a key that another text has not in the same words, or just the first.
  func place(of key: DefinitionKey, notIn base: Counted) -> DefinitionPlace? {
    guard let all = places[key] else { return nil }
    let old = base.places[key] ?? []
    return all.first { place in
      !old.contains { outline.isEqual(place.solidLines, to: base.outline, $0.solidLines) }
    } ?? (old.isEmpty ? all.first : nil)
  }

  func isSame(_ a: DefinitionPlace, _ b: DefinitionPlace) -> Bool {
    if let content = a.content { return content.elementsEqual(b.content ?? []) }
    return outline.isEqual(a.solidLines, to: outline, b.solidLines)
  }
}
