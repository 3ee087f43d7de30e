import Outlines

extension FixtureModule {
  /// What makes a fixture, by its whole name.
  private static let makers: Set<String> = [
    "pytest.fixture", "pytest.yield_fixture", "_pytest.fixtures.fixture", "pytest_asyncio.fixture",
    "pytest_asyncio.plugin.fixture", "pytest_trio.trio_fixture", "pytest_twisted.async_fixture",
    "pytest_twisted.async_yield_fixture",
  ]

  mutating func findFixtures() {
    for (index, definition) in python.definitions.enumerated() where definition.isFunction {
      guard let classes = python.classes(around: index) else { continue }
      for decorator in definition.decorators {
        guard let arguments = makerArguments(decorator.tokens) else { continue }
        add(
          token: definition.nameToken, definition: index, tokens: definition.tokens, classes: classes,
          arguments: arguments)
        break
      }
    }
    for assignment in python.assignments {
      guard let classes = python.classes(outside: assignment.scope) else { continue }
      addAssigned(assignment, classes: classes)
    }
    fixtures.sort { $0.tokens.lowerBound < $1.tokens.lowerBound }
  }

  /// `x = pytest.fixture(…)(function)`.
  private mutating func addAssigned(_ assignment: PythonAssignment, classes: [Int]) {
    let value = assignment.value
    guard let call = python.calls(in: value).first, call.callee.lowerBound == value.lowerBound,
      let arguments = makerArguments(value.lowerBound..<(python.tokens[call.open].partner + 1))
    else { return }
    let end = python.tokens[call.open].partner + 1
    // `f = pytest.fixture(g)`, or a call of what `pytest.fixture(…)` gave.
    let isDirect = end == value.upperBound && arguments.contains { $0.nameToken == nil }
    guard isDirect || (end < value.upperBound && python.tokens[end].isSymbol("(")) else { return }
    add(
      token: assignment.nameToken, definition: nil, tokens: assignment.statement, classes: classes,
      arguments: arguments.filter { $0.nameToken != nil })
  }

  private mutating func add(
    token: Int, definition: Int?, tokens: Range<Int>, classes: [Int], arguments: [PythonArgument]
  ) {
    let binding = name(token)
    var options = Options()
    for argument in arguments { read(argument, into: &options) }
    if definition == nil { options.concern = options.concern ?? .assigned }
    fixtures.append(
      Fixture(
        name: options.name?.value ?? binding, nameRange: options.name?.range, bindingToken: token,
        binding: binding,
        definition: definition, tokens: tokens, classes: classes, isAutouse: options.isAutouse,
        concern: options.concern))
  }

  private struct Options {
    var name: PythonString?
    var isAutouse = false
    var concern: FixtureConcern?
  }

  private func read(_ argument: PythonArgument, into options: inout Options) {
    guard let key = argument.nameToken else {
      // The first argument by position was the scope once.
      if argument.isSpread {
        options.concern = .dynamicDefinition
      } else {
        readScope(argument.value, &options)
      }
      return
    }
    if python.isToken(key, "name") {
      options.name = python.string(argument.value)
      let isNone = argument.value.count == 1 && python.isToken(argument.value.lowerBound, "None")
      if options.name == nil && !isNone { options.concern = .dynamicDefinition }
    } else if python.isToken(key, "autouse") {
      guard argument.value.count != 1 || !python.isToken(argument.value.lowerBound, "False") else { return }
      options.isAutouse = true
      options.concern = .autouse
    } else if python.isToken(key, "params") {
      options.concern = options.concern ?? .params
    } else if python.isToken(key, "scope") || python.isToken(key, "loop_scope") {
      readScope(argument.value, &options)
    }
  }

  private func readScope(_ value: Range<Int>, _ options: inout Options) {
    guard python.string(value)?.value != Array("function".utf8) else { return }
    options.concern = options.concern ?? .wideScope
  }

  /// The arguments of a decorator that makes a fixture; nil for any other decorator.
  private func makerArguments(_ tokens: Range<Int>) -> [PythonArgument]? {
    let call = python.calls(in: tokens).first { $0.callee.lowerBound == tokens.lowerBound }
    guard let dotted = python.dottedName(call?.callee ?? tokens), Self.makers.contains(fullName(dotted))
    else {
      return nil
    }
    return call.map { python.arguments(open: $0.open) } ?? []
  }

  /// The name with its first part written out as the import that brought it.
  func fullName(_ dotted: [[UInt8]]) -> String {
    var parts = dotted
    if let first = parts.first, let origin = imported[first] { parts.replaceSubrange(0..<1, with: [origin]) }
    return String(decoding: Array(parts.joined(separator: [UInt8(ascii: ".")])), as: UTF8.self)
  }
}
