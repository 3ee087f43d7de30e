import Outlines

extension ResolutionRule {
  /// Both sides changed imports: the union of what they added, less what one of them removed and nobody uses.
  static let imports = Self(name: "imports") { hunk, scene in
    guard max(hunk.base.count, hunk.ours.count, hunk.theirs.count) <= mostLines, mayBeImports(hunk, scene),
      // One outline after the other: the first one mostly says that there is no import.
      let ours = scene.oursOutline, ours.hasOnlyImports(hunk.ours),
      let theirs = scene.theirsOutline, theirs.hasOnlyImports(hunk.theirs),
      let base = scene.baseOutline, base.hasOnlyImports(hunk.base)
    else { return nil }
    let frame = frame(
      hunk, scene,
      [
        (base, hunk.base), (ours, hunk.ours), (theirs, hunk.theirs),
      ])
    guard let frame else { return nil }
    let wide = Hunk(
      base: hunk.base.lowerBound - frame.above..<hunk.base.upperBound + frame.below,
      ours: hunk.ours.lowerBound - frame.above..<hunk.ours.upperBound + frame.below,
      theirs: hunk.theirs.lowerBound - frame.above..<hunk.theirs.upperBound + frame.below)
    guard let baseBlock = ImportBlock(wide.base, scene.base, base),
      let oursBlock = ImportBlock(wide.ours, scene.ours, ours),
      let theirsBlock = ImportBlock(wide.theirs, scene.theirs, theirs),
      !oursBlock.statements.isEmpty || !theirsBlock.statements.isEmpty || !baseBlock.statements.isEmpty
    else { return nil }
    let merge = ImportMerge(
      base: baseBlock, ours: oursBlock, theirs: theirsBlock,
      mergedNames: scene.mergedNames, oursNames: scene.names(.ours), theirsNames: scene.names(.theirs),
      oursImports: localNames(ours), theirsImports: localNames(theirs))
    guard let bytes = merge.merged() else { return .ask }
    guard
      let inner = withoutFrame(
        bytes, above: scene.ours.slice(wide.ours.lowerBound..<hunk.ours.lowerBound),
        below: scene.ours.slice(hunk.ours.upperBound..<wide.ours.upperBound))
    else { return nil }
    let removes =
      !Set(baseBlock.atoms.keys).subtracting(oursBlock.atoms.keys).isEmpty
      || !Set(baseBlock.atoms.keys).subtracting(theirsBlock.atoms.keys).isEmpty
    return Settlement(
      bytes: inner, certainty: removes ? .likely : .certain,
      reason: removes ? "both changed imports" : "both added imports",
      liberties: .composes)
  }

  private static func localNames(_ outline: Outline) -> Set<[UInt8]> {
    outline.language == .rust
      ? Set(outline.imports.flatMap(\.localNames).map { ImportStatement.local(Array($0.utf8)) }) : []
  }

  private static let mostLines = 400

  /// Whether the lines are worth an outline: no import has one of these marks.
  private static func mayBeImports(_ hunk: Hunk, _ scene: MergeScene) -> Bool {
    [scene.ours.slice(hunk.ours), scene.theirs.slice(hunk.theirs), scene.base.slice(hunk.base)].allSatisfy {
      !$0.contains { "=+[]?&%|".utf8.contains($0) }
    }
  }

  /// How many lines above and below belong to imports that the hunk cuts; nil if they are not alike in all texts.
  private static func frame(
    _ hunk: Hunk, _ scene: MergeScene, _ parts: [(Outline, Range<Int>)]
  ) -> (above: Int, below: Int)? {
    var (above, below) = (0, 0)
    for (outline, lines) in parts {
      for statement in outline.imports {
        let range = statement.lines
        if range.lowerBound < lines.lowerBound && lines.lowerBound < range.upperBound {
          above = max(above, lines.lowerBound - range.lowerBound)
        }
        if range.lowerBound < lines.upperBound && lines.upperBound < range.upperBound {
          below = max(below, range.upperBound - lines.upperBound)
        }
      }
    }
    return scene.hasEqualLines(around: hunk, above: above, below: below) ? (above, below) : nil
  }

  /// Merged lines without those around the hunk; nil if they are no longer the first and last ones.
  static func withoutFrame(
    _ bytes: [UInt8], above: ArraySlice<UInt8>, below: ArraySlice<UInt8>
  ) -> [UInt8]? {
    guard bytes.count >= above.count + below.count, bytes.starts(with: above),
      bytes.suffix(below.count).elementsEqual(below)
    else { return nil }
    return Array(bytes.dropFirst(above.count).dropLast(below.count))
  }
}

extension Outline {
  /// Whether lines hold nothing but imports or parts of them, blank lines and comments.
  fileprivate func hasOnlyImports(_ lines: Range<Int>) -> Bool {
    lines.allSatisfy { line in
      switch self.lines[line].kind {
      case .import, .blank, .comment: true
      default: false
      }
    }
  }
}
