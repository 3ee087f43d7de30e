import GitValues
import Outlines

/// Gives fixtures of one lane another name, with every use in the lane's own tree that means them.
struct FixtureRename<Reader: TreeReader> {
  let tree: FixtureTree<Reader>
  let old: [UInt8]
  let new: [UInt8]
  /// The definitions that are renamed.
  let targets: Set<FixtureReference>
  /// What to write instead of which bytes, by file.
  private(set) var edits: [GitPath: [Range<Int>: [UInt8]]] = [:]
  private(set) var concerns: [FixtureConcern] = []
  /// Strings that are equal to the name but stand where nothing says that they mean the fixture.
  private(set) var mentions: [(path: GitPath, line: Int)] = []

  init(tree: FixtureTree<Reader>, old: [UInt8], new: [UInt8], targets: Set<FixtureReference>) {
    self.tree = tree
    self.old = old
    self.new = new
    self.targets = targets
  }

  /// Finds the edits in some files.
  mutating func run(_ paths: [GitPath]) throws(Reader.Failure) {
    for path in paths {
      guard let module = try tree.module(path) else { continue }
      try findDynamicUses(in: module, at: path)
      guard mentionsInText(module) else { continue }
      renameDefinitions(in: module, at: path)
      try renameImports(in: module, at: path)
      for user in module.users {
        for request in user.requests where request.name == old {
          let target = try tree.meaning(of: old, at: path, classes: user.classes, inside: user.fixture)
          guard let target, targets.contains(target) else { continue }
          rename(request, of: user, in: module, at: path)
        }
      }
      try renameStrings(in: module, at: path)
      findMentions(in: module, at: path)
    }
    for use in try tree.configuredUses() where use.request.name == old {
      guard let target = try tree.meaning(of: old, at: "conftest.py", classes: []), targets.contains(target)
      else { continue }
      replace(use.request.range, in: use.path)
    }
  }

  private func mentionsInText(_ module: FixtureModule) -> Bool {
    module.python.bytes[...].firstRange(ofBytes: old) != nil
  }

  private mutating func replace(_ range: Range<Int>, in path: GitPath) {
    edits[path, default: [:]][range] = new
  }

  // MARK: - Definitions and imports

  private mutating func renameDefinitions(in module: FixtureModule, at path: GitPath) {
    for reference in targets.sorted(by: { $0.index < $1.index }) where reference.path == path {
      let fixture = module.fixtures[reference.index]
      if let range = fixture.nameRange {
        replace(range, in: path)
      } else {
        let scope = fixture.classes.first.map { module.python.definitions[$0].scope } ?? 0
        replaceNames(fixture.binding, boundIn: scope, in: module, at: path)
        if scope == 0 { renameExports(in: module, at: path) }
      }
    }
  }

  private mutating func replaceNames(
    _ name: [UInt8], boundIn scope: Int, in module: FixtureModule, at path: GitPath
  ) {
    guard let number = module.python.number(of: name) else { return }
    for occurrence in module.python.occurrences where occurrence.name == number {
      guard module.python.bindingScope(of: occurrence) == scope else { continue }
      replace(module.python.tokens[occurrence.token].range, in: path)
      if occurrence.isPrinted {
        concerns.append(
          .printed("\(path.text):\(module.line(at: module.python.tokens[occurrence.token].start))"))
      }
    }
  }

  private mutating func renameExports(in module: FixtureModule, at path: GitPath) {
    for string in module.exportedStrings where string.value == old { replace(string.range, in: path) }
  }

  private mutating func renameImports(in module: FixtureModule, at path: GitPath) throws(Reader.Failure) {
    for item in module.python.imports {
      guard let token = item.nameToken, let bound = item.boundToken, module.name(token) == old,
        let source = try tree.file(of: item, from: path),
        let reference = try tree.moduleAttributes(source)[old], targets.contains(reference),
        try tree.fixture(reference)?.nameRange == nil
      else { continue }
      replace(module.python.tokens[token].range, in: path)
      if bound == token {
        replaceNames(old, boundIn: item.scope, in: module, at: path)
        if item.scope == 0 { renameExports(in: module, at: path) }
      }
    }
  }

  // MARK: - Uses

