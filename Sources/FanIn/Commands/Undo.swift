import Git
public import GitValues

/// What `undo` did.
public struct UndoReport: Sendable {
  /// The fan-in that was undone.
  public let record: FanInRecord
  public let leftAlone: [GitPath]
}

extension Workspace {
  /// Puts the target back to where it was before the last fan-in, if nothing has moved since.
  ///
  /// - Parameter isDryRun: whether it is only said what would happen.
  /// - Throws: of kind `refused` where there is nothing to undo or the target has moved on.
  public func undo(isDryRun: Bool) throws -> UndoReport {
    guard let last = try log(count: 1).first else {
      throw FanInError.refused("nothing-to-undo", "there is no fan-in to undo")
    }
    guard last.kind == .merge else {
      throw FanInError.refused(
        "nothing-to-undo", "the last fan-in is undone already", hints: ["see: git fanin log"])
    }
    guard try repository.commit(ofReference: last.target) == last.after else {
      throw FanInError.refused(
        "moved", "\(last.target) has moved since the last fan-in",
        hints: ["it was at \(last.before.hex) before; to go there all the same, use git itself"])
    }
    if isDryRun { return UndoReport(record: last, leftAlone: []) }
    let record = FanInRecord(
      kind: .undo, target: last.target, before: last.after, after: last.before, lanes: last.lanes, gate: nil)
    return UndoReport(record: last, leftAlone: try Publisher(self).publish(record))
  }
}
