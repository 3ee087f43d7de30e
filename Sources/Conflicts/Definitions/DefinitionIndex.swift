import GitValues
import Outlines

/// The places of a file's definitions, by key.
struct DefinitionIndex {
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
  func place(of key: DefinitionKey, notIn base: DefinitionIndex) -> DefinitionPlace? {
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

  /// The lines that can be left out of several places that say the same; empty if not all but one can be.
  ///
  /// Comments are lost with a copy only where another has them too, or where they stand above a whole definition.
  func copies(_ places: [DefinitionPlace]) -> [Range<Int>] {
    guard let first = places.first, let last = places.last else { return [] }
    let kept = first.isListed ? last : first
    let others = (first.isListed ? places.dropLast() : places.dropFirst()).filter {
      !$0.lines.overlaps(kept.lines)
    }
    guard others.allSatisfy({ $0.isRemovable && isRepeated($0, in: kept) }) else { return [] }
    return others.map { other in
      let hasOtherComment = other.isListed && !isEqual(other.commentAbove, kept.commentAbove)
      return hasOtherComment ? other.solidLines.lowerBound..<other.lines.upperBound : other.lines
    }
  }

  /// Whether nothing is lost with a copy.
  private func isRepeated(_ copy: DefinitionPlace, in kept: DefinitionPlace) -> Bool {
    if isEqual(copy.solidLines, kept.solidLines), isEqual(copy.commentBelow, kept.commentBelow) {
      return true
    }
    return copy.isListed && !hasComment(copy.solidLines.lowerBound..<copy.lines.upperBound)
  }

  private func hasComment(_ lines: Range<Int>) -> Bool {
    outline.tokens.isEmpty
      ? outline.text.slice(lines).contains(UInt8(ascii: "#"))
      : outline.tokens(in: lines).contains { $0.kind == .comment }
  }

  private func isEqual(_ a: Range<Int>, _ b: Range<Int>) -> Bool { outline.isEqual(a, to: outline, b) }
}