  private mutating func rename(
    _ request: FixtureRequest, of user: FixtureUser, in module: FixtureModule, at path: GitPath
  ) {
    guard request.kind == .parameter else { return replace(request.range, in: path) }
    let definition = module.python.definitions[user.definition]
    replaceNames(old, boundIn: definition.scope, in: module, at: path)
    for call in module.python.calls(in: definition.tokens) where call.callee.count == 1 {
      for word in ["locals", "vars", "eval", "exec"] as [StaticString] {
        guard module.python.isToken(call.callee.lowerBound, word) else { continue }
        concerns.append(.printed("\(path.text):\(module.line(at: module.python.tokens[call.open].start))"))
      }
    }
  }

  private mutating func renameStrings(in module: FixtureModule, at path: GitPath) throws(Reader.Failure) {
    var found = module.looseRequests
    for marks in module.marks {
      let classes = marks.owner.map { [$0] + (module.python.classes(around: $0) ?? []) } ?? []
      found += marks.requests.map { (classes, $0) }
    }
    for (classes, request) in found where request.name == old {
      guard let target = try tree.meaning(of: old, at: path, classes: classes), targets.contains(target)
      else { continue }
      replace(request.range, in: path)
    }
  }

  /// Lists strings that may mean the fixture, and places where the name may be made when the tests run.
  private mutating func findMentions(in module: FixtureModule, at path: GitPath) {
    let python = module.python
    for index in python.tokens.indices where python.tokens[index].kind == .string {
      guard let string = python.string(token: index), string.value == old, edits[path]?[string.range] == nil
      else { continue }
      let line = module.line(at: string.range.lowerBound)
      mentions.append((path, line))
      if isSpecial(index, in: module) { concerns.append(.plugin("\(path.text):\(line)")) }
    }
    if module.mentions("fixturenames"), mentions.contains(where: { $0.path == path }) {
      concerns.append(.dynamicUse(path.text))
    }
  }

  /// Finds uses and definitions that do not have the name in them, where the fixture can be asked for.
  private mutating func findDynamicUses(in module: FixtureModule, at path: GitPath) throws(Reader.Failure) {
    guard let target = try tree.meaning(of: old, at: path, classes: []), targets.contains(target) else {
      return
    }
    for token in module.dynamicTokens {
      let line = module.line(at: module.python.tokens[token].start)
      concerns.append(.dynamicUse("\(path.text):\(line)"))
    }
    if makesByFactory(module) { concerns.append(.plugin(path.text)) }
  }

  /// Whether a string is given to something that makes fixtures or asks for them in its own way.
  private func isSpecial(_ token: Int, in module: FixtureModule) -> Bool {
    let words: [StaticString] = ["lazy_fixture", "lf", "lazy_fixtures", "fixture_ref", "target_fixture"]
    return (max(0, token - 4)..<token).contains { index in words.contains { module.python.isToken(index, $0) }
    }
  }

  /// pytest-factoryboy's `register(UserFactory)` makes `user` and `user_factory`.
  private func makesByFactory(_ module: FixtureModule) -> Bool {
    guard module.mentions("pytest_factoryboy") else { return false }
    let plain = old.filter { $0 != UInt8(ascii: "_") }
    return module.python.calls.contains { call in
      guard module.python.isToken(call.callee.upperBound - 1, "register"),
        let first = module.python.arguments(open: call.open).first?.value, let last = first.last
      else { return false }
      let model = module.name(last).map { $0 | ($0 >= 0x41 && $0 <= 0x5A ? 0x20 : 0) }
      return model == plain || model == plain + Array("factory".utf8)
    }
  }
}

/// A text with some of its bytes replaced.
///
/// - Parameters:
///   - bytes: the text.
///   - edits: what to write instead of which bytes; ranges that overlap an earlier one are left out.
func applying(_ edits: [Range<Int>: [UInt8]], to bytes: [UInt8]) -> [UInt8] {
  var result: [UInt8] = []
  var place = 0
  for (range, text) in edits.sorted(by: { $0.key.lowerBound < $1.key.lowerBound })
  where range.lowerBound >= place {
    result += bytes[place..<range.lowerBound]
    result += text
    place = range.upperBound
  }
  return result + bytes[place...]
}
