public import GitValues

/// What a search for migrations that do not fit together found, and what it would do.
public struct MigrationReport: Sendable {
  /// The code of what changes one column, index or other thing on both sides; the only one that a person can accept.
  public static let sameObject = MigrationCode.sameObject.rawValue

  /// The clashes, and for each lane what is put on top of it.
  public var silent: SilentReport
  /// Each migration that moves, would move, or must not, in the lanes' order.
  public var units: [Unit] = []
  /// What the target had twice before, in series that lanes add to: for information, as it stays.
  public var duplicates: [Duplicate] = []

  init(laneCount: Int) { silent = SilentReport(laneCount: laneCount) }

  /// One migration and what becomes of it.
  public struct Unit: Sendable, Hashable {
    public enum Level: String, Sendable, Hashable { case auto, warn, stop }

    /// The folder of its series.
    public let group: GitPath
    public let scheme: String
    public let lane: String
    public let files: [GitPath]
    /// Its name, or what it follows, before and after.
    public let from: String
    public let to: String
    /// Why, in a sentence without a full stop.
    public let reason: String
    /// What makes generated files, such as a schema dump, new again; nil if the tool has none.
    public let regenerate: String?
    /// What is rewritten because of it.
    public var rewrites: [Reference]
    /// What may speak of it and is left alone.
    public var mentions: [Reference]
    public var level: Level
    /// Why it is not simply settled, such as `E-SAME-OBJECT` or `W-SAME-TABLE`.
    public var code: String?
  }

  /// Several migrations of the target that collide by their scheme's rule.
  public struct Duplicate: Sendable, Hashable {
    /// The folder of their series.
    public let group: GitPath
    public let scheme: String
    /// Sorted.
    public let files: [GitPath]
    public let code: String
  }

  /// A place that names a migration.
  public struct Reference: Sendable, Hashable {
    /// How sure it is that the place means the migration.
    public enum Tier: Int, Sendable, Hashable {
      case structure = 1
      case name, number
    }

    /// In the lane's own tree, before anything is moved.
    public let path: GitPath
    /// Counted from 1.
    public let line: Int
    public let tier: Tier
  }
}
