public import GitValues

/// Tells as clashes what a clean merge of two sides made stand twice.
public struct DefinitionClashes {
  private let ours: String
  private let theirs: String

  /// - Parameters:
  ///   - ours: the side that is merged into: a lane's name, or the whole name of the target's branch.
  ///   - theirs: the merged side, likewise.
  public init(ours: String, theirs: String) {
    self.ours = ours
    self.theirs = theirs
  }

  /// The clashes of one file that both sides changed and that merged without a conflict.
  ///
  /// A clash is settled (`certain`) only where every copy says the same and the others can be left out, or do no harm:
  /// see `MergedDuplicates.removingCopies`.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - base: the common ancestor's text; empty if both sides added the file.
  ///   - oursText: our text.
  ///   - theirsText: their text.
  ///   - merged: what was made of them.
  public func clashes(
    path: GitPath, base: [UInt8], ours oursText: [UInt8], theirs theirsText: [UInt8], merged: [UInt8]
  ) -> [Clash] {
    clashes(
      of: MergedDuplicates.find(
        base: base, ours: oursText, theirs: theirsText, merged: merged, path: path), at: path)
  }

  /// The clashes that the duplicates of one merged file are.
  public func clashes(of duplicates: [MergedDuplicate], at path: GitPath) -> [Clash] {
    duplicates.map { clash($0, path) }
  }

  private func clash(_ duplicate: MergedDuplicate, _ path: GitPath) -> Clash {
    let lanes = [ours, theirs]
    let isSettled = duplicate.isHarmless || !duplicate.copies.isEmpty
    return Clash(
      id: clashID(kind: duplicate.kind, lanes: lanes, path: path, detail: duplicate.title),
      kind: duplicate.kind,
      level: .silent, lanes: lanes, path: path, paths: [path],
      lines: [lines(ours, duplicate.ours), lines(theirs, duplicate.theirs)].compactMap { $0 },
      decision: isSettled ? .certain : .ask, rule: "definitions", reason: reason(duplicate))
  }

  private func lines(_ lane: String, _ range: Range<Int>?) -> Clash.Lines? {
    range.map { Clash.Lines(lane: lane, range: $0.lowerBound + 1...max($0.lowerBound + 1, $0.upperBound)) }
  }

  private func reason(_ duplicate: MergedDuplicate) -> String {
    let places = duplicate.merged.map { String($0.lowerBound + 1) }.joined(separator: " and ")
    let end = "stands more than once in the merged file, in lines \(places)"
    if duplicate.isHarmless { return "\(duplicate.title) \(end), which does no harm" }
    if !duplicate.copies.isEmpty { return "\(duplicate.title) \(end); all say the same, so one is enough" }
    return duplicate.areEqual
      ? "\(duplicate.title) \(end), saying the same" : "\(duplicate.title) \(end), saying different things"
  }
}
