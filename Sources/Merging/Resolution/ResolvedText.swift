/// What came of three versions of a file once the rules had their say.
public struct ResolvedText: Sendable {
  /// The merged text, with markers where it is open.
  public var bytes: [UInt8]
  /// The places with markers, in ascending order.
  public var conflicts: [ConflictHunk]
  /// Clean changes that deserve a look, in ascending order.
  public var nearby: [NearbyChange]
  /// What was decided about each place where git stops, open ones included, in ascending order.
  public var decisions: [HunkDecision]

  public var isClean: Bool { conflicts.isEmpty }

  /// - Parameters:
  ///   - bytes: the merged text.
  ///   - conflicts: the places with markers.
  ///   - nearby: clean changes that deserve a look.
  ///   - decisions: what was decided about each place where git stops.
  public init(
    bytes: [UInt8], conflicts: [ConflictHunk], nearby: [NearbyChange], decisions: [HunkDecision]
  ) {
    self.bytes = bytes
    self.conflicts = conflicts
    self.nearby = nearby
    self.decisions = decisions
  }
}

extension ResolvedText {
  /// Git's own merge, with every place where it stops left open.
  public init(_ merge: TextMerge) {
    self.init(
      bytes: merge.bytes, conflicts: merge.conflicts, nearby: merge.nearby,
      decisions: merge.conflicts.map { hunk in
        HunkDecision(
          certainty: .ask, rule: "git", reason: "both changed the same lines", base: hunk.base,
          ours: hunk.ours, theirs: hunk.theirs, merged: hunk.merged)
      })
  }
}

/// What was decided about one place where git stops. Ranges are half-open and number lines from 0.
public struct HunkDecision: Sendable, Hashable {
  public var certainty: Certainty
  /// The rule's name; `git` where none had an answer.
  public var rule: String
  /// Why, in a sentence without a full stop.
  public var reason: String
  public var base: Range<Int>
  public var ours: Range<Int>
  public var theirs: Range<Int>
  /// Lines of the merged text, markers included where it is open.
  public var merged: Range<Int>

  /// - Parameters:
  ///   - certainty: how sure the rule is; `.ask` where the place is open.
  ///   - rule: the rule's name.
  ///   - reason: why, in a sentence without a full stop.
  ///   - base: lines of the base.
  ///   - ours: lines of ours.
  ///   - theirs: lines of theirs.
  ///   - merged: lines of the merged text.
  public init(
    certainty: Certainty, rule: String, reason: String, base: Range<Int>, ours: Range<Int>,
    theirs: Range<Int>, merged: Range<Int>
  ) {
    self.certainty = certainty
    self.rule = rule
    self.reason = reason
    self.base = base
    self.ours = ours
    self.theirs = theirs
    self.merged = merged
  }
}
