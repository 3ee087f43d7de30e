import GitValues

/// Finds which of the files that a side removed are the same as which of those that it added.
///
/// Terms: a *source* is a removed file, a *target* an added one; a *pair* makes them one renamed file. The
/// steps are git's, in git's order, as each step takes sources and targets away from the next:
/// 1. equal content;
/// 2. equal names, among sources that matter, if the name is the only one of its kind or the folder's own
///    move tells where to look, and 75 % of the content is there;
/// 3. all remaining sources that matter against all remaining targets, best pairs first, from 50 % on.
///
/// A source matters if the other side changed it, or if its folder's new place has to be found out.
/// Source: the commit messages and documentation of git's merge-ort. Cost: step 3 is the product of what is left.
struct RenameDetector<Source: MergeSource> {
  /// Why a source matters; sources without a reason take part in step 1 only.
  enum Reason { case content, location }

  private(set) var sources: [PathChange]
  let targets: [PathChange]
  private(set) var sourceOf: [Int?]
  private var used: Set<GitPath> = []
  private var reasons: [GitPath: Reason]
  private(set) var moves: FolderMoves
  private var meter: SimilarityMeter<Source>
  private(set) var neededLimit: Int?

  private static var minimumScore: Int { 30000 }
  private static var minimumNamedScore: Int { 45000 }
  private static var candidatesPerTarget: Int { 4 }

  /// - Parameters:
  ///   - removed: the sources, sorted by path.
  ///   - added: the targets, sorted by path.
  ///   - reasons: the sources that matter.
  ///   - vanished: the side's vanished folders.
  init(
    removed: [PathChange], added: [PathChange], reasons: [GitPath: Reason],
    vanished: [GitPath: FolderRelevance.Reason], source: Source
  ) {
    sources = removed.filter { $0.old?.id != emptyBlob }
    targets = added.filter { $0.new?.id != emptyBlob }
    sourceOf = Array(repeating: nil, count: targets.count)
    self.reasons = reasons
    moves = FolderMoves(vanished: vanished)
    meter = SimilarityMeter(source: source)
    pairedSources = []
  }

  /// The sources of the pairs found, by target index; kept apart as `sources` shrinks.
  private var pairedSources: [(target: Int, source: PathChange)]

  /// The pairs found: new path → old path.
  var pairs: [GitPath: GitPath] {
    var result: [GitPath: GitPath] = [:]
    for pair in pairedSources { result[targets[pair.target].path] = pair.source.path }
    return result
  }

  /// Finds all pairs.
  ///
  /// - Parameter limit: step 3 is left out where it would compare more than `limit` × `limit` pairs.
  mutating func run(limit: Int) throws(Source.Failure) {
    guard !sources.isEmpty, !targets.isEmpty else { return }
    pairEqualContent()
    dropSources { _ in false }
    for pair in pairedSources { moves.add(from: pair.source.path, to: targets[pair.target].path) }
    moves.guess()
    try pairEqualNames()
    let reasons = self.reasons
    dropSources { reasons[$0.path] == nil }
    dropSettledSources()
    let open = targets.indices.filter { sourceOf[$0] == nil }
    guard !open.isEmpty, !sources.isEmpty else { return }
    guard open.count * sources.count <= limit * limit else {
      neededLimit = max(open.count, sources.count)
      return
    }
    try pairMostSimilar(open)
  }

  private mutating func pair(_ target: Int, with source: Int) {
    sourceOf[target] = source
    used.insert(sources[source].path)
    pairedSources.append((target, sources[source]))
  }

  /// Takes away the sources that are in a pair, and others.
  private mutating func dropSources(_ isUnneeded: (PathChange) -> Bool) {
    sources.removeAll { used.contains($0.path) || isUnneeded($0) }
  }
}

/// The id of the blob without bytes; empty files are never renames of one another.
let emptyBlob = ObjectID(hex: "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391")

// MARK: - The steps

extension RenameDetector {
  private mutating func pairEqualContent() {
    var byContent: [ObjectID: [Int]] = [:]
    for (index, source) in sources.enumerated() {
      if let id = source.old?.id { byContent[id, default: []].append(index) }
    }
    for (index, target) in targets.enumerated() {
      guard let new = target.new, let candidates = byContent[new.id] else { continue }
      let fitting = candidates.lazy.filter { [self] candidate in
        guard let old = sources[candidate].old, !used.contains(sources[candidate].path) else { return false }
        return old.mode == new.mode || (old.mode.isRegular && new.mode.isRegular)
      }.prefix(100)
      let sameName = fitting.first { sources[$0].path.name == target.path.name }
      if let best = sameName ?? fitting.first { pair(index, with: best) }
    }
  }

