/// Words of code that one side has done away with while the other came to use them more: a rename on one side, say, and
/// new code with the old name on the other. Then even changes far from each other do not go together.
struct LeftNames {
  let scene: MergeScene

  /// Whether there is such a word.
  ///
  /// - Complexity: linear in what the sides changed, and that of outlines where there may be such a word.
  var areUsed: Bool {
    guard let language = scene.language, !language.isData else { return false }
    let (ours, theirs) = (growth(.ours), growth(.theirs))
    return isLeft(by: .ours, ours, theirs) || isLeft(by: .theirs, theirs, ours)
  }

  private func isLeft(by side: Side, _ own: [[UInt8]: Int], _ other: [[UInt8]: Int]) -> Bool {
    own.contains { name, growth in
      growth < 0 && other[name] ?? 0 > 0 && scene.baseNames.contains(name)
        && !scene.names(side).contains(name)
    }
  }

  /// How often more each word stands in a side's changed lines than it stood there in the base.
  private func growth(_ side: Side) -> [[UInt8]: Int] {
    let whole = Hunk(base: 0..<scene.base.count, ours: 0..<scene.ours.count, theirs: 0..<scene.theirs.count)
    var counts: [[UInt8]: Int] = [:]
    func add(_ bytes: ArraySlice<UInt8>, _ weight: Int) {
      let text = scene.tokenize(bytes)
      for token in text.tokens where token.kind == .word && !isDigit(text.bytes[token.start]) {
        counts[Array(text.text(token)), default: 0] += weight
      }
    }
    for change in scene.changes(whole, side) {
      add(scene.base.slice(change.old), -1)
      add(scene.text(side).slice(change.new), 1)
    }
    return counts
  }
}
