/// Signs that two changes which could both be made do not go together.
///
/// Measured on real conflicts: of changes beside each other without a sign, people kept both in nine of ten;
/// with one, in a third.
struct Interference {
  let scene: MergeScene
  /// The places of the changes; what lies between them is of no interest.
  let hunks: [Hunk]

  /// Whether there is a sign.
  ///
  /// - Complexity: that of cutting the hunk into tokens, and of comparing the inserted lines of one side with the
  ///   edited ones of the other, of which the first `mostLines` count.
  var isLikely: Bool { sharesWords || repeatsWhatChanged }

  private static let mostLines = 50
  private static let similarity = 0.6

  /// One side uses more of a word that the other uses less of, or both use more of one.
  var sharesWords: Bool {
    var (base, ours, theirs) = ([Int32: Int](), [Int32: Int](), [Int32: Int]())
    for hunk in hunks {
      count(scene.base.slice(hunk.base), in: &base)
      count(scene.ours.slice(hunk.ours), in: &ours)
      count(scene.theirs.slice(hunk.theirs), in: &theirs)
    }
    let (oursAdded, theirsAdded) = (Self.added(ours, base), Self.added(theirs, base))
    return !oursAdded.isDisjoint(with: theirsAdded)
      || !oursAdded.isDisjoint(with: Self.added(base, theirs))
      || !theirsAdded.isDisjoint(with: Self.added(base, ours))
  }

  private func count(_ bytes: ArraySlice<UInt8>, in counts: inout [Int32: Int]) {
    for token in scene.tokenize(bytes).tokens where token.kind == .word && token.end - token.start > 1 {
      counts[token.id, default: 0] += 1
    }
  }

  /// The words that one text has more of than another.
  private static func added(_ words: [Int32: Int], _ before: [Int32: Int]) -> Set<Int32> {
    Set(words.lazy.filter { $0.value > before[$0.key] ?? 0 }.map(\.key))
  }

  /// A line that one side inserted looks like one that the other edited, so that it may need the same edit.
  private var repeatsWhatChanged: Bool {
    let alignments = hunks.map { LineAlignment(scene: scene, hunk: $0) }
    let (ours, theirs) = (alignments.flatMap { $0.edits(.ours) }, alignments.flatMap { $0.edits(.theirs) })
    return resembles(ours, .ours, theirs) || resembles(theirs, .theirs, ours)
  }

  private func resembles(_ edits: [SideEdit], _ side: Side, _ others: [SideEdit]) -> Bool {
    let inserted = edits.lazy.filter { !$0.isPair }.flatMap(\.side).prefix(Self.mostLines)
      .map { bag(scene.text(side), $0) }
    let edited = others.lazy.filter(\.isPair).flatMap(\.base).prefix(Self.mostLines)
      .map { bag(scene.base, $0) }
    return inserted.contains { line in
      edited.contains { LineAlignment.similarity(line, $0) >= Self.similarity }
    }
  }

  private func bag(_ text: TextLines, _ line: Int) -> [Int32] {
    scene.tokenize(text.slice(line..<line + 1)).ids.sorted()
  }
}