  private mutating func pairEqualNames() throws(Source.Failure) {
    let openTargets = targets.indices.filter { sourceOf[$0] == nil }
    let sourceNames = RenameDetector.unique(sources.indices.map { (sources[$0].path.name, $0) })
    let targetNames = RenameDetector.unique(openTargets.map { (targets[$0].path.name, $0) })
    var targetPaths: [GitPath: Int] = [:]
    for index in openTargets { targetPaths[targets[index].path] = index }
    for (index, source) in sources.enumerated() where reasons[source.path] != nil {
      guard let named = targetNames[source.path.name] else { continue }
      var target = named
      if named == nil || sourceNames[source.path.name] == .some(nil) {
        target = moves.guess(for: source.path).flatMap { targetPaths[$0] }
      }
      guard let target, sourceOf[target] == nil, let old = source.old, let new = targets[target].new else {
        continue
      }
      let minimum = RenameDetector.minimumNamedScore
      guard try meter.score(old, new, minimum: minimum) >= minimum else { continue }
      pair(target, with: index)
      moves.add(from: source.path, to: targets[target].path)
    }
  }

  /// Name → index, or nil for names that several have.
  private static func unique(_ items: [(name: ArraySlice<UInt8>, index: Int)]) -> [ArraySlice<UInt8>: Int?] {
    var result: [ArraySlice<UInt8>: Int?] = [:]
    for item in items {
      let isFirst = result[item.name] == nil
      result[item.name] = .some(isFirst ? item.index : nil)
    }
    return result
  }

  /// Drops the sources that only mattered for folders whose new place is known by now.
  private mutating func dropSettledSources() {
    guard !moves.vanished.isEmpty else { return }
    var pending: [GitPath: Int] = [:]
    for source in sources {
      for folder in source.path.ancestors {
        guard let reason = moves.vanished[folder], reason != .unimportant else { break }
        pending[folder, default: 0] += 1
      }
    }
    moves.settle(pending: pending)
    let vanished = moves.vanished
    let reasons = self.reasons
    dropSources { source in
      guard reasons[source.path] == .location else { return false }
      for folder in source.path.ancestors {
        guard let reason = vanished[folder], reason != .unimportant else { return true }
        if reason == .forItself { return false }
      }
      return true
    }
  }

  private mutating func pairMostSimilar(_ open: [Int]) throws(Source.Failure) {
    var candidates: [Candidate] = []
    for target in open {
      var best: [Candidate] = []
      for source in sources.indices {
        guard let old = sources[source].old, let new = targets[target].new else { continue }
        let score = try meter.score(old, new, minimum: RenameDetector.minimumScore)
        let sameName = sources[source].path.name == targets[target].path.name
        RenameDetector.keep(
          Candidate(source: source, target: target, score: score, hasSameName: sameName), in: &best)
      }
      candidates += best
    }
    // Swift's sort is stable: among equals the order of targets decides, as in git.
    for candidate in candidates.sorted(by: { $0.isBetter(than: $1) }) {
      guard candidate.score >= RenameDetector.minimumScore else { break }
      let source = sources[candidate.source].path
      guard sourceOf[candidate.target] == nil, !used.contains(source) else { continue }
      pair(candidate.target, with: candidate.source)
      moves.add(from: source, to: targets[candidate.target].path)
    }
  }

  private struct Candidate {
    let source: Int
    let target: Int
    let score: Int
    let hasSameName: Bool

    func isBetter(than other: Candidate) -> Bool {
      score != other.score ? score > other.score : hasSameName && !other.hasSameName
    }
  }

  /// Keeps the best four candidates of a target; a new one takes the place of the first worst.
  private static func keep(_ candidate: Candidate, in best: inout [Candidate]) {
    guard best.count == candidatesPerTarget else {
      best.append(candidate)
      return
    }
    var worst = 0
    for index in best.indices where best[worst].isBetter(than: best[index]) { worst = index }
    if candidate.isBetter(than: best[worst]) { best[worst] = candidate }
  }
}
