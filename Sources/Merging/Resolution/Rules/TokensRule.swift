extension ResolutionRule {
  /// Both sides changed a line, but not the same words of it.
  static let tokens = Self(name: "tokens") { hunk, scene in
    guard hunk.base.count == 1 else { return nil }
    return settled(hunk, scene, "both changed the line, but not the same words of it")
  }

  /// The same for several lines, where no rule settles them one by one.
  static let tokensOfLines = Self(name: tokens.name) { hunk, scene in
    guard hunk.base.count > 1 else { return nil }
    return settled(hunk, scene, "both changed the lines, but not the same words of them")
  }

  private static func settled(_ hunk: Hunk, _ scene: MergeScene, _ reason: String) -> Settlement? {
    guard hunk.ours.count == hunk.base.count, hunk.theirs.count == hunk.base.count,
      scene.size(hunk) <= TokenRules.largestText
    else { return nil }
    var merge = TokenMerge(
      base: scene.tokenize(scene.base.slice(hunk.base)), ours: scene.tokenize(scene.ours.slice(hunk.ours)),
      theirs: scene.tokenize(scene.theirs.slice(hunk.theirs)))
    guard merge.run(), !isTooLong(merge.bytes, hunk, scene), !commentsOut(hunk, scene),
      !Interference(scene: scene, hunks: [hunk]).sharesWords
    else { return nil }
    return Settlement(bytes: merge.bytes, certainty: .likely, reason: reason, liberties: .composes)
  }

  /// Whether one side made a comment of code that the other edited: the edit would be there and do nothing.
  private static func commentsOut(_ hunk: Hunk, _ scene: MergeScene) -> Bool {
    guard let base = scene.baseOutline, let ours = scene.oursOutline, let theirs = scene.theirsOutline
    else { return false }
    return (0..<hunk.base.count).contains { line in
      let kinds = [
        ours.lines[hunk.ours.lowerBound + line].kind, theirs.lines[hunk.theirs.lowerBound + line].kind,
      ]
      return base.lines[hunk.base.lowerBound + line].kind != .comment
        && kinds.contains(.comment) && kinds.contains { $0 != .comment }
    }
  }

  /// Whether a line is longer than all others of the file, so that its author would have broken it.
  private static func isTooLong(_ line: [UInt8], _ hunk: Hunk, _ scene: MergeScene) -> Bool {
    let sides = max(scene.ours.slice(hunk.ours).count, scene.theirs.slice(hunk.theirs).count)
    return line.count > sides
      && [scene.ours, scene.theirs].allSatisfy { text in
        text.ids.indices.allSatisfy { text.slice($0..<$0 + 1).count < line.count }
      }
  }
}
