import Git
public import GitValues

/// What one fan-in did: kept as a commit under `refs/fanin/log`, whose parents keep both ends of it alive.
public struct FanInRecord: Sendable {
  public enum Kind: String, Sendable { case merge, undo }

  public let kind: Kind
  /// The whole name of the target.
  public let target: String
  public let before: ObjectID
  public let after: ObjectID
  /// The lanes that were merged, as they were called.
  public let lanes: [String]
  /// The gate's command; nil if there was none.
  public let gate: String?
  /// Where nobody was asked about paths that a lane does not own: a line for each such lane.
  public let passedOver: [String]
  /// Seconds since 1970; 0 while it is not yet recorded.
  public let time: Int64
  /// The commit that holds the record; nil while it is not yet recorded.
  public let id: ObjectID?

  static let reference = "refs/fanin/log"

  init(
    kind: Kind, target: String, before: ObjectID, after: ObjectID, lanes: [String], gate: String?,
    passedOver: [String] = []
  ) {
    self.kind = kind
    self.target = target
    self.before = before
    self.after = after
    self.lanes = lanes
    self.gate = gate
    self.passedOver = passedOver
    time = 0
    id = nil
  }

  /// Reads a record; nil where the commit is none.
  init?(_ id: ObjectID, _ commit: Commit) {
    let trailers = Trailers(reading: commit.message)
    guard let kind = trailers["Fanin-Kind"].flatMap(Kind.init), let target = trailers["Fanin-Target"],
      let before = trailers.id("Fanin-Before"),
      let after = trailers.id("Fanin-After")
    else { return nil }
    self.kind = kind
    self.target = target
    self.before = before
    self.after = after
    lanes = trailers.all("Fanin-Lane")
    gate = trailers["Fanin-Gate"]
    passedOver = trailers.all("Fanin-Ownership")
    time = commit.time
    self.id = id
  }

  /// One line for a person: `fan in of 3 lanes into main`.
  public var title: String {
    let name = target.branchName
    if kind == .undo { return "undo the last fan-in into \(name)" }
    return "fan in \(lanes.count == 1 ? "1 lane" : "\(lanes.count) lanes") into \(name)"
  }

  var message: String {
    var trailers = Trailers()
    trailers.add("Fanin-Kind", kind.rawValue)
    trailers.add("Fanin-Target", target)
    trailers.add("Fanin-Before", before.hex)
    trailers.add("Fanin-After", after.hex)
    for lane in lanes { trailers.add("Fanin-Lane", lane) }
    if let gate { trailers.add("Fanin-Gate", gate) }
    for line in passedOver { trailers.add("Fanin-Ownership", line) }
    return title + "\n\n" + trailers.text
  }
}

extension Workspace {
  /// The records of all fan-ins, newest first.
  ///
  /// - Parameter count: how many at most; nil for all.
  public func log(count: Int?) throws -> [FanInRecord] {
    var records: [FanInRecord] = []
    var next = try repository.value(ofReference: FanInRecord.reference)
    while let id = next, records.count < count ?? .max {
      let commit = try repository.graph.commit(id)
      guard let record = FanInRecord(id, commit) else { break }
      records.append(record)
      // The first two parents are the two ends, the third is the record before.
      next = commit.parents.count > 2 ? commit.parents[2] : nil
    }
    return records
  }
}
