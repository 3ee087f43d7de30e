public import Conflicts
public import Git
public import GitValues

/// What became of one lane in a fan-in.
public struct LaneOutcome: Sendable {
  public enum State: String, Sendable {
    /// It is in the result by a merge of this fan-in.
    case merged
    /// The target had it before.
    case already
    /// It has an open clash, or comes after one that has.
    case leftOut = "left-out"
  }

  public let lane: Lane
  public let state: State
  /// The commit on top of the lane that makes it fit with the others; nil if it needs none.
  public let adapted: ObjectID?
  /// The commit on the target's line that brings it in.
  public let merge: ObjectID?
  /// How many paths it changed without owning them, where `fanin.ownership` is off.
  public let passedOver: Int
  public let reason: String
}

extension LaneOutcome {
  /// For the record of the fan-in; nil where there is nothing to tell.
  var passedOverText: String? {
    guard passedOver > 0 else { return nil }
    return "\(lane.name): \(passedOver == 1 ? "1 path" : "\(passedOver) paths") outside of what it owns"
  }
}

/// A fan-in as far as it can be decided without writing anything.
public struct FanInPlan: Sendable {
  public let target: Reference
  /// The target's commit with all lanes that could be merged; in memory only.
  public let after: ObjectID
  /// What became of each lane, in the order in which they were merged.
  public let outcomes: [LaneOutcome]
  /// Why they were merged in that order.
  public let orderReason: String
  /// The clashes that were settled.
  public let decisions: [Clash]
  /// The clashes that need a decision.
  public let open: [Clash]

  public var merged: [LaneOutcome] { outcomes.filter { $0.state == .merged } }
}

/// How a fan-in is to be done.
public struct FanInOptions: Sendable {
  public var keepGoing = false
  public var squash = false
  /// The text of the merge commits; nil means one of our own.
  public var message: String?
  /// Lanes that come first, in this order.
  public var order: [String] = []
  public var allowDirty = false
  /// A command for the shell that must succeed on the merged tree.
  public var gate: String?

  public init() {}
}
