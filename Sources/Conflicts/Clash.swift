public import GitValues
public import Merging

/// Two or more lanes, or a lane and the target, that do not simply fit together.
public struct Clash: Sendable, Hashable {
  /// How bad it is. The levels are never mixed up.
  public enum Level: String, Sendable, Hashable, CaseIterable {
    /// Both changed the file; nothing more.
    case file
    /// Both changed one place of it, and it merges cleanly.
    case region
    /// Git stops.
    case conflict
    /// Git merges cleanly, and the result is wrong.
    case silent

    /// Larger for what matters more.
    public var weight: Int {
      switch self {
      case .file: 0
      case .region: 1
      case .silent: 2
      case .conflict: 3
      }
    }
  }

  /// What fan-in does about it: settled as surely right, as most likely right, or left to a person.
  public typealias Decision = Certainty

  /// Names the same clash in every run, as long as the lanes and the path are the same.
  public let id: String
  /// Git's word for a conflict, or our own for what git does not see.
  public let kind: String
  public let level: Level
  /// Who takes part; the target by its branch's name.
  public let lanes: [String]
  public let path: GitPath
  /// Every path that takes part, the first one included.
  public let paths: [GitPath]
  /// Where it is in the lanes' own versions; lanes without lines are left out.
  public let lines: [Lines]
  public let decision: Decision
  /// The rule that decided.
  public let rule: String
  /// Why, in a sentence without a full stop.
  public let reason: String

  public init(
    id: String, kind: String, level: Level, lanes: [String], path: GitPath, paths: [GitPath],
    lines: [Lines], decision: Decision, rule: String, reason: String
  ) {
    self.id = id
    self.kind = kind
    self.level = level
    self.lanes = lanes
    self.path = path
    self.paths = paths
    self.lines = lines
    self.decision = decision
    self.rule = rule
    self.reason = reason
  }

  public var isOpen: Bool { decision == .ask }

  /// The first and last line of a lane's own version, counted from 1.
  public struct Lines: Sendable, Hashable {
    public let lane: String
    public let range: ClosedRange<Int>

    public init(lane: String, range: ClosedRange<Int>) {
      self.lane = lane
      self.range = range
    }
  }
}
