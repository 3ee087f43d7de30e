import Merging

/// What the rules decided about the places of one file, in one.
struct DecisionSummary {
  /// As sure as the least sure of them.
  let certainty: Certainty
  /// The rules, each once, in the order of their places.
  let rule: String
  /// Why, for each rule once.
  let reason: String

  /// - Parameter decisions: the places of one file; at least one.
  init(_ decisions: [HunkDecision]) {
    certainty = decisions.map(\.certainty).max { $0.doubt < $1.doubt } ?? .ask
    var rules: [String] = []
    var reasons: [String] = []
    for decision in decisions {
      if !rules.contains(decision.rule) { rules.append(decision.rule) }
      if !reasons.contains(decision.reason) { reasons.append(decision.reason) }
    }
    rule = rules.joined(separator: ", ")
    let most = 3
    let more = reasons.count > most ? "; and \(reasons.count - most) more" : ""
    reason = reasons.prefix(most).joined(separator: "; ") + more
  }
}

extension Certainty {
  /// Larger for what is less sure.
  var doubt: Int {
    switch self {
    case .certain: 0
    case .likely: 1
    case .ask: 2
    }
  }
}
