import Outlines

/// What one Python file has to do with fixtures: those that it defines, and what its functions ask for.
struct FixtureModule {
  let python: PythonModule
  /// In the order of the text; also those that a later one replaces.
  var fixtures: [Fixture] = []
  /// Tests, fixtures and steps at the level of the module or of classes.
  var users: [FixtureUser] = []
  /// `usefixtures` and `parametrize` on the module or a class.
  var marks: [FixtureMarks] = []
  /// What `pytest_plugins` names.
  var plugins: [[UInt8]] = []
  /// Uses in helper functions and doctests, by the classes that they stand in.
  var looseRequests: [(classes: [Int], request: FixtureRequest)] = []
  /// Places where a fixture is asked for by a name that only the run knows.
  var dynamicTokens: [Int] = []
  /// What names of the module stand for by its imports.
  private(set) var imported: [[UInt8]: [UInt8]] = [:]

  init(_ bytes: [UInt8]) {
    python = PythonModule(bytes)
    findImports()
    findFixtures()
    findMarks()
    findUsers()
    findPlugins()
    findLooseRequests()
  }

  private mutating func findImports() {
    for item in python.imports where item.level == 0 {
      guard let bound = item.boundToken else { continue }
      if let token = item.nameToken {
        imported[name(bound)] = item.module + [UInt8(ascii: ".")] + name(token)
      } else if item.hasAlias {
        imported[name(bound)] = item.module
      }
    }
  }

  /// The text of a name.
  func name(_ token: Int) -> [UInt8] { Array(python.text(token)) }

  /// The line of a byte, counted from 1. Linear.
  func line(at offset: Int) -> Int {
    python.bytes[..<min(offset, python.bytes.count)].reduce(1) { $1 == 0x0A ? $0 + 1 : $0 }
  }

  /// The lines of several tokens, counted from 1. Linear.
  func lines(of tokens: Range<Int>) -> ClosedRange<Int> {
    let range = python.range(tokens)
    let first = line(at: range.lowerBound)
    return first...max(first, line(at: max(range.lowerBound, range.upperBound - 1)))
  }

  /// The names of classes from the outermost to the innermost with dots, and a name in them.
  func qualifiedName(_ classes: [Int], _ last: [UInt8]) -> [UInt8] {
    var parts = classes.reversed().map { name(python.definitions[$0].nameToken) }
    parts.append(last)
    return Array(parts.joined(separator: [UInt8(ascii: ".")]))
  }

  /// Whether a word occurs in the text as a name.
  func mentions(_ word: StaticString) -> Bool {
    python.number(of: word.withUTF8Buffer { Array($0) }) != nil
  }
}

/// A fixture where it is defined.
struct Fixture {
  /// The name by which tests ask for it.
  let name: [UInt8]
  /// Where the string of `name=` is; nil if the fixture is called as its function is.
  let nameRange: Range<Int>?
  /// The token of the function's name, or of the name that is assigned to.
  let bindingToken: Int
  /// The attribute of the module or class.
  let binding: [UInt8]
  /// The function; nil if the fixture is made by an assignment.
  let definition: Int?
  /// All its tokens.
  let tokens: Range<Int>
  /// The classes around it, the innermost first; empty for the module.
  let classes: [Int]
  let isAutouse: Bool
  /// Why it must not be settled by itself.
  let concern: FixtureConcern?
}

/// One place where a fixture is asked for by its name.
struct FixtureRequest {
  enum Kind { case parameter, string, directName }

  let name: [UInt8]
  let kind: Kind
  /// Where the name stands, in bytes.
  let range: Range<Int>
}

/// A function that is given fixtures.
struct FixtureUser {
  let definition: Int
  let classes: [Int]
  let isTest: Bool
  /// Which of the module's fixtures it is, if it is one.
  let fixture: Int?
  let requests: [FixtureRequest]
  /// Names that `parametrize` gives directly: no fixture is asked for.
  let direct: Set<[UInt8]>
}

/// What marks on a module, a class or a function ask for.
struct FixtureMarks {
  /// The class that is marked; nil for the module.
  var owner: Int?
  var requests: [FixtureRequest] = []
  var direct: Set<[UInt8]> = []
}
