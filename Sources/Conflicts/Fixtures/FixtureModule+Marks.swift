import Outlines

extension FixtureModule {
  /// Finds the marks on the module and on classes.
  mutating func findMarks() {
    var found: [Int?: FixtureMarks] = [:]
    for assignment in python.assignments where python.isToken(assignment.nameToken, "pytestmark") {
      guard let classes = python.classes(outside: assignment.scope) else { continue }
      found[classes.first, default: FixtureMarks(owner: classes.first)].add(marks(in: assignment.value))
    }
    for (index, definition) in python.definitions.enumerated() where !definition.isFunction {
      for decorator in definition.decorators {
        let marks = marks(in: decorator.tokens)
        if marks.isEmpty { continue }
        found[index, default: FixtureMarks(owner: index)].add(marks)
      }
    }
    marks = found.values.sorted { ($0.owner ?? -1) < ($1.owner ?? -1) }
  }

  /// What the marks among some tokens ask for.
  func marks(in tokens: Range<Int>) -> FixtureMarks {
    var result = FixtureMarks()
    for call in python.calls(in: tokens) {
      let last = call.callee.upperBound - 1
      if python.isToken(last, "usefixtures") {
        for argument in python.arguments(open: call.open) {
          if let string = python.string(argument.value) { result.requests.append(FixtureRequest(string)) }
        }
      } else if python.isToken(last, "parametrize") {
        addParameters(of: call, to: &result)
      }
    }
    return result
  }

  /// `parametrize`: names that it gives directly are no uses, indirect ones are.
  private func addParameters(of call: PythonCall, to marks: inout FixtureMarks) {
    let arguments = python.arguments(open: call.open)
    func keyword(_ text: StaticString, _ position: Int) -> PythonArgument? {
      arguments.first { $0.nameToken.map { python.isToken($0, text) } ?? false }
        ?? (arguments.indices.contains(position) && arguments[position].nameToken == nil
          ? arguments[position] : nil)
    }
    guard let names = keyword("argnames", 0).map({ argumentNames($0.value) }) else { return }
    let indirect = keyword("indirect", 2)
    var all = false
    var some: [PythonString] = []
    if let value = indirect?.value {
      if value.count == 1, python.isToken(value.lowerBound, "True") {
        all = true
      } else {
        some = python.strings(value) ?? []
      }
    }
    let listed = Set(some.map(\.value))
    for name in names {
      if all || listed.contains(name.value) {
        marks.requests.append(FixtureRequest(name))
      } else {
        marks.direct.insert(name.value)
      }
    }
    marks.requests += some.map { FixtureRequest($0) }
  }

  /// The names in `"a, b"` or `["a", "b"]`.
  private func argumentNames(_ value: Range<Int>) -> [PythonString] {
    guard let strings = python.strings(value) else { return [] }
    guard strings.count == 1, let only = strings.first, only.value.contains(UInt8(ascii: ",")) else {
      return strings
    }
    return words(in: only.range) { $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: " ") }
  }

  /// The runs of bytes that are part of a word.
  func words(in range: Range<Int>, isPart: (UInt8) -> Bool) -> [PythonString] {
    var result: [PythonString] = []
    var index = range.lowerBound
    while index < range.upperBound {
      let start = index
      while index < range.upperBound, isPart(python.bytes[index]) { index += 1 }
      if index > start {
        result.append(PythonString(range: start..<index, value: Array(python.bytes[start..<index])))
      } else {
        index += 1
      }
    }
    return result
  }
}

extension FixtureRequest {
  init(_ string: PythonString, kind: Kind = .string) {
    self.init(name: string.value, kind: kind, range: string.range)
  }
}

extension FixtureMarks {
  var isEmpty: Bool { requests.isEmpty && direct.isEmpty }

  mutating func add(_ other: FixtureMarks) {
    requests += other.requests
    direct.formUnion(other.direct)
  }
}
