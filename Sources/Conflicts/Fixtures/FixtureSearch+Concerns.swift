import GitValues
import Outlines

extension FixtureSearch {
  /// Why a fixture of one lane must be left to a person.
  func concerns(about member: Member, name: [UInt8]) throws(Reader.Failure) -> [FixtureConcern] {
    let lane = lanes[member.lane]
    let path = member.added.reference.path
    var result: [FixtureConcern] = []
    if let concern = member.added.fixture.concern { result.append(concern) }
    result += lane.unreadable.map { .unreadable($0.text) }
    if let owner = try lane.base.knownOwner(of: name) { result.append(.known(owner)) }
    // The same place on the base, where the lane may have added the whole file.
    let classes = try baseClasses(of: member)
    if let outer = try lane.base.visible(name, path, classes).last {
      result.append(.overrides(outer.path.text))
    }
    return result
  }

  /// The classes of the base that are called as those around a fixture.
  private func baseClasses(of member: Member) throws(Reader.Failure) -> [Int] {
    let path = member.added.reference.path
    let lane = lanes[member.lane]
    guard let now = try lane.tree.module(path), let before = try lane.base.module(path) else { return [] }
    let names = member.added.fixture.classes.map { now.name(now.python.definitions[$0].nameToken) }
    var result: [Int] = []
    for name in names {
      guard
        let index = before.python.definitions.lastIndex(where: {
          !$0.isFunction && before.name($0.nameToken) == name
        })
      else { return [] }
      result.append(index)
    }
    return result
  }

  /// Helpers that fixtures of two lanes use and both lanes define, each in its own way.
  func sharedHelpers(_ group: [Member]) throws(Reader.Failure) -> [FixtureConcern] {
    var result: [FixtureConcern] = []
    for (position, member) in group.enumerated() {
      for other in group[(position + 1)...]
      where other.lane != member.lane && other.added.reference.path == member.added.reference.path {
        let mine = try ownNames(lanes[member.lane], member.added)
        let theirs = try ownNames(lanes[other.lane], other.added)
        for (name, identity) in mine.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) })
        where theirs[name] != nil && theirs[name] != identity {
          result.append(.sharedHelper(text(name)))
        }
      }
    }
    return result
  }

  /// The module's names that a fixture uses and the lane added or changed, with what they are.
  private func ownNames(
    _ lane: LaneFixtures<Reader>, _ added: LaneFixtures<Reader>.Added
  ) throws(Reader.Failure) -> [[UInt8]: UInt64] {
    guard let module = try lane.tree.module(added.reference.path) else { return [:] }
    let base = try lane.base.module(added.reference.path)?.globals ?? [:]
    var result: [[UInt8]: UInt64] = [:]
    let globals = module.globals
    // What a fixture is given by name is no global of the module, though another fixture there may be called so.
    let definition = added.fixture.definition.map { module.python.definitions[$0] }
    let given = definition?.parameters.filter { !$0.hasDefault }.map { module.name($0.nameToken) } ?? []
    for occurrence in module.python.occurrences
    where occurrence.role == .load && added.fixture.tokens.contains(occurrence.token) {
      let name = module.name(occurrence.token)
      guard let identity = globals[name], base[name] != identity, name != added.fixture.binding,
        !given.contains(name)
      else { continue }
      result[name] = identity
    }
    return result
  }

  /// Fixtures that another lane's function or class of the same name would replace, or that would replace it.
  func findReplaced(_ plan: inout FixturePlan) throws(Reader.Failure) {
    for (index, lane) in lanes.enumerated() {
      for added in lane.added where added.fixture.classes.isEmpty {
        for (other, theirs) in lanes.enumerated() where other != index {
          try findReplaced(added, index, by: theirs, other, &plan)
        }
      }
    }
  }

  private func findReplaced(
    _ added: LaneFixtures<Reader>.Added, _ lane: Int, by theirs: LaneFixtures<Reader>, _ other: Int,
    _ plan: inout FixturePlan
  ) throws(Reader.Failure) {
    let path = added.reference.path
    let binding = added.fixture.binding
    guard theirs.lane.changes.change(at: path)?.new != nil, let module = try theirs.tree.module(path),
      let definition = module.python.definitions.last(where: {
        $0.outer == 0 && module.name($0.nameToken) == binding
      }),
      try theirs.base.module(path)?.globals[binding] == nil
    else { return }
    let fixture = module.fixtures.first { $0.bindingToken == definition.nameToken }
    // Of two fixtures with one function's name, the names by which tests ask for them must differ to get here.
    if let fixture, fixture.name == added.fixture.name || other < lane { return }
    let names = [lanes[min(lane, other)].lane.name, lanes[max(lane, other)].lane.name]
    let ours = try lanes[lane].tree.module(path)?.lines(of: added.fixture.tokens)
    var lines = ours.map { [Clash.Lines(lane: lanes[lane].lane.name, range: $0)] } ?? []
    lines.append(Clash.Lines(lane: theirs.lane.name, range: module.lines(of: definition.tokens)))
    plan.clashes.append(
      Clash(
        id: clashID(kind: "fixture \(text(binding))", lanes: names, path: path), kind: "fixture",
        level: .silent,
        lanes: names, path: path, paths: [path], lines: lines, decision: .ask, rule: "fixture",
        reason:
          "\(text(binding)) is a fixture of one lane and something else in the other; the last one replaces it"
      ))
  }
}

extension FixtureModule {
  /// What the module's names are that a statement of its own defines: name → a number for the statement.
  var globals: [[UInt8]: UInt64] {
    var result: [[UInt8]: UInt64] = [:]
    func add(_ token: Int, _ tokens: Range<Int>) {
      result[name(token)] =
        FixtureIdentity(python, tokens: tokens, skipped: nil, documentation: nil, former: [:]).hash
    }
    for item in python.imports where item.scope == 0 {
      if let token = item.boundToken { result[name(token)] = importIdentity(item) }
    }
    for item in python.assignments where item.scope == 0 { add(item.nameToken, item.statement) }
    for item in python.definitions where item.outer == 0 { add(item.nameToken, item.tokens) }
    return result
  }

  /// What an import brings, whatever other names its statement has.
  private func importIdentity(_ item: PythonImport) -> UInt64 {
    var bytes = [UInt8(clamping: item.level)] + item.module
    if let token = item.nameToken { bytes += [0] + name(token) }
    var hash = StableHash()
    hash.add(bytes)
    return hash.value
  }
}
