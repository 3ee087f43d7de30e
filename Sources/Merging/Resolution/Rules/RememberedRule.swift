extension ResolutionRule {
  /// A person settled a conflict of exactly these lines before, with the sides in this order or the other.
  static let remembered = Self(name: "remembered") { hunk, scene in
    let base = scene.base.slice(hunk.base)
    let ours = scene.ours.slice(hunk.ours)
    let theirs = scene.theirs.slice(hunk.theirs)
    let known =
      scene.memory.remembered(base: base, ours: ours, theirs: theirs)
      ?? scene.memory.remembered(base: base, ours: theirs, theirs: ours)
    return known.map { bytes in
      Settlement(
        bytes: bytes, certainty: .certain, reason: "the same conflict was settled so before",
        liberties: .invents)
    }
  }
}
