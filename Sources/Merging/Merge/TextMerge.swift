/// What came of merging three texts.
public struct TextMerge: Sendable {
  /// The merged text, with markers where it conflicts.
  public var bytes: [UInt8]
  /// The places with markers, in ascending order.
  public var conflicts: [ConflictHunk]
  /// Changes that merged cleanly but deserve a look, in ascending order.
  public var nearby: [NearbyChange]

  /// Whether there is no conflict.
  public var isClean: Bool { conflicts.isEmpty }

  /// Makes an outcome.
  ///
  /// - Parameters:
  ///   - bytes: The merged text.
  ///   - conflicts: The places with markers, in ascending order.
  ///   - nearby: Clean changes that deserve a look, in ascending order.
  public init(bytes: [UInt8], conflicts: [ConflictHunk] = [], nearby: [NearbyChange] = []) {
    self.bytes = bytes
    self.conflicts = conflicts
    self.nearby = nearby
  }
}
