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
    let others = [ours, theirs]
    problems += Self.repeated(Self.imports(outline), others.map(Self.imports), .duplicateImport)
    problems += Self.repeated(Self.definitions(outline), others.map(Self.definitions), .duplicateDefinition)
    return problems
  }

  private func hasMarker(_ text: [UInt8]) -> Bool {
    guard text.contains(UInt8(ascii: "<")) || text.contains(UInt8(ascii: ">")) else { return false }
    return text.split(separator: 0x0A).contains(where: isConflictMarker)
  }

  /// What stands more often in a merged text than in either side, and more than once.
  private static func repeated(
    _ merged: [String: Int], _ sides: [[String: Int]], _ kind: Problem.Kind
  ) -> [Problem] {
    merged.filter { name, count in count > 1 && sides.allSatisfy { $0[name] ?? 0 < count } }.keys.sorted()
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
    var counts: [String: Int] = [:]
    for item in outline.allItems where item.kind.isDefinition && !item.isConditional {
      let name = outline.language.hasOverloads ? item.signature : item.name
      counts[(item.container + [name]).joined(separator: "."), default: 0] += 1
    }
    return counts
  }
}
