public import GitValues

/// Which definition one test gets for one fixture.
public struct FixtureResolution: Hashable, Sendable {
  /// The test's file.
  public let path: GitPath
  /// The test, with the classes around it: `TestUser.test_name`.
  public let test: [UInt8]
  /// The fixture's name, as it was before any adaptation.
  public let name: [UInt8]
  /// How many definitions of the name lie above it: 0 for what the test gets, 1 for what that one asks for by its own name.
  public let depth: Int
  public let definitionPath: GitPath
  /// The definition, with the classes around it, as it was called before any adaptation.
  public let definition: [UInt8]
  /// What the definition does, as a number.
  public let identity: UInt64
}

extension FixtureTree {
  /// What the tests of some files get.
  ///
  /// - Parameters:
  ///   - paths: the files with the tests.
  ///   - former: what fixtures were called before an adaptation, by their names now.
  func resolutions(
    _ paths: [GitPath], former: [[UInt8]: [UInt8]] = [:]
  ) throws(Failure) -> Set<FixtureResolution> {
    var result: Set<FixtureResolution> = []
    for path in paths {
      guard let module = try module(path) else { continue }
      let configured = try configuredUses().map(\.request.name)
      for user in module.users where user.isTest {
        let found = try closure(of: user, in: module, at: path, configured: configured)
        let test = module.qualifiedName(
          user.classes, module.name(module.python.definitions[user.definition].nameToken))
        for (name, references) in found {
          for (depth, reference) in references.enumerated() {
            guard let owner = try self.module(reference.path) else { continue }
            let fixture = owner.fixtures[reference.index]
            result.insert(
              FixtureResolution(
                path: path, test: test, name: former[name] ?? name, depth: depth,
                definitionPath: reference.path,
                definition: owner.qualifiedName(fixture.classes, former[fixture.binding] ?? fixture.binding),
                identity: owner.identity(of: reference.index, former: former)))
          }
        }
      }
    }
    return result
  }

  /// Every fixture that a test gets, by name: the definition, and those that it asks for by its own name.
  func closure(
    of user: FixtureUser, in module: FixtureModule, at path: GitPath, configured: [[UInt8]]
  ) throws(Failure) -> [[UInt8]: [FixtureReference]] {
    let levels = try visibleLevels(path, user.classes)
    var direct = user.direct
    var waiting = user.requests.map(\.name) + configured
    for marks in module.marks where marks.owner.map({ user.classes.contains($0) }) ?? true {
      direct.formUnion(marks.direct)
      waiting += marks.requests.map(\.name)
    }
    for level in levels {
      for (name, references) in level {
        for reference in references where try fixture(reference)?.isAutouse ?? false { waiting.append(name) }
      }
    }
    var result: [[UInt8]: [FixtureReference]] = [:]
    while let name = waiting.popLast() {
      guard result[name] == nil, !direct.contains(name) else { continue }
      var chain = levels.flatMap { $0[name] ?? [] }
      result[name] = []
      while let reference = chain.popLast() {
        result[name]?.append(reference)
        let names = try requests(of: reference)
        waiting += names.filter { $0 != name }
        guard names.contains(name) else { break }
      }
    }
    return result
  }

  /// The names that a fixture asks for.
  func requests(of reference: FixtureReference) throws(Failure) -> [[UInt8]] {
    guard let module = try module(reference.path) else { return [] }
    return module.users.first { $0.fixture == reference.index }?.requests.map(\.name) ?? []
  }
}
