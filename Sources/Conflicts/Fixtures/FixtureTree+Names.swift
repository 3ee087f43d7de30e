import GitValues
import Outlines

/// Fixtures of one place by their names; of several definitions of one name the last one counts.
typealias FixtureLevel = [[UInt8]: [FixtureReference]]

/// Which attribute of which module is which fixture, imports included.
extension FixtureTree {
  /// The fixtures among a module's attributes, as they are once the module has been run.
  func moduleAttributes(_ path: GitPath, depth: Int = 0) throws(Failure) -> [[UInt8]: FixtureReference] {
    if let known = attributes[path] { return known }
    guard depth < 20, let module = try module(path) else { return [:] }
    // A module that is imported in a circle has nothing yet.
    attributes[path] = [:]
    var result: [[UInt8]: FixtureReference] = [:]
    var fixtureOf: [Int: Int] = [:]
    for (index, fixture) in module.fixtures.enumerated() where fixture.classes.isEmpty {
      fixtureOf[fixture.bindingToken] = index
    }
    var imports: [Int: PythonImport] = [:]
    var events: [Int] = []
    for item in module.python.imports where item.scope == 0 {
      guard let token = item.boundToken ?? item.nameToken else { continue }
      imports[token] = item
      if item.boundToken == nil { events.append(token) }
    }
    for occurrence in module.python.occurrences where occurrence.scope == 0 && occurrence.role != .load {
      events.append(occurrence.token)
    }
    for token in events.sorted() {
      let name = module.name(token)
      if let index = fixtureOf[token] {
        result[name] = FixtureReference(path: path, index: index)
      } else if let item = imports[token] {
        try take(item, of: module, at: path, into: &result, depth: depth)
      } else {
        result[name] = nil
      }
    }
    attributes[path] = result
    return result
  }

  /// Adds what one import brings.
  private func take(
    _ item: PythonImport, of module: FixtureModule, at path: GitPath,
    into result: inout [[UInt8]: FixtureReference], depth: Int
  ) throws(Failure) {
    guard let token = item.nameToken, let source = try file(of: item, from: path),
      try mayHoldFixtures(source)
    else {
      if let bound = item.boundToken { result[module.name(bound)] = nil }
      return
    }
    let theirs = try moduleAttributes(source, depth: depth + 1)
    if let bound = item.boundToken {
      result[module.name(bound)] = theirs[module.name(token)]
    } else {
      let exported = try self.module(source)?.exported
      for (name, reference) in theirs where exported?.contains(name) ?? (name.first != UInt8(ascii: "_")) {
        result[name] = reference
      }
    }
  }

  /// Whether it is worth reading a module that is imported: what never says `fixture` defines none.
  private func mayHoldFixtures(_ path: GitPath) throws(Failure) -> Bool {
    if path.name.elementsEqual("__init__.py".utf8) { return true }
    return try content(path)?[...].firstRange(ofBytes: Array("fixture".utf8)) != nil
  }

  /// The file in this tree that an import reads; nil if it is elsewhere.
  func file(of item: PythonImport, from path: GitPath) throws(Failure) -> GitPath? {
    try file(module: item.module, level: item.level, from: path)
  }

  /// The file of a module by its name.
  ///
  /// - Parameters:
  ///   - module: its name with dots.
  ///   - level: how many dots stood in front; 0 for a name that is looked for from the folders above and `src`.
  ///   - path: the file that names it.
  func file(module: [UInt8], level: Int, from path: GitPath) throws(Failure) -> GitPath? {
    var folders = [path.parent] + path.parent.ancestors
    if !path.parent.isRoot { folders = [path.parent] + path.parent.ancestors + [.root] }
    if level > 0 {
      guard level <= folders.count else { return nil }
      folders = [folders[level - 1]]
    } else {
      folders.append("src")
    }
    let relative = module.split(separator: UInt8(ascii: "."))
    for folder in folders {
      var place = folder
      for part in relative { place = place.appending(part) }
      for candidate in [GitPath(place.bytes + Array(".py".utf8)), place.appending(Array("__init__.py".utf8))]
      {
        if let entry = try reader.entry(candidate, in: tree), entry.mode.isRegular { return candidate }
      }
    }
    return nil
  }
}

extension FixtureModule {
  /// What `__all__` names; nil if there is none that can be read.
  var exported: Set<[UInt8]>? {
    let strings = exportedStrings
    return strings.isEmpty ? nil : Set(strings.map(\.value))
  }

  var exportedStrings: [PythonString] {
    python.assignments.filter { $0.scope == 0 && python.isToken($0.nameToken, "__all__") }
      .flatMap { python.strings($0.value) ?? [] }
  }
}
