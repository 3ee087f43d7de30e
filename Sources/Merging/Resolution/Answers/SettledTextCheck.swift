internal import Outlines

/// Checks what a person or a program made of a text with conflicts.
///
/// It is held to what every merged text is held to (`checkMergedText`), but for the lines of the conflicts themselves:
/// whoever settles a conflict may leave out lines of either side there and write new ones. What may not go is what a side
/// only added: a definition, key or import of a new name, or lines where the base had none and nobody changed any.
/// What stands twice is told by those who know the scopes of names; it is not looked for here.
///
/// - Parameters:
///   - base: the common ancestor's text.
///   - ours: our text.
///   - theirs: their text.
///   - marked: the text with conflict markers, possibly with some conflicts settled before.
///   - conflicts: those that are open in it; `merged` are their lines there.
///   - result: what became of it.
///   - path: the file's path, by which its language is known.
/// - Returns: what is wrong; empty if nothing is.
/// - Complexity: linear in the size of the texts.
public func checkSettledText(
  base: [UInt8], ours: [UInt8], theirs: [UInt8], marked: [UInt8], conflicts: [ConflictHunk],
  result: [UInt8], path: [UInt8]
) -> [Problem] {
  let ground = MergeGround(base: base, ours: ours, theirs: theirs)
  let scene = MergeScene(
    base: ground.base, ours: ground.ours, theirs: ground.theirs, path: path, regions: ground.regions,
    differ: ground.differ, memory: NoMemory())
  let check = SettledTextCheck(scene: scene, marked: marked, conflicts: conflicts, result: result)
  let whole = FileCheck(scene: scene, merged: result).problems
  return check.lostLines + check.lostNames + whole.filter { [.marker, .unbalanced].contains($0.kind) }
}

/// Looks for what a side added and a settled text has lost.
struct SettledTextCheck {
  private let scene: MergeScene
  private let marked: SourceText
  private let conflicts: [ConflictHunk]
  private let result: SourceText
  /// The conflicts' lines in the result; nil where something around them was changed as well.
  private let places: [Range<Int>]?

  init(scene: MergeScene, marked: [UInt8], conflicts: [ConflictHunk], result: [UInt8]) {
    self.scene = scene
    self.marked = SourceText(marked)
    self.conflicts = conflicts
    self.result = SourceText(result)
    if case .found(let places) = ConflictPlaces.find(conflicts.map(\.merged), of: marked, in: result) {
      self.places = places
    } else {
      places = nil
    }
  }

  /// Lines that a side added and of which nothing is left: those that stood outside of conflicts, and those of
  /// conflicts in which both only added.
  var lostLines: [Problem] {
    var outside: Set<String> = []
    var done = 0
    for lines in conflicts.map(\.merged) + [marked.lineCount..<marked.lineCount] {
      for line in done..<lines.lowerBound {
        outside.insert(String(decoding: trimmed(marked.line(line)), as: UTF8.self))
      }
      done = lines.upperBound
    }
    let lost = LineCheck.problems(
      base: scene.base.bytes[...], ours: scene.ours.bytes[...], theirs: scene.theirs.bytes[...],
      merged: result.bytes[...]
    ).filter { $0.kind == .lostLine && outside.contains($0.text) }
    return lost + conflicts.indices.flatMap(lostLines)
  }

  /// Lines with a word of their own of which no such word is left, of a conflict in which both sides only added.
  private func lostLines(of index: Int) -> [Problem] {
    let conflict = conflicts[index]
    let sides = [scene.ours.slice(conflict.ours), scene.theirs.slice(conflict.theirs)]
    guard conflict.base.isEmpty, !haveCommonName(conflict) else { return [] }
    let left = words(places.map { result.slice($0[index]) } ?? result.bytes[...])
    var problems: [Problem] = []
    for (side, other) in zip(sides, sides.reversed()) {
      let common = words(other)
      for line in side.split(separator: 0x0A) {
        let own = words(line).subtracting(common)
        guard !own.isEmpty, own.isDisjoint(with: left) else { continue }
        problems.append(Problem(kind: .lostLine, text: String(decoding: trimmed(line), as: UTF8.self)))
      }
    }
    return problems
  }

  /// Whether both sides define one name in a conflict, so that one of the two has to give way.
  private func haveCommonName(_ conflict: ConflictHunk) -> Bool {
    guard let ours = scene.oursOutline, let theirs = scene.theirsOutline else { return false }
    return !ours.definedNames(in: conflict.ours).isDisjoint(with: theirs.definedNames(in: conflict.theirs))
  }

  private func words(_ bytes: ArraySlice<UInt8>) -> Set<Int32> {
    Set(scene.tokenize(bytes).tokens.filter { $0.kind == .word || $0.kind == .version }.map(\.id))
  }

  /// Definitions, keys and imports of names that a side added and that are nowhere now.
  var lostNames: [Problem] {
    guard let language = scene.language, let base = scene.baseOutline, let ours = scene.oursOutline,
      let theirs = scene.theirsOutline, base.isTrusted, ours.isTrusted, theirs.isTrusted
    else { return [] }
    let left = OutlineNames(Outline(result, language: language))
    let old = OutlineNames(base)
    var lost: Set<String> = []
    for side in [OutlineNames(ours), OutlineNames(theirs)] {
      lost.formUnion(side.imports.subtracting(old.imports).subtracting(left.imports))
      for name in side.whole.subtracting(old.whole).subtracting(left.whole) {
        // What holds it may have another name by now.
        let last = name.last ?? ""
        if left.counts[last] ?? 0 < side.counts[last] ?? 0 { lost.insert(name.joined(separator: ".")) }
      }
    }
    return lost.sorted().map { Problem(kind: .lostName, text: $0) }
  }
}

/// The names that a file makes known.
private struct OutlineNames {
  /// Of definitions and keys, with those of what holds them.
  private(set) var whole: Set<[String]> = []
  /// How often each stands, whatever holds it.
  private(set) var counts: [String: Int] = [:]
  /// Of imports what the file calls them, or the modules where it calls them nothing.
  private(set) var imports: Set<String> = []

  init(_ outline: Outline) {
    for item in outline.allItems where item.kind.isDefinition {
      whole.insert(item.container + [item.name])
      counts[item.name, default: 0] += 1
    }
    for one in outline.imports {
      imports.formUnion(one.localNames.isEmpty ? [one.module] : one.localNames)
    }
  }
}
