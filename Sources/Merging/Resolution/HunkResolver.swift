/// Asks the rules about hunks, and about the parts of hunks that no rule settles whole.
struct HunkResolver {
  let scene: MergeScene
  let policy: ResolutionPolicy
  private let rules: [ResolutionRule]
  private let lastRules: [ResolutionRule]

  /// The rule that keeps what one side changed beside what the other changed.
  static let adjacent = "adjacent"

  init(scene: MergeScene, policy: ResolutionPolicy) {
    self.scene = scene
    self.policy = policy
    let isOff = policy.accept == .ask
    rules = isOff ? [] : resolutionRules.filter { Self.isOn($0.name, policy) }
    lastRules = isOff ? [] : lastResolutionRules.filter { Self.isOn($0.name, policy) }
  }

  static func isOn(_ rule: String, _ policy: ResolutionPolicy) -> Bool {
    !policy.disabled.contains(rule) && (policy.only == nil || policy.only == rule)
  }

  /// What the first rule with an answer makes of a hunk as a whole, else what becomes of its parts, else what the last
  /// rules say.
  ///
  /// Where a side has markers of an earlier conflict as content, nothing is settled.
  func settle(_ hunk: Hunk) -> Settlement? {
    guard !rules.isEmpty, !hasMarkers(scene.ours, hunk.ours), !hasMarkers(scene.theirs, hunk.theirs) else {
      return nil
    }
    let answer = settleWhole(hunk, by: rules) ?? settleParts(hunk) ?? settleWhole(hunk, by: lastRules)
    if let answer, answer.rule != ResolutionRule.remembered.name, scene.isRetitled(hunk) { return nil }
    // Who accepts only what is certain gets no other answers than who accepts more, but fewer.
    return answer?.certainty == .certain || answer?.certainty == policy.accept ? answer : nil
  }

  private func hasMarkers(_ text: TextLines, _ lines: Range<Int>) -> Bool {
    lines.contains { isConflictMarker(text.slice($0..<$0 + 1)) }
  }

  private func settleWhole(_ hunk: Hunk, by rules: [ResolutionRule]) -> Settlement? {
    for rule in rules {
      guard var settlement = rule.settle(hunk, scene) else { continue }
      if settlement.certainty == .ask { return settlement }
      guard isTrusted(settlement.certainty),
        SettlementCheck(scene: scene, hunk: hunk, settlement: settlement).isPassed
      else { continue }
      settlement.rule = rule.name
      if !settlement.liberties.isEmpty { settlement.free = [freePart(hunk, settlement.bytes)] }
      return settlement
    }
    return nil
  }

  private func freePart(_ hunk: Hunk, _ merged: [UInt8]) -> FreePart {
    FreePart(
      ours: scene.ours.slice(hunk.ours), theirs: scene.theirs.slice(hunk.theirs), merged: merged[...])
  }

  private func isTrusted(_ certainty: Certainty) -> Bool { certainty == .certain || !scene.hasLeftNames }

  /// Takes what only one side changed from it, and asks the rules about the rest.
  private func settleParts(_ hunk: Hunk) -> Settlement? {
    guard !rules.isEmpty, scene.size(hunk) <= TokenRules.largestText else { return nil }
    let pieces = FineMerge(hunk, scene).pieces
    guard pieces.count > 1 else { return nil }
    var bytes: [UInt8] = []
    var answers: [Settlement] = []
    for piece in pieces {
      switch piece.outcome {
      case .unchanged, .ours, .same: bytes += scene.ours.slice(piece.hunk.ours)
      case .theirs: bytes += scene.theirs.slice(piece.hunk.theirs)
      case .open:
        guard let answer = settleWhole(piece.hunk, by: rules), answer.certainty != .ask else { return nil }
        bytes += answer.bytes
        answers.append(answer)
      }
    }
    guard let touches = Touch.all(in: pieces, scene),
      !answers.contains(where: { $0.rule == ResolutionRule.whiteSpace.name }),
      // What both inserted beside an edited line is seldom as unrelated as it looks.
      touches.isEmpty || !answers.contains(where: { $0.rule == ResolutionRule.insertions.name })
    else { return nil }
    if !touches.isEmpty || answers.isEmpty {
      answers.append(
        Settlement(
          bytes: [], certainty: Touch.arePlain(touches, in: pieces, scene) ? .certain : .likely,
          reason: "each side changed its own lines", rule: Self.adjacent))
    }
    guard !scene.hasLeftNames, !Touch.movesCode(pieces, scene), !Touch.areRemarked(pieces, scene)
    else { return nil }
    // What both inserted at one place was for a rule to judge.
    let changed = pieces.filter { $0.outcome != .unchanged && !($0.outcome == .open && $0.hunk.base.isEmpty) }
    guard answers.allSatisfy({ Self.isOn($0.rule, policy) }),
      !Interference(scene: scene, hunks: changed.map(\.hunk)).isLikely
    else { return nil }
    let whole = Self.sum(answers, bytes)
    return SettlementCheck(scene: scene, hunk: hunk, settlement: whole).isPassed ? whole : nil
  }

  /// Several answers as one: as sure as the least sure of them, under the name of the first of those.
  private static func sum(_ answers: [Settlement], _ bytes: [UInt8]) -> Settlement {
    let weakest = answers.first { $0.certainty != .certain } ?? answers.first
    var reasons: [String] = []
    for answer in answers where !reasons.contains(answer.reason) { reasons.append(answer.reason) }
    return Settlement(
      bytes: bytes, certainty: weakest?.certainty ?? .likely, reason: reasons.joined(separator: "; "),
      rule: weakest?.rule ?? adjacent, free: answers.flatMap(\.free))
  }
}
