import Outlines

extension FixtureModule {
  /// Finds the functions that are given fixtures, and what they ask for.
  mutating func findUsers() {
    var fixtureOf: [Int: Int] = [:]
    for (index, fixture) in fixtures.enumerated() {
      if let definition = fixture.definition { fixtureOf[definition] = index }
    }
    for (index, definition) in python.definitions.enumerated() where definition.isFunction {
      guard let classes = python.classes(around: index) else { continue }
      let text = python.text(definition.nameToken)
      let isTest = text.starts(with: "test".utf8) || isStep(definition)
      let fixture = fixtureOf[index]
      guard fixture != nil || isTest else { continue }
      var marks = FixtureMarks()
      for decorator in definition.decorators { marks.add(self.marks(in: decorator.tokens)) }
      let given = parameters(of: definition, isInClass: !classes.isEmpty)
      let direct = fixture == nil ? marks.direct : []
      let parameters = given.filter { !direct.contains($0.name) }
      users.append(
        FixtureUser(
          definition: index, classes: classes, isTest: fixture == nil, fixture: fixture,
          requests: parameters + marks.requests + literalRequests(in: definition.tokens), direct: direct))
    }
  }

  /// Steps of pytest-bdd are given fixtures too.
  private func isStep(_ definition: PythonDefinition) -> Bool {
    definition.decorators.contains { decorator in
      let call = python.calls(in: decorator.tokens).first
      guard let dotted = python.dottedName(call?.callee ?? decorator.tokens) else { return false }
      return ["given", "when", "then", "step"].map { "pytest_bdd." + $0 }.contains(fullName(dotted))
    }
  }

  /// The parameters that stand for fixtures: neither the receiver, nor those with a default, nor what decorators give.
  private func parameters(of definition: PythonDefinition, isInClass: Bool) -> [FixtureRequest] {
    var parameters = definition.parameters
    let isStatic = definition.decorators.contains {
      $0.tokens.count == 1 && python.isToken($0.tokens.lowerBound, "staticmethod")
    }
    if isInClass && !isStatic && !parameters.isEmpty { parameters.removeFirst() }
    parameters.removeFirst(min(patchCount(definition), parameters.count))
    var given = parameters.filter { ($0.kind == .positional || $0.kind == .keywordOnly) && !$0.hasDefault }
    for decorator in definition.decorators { removeGiven(by: decorator, from: &given) }
    return given.map {
      FixtureRequest(name: name($0.nameToken), kind: .parameter, range: python.tokens[$0.nameToken].range)
    }
  }

  /// How many mocks `mock.patch` puts in front of the arguments.
  private func patchCount(_ definition: PythonDefinition) -> Int {
    definition.decorators.filter { decorator in
      guard let call = python.calls(in: decorator.tokens).first,
        call.callee.lowerBound == decorator.tokens.lowerBound,
        let dotted = python.dottedName(call.callee)
      else { return false }
      let full = fullName(dotted)
      let isObject = full.hasSuffix("patch.object")
      guard isObject || full.hasSuffix("mock.patch") || full == "patch" else { return false }
      let arguments = python.arguments(open: call.open)
      let hasNew = arguments.contains { argument in
        argument.nameToken.map { python.isToken($0, "new") } ?? false
      }
      return !hasNew && arguments.filter { $0.nameToken == nil }.count <= (isObject ? 2 : 1)
    }.count
  }

  /// Hypothesis gives its values by name, or to the last parameters.
  private func removeGiven(by decorator: PythonDecorator, from parameters: inout [PythonParameter]) {
    guard let call = python.calls(in: decorator.tokens).first,
      call.callee.lowerBound == decorator.tokens.lowerBound,
      let dotted = python.dottedName(call.callee), fullName(dotted).hasSuffix("given"),
      !fullName(dotted).hasPrefix("pytest_bdd")
    else { return }
    let arguments = python.arguments(open: call.open)
    let names = Set(arguments.compactMap { argument in argument.nameToken.map { name($0) } })
    parameters.removeAll { names.contains(name($0.nameToken)) }
    let count = arguments.filter { $0.nameToken == nil }.count
    parameters.removeLast(min(count, parameters.count))
  }

  /// `getfixturevalue("name")` among some tokens.
  private func literalRequests(in tokens: Range<Int>) -> [FixtureRequest] {
    python.calls(in: tokens).compactMap { literalRequest($0) }
  }

  private func literalRequest(_ call: PythonCall) -> FixtureRequest? {
    guard isDynamicAccess(call), let first = python.arguments(open: call.open).first else { return nil }
    return python.string(first.value).map { FixtureRequest($0) }
  }

  private func isDynamicAccess(_ call: PythonCall) -> Bool {
    let last = call.callee.upperBound - 1
    return python.isToken(last, "getfixturevalue") || python.isToken(last, "getfuncargvalue")
  }

  mutating func findPlugins() {
    for assignment in python.assignments
    where assignment.scope == 0 && python.isToken(assignment.nameToken, "pytest_plugins") {
      plugins += (python.strings(assignment.value) ?? []).map(\.value)
    }
  }

  /// Finds uses outside of tests and fixtures, and those whose name only the run knows.
  mutating func findLooseRequests() {
    let userTokens = users.map { python.definitions[$0.definition].tokens }
    for call in python.calls where isDynamicAccess(call) {
      guard let request = literalRequest(call) else {
        dynamicTokens.append(call.open)
        continue
      }
      guard !userTokens.contains(where: { $0.contains(call.open) }) else { continue }
      looseRequests.append((python.classes(outside: call.scope) ?? [], request))
    }
    for definition in [nil] + python.definitions.indices.map({ Optional($0) }) {
      guard let token = python.documentation(of: definition) else { continue }
      let range = python.tokens[token].range
      for string in doctestRequests(in: range) {
        looseRequests.append(
          (definition.flatMap { python.classes(around: $0) } ?? [], FixtureRequest(string)))
      }
    }
  }

  /// `getfixture("name")` in a documentation string.
  private func doctestRequests(in range: Range<Int>) -> [PythonString] {
    let call = Array("getfixture(".utf8)
    var result: [PythonString] = []
    var index = range.lowerBound
    while let found = python.bytes[index..<range.upperBound].firstRange(ofBytes: call) {
      index = found.upperBound
      guard index < range.upperBound, [0x22, 0x27].contains(python.bytes[index]) else { continue }
      let quote = python.bytes[index]
      guard let end = python.bytes[(index + 1)..<range.upperBound].firstIndex(of: quote) else { break }
      result.append(PythonString(range: (index + 1)..<end, value: Array(python.bytes[(index + 1)..<end])))
      index = end
    }
    return result
  }
}

extension ArraySlice<UInt8> {
  /// Where some bytes occur first. O(bytes × length of the word) at worst.
  func firstRange(ofBytes word: [UInt8]) -> Range<Int>? {
    guard let first = word.first else { return nil }
    var start = startIndex
    while let found = self[start...].firstIndex(of: first) {
      guard found + word.count <= endIndex else { return nil }
      if self[found..<(found + word.count)].elementsEqual(word) { return found..<(found + word.count) }
      start = found + 1
    }
    return nil
  }
}
