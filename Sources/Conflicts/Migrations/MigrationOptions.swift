public import GitValues
public import Merging

/// What people may decide about migrations.
public struct MigrationOptions: Sendable {
  /// What becomes of two ends of one chain.
  public enum Graph: String, Sendable, Hashable {
    /// The lane's chain follows the target's: one chain.
    case rebase
    /// Both stay, and a migration without operations joins them.
    case mergeNode = "merge-node"
  }

  /// Numbered series that the configuration names.
  public var series: [MigrationSeries]
  public var graph: Graph
  /// What a decision must be at least to be carried out.
  public var accept: Certainty
  /// Trees whose migrations have been applied somewhere: nothing in them is moved.
  public var deployed: [ObjectID]
  /// Numbers that were handed out for migrations that are yet to be written: other lanes' are moved past.
  public var reserved: [Reserved] = []

  /// A number that was handed out to a lane.
  public struct Reserved: Sendable, Hashable {
    /// The folder of the series.
    public let group: GitPath
    /// As it is written.
    public let number: String
    /// Who it is for, as lanes are called.
    public let lane: String

    /// - Parameters:
    ///   - group: the folder of the series.
    ///   - number: as it is written.
    ///   - lane: who it is for.
    public init(group: GitPath, number: String, lane: String) {
      self.group = group
      self.number = number
      self.lane = lane
    }
  }

  /// - Parameters:
  ///   - series: numbered series that the configuration names.
  ///   - graph: what becomes of two ends of one chain.
  ///   - accept: what a decision must be at least to be carried out.
  ///   - deployed: trees whose migrations have been applied somewhere.
  public init(
    series: [MigrationSeries] = [], graph: Graph = .rebase, accept: Certainty = .likely,
    deployed: [ObjectID] = []
  ) {
    self.series = series
    self.graph = graph
    self.accept = accept
    self.deployed = deployed
  }
}
