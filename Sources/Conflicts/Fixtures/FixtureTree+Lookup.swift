import GitValues
import Outlines

/// Which definition a name means where, as pytest finds it.
///
/// Source: https://docs.pytest.org/en/stable/reference/fixtures.html#fixture-availability, and tried with pytest 9.2.
extension FixtureTree {
  /// The fixtures of a module or of one of its classes, by name.
  ///
  /// pytest goes through the attributes by name, so of two with one `name=` the alphabetically last one counts.
  func level(_ path: GitPath, owner: Int? = nil) throws(Failure) -> FixtureLevel {
    let key = LevelKey(path: path, owner: owner)
    if let known = levels[key] { return known }
    let attributes =
      if let owner { try classAttributes(path, owner) } else { try moduleAttributes(path) }
    var result: FixtureLevel = [:]
    for (attribute, reference) in attributes.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      guard let fixture = try fixture(reference) else { continue }
      result[fixture.nameRange == nil ? attribute : fixture.name, default: []].append(reference)
    }
    levels[key] = result
    return result
  }

  /// The fixtures among a class's attributes, those of its bases included.
  private func classAttributes(
    _ path: GitPath, _ owner: Int, depth: Int = 0
  ) throws(Failure) -> [[UInt8]: FixtureReference] {
    guard depth < 20, let module = try module(path), module.python.definitions.indices.contains(owner) else {
      return [:]
    }
    var result: [[UInt8]: FixtureReference] = [:]
    for argument in module.python.arguments(in: module.python.definitions[owner].arguments).reversed()
    where argument.nameToken == nil && argument.value.count == 1 {
      guard let base = try findClass(module.name(argument.value.lowerBound), from: path, module) else {
        continue
      }
      result.merge(try classAttributes(base.path, base.owner, depth: depth + 1)) { $1 }
    }
    for definition in module.python.definitions
    where definition.outer == module.python.definitions[owner].scope {
      result[module.name(definition.nameToken)] = nil
    }
    for (index, fixture) in module.fixtures.enumerated() where fixture.classes.first == owner {
      result[fixture.binding] = FixtureReference(path: path, index: index)
    }
    return result
  }

  private func findClass(
    _ name: [UInt8], from path: GitPath, _ module: FixtureModule
  ) throws(Failure) -> (path: GitPath, owner: Int)? {
    func own(_ module: FixtureModule, _ name: [UInt8]) -> Int? {
      module.python.definitions.lastIndex {
        !$0.isFunction && $0.outer == 0 && module.name($0.nameToken) == name
      }
    }
    if let index = own(module, name) { return (path, index) }
    for item in module.python.imports {
      guard let bound = item.boundToken, let token = item.nameToken, module.name(bound) == name,
        let source = try file(of: item, from: path), let other = try self.module(source),
        let index = own(other, module.name(token))
      else { continue }
      return (source, index)
    }
    return nil
  }

  /// Everything that is visible in a place, the outermost first.
  func visibleLevels(_ path: GitPath, _ classes: [Int]) throws(Failure) -> [FixtureLevel] {
    var result: [FixtureLevel] = []
    let folders = (path.parent.isRoot ? [GitPath.root] : [path.parent] + path.parent.ancestors + [.root])
      .reversed()
    let conftests = folders.map { $0.appending(Array("conftest.py".utf8)) }
    let isConftest = path.name.elementsEqual("conftest.py".utf8)
    for listing in conftests + (isConftest ? [] : [path]) {
      guard let module = try module(listing) else { continue }
      for plugin in module.plugins {
        if let source = try file(module: plugin, level: 0, from: listing) { result.append(try level(source)) }
      }
    }
    for conftest in conftests { result.append(try level(conftest)) }
    if !isConftest { result.append(try level(path)) }
    for owner in classes.reversed() { result.append(try level(path, owner: owner)) }
    return result
  }

  /// The definitions of a name that are visible in a place, the one that counts last.
  func visible(_ name: [UInt8], _ path: GitPath, _ classes: [Int]) throws(Failure) -> [FixtureReference] {
    try visibleLevels(path, classes).flatMap { $0[name] ?? [] }
  }

  /// What a name that stands in the text means there: for a fixture that asks for its own name, the one that it replaces.
  func meaning(
    of name: [UInt8], at path: GitPath, classes: [Int], inside fixture: Int? = nil
  ) throws(Failure) -> FixtureReference? {
    let chain = try visible(name, path, classes)
    if let fixture, let place = chain.lastIndex(of: FixtureReference(path: path, index: fixture)) {
      return place > 0 ? chain[place - 1] : nil
    }
    return chain.last
  }
}
