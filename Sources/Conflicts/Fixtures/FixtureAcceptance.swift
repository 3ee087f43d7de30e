public import GitValues
import Outlines

/// A test that gets another fixture after a fan-in than on its own lane.
public struct FixtureDifference: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// The fixture is not there any more.
    case missing
    /// Another definition counts.
    case otherDefinition
    /// The same definition does something else, and the lane had its own version of it.
    case otherContent
    /// Another lane's fixture that is used without being named (autouse) comes on top; `wanted` is that one.
    case added
  }

  public let kind: Kind
  /// The lane that added or changed the test.
  public let lane: String
  /// What the test gets on its lane.
  public let wanted: FixtureResolution
  /// What it gets after the fan-in; nil if nothing.
  public let got: FixtureResolution?
}

extension FixtureSearch {
  /// The rule by which a fan-in of fixtures is accepted: each test that a lane added or changed gets the definitions that
  /// it gets on its lane.
  ///
  /// A fixture that the lane only took from the base may have become another lane's version of it.
  ///
  /// - Parameters:
  ///   - merged: the tree after the fan-in.
  ///   - settlement: what `settle` made of the same lanes, of which all adaptations were applied.
  /// - Returns: every difference, sorted by test; none if all is well.
  /// - Throws: what reading objects throws.
  public func differences(
    in merged: ObjectID, after settlement: FixtureSettlement
  ) throws(Reader.Failure) -> [FixtureDifference] {
    guard let reader = lanes.first?.tree.reader else { return [] }
    let tree = FixtureTree(merged, reader: reader, cache: cache)
    var former: [[UInt8]: [UInt8]] = [:]
    for names in settlement.formerNames { former.merge(names) { $1 } }
    var result: [FixtureDifference] = []
    for lane in lanes {
      var files: [GitPath] = []
      for path in lane.changed where try tree.module(path) != nil { files.append(path) }
      let own = try ownTests(of: lane, in: files)
      let wanted = try lane.tree.resolutions(files).filter { own.contains(TestKey($0)) }
      // Two that had one name before may both be got, by way of another fixture: each has to be the one that is wanted.
      let got = Dictionary(grouping: try tree.resolutions(files, former: former)) { ResolutionKey($0) }
      for resolution in wanted {
        for found in got[ResolutionKey(resolution)].map({ $0.map(Optional.some) }) ?? [nil] {
          guard let kind = try difference(resolution, found, lane) else { continue }
          result.append(FixtureDifference(kind: kind, lane: lane.lane.name, wanted: resolution, got: found))
        }
      }
      let known = Set(wanted.map { ResolutionKey($0) })
      for (key, found) in got where own.contains(key.test) && !known.contains(key) {
        for resolution in found where try isAutouse(resolution, in: tree) {
          result.append(
            FixtureDifference(kind: .added, lane: lane.lane.name, wanted: resolution, got: resolution))
        }
      }
    }
    return result.sorted { first, second in
      let (a, b) = (first.wanted, second.wanted)
      if a.path != b.path { return a.path < b.path }
      if a.test != b.test { return a.test.lexicographicallyPrecedes(b.test) }
      return (a.name + [UInt8(clamping: a.depth)]).lexicographicallyPrecedes(
        b.name + [UInt8(clamping: b.depth)])
    }
  }

  struct TestKey: Hashable {
    let path: GitPath
    let test: [UInt8]

    init(path: GitPath, test: [UInt8]) {
      self.path = path
      self.test = test
    }

    init(_ resolution: FixtureResolution) { self.init(path: resolution.path, test: resolution.test) }
  }

  private struct ResolutionKey: Hashable {
    let test: TestKey
    let name: [UInt8]
    let depth: Int

    init(_ resolution: FixtureResolution) {
      test = TestKey(resolution)
      name = resolution.name
      depth = resolution.depth
    }
  }

  private func difference(
    _ wanted: FixtureResolution, _ got: FixtureResolution?, _ lane: LaneFixtures<Reader>
  ) throws(Reader.Failure) -> FixtureDifference.Kind? {
    guard let got else { return .missing }
    if got.definitionPath != wanted.definitionPath || got.definition != wanted.definition {
      return .otherDefinition
    }
    if got.identity == wanted.identity { return nil }
    // What was there before is merged as any other text.
    guard let module = try lane.base.module(wanted.definitionPath) else { return .otherContent }
    let isFromBase = module.fixtures.contains {
      module.qualifiedName($0.classes, $0.binding) == wanted.definition
    }
    return isFromBase ? nil : .otherContent
  }

  private func isAutouse(
    _ resolution: FixtureResolution, in tree: FixtureTree<Reader>
  ) throws(Reader.Failure) -> Bool {
    guard let module = try tree.module(resolution.definitionPath) else { return false }
    return module.fixtures.contains { $0.isAutouse && $0.name == resolution.name }
  }

  /// The tests that a lane added or changed.
  private func ownTests(
    of lane: LaneFixtures<Reader>, in files: [GitPath]
  ) throws(Reader.Failure) -> Set<TestKey> {
    var result: Set<TestKey> = []
    for path in files {
      guard let module = try lane.tree.module(path) else { continue }
      let before = try lane.base.module(path)?.testIdentities ?? [:]
      for (test, identity) in module.testIdentities where before[test] != identity {
        result.insert(TestKey(path: path, test: test))
      }
    }
    return result
  }
}

extension FixtureModule {
  /// What each test does, as a number, by its name with the classes around it.
  fileprivate var testIdentities: [[UInt8]: UInt64] {
    var result: [[UInt8]: UInt64] = [:]
    for user in users where user.isTest {
      let definition = python.definitions[user.definition]
      result[qualifiedName(user.classes, name(definition.nameToken))] =
        FixtureIdentity(
          python, tokens: definition.tokens, skipped: nil,
          documentation: python.documentation(of: user.definition),
          former: [:]
        ).hash
    }
    return result
  }
}
