/// Asks the rules about hunks, and about the parts of hunks that no rule settles whole.
struct HunkResolver {
  let scene: MergeScene
  let policy: ResolutionPolicy
  private let rules: [ResolutionRule]

  /// The rule that keeps what one side changed beside what the other changed.
  static let adjacent = "adjacent"

  init(scene: MergeScene, policy: ResolutionPolicy) {
    self.scene = scene
    self.policy = policy
    rules = policy.accept == .ask ? [] : resolutionRules.filter { Self.isOn($0.name, policy) }
  }

  private static func isOn(_ rule: String, _ policy: ResolutionPolicy) -> Bool {
    !policy.disabled.contains(rule) && (policy.only == nil || policy.only == rule)
  }

  /// What the first rule with an answer makes of a hunk as a whole, else what becomes of its parts.
  func settle(_ hunk: Hunk) -> Settlement? {
    settleWhole(hunk) ?? settleParts(hunk)
  }

  private func settleWhole(_ hunk: Hunk) -> Settlement? {
    for rule in rules {
      guard var settlement = rule.settle(hunk, scene), isAccepted(settlement.certainty),
        SettlementCheck(scene: scene, hunk: hunk, settlement: settlement).problem == nil
      else { continue }
      settlement.rule = rule.name
      return settlement
    }
    return nil
  }

  private func isAccepted(_ certainty: Certainty) -> Bool {
    certainty == .certain || certainty == policy.accept
  }

  /// Takes what only one side changed from it, and asks the rules about the rest.
  private func settleParts(_ hunk: Hunk) -> Settlement? {
    guard policy.accept == .likely, scene.size(hunk) <= TokenRules.largestText else { return nil }
    let pieces = FineMerge(hunk, scene).pieces
    guard pieces.count > 1 else { return nil }
    var bytes: [UInt8] = []
    var answers: [Settlement] = []
    for piece in pieces {
      switch piece.outcome {
      case .unchanged, .ours, .same: bytes += scene.ours.slice(piece.hunk.ours)
      case .theirs: bytes += scene.theirs.slice(piece.hunk.theirs)
      case .open:
        guard let answer = settleWhole(piece.hunk) else { return nil }
        bytes += answer.bytes
        answers.append(answer)
      }
    }
    if let touch = Touch(pieces) {
      answers.append(Settlement(bytes: [], certainty: .likely, reason: touch.reason, rule: Self.adjacent))
    }
    guard answers.allSatisfy({ Self.isOn($0.rule, policy) }), !Interference(scene: scene, hunk: hunk).isLikely
    else { return nil }
    let whole = Self.sum(answers, bytes)
    return SettlementCheck(scene: scene, hunk: hunk, settlement: whole).problem == nil ? whole : nil
  }

  /// Several answers as one: as sure as the least sure of them, under the name of the first of those.
  private static func sum(_ answers: [Settlement], _ bytes: [UInt8]) -> Settlement {
    let weakest = answers.first { $0.certainty != .certain } ?? answers.first
    var reasons: [String] = []
    for answer in answers where !reasons.contains(answer.reason) { reasons.append(answer.reason) }
    return Settlement(
      bytes: bytes, certainty: weakest?.certainty ?? .likely, reason: reasons.joined(separator: "; "),
      liberties: answers.reduce(into: []) { $0.formUnion($1.liberties) }, rule: weakest?.rule ?? adjacent)
  }
}

/// How changes of the two sides stand beside each other.
struct Touch {
  var reason: String

  init?(_ pieces: [FineMerge.Piece]) {
    let r = FineMerge.touches(pieces)
    guard !r.isEmpty else { return nil }
    reason = r.sorted().joined(separator: "+")
  }
}

extension FineMerge {
  static func touches(_ pieces: [Piece]) -> Set<String> {
    var result: Set<String> = []
    func form(_ e: [SideEdit]) -> String {
      if e.allSatisfy(\.isPair) { return "pair" }
      if e.allSatisfy({ $0.base.isEmpty }) { return "ins" }
      if e.allSatisfy({ $0.side.isEmpty }) { return "del" }
      return "repl"
    }
    for (a, b) in zip(pieces, pieces.dropFirst()) {
      switch (a.outcome, b.outcome) {
      case (.unchanged, _), (_, .unchanged): continue
      default:
        let fa = a.outcome == .open ? "open" : a.outcome == .same ? "same" : form(a.oursEdits + a.theirsEdits)
        let fb = b.outcome == .open ? "open" : b.outcome == .same ? "same" : form(b.oursEdits + b.theirsEdits)
        if a.outcome == b.outcome && a.outcome != .open { continue }
        result.insert([fa, fb].sorted().joined(separator: "/"))
      }
    }
    return result
  }
}
