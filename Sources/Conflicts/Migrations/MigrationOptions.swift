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
