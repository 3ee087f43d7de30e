import Outlines

/// What must hold for a merged text as a whole, as far as it is known what such a file consists of.
struct FileCheck {
  let scene: MergeScene
  let merged: [UInt8]

  /// What is wrong; empty if all is well.
  ///
  /// - Complexity: that of the outlines of all four texts.
  var problems: [Problem] {
    var problems: [Problem] = []
    if hasMarker(merged), !hasMarker(scene.ours.bytes), !hasMarker(scene.theirs.bytes) {
      problems.append(Problem(kind: .marker))
    }
    guard let language = scene.language, let ours = scene.oursOutline, let theirs = scene.theirsOutline
    else { return problems }
    let outline = Outline(merged, language: language)
    if ours.isBalanced && theirs.isBalanced && !outline.isBalanced
      || ours.isTrusted && theirs.isTrusted && !outline.isTrusted
    {
      problems.append(Problem(kind: .unbalanced))
    }
    let sides = [ours, theirs]
    problems += Self.repeated(in: outline, sides, .duplicateImport, Self.imports)
    problems += Self.repeated(in: outline, sides, .duplicateDefinition, Self.definitions)
    return problems
  }

  private func hasMarker(_ text: [UInt8]) -> Bool {
    guard text.contains(UInt8(ascii: "<")) || text.contains(UInt8(ascii: ">")) else { return false }
    return text.split(separator: 0x0A).contains(where: isConflictMarker)
  }

  /// What stands more often in a merged text than in either side, and more than once.
  private static func repeated(
    in merged: Outline, _ sides: [Outline], _ kind: Problem.Kind, _ counts: (Outline) -> [String: Int]
  ) -> [Problem] {
    let repeated = counts(merged).filter { $1 > 1 }
    // The sides are counted only where something stands twice, which is seldom.
    if repeated.isEmpty { return [] }
    let others = sides.map(counts)
    return repeated.filter { name, count in others.allSatisfy { $0[name] ?? 0 < count } }.keys.sorted()
      .map { Problem(kind: kind, text: $0) }
  }

  private static func imports(_ outline: Outline) -> [String: Int] {
    var counts: [String: Int] = [:]
    for one in outline.imports where !one.isNested {
      let start = "\(one.qualifier) \(one.form.rawValue) \(one.module)"
      if one.names.isEmpty { counts[start, default: 0] += 1 }
      for name in one.names { counts["\(start) \(name.name) \(name.local)", default: 0] += 1 }
    }
    return counts
  }

  private static func definitions(_ outline: Outline) -> [String: Int] {
    let hasOverloads = outline.language.hasOverloads
    var counts: [String: Int] = [:]
    counts.reserveCapacity(outline.items.count)
    for item in outline.allItems where item.kind.isDefinition && !item.isConditional {
      let name = hasOverloads ? item.signature : item.name
      let full = item.container.isEmpty ? name : (item.container + [name]).joined(separator: ".")
      counts[full, default: 0] += 1
    }
    return counts
  }
}
