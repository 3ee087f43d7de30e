/// How a conflict is written into the merged text.
public enum ConflictStyle: Sendable {
  /// Both sides, as git does by default.
  case merge
  /// Both sides with the base between them.
  case diff3
  /// As `diff3`, but lines with which both sides begin or end stand outside the markers.
  case zdiff3
}

/// What becomes of a conflict instead of being written with markers.
public enum Favor: Sendable {
  /// It is written with markers.
  case none
  /// Our lines are taken.
  case ours
  /// Their lines are taken.
  case theirs
  /// Our lines are taken, then theirs.
  case union
}

/// How to merge and how to write conflicts.
public struct TextMergeOptions: Sendable, Hashable {
  /// How conflicts are written.
  public var style: ConflictStyle
  /// Whether one side wins every conflict.
  public var favor: Favor
  /// How many times a marker repeats its character; 7 stands in for anything below 1.
  public var markerSize: Int
  /// Follows the opening marker after a space; empty for a bare marker.
  public var oursLabel: [UInt8]
  /// Follows the base's marker after a space; empty for a bare marker.
  public var baseLabel: [UInt8]
  /// Follows the closing marker after a space; empty for a bare marker.
  public var theirsLabel: [UInt8]

  /// Makes options, by default those of `git merge` without labels.
  ///
  /// - Parameters:
  ///   - style: How conflicts are written.
  ///   - favor: Whether one side wins every conflict.
  ///   - markerSize: How many times a marker repeats its character; 7 stands in for anything below 1.
  ///   - oursLabel: UTF-8 after the opening marker; no line feed.
  ///   - baseLabel: UTF-8 after the base's marker; no line feed.
  ///   - theirsLabel: UTF-8 after the closing marker; no line feed.
  public init(
    style: ConflictStyle = .merge, favor: Favor = .none, markerSize: Int = 7,
    oursLabel: [UInt8] = [], baseLabel: [UInt8] = [], theirsLabel: [UInt8] = []
  ) {
    self.style = style
    self.favor = favor
    self.markerSize = markerSize
    self.oursLabel = oursLabel
    self.baseLabel = baseLabel
    self.theirsLabel = theirsLabel
  }
}
