import GitValues
import Outlines

/// What one lane did to fixtures.
struct LaneFixtures<Reader: TreeReader> {
  /// A fixture that the lane added.
  struct Added {
    let reference: FixtureReference
    let fixture: Fixture
    let identity: UInt64
    /// The classes around it, with its attribute.
    let qualifiedName: [UInt8]
    /// Where it can be asked for.
    let domains: Set<FixtureDomain>

    /// Whether it stands in one place with another and says the same.
    func isCopy(of other: Added) -> Bool {
      identity == other.identity && reference.path == other.reference.path
        && qualifiedName == other.qualifiedName
    }
  }

  let lane: LaneTree
  let base: FixtureTree<Reader>
  let tree: FixtureTree<Reader>
  /// The Python files that the lane added or changed, in order.
  private(set) var changed: [GitPath] = []
  /// Those of them that cannot be read as Python.
  private(set) var unreadable: [GitPath] = []
  private(set) var added: [Added] = []
  /// Whether tests of others may get something else by what the lane did: it added or removed a fixture, or changed
  /// a conftest, which can import fixtures and name plugins.
  private(set) var isConcerned = false

  /// Reads what the lane changed. Files that never say `fixture` are not taken apart.
  init(_ lane: LaneTree, reader: Reader, cache: FixtureCache) throws(Reader.Failure) {
    self.lane = lane
    base = FixtureTree(lane.base, reader: reader, cache: cache)
    tree = FixtureTree(lane.tree, reader: reader, cache: cache)
    var removed: [RemovedFixture: Int] = [:]
    var found: [(FixtureReference, Fixture, UInt64, [UInt8])] = []
    for change in lane.changes.changes where change.path.bytes.reversed().starts(with: "yp.".utf8) {
      if change.new?.mode.isRegular ?? false { changed.append(change.path) }
      let old = try LaneFixtures.fixtures(change.old, at: change.path, in: base)
      let new = try LaneFixtures.fixtures(change.new, at: change.path, in: tree)
      if old.keys != new.keys || change.path.name.elementsEqual("conftest.py".utf8) { isConcerned = true }
      for (key, item) in old where new[key] == nil { removed[item.removed, default: 0] += 1 }
      for (key, item) in new where old[key] == nil {
        found.append((item.reference, item.fixture, item.identity, key.qualifiedName))
      }
      if change.new != nil, let module = try LaneFixtures.read(change.new, at: change.path, in: tree),
        !module.python.isTrusted
      {
        unreadable.append(change.path)
      }
    }
    for item in found.sorted(by: { ($0.0.path, $0.0.index) < ($1.0.path, $1.0.index) }) {
      // What is gone elsewhere was moved, not added.
      let key = RemovedFixture(name: item.1.name, identity: item.2)
      if let count = removed[key], count > 0 {
        removed[key] = count - 1
        continue
      }
      added.append(
        Added(reference: item.0, fixture: item.1, identity: item.2, qualifiedName: item.3, domains: []))
    }
  }

  private struct FixtureKey: Hashable {
    let name: [UInt8]
    let qualifiedName: [UInt8]
  }

  private struct RemovedFixture: Hashable {
    let name: [UInt8]
    let identity: UInt64
  }

  private struct Item {
    let reference: FixtureReference
    let fixture: Fixture
    let identity: UInt64
    var removed: RemovedFixture { RemovedFixture(name: fixture.name, identity: identity) }
  }

  private static func read(
    _ entry: FileEntry?, at path: GitPath, in tree: FixtureTree<Reader>
  ) throws(Reader.Failure) -> FixtureModule? {
    guard let entry, entry.mode.isRegular,
      try tree.reader.content(entry.id)[...].firstRange(ofBytes: Array("fixture".utf8)) != nil
    else { return nil }
    return try tree.module(path)
  }

  private static func fixtures(
    _ entry: FileEntry?, at path: GitPath, in tree: FixtureTree<Reader>
  ) throws(Reader.Failure) -> [FixtureKey: Item] {
    guard let module = try read(entry, at: path, in: tree) else { return [:] }
    var result: [FixtureKey: Item] = [:]
    for (index, fixture) in module.fixtures.enumerated() {
      let key = FixtureKey(
        name: fixture.name, qualifiedName: module.qualifiedName(fixture.classes, fixture.binding))
      result[key] = Item(
        reference: FixtureReference(path: path, index: index), fixture: fixture,
        identity: module.identity(of: index))
    }
    return result
  }

  /// Finds where the added fixtures can be asked for; needed only once another lane has one of the same name.
  mutating func findDomains(of names: Set<[UInt8]>) throws(Reader.Failure) {
    for index in added.indices where names.contains(added[index].fixture.name) {
      let old = added[index]
      added[index] = Added(
        reference: old.reference, fixture: old.fixture, identity: old.identity,
        qualifiedName: old.qualifiedName,
        domains: try tree.domains(of: old.reference, old.fixture, changed: changed))
    }
  }
}

/// A part of the tree in which a fixture can be asked for.
enum FixtureDomain: Hashable {
  /// A folder with all that is below it.
  case folder(GitPath)
  /// A file, or one class of it with the classes in it.
  case file(GitPath, [UInt8])

  /// Whether one domain holds the other; equal ones hold each other.
  func holds(_ other: FixtureDomain) -> Bool {
    switch (self, other) {
    case (.folder(let mine), .folder(let theirs)): theirs.isInside(mine)
    case (.folder(let mine), .file(let theirs, _)): theirs.parent.isInside(mine)
    case (.file, .folder): false
    case (.file(let mine, let ours), .file(let theirs, let inner)):
      mine == theirs && (ours.isEmpty || inner == ours || inner.starts(with: ours + [UInt8(ascii: ".")]))
    }
  }

  var folder: GitPath {
    switch self {
    case .folder(let path): path
    case .file(let path, _): path.parent
    }
  }
}

extension FixtureTree {
  /// Where a fixture can be asked for: below its conftest, in its module or class, and wherever it is imported or
  /// listed as a plugin, as far as the conftests around and the changed files say.
  func domains(
    of reference: FixtureReference, _ fixture: Fixture, changed: [GitPath]
  ) throws(Failure) -> Set<FixtureDomain> {
    let conftest = Array("conftest.py".utf8)
    guard let module = try module(reference.path) else { return [] }
    if !fixture.classes.isEmpty {
      return [
        .file(
          reference.path,
          module.qualifiedName(
            Array(fixture.classes.dropFirst()),
            module.name(module.python.definitions[fixture.classes[0]].nameToken)))
      ]
    }
    if reference.path.name.elementsEqual(conftest) { return [.folder(reference.path.parent)] }
    var result: Set<FixtureDomain> = [.file(reference.path, [])]
    var places = [reference.path.parent] + reference.path.parent.ancestors + [.root]
    for name in ["tests", "test"] as [GitPath] where !places.contains(name) { places.append(name) }
    let files = Set(places.map { $0.appending(conftest) } + changed).sorted()
    for file in files where file != reference.path {
      guard let other = try self.module(file) else { continue }
      let isConftest = file.name.elementsEqual(conftest)
      if try moduleAttributes(file).values.contains(reference) {
        result.insert(isConftest ? .folder(file.parent) : .file(file, []))
      }
      for plugin in other.plugins {
        guard let source = try self.file(module: plugin, level: 0, from: file) else { continue }
        if try moduleAttributes(source).values.contains(reference) { result.insert(.folder(.root)) }
      }
    }
    return result
  }
}
