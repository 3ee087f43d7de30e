import Outlines
import Testing

@Suite("Names of Python texts")
struct PythonModuleTests {
  /// The names that are bound in a scope other than the module's, or in no scope, with the kind of that scope.
  private static func owner(of name: String, in text: String, at index: Int) -> PythonScope.Kind? {
    let module = PythonModule(Array(text.utf8))
    let found = module.occurrences.filter { module.text($0.token).elementsEqual(name.utf8) }
      .sorted { $0.token < $1.token }
    return module.bindingScope(of: found[index]).map { module.scopes[$0].kind }
  }

  @Test("A name belongs to the scope that Python finds it in")
  func findsScopes() {
    let text = "x = 1\nclass C:\n    x = 2\n    def f(self):\n        return x, [x for x in x], lambda x: x\n"
    #expect(Self.owner(of: "x", in: text, at: 1) == .classBody)
    #expect(Self.owner(of: "x", in: text, at: 2) == .module)
    #expect(Self.owner(of: "x", in: text, at: 3) == .comprehension)
    #expect(Self.owner(of: "x", in: text, at: 5) == .module)
    #expect(Self.owner(of: "x", in: text, at: 7) == .lambda)
    #expect(Self.owner(of: "y", in: "def f():\n    [y := 1 for _ in ()]\n", at: 0) == .function)
    #expect(Self.owner(of: "y", in: "def f():\n    global y\n    y = 1\n", at: 1) == .module)
    #expect(Self.owner(of: "len", in: "len(1)\n", at: 0) == nil)
  }

  @Test(
    "Names in format strings are names",
    arguments: ["f'{u}'", "rf\"{u!r:>{u}}\"", "f'{f\"{u}\"}'", "f'{u=}'"])
  func readsFields(text: String) {
    let module = PythonModule(Array(text.utf8))
    #expect(module.isTrusted)
    #expect(!module.occurrences.isEmpty)
    #expect(module.occurrences.allSatisfy { module.text($0.token).elementsEqual("u".utf8) })
  }

  @Test(
    "What is no Python is not trusted",
    arguments: [
      "f(", "x = ')", "  x\n y\n", "print 'x'\n", "f'{'", "<<<<<<< a\n", "def f(:\n", "\"\"\"", "x = $\n",
    ])
  func refuses(text: String) {
    #expect(!PythonModule(Array(text.utf8)).isTrusted)
  }

  @Test("Deep nesting ends in a fault, not in a crash")
  func survivesDepth() {
    for piece in ["(", "[", "f'{", "lambda: ", "x if ", "not "] {
      _ = PythonModule(Array(String(repeating: piece, count: 50_000).utf8))
    }
  }

  @Test("The statements of a module are the whole text")
  func cutsStatements() {
    let text = "# c\nimport a\n\n@d\ndef f():\n    pass\n\nif a:\n    b\nelse:\n    c\nx = 1"
    let module = PythonModule(Array(text.utf8))
    let parts = module.statementRanges.map { String(decoding: module.bytes[$0], as: UTF8.self) }
    #expect(
      parts == ["# c\nimport a\n", "\n@d\ndef f():\n    pass\n", "\nif a:\n    b\nelse:\n    c\n", "x = 1"])
  }
}
