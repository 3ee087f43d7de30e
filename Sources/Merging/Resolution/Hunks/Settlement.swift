/// What a rule makes of a hunk.
struct Settlement {
  /// The lines that stand for the hunk.
  var bytes: [UInt8]
  var certainty: Certainty
  /// Why, in a sentence without a full stop.
  var reason: String
  /// What the rule may do that the checks would otherwise refuse.
  var liberties: Liberties = []
  /// What gave way to something better on the other side, so that its words may be missing.
  var yielded: [[UInt8]] = []
  /// The name of the rule; set by who asks the rules.
  var rule = ""
  /// The parts of the hunk that took liberties, by which their lines, and no others, are excused.
  var free: [FreePart] = []

  /// A rule's veto: it knows the hunk for one that only a person can settle, so no later rule is asked.
  static let ask = Settlement(bytes: [], certainty: .ask, reason: "")

  /// Exceptions from what holds for every settlement.
  struct Liberties: OptionSet, Sendable {
    let rawValue: UInt8

    /// Lines are put together from tokens of both sides.
    static let composes = Liberties(rawValue: 1)
    /// One side stands for both, and the other's added lines are missing, as the rule says why.
    static let drops = Liberties(rawValue: 2)
    /// A person wrote the lines: nothing is checked.
    static let invents = Liberties(rawValue: 4)
  }
}

/// A part of a conflict whose lines a rule put together or gave up, with all that stands for it.
struct FreePart {
  var ours: ArraySlice<UInt8>
  var theirs: ArraySlice<UInt8>
  var merged: ArraySlice<UInt8>
}
