import Conflicts
import Git
import GitValues

/// The clashes of every pair of lanes, and the order that follows from them.
///
/// Lanes named by the caller come first, then those with the fewest open clashes, then as given. A lane that
/// clashes with many others comes late: with `--keep-going` the many get in, and otherwise the person has
/// one lane to decide about instead of many.
struct LaneOrder {
  let lanes: [Lane]
  let reason: String
  /// The clashes of two lanes, by their branches.
  private var clashes: [Set<ExactText>: [Clash]] = [:]

  /// - Parameters:
  ///   - lanes: as given.
  ///   - target: what they fan in to.
  ///   - first: names of lanes that come first, in this order.
  ///   - merger: merges for the repository.
  /// - Throws: where `first` names no lane.
  init(_ lanes: [Lane], target: Reference, first: [String], merger: CommitMerger) throws {
    let named = try first.map { try LaneOrder.lane(named: $0, in: lanes) }
    var counts = Array(repeating: 0, count: lanes.count + 1)
    var found: [Set<ExactText>: [Clash]] = [:]
    if lanes.count > 1 {
      var finder = try ClashFinder(tips: lanes.map(\.tip) + [target.commit], merger: merger)
      for outcome in try finder.run(progress: { _, _ in }) {
        counts[outcome.a] += outcome.merge.conflicts.count
        counts[outcome.b] += outcome.merge.conflicts.count
        guard outcome.b < lanes.count else { continue }
        let (a, b) = (lanes[outcome.a], lanes[outcome.b])
        found[[ExactText(a.ref), ExactText(b.ref)]] = GitClashes(ours: a.name, theirs: b.name).clashes(
          in: outcome.merge)
      }
    }
    clashes = found
    let rest = lanes.indices.filter { !named.contains($0) }
    let sorted = rest.sorted { (counts[$0], $0) < (counts[$1], $1) }
    self.lanes = (named + sorted).map { lanes[$0] }
    reason =
      if !named.isEmpty {
        "as asked, then by fewest open clashes"
      } else {
        sorted == rest ? "as given" : "fewest open clashes first"
      }
  }

  private static func lane(named name: String, in lanes: [Lane]) throws -> Int {
    if let index = lanes.firstIndex(where: {
      $0.isCalled(name)
    }) {
      return index
    }
    throw FanInError.usage(
      "no-such-lane", "--order names '\(name)', which is not among the lanes of this fan-in",
      hints: ["the lanes are: " + lanes.map(\.name).joined(separator: ", ")])
  }

  /// The clashes of two lanes with each other.
  func clashes(of a: Lane, with b: Lane) -> [Clash] { clashes[[ExactText(a.ref), ExactText(b.ref)]] ?? [] }
}
