import GitValues
import Outlines

/// Where a fixture is defined: a file and which of its fixtures.
struct FixtureReference: Hashable {
  let path: GitPath
  let index: Int
}

/// Python files that were read, by their content; shared by all trees of a search.
final class FixtureCache {
  var modules: [ObjectID: FixtureModule] = [:]
}

/// The fixtures of one tree, read as they are asked for.
///
/// A class, as asking reads and remembers; it never leaves the search that made it.
final class FixtureTree<Reader: TreeReader> {
  typealias Failure = Reader.Failure

  let reader: Reader
  let tree: ObjectID
  /// Files as they will be, instead of those of the tree.
  private let edited: [GitPath: [UInt8]]
  private let cache: FixtureCache
  private var modules: [GitPath: FixtureModule?] = [:]
  var attributes: [GitPath: [[UInt8]: FixtureReference]] = [:]
  var levels: [LevelKey: FixtureLevel] = [:]
  private var uses: [(path: GitPath, request: FixtureRequest)]?

  struct LevelKey: Hashable {
    let path: GitPath
    let owner: Int?
  }

  init(_ tree: ObjectID, reader: Reader, cache: FixtureCache, edited: [GitPath: [UInt8]] = [:]) {
    self.tree = tree
    self.reader = reader
    self.cache = cache
    self.edited = edited
  }

  /// The Python file at a path; nil if there is none.
  func module(_ path: GitPath) throws(Failure) -> FixtureModule? {
    if let known = modules[path] { return known }
    var module: FixtureModule?
    if let bytes = edited[path] {
      module = FixtureModule(bytes)
    } else if let entry = try reader.entry(path, in: tree), entry.mode.isRegular {
      module = cache.modules[entry.id]
      if module == nil { module = FixtureModule(try reader.content(entry.id)) }
      cache.modules[entry.id] = module
    }
    modules[path] = .some(module)
    return module
  }

  /// The fixture behind a reference.
  func fixture(_ reference: FixtureReference) throws(Failure) -> Fixture? {
    guard let module = try module(reference.path), module.fixtures.indices.contains(reference.index) else {
      return nil
    }
    return module.fixtures[reference.index]
  }

  /// A file of the tree, edits included.
  func content(_ path: GitPath) throws(Failure) -> [UInt8]? {
    if let bytes = edited[path] { return bytes }
    guard let entry = try reader.entry(path, in: tree), entry.mode.isRegular else { return nil }
    return try reader.content(entry.id)
  }

  /// All Python files in a folder and below, in order.
  func pythonFiles(in folder: GitPath) throws(Failure) -> [GitPath] {
    var result: [GitPath] = []
    var waiting = [folder]
    while let folder = waiting.popLast() {
      for (name, entry) in try reader.list(folder, in: tree) {
        if entry.mode == .tree {
          waiting.append(folder.appending(name))
        } else if entry.mode.isRegular, name.reversed().starts(with: "yp.".utf8) {
          result.append(folder.appending(name))
        }
      }
    }
    return result.sorted()
  }

  /// The uses in pytest's configuration, which is at the root.
  func configuredUses() throws(Failure) -> [(path: GitPath, request: FixtureRequest)] {
    if let uses { return uses }
    var result: [(path: GitPath, request: FixtureRequest)] = []
    for path in ["pytest.ini", "pyproject.toml", "tox.ini", "setup.cfg"] as [GitPath] {
      guard let bytes = try content(path) else { continue }
      for string in configuredFixtures(bytes) { result.append((path, FixtureRequest(string))) }
    }
    uses = result
    return result
  }
}

/// The names behind `usefixtures =` in an INI or TOML file.
func configuredFixtures(_ bytes: [UInt8]) -> [PythonString] {
  let text = SourceText(bytes)
  var result: [PythonString] = []
  var isInside = false
  for index in 0..<text.lineCount {
    let line = text.line(index)
    var start = line.startIndex
    if line.starts(with: "usefixtures".utf8), let equals = line.firstIndex(of: UInt8(ascii: "=")),
      line[(line.startIndex + 11)..<equals].allSatisfy({ $0 == UInt8(ascii: " ") })
    {
      isInside = true
      start = equals + 1
    } else if let first = line.first, first != UInt8(ascii: " "), first != UInt8(ascii: "\t"),
      first != UInt8(ascii: "]")
    {
      isInside = false
    }
    guard isInside else { continue }
    for word in line[start...].split(whereSeparator: { !isWordByte($0) }) {
      if word.startIndex > line.startIndex, bytes[..<word.startIndex].last == UInt8(ascii: "#") { break }
      result.append(PythonString(range: word.indices, value: Array(word)))
    }
  }
  return result
}
