import GitValues
import Merging
import Outlines

extension FixtureSearch {
  /// Whether fixtures of several lanes are copies: they say the same, and so do the fixtures that they come to ask for.
  ///
  /// A fixture that says the same and asks for one of which each lane has its own is not the same: the tests of all lanes
  /// would get what one lane's copy asks for.
  func isSame(_ group: [Member]) throws(Reader.Failure) -> Bool {
    guard let first = group.first else { return true }
    let wanted = try askedFixtures(first)
    for member in group.dropFirst() {
      guard member.added.isCopy(of: first.added), try askedFixtures(member) == wanted else { return false }
    }
    return true
  }

  /// What a fixture comes to ask for among those that its lane added.
  ///
  /// All of one name count, as it is the test that decides which of them it gets.
  private func askedFixtures(_ member: Member) throws(Reader.Failure) -> Set<AskedFixture> {
    let lane = lanes[member.lane]
    var found: Set<AskedFixture> = []
    var waiting = [member.added]
    while let fixture = waiting.popLast() {
      for name in try lane.tree.requests(of: fixture.reference) {
        for other in lane.added
        where other.fixture.name == name && found.insert(AskedFixture(other)).inserted {
          waiting.append(other)
        }
      }
    }
    return found
  }

  private struct AskedFixture: Hashable {
    let path: GitPath
    let qualifiedName: [UInt8]
    let identity: UInt64

    init(_ added: LaneFixtures<Reader>.Added) {
      path = added.reference.path
      qualifiedName = added.qualifiedName
      identity = added.identity
    }
  }

  /// Equal fixtures: where git's merge would keep several, all lanes but one give theirs up.
  ///
  /// The lane alone then lacks the fixture; it is there as soon as the lane that keeps it is merged.
  func keepOne(_ group: [Member], name: [UInt8], into plan: inout FixturePlan) throws(Reader.Failure) {
    let clash = clash(
      group, name: name, decision: options.accept == .ask ? .ask : .certain,
      reason: "the fixture \(text(name)) is the same in all lanes; one copy is kept")
    plan.clashes.append(clash)
    guard clash.decision == .certain else { return }
    let keeper = group.first { options.fixed.contains($0.lane) } ?? group[0]
    for member in group where member.lane != keeper.lane && !options.fixed.contains(member.lane) {
      guard try staysTwice(keeper, member), let range = try removable(member) else { continue }
      let path = member.added.reference.path
      plan.add([path: [range: []]], lane: member.lane)
      plan.notes[member.lane].append(
        "Removed copy of fixture: \(path.text): \(text(name)) (as in \(lanes[keeper.lane].lane.name.branchName))"
      )
    }
  }

  /// Whether git's merge of two lanes conflicts or has more than one of a fixture that both added.
  private func staysTwice(_ keeper: Member, _ member: Member) throws(Reader.Failure) -> Bool {
    let path = member.added.reference.path
    guard let ours = try lanes[keeper.lane].tree.content(path),
      let theirs = try lanes[member.lane].tree.content(path)
    else { return false }
    let merged = mergeText(base: try lanes[member.lane].base.content(path) ?? [], ours: ours, theirs: theirs)
    guard merged.conflicts.isEmpty else { return true }
    let module = FixtureModule(merged.bytes)
    let names = module.fixtures.map { module.qualifiedName($0.classes, $0.binding) }
    return names.filter { $0 == member.added.qualifiedName }.count > 1
  }

  /// The bytes of a fixture with what stands above it; nil if what is around it would be empty without it.
  private func removable(_ member: Member) throws(Reader.Failure) -> Range<Int>? {
    guard let module = try lanes[member.lane].tree.module(member.added.reference.path) else { return nil }
    let fixture = member.added.fixture
    let range = module.python.range(fixture.tokens)
    if fixture.classes.isEmpty {
      return module.python.statementRanges.first { $0.contains(range.lowerBound) }
    }
    let body = module.python.definitions[fixture.classes[0]].body
    let text = SourceText(module.python.bytes)
    let first = text.line(at: range.lowerBound)
    let last = text.line(at: max(range.lowerBound, range.upperBound - 1))
    let around = module.python.range(body)
    guard text.line(at: around.lowerBound) < first || text.line(at: max(0, around.upperBound - 1)) > last
    else {
      return nil
    }
    return text.start(ofLine: first)..<text.start(ofLine: last + 1)
  }
}
