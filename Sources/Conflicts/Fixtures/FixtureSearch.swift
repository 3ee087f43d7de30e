import GitValues
public import Merging
import Outlines

/// How fixtures of one name are told apart.
public struct FixtureOptions: Sendable, Hashable {
  public enum Naming: Sendable, Hashable {
    /// Each lane's fixture is called `name_lane`.
    case everyLane
    /// The first lane's keeps its name.
    case laterLanes
  }

  public var naming: Naming
  /// What a decision must be at least to be applied; `.ask` for applying none.
  public var accept: Clash.Decision
  /// Lanes whose trees cannot be changed, by index, such as the target: their fixtures keep their names.
  public var fixed: Set<Int>

  /// - Parameters:
  ///   - naming: how fixtures of one name are told apart.
  ///   - accept: what a decision must be at least to be applied.
  ///   - fixed: lanes whose trees cannot be changed, by index.
  public init(naming: Naming = .everyLane, accept: Clash.Decision = .likely, fixed: Set<Int> = []) {
    self.naming = naming
    self.accept = accept
    self.fixed = fixed
  }
}

/// What became of fixtures of one name.
public struct FixtureSettlement: Sendable {
  public let report: SilentReport
  /// What each lane's fixtures were called before its adaptation, by their new names.
  public let formerNames: [[[UInt8]: [UInt8]]]
}

/// Finds pytest fixtures that two lanes added under one name, and gives each lane's its own.
///
/// A clash: both *added* the name since they left the target, both can be asked for in one place, and they do different
/// things. Git often merges that without a word, and the last definition counts for the tests of both. A fixture of the
/// base that lanes changed is none: that is an ordinary merge of its body.
///
/// All uses that mean a lane's fixture are renamed in that lane's own tree, and every test is looked at again afterwards:
/// where one would get another fixture than before, the clash is left open.
///
/// The merge of the adapted lanes may still conflict, as both insert at one place: git's hunk holds only what differs,
/// not the `@pytest.fixture` that both share. The rule `definitions` takes the whole functions then.
///
/// Complexity: without a name in common only changed Python files are read, and only those that say `fixture` taken apart.
public struct FixtureSearch<Reader: TreeReader> {
  let lanes: [LaneFixtures<Reader>]
  let options: FixtureOptions
  let cache: FixtureCache

  /// Reads what the lanes changed.
  ///
  /// - Parameters:
  ///   - lanes: the lanes, in the order in which they are merged.
  ///   - reader: the repository.
  ///   - options: how clashes are settled.
  /// - Throws: what reading objects throws.
  public init(
    _ lanes: [LaneTree], reader: Reader, options: FixtureOptions = FixtureOptions()
  ) throws(Reader.Failure) {
    self.options = options
    let cache = FixtureCache()
    self.cache = cache
    var read: [LaneFixtures<Reader>] = []
    for lane in lanes { read.append(try LaneFixtures(lane, reader: reader, cache: cache)) }
    let names = FixtureSearch.sharedNames(read)
    for index in read.indices { try read[index].findDomains(of: names) }
    self.lanes = read
  }

  /// Whether any lane did something by which tests may get other fixtures.
  public var isConcerned: Bool { lanes.contains(where: \.isConcerned) }

  /// Names that more than one lane added.
  private static func sharedNames(_ lanes: [LaneFixtures<Reader>]) -> Set<[UInt8]> {
    var seen: Set<[UInt8]> = []
    var shared: Set<[UInt8]> = []
    for lane in lanes {
      for name in Set(lane.added.map(\.fixture.name)) where !seen.insert(name).inserted {
        shared.insert(name)
      }
    }
    return shared
  }

  /// One fixture of one lane.
  struct Member {
    let lane: Int
    let added: LaneFixtures<Reader>.Added
  }

  /// What clashes, and what fan-in puts on top of each lane.
  ///
  /// - Throws: what reading objects throws.
  public func settle() throws(Reader.Failure) -> FixtureSettlement {
    var report = SilentReport(laneCount: lanes.count)
    var plan = FixturePlan(laneCount: lanes.count)
    for name in FixtureSearch.sharedNames(lanes).sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      for group in try groups(of: name) { try settle(group, name: name, into: &plan) }
    }
    try findReplaced(&plan)
    report.clashes = plan.clashes.sorted { ($0.path, $0.reason) < ($1.path, $1.reason) }
    for (index, edits) in plan.edits.enumerated() {
      report.adaptations[index] = try adaptation(edits, notes: plan.notes[index], lane: lanes[index])
    }
    return FixtureSettlement(report: report, formerNames: plan.formerNames)
  }

  private func adaptation(
    _ edits: [GitPath: [Range<Int>: [UInt8]]], notes: [String], lane: LaneFixtures<Reader>
  ) throws(Reader.Failure) -> Adaptation {
    var result = Adaptation()
    for (path, ranges) in edits.sorted(by: { $0.key < $1.key }) {
      guard let entry = try lane.tree.reader.entry(path, in: lane.lane.tree),
        let bytes = try lane.tree.content(path)
      else { continue }
      result.edits.append(FileEdit(path: path, mode: entry.mode, bytes: applying(ranges, to: bytes)))
    }
    result.notes = notes
    return result
  }

  /// The fixtures of a name, in groups of those that meet.
  private func groups(of name: [UInt8]) throws(Reader.Failure) -> [[Member]] {
    var members: [Member] = []
    for (index, lane) in lanes.enumerated() {
      members += lane.added.filter { $0.fixture.name == name }.map { Member(lane: index, added: $0) }
    }
    var group = Array(members.indices)
    for a in members.indices {
      for b in members.indices where b > a {
        guard try meet(members[a], members[b], name: name) else { continue }
        let (from, to) = (group[b], group[a])
        for index in group.indices where group[index] == from { group[index] = to }
      }
    }
    return Set(group).sorted().map { number in
      members.indices.filter { group[$0] == number }.map { members[$0] }
    }
    .filter { group in Set(group.map(\.lane)).count > 1 }
  }

  /// Whether two fixtures of one name can be asked for in one place, or belong together in one lane.
  private func meet(_ a: Member, _ b: Member, name: [UInt8]) throws(Reader.Failure) -> Bool {
    for mine in a.added.domains {
      for theirs in b.added.domains {
        if mine == theirs { return true }
        guard mine.holds(theirs) || theirs.holds(mine) else { continue }
        if a.lane == b.lane { return true }
        // The inner one replaces the outer one: that matters where the outer one's lane asks for it there.
        let outer = mine.holds(theirs) ? a : b
        if try isUsed(outer, in: mine.holds(theirs) ? theirs : mine, name: name) { return true }
      }
    }
    return false
  }

  /// Whether a test in a part of its lane's tree gets a fixture.
  private func isUsed(
    _ member: Member, in domain: FixtureDomain, name: [UInt8]
  ) throws(Reader.Failure) -> Bool {
    let lane = lanes[member.lane]
    var files: [GitPath] = []
    switch domain {
    case .folder(let folder): files = try lane.tree.pythonFiles(in: folder)
    case .file(let path, _): files = [path]
    }
    let target = member.added.reference
    for path in files {
      guard let module = try lane.tree.module(path) else { continue }
      let configured = try lane.tree.configuredUses().map(\.request.name)
      for user in module.users where user.isTest {
        let found = try lane.tree.closure(of: user, in: module, at: path, configured: configured)
        if found[name]?.contains(target) ?? false { return true }
      }
    }
    return false
  }
}
