/// Settles a conflict only in a way that does not depend on which side is called ours.
///
/// Each conflict is settled twice, the second time with the sides swapped. Where both results have the same lines the
/// first stands, with its own order. Where the lines have the same words in another order, both ways round get
/// the result of one of them. All else stays open.
struct SymmetricResolver {
  private let resolver: HunkResolver
  private let mirrored: HunkResolver

  init(scene: MergeScene, policy: ResolutionPolicy) {
    resolver = HunkResolver(scene: scene, policy: policy)
    mirrored = HunkResolver(scene: scene.mirrored, policy: policy)
  }

  /// What stands for a conflict; nil leaves it open.
  ///
  /// - Complexity: that of the rules, twice for what they settle.
  func settle(_ hunk: Hunk) -> Settlement? {
    guard let one = resolver.settle(hunk), let other = mirrored.settle(hunk.mirrored) else { return nil }
    let weaker = other.certainty == .certain ? one : other
    if Self.lines(one.bytes) == Self.lines(other.bytes) { return one.with(weaker.certainty) }
    guard one.rule == other.rule, words(one.bytes) == words(other.bytes) else { return nil }
    let scene = resolver.scene
    let isInOrder = !scene.theirs.slice(hunk.theirs)
      .lexicographicallyPrecedes(scene.ours.slice(hunk.ours))
    return (isInOrder ? one : other).with(weaker.certainty)
  }

  private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>: Int] {
    bytes.split(separator: 0x0A, omittingEmptySubsequences: false).reduce(into: [:]) {
      $0[$1, default: 0] += 1
    }
  }

  private func words(_ bytes: [UInt8]) -> [Int32] { resolver.scene.tokenize(bytes[...]).ids.sorted() }
}

extension Settlement {
  fileprivate func with(_ certainty: Certainty) -> Self {
    var settlement = self
    settlement.certainty = certainty
    return settlement
  }
}
