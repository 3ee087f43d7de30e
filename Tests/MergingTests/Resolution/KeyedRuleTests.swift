import Merging
import Testing

/// Conflicts in data files, which are settled key by key.
@Suite("Conflicts in keyed data")
struct KeyedRuleTests {
  @Test(arguments: settled) func `settles key by key`(_ one: Case) {
    let resolved = one.resolve()
    #expect(String(decoding: resolved.bytes, as: UTF8.self) == one.expected)
    #expect(resolved.decisions.map(\.rule) == [one.rule ?? "keyed"])
  }

  @Test(arguments: settled) func `gives the same lines with the sides swapped`(_ one: Case) {
    let swapped = Case(
      name: one.name, path: one.path, base: one.base, ours: one.theirs, theirs: one.ours, expected: nil)
    let (first, second) = (one.resolve(), swapped.resolve())
    #expect(first.decisions.map(\.certainty) == second.decisions.map(\.certainty))
    #expect(Self.words(first.bytes) == Self.words(second.bytes))
  }

  /// Commas stand behind every entry but the last, so that only the words are the same.
  private static func words(_ text: [UInt8]) -> [String] {
    text.split { [0x20, 0x0A, 0x0D, UInt8(ascii: ",")].contains($0) }.map {
      String(decoding: $0, as: UTF8.self)
    }
    .sorted()
  }

  @Test func `a version that both raised beside a key of one side is sure`() {
    let one = Case(
      name: "", path: "Cargo.toml", base: "[dependencies]\na = \"1.0.1\"\nz = \"1.0\"\n",
      ours: "[dependencies]\na = \"1.0.2\"\nz = \"1.0\"\n",
      theirs: "[dependencies]\na = \"1.0.3\"\nb = \"2.0\"\nz = \"1.0\"\n", expected: nil)
    let resolved = one.resolve(ResolutionPolicy(accept: .certain))
    #expect(
      String(decoding: resolved.bytes, as: UTF8.self)
        == "[dependencies]\na = \"1.0.3\"\nb = \"2.0\"\nz = \"1.0\"\n")
  }

  @Test(arguments: open) func `leaves to a person`(_ one: Case) {
    #expect(!one.resolve().isClean)
  }

  @Test(arguments: foreign) func `leaves to other rules`(_ one: Case) {
    #expect(one.resolve().decisions.allSatisfy { $0.rule != "keyed" })
  }

  @Test(arguments: settled) func `does nothing where it is switched off`(_ one: Case) {
    let resolved = one.resolve(ResolutionPolicy(disabled: ["keyed"]))
    #expect(resolved.decisions.allSatisfy { $0.rule != "keyed" })
  }

  @Test(arguments: [
    ("a.json", "{\n", "  \"k%\": 1,\n", "  \"z\": 2\n}\n"), ("a.yaml", "", "k%: 1\n", "z: 2\n"),
    ("requirements.txt", "", "k%==1\n", "z==2\n"),
  ])
  func `many keys are no more work than their lines`(
    _ path: String, _ start: String, _ line: String, _ end: String
  ) {
    let lines = (0..<9000).map { line.replacing("%", with: String($0)) }.joined()
    func text(_ more: String) -> [UInt8] { Array((start + lines + more + end).utf8) }
    let (one, other) = (line.replacing("%", with: "One"), line.replacing("%", with: "Other"))
    let time = ContinuousClock().measure {
      let resolved = resolveText(
        ResolutionRequest(base: text(""), ours: text(one), theirs: text(other), path: Array(path.utf8)))
      #expect(resolved.decisions.map(\.rule) == ["keyed"])
    }
    #expect(time < .seconds(20))
  }

  @Test(arguments: ["{\"a\":", "[", "{"]) func `a file that is nested deeply does no harm`(_ open: String) {
    let deep = String(repeating: open, count: 50_000)
    let texts = ["1", "2", "3"].map { Array(("{\n" + deep + "\n\"x\": \($0)\n}\n").utf8) }
    let resolved = resolveText(
      ResolutionRequest(base: texts[0], ours: texts[1], theirs: texts[2], path: Array("a.json".utf8)))
    #expect(!resolved.isClean)
  }

  static let settled =
    json + yaml + toml + ini + lists + [
      Case(
        name: "no line feed at the end", path: "a.json", base: "{\n  \"a\": 1\n}",
        ours: "{\n  \"a\": 1,\n  \"b\": 2\n}", theirs: "{\n  \"a\": 1,\n  \"c\": 3\n}",
        expected: "{\n  \"a\": 1,\n  \"b\": 2,\n  \"c\": 3\n}"),
      Case(
        name: "carriage returns", path: "a.json", base: "{\r\n  \"a\": 1\r\n}\r\n",
        ours: "{\r\n  \"a\": 1,\r\n  \"b\": 2\r\n}\r\n", theirs: "{\r\n  \"a\": 2\r\n}\r\n",
        expected: "{\r\n  \"a\": 2,\r\n  \"b\": 2\r\n}\r\n"),
    ]

  static let json = [
    Case(
      name: "keys at the end of an object", path: "a.json", base: "{\n  \"z\": 1,\n  \"y\": 1\n}\n",
      ours: "{\n  \"z\": 1,\n  \"y\": 1,\n  \"a\": {\n    \"x\": 1\n  }\n}\n",
      theirs: "{\n  \"z\": 1,\n  \"y\": 1,\n  \"b\": 3\n}\n",
      expected: "{\n  \"z\": 1,\n  \"y\": 1,\n  \"a\": {\n    \"x\": 1\n  },\n  \"b\": 3\n}\n"),
    Case(
      name: "a sorted object stays sorted", path: "package.json",
      base:
        "{\n  \"dependencies\": {\n    \"a\": \"1.0.0\",\n    \"d\": \"1.0.0\",\n    \"x\": \"1.0.0\"\n  }\n}\n",
      ours:
        "{\n  \"dependencies\": {\n    \"a\": \"1.0.0\",\n    \"d\": \"1.0.0\",\n    \"p\": \"1.0.0\",\n    \"x\": \"1.0.0\"\n  }\n}\n",
      theirs:
        "{\n  \"dependencies\": {\n    \"a\": \"1.0.0\",\n    \"d\": \"1.0.0\",\n    \"h\": \"1.0.0\",\n    \"x\": \"1.0.0\"\n  }\n}\n",
      expected:
        "{\n  \"dependencies\": {\n    \"a\": \"1.0.0\",\n    \"d\": \"1.0.0\",\n    \"h\": \"1.0.0\",\n    \"p\": \"1.0.0\",\n    \"x\": \"1.0.0\"\n  }\n}\n"
    ),
    Case(
      name: "a key behind an object whose keys were renamed", path: "a.json",
      base: "{\n  \"port\": {\n    \"http\": 1,\n    \"tls\": 2\n  }\n}\n",
      ours: "{\n  \"port\": {\n    \"web\": 1,\n    \"secure\": 2\n  }\n}\n",
      theirs: "{\n  \"port\": {\n    \"http\": 1,\n    \"tls\": 2\n  },\n  \"most\": 16\n}\n",
      expected: "{\n  \"port\": {\n    \"web\": 1,\n    \"secure\": 2\n  },\n  \"most\": 16\n}\n"),
    Case(
      name: "the last key is removed, and another one added", path: "a.json",
      base: "{\n  \"z\": 1,\n  \"y\": 2\n}\n", ours: "{\n  \"z\": 1\n}\n",
      theirs: "{\n  \"z\": 1,\n  \"y\": 2,\n  \"a\": 3\n}\n", expected: "{\n  \"z\": 1,\n  \"a\": 3\n}\n"),
    Case(
      name: "comments and a comma at the end", path: "a.jsonc",
      base: "{\n  // one\n  \"z\": 1, // first\n  \"y\": 2,\n}\n",
      ours: "{\n  // one\n  \"z\": 5, // first\n  \"y\": 2,\n}\n",
      theirs: "{\n  // one\n  \"z\": 1, // first\n  // new\n  \"x\": [1, 2],\n  \"y\": 2,\n}\n",
      expected: "{\n  // one\n  \"z\": 5, // first\n  // new\n  \"x\": [1, 2],\n  \"y\": 2,\n}\n"),
    Case(
      name: "a list on one line, changed in two places", path: "a.json",
      base: "{\n  \"files\": [\"a\", \"b\", \"c\"]\n}\n", ours: "{\n  \"files\": [\"b\", \"c\"]\n}\n",
      theirs: "{\n  \"files\": [\"a\", \"b\", \"c\", \"d\"]\n}\n",
      expected: "{\n  \"files\": [\"b\", \"c\", \"d\"]\n}\n"),
    Case(
      name: "a version that both raised beside a key of one side", path: "package.json",
      base: "{\n  \"a\": \"^1.2.0\",\n  \"b\": \"x\"\n}\n",
      ours: "{\n  \"a\": \"^1.3.0\",\n  \"b\": \"x\"\n}\n",
      theirs: "{\n  \"a\": \"^1.10.0\",\n  \"b\": \"y\"\n}\n",
      expected: "{\n  \"a\": \"^1.10.0\",\n  \"b\": \"y\"\n}\n"),
  ]

  static let yaml = [
    Case(
      name: "keys with text in blocks", path: "a.yml", base: "a:\n  run: |\n    one\n\n    two\nz: 1\n",
      ours: "a:\n  run: |\n    one\n\n    two\nb: |\n  # no comment\n  key: text\nz: 1\n",
      theirs: "a:\n  run: |\n    one\n\n    two\nc: >-\n  more\nz: 1\n",
      expected: "a:\n  run: |\n    one\n\n    two\nb: |\n  # no comment\n  key: text\nc: >-\n  more\nz: 1\n"),
    Case(
      name: "entries of a list that both changed", path: "a.yml",
      base: "steps:\n  - uses: checkout@v1\n  - uses: setup@v1.2.3\n    with:\n      a: 1\n",
      ours: "steps:\n  - uses: checkout@v1\n  - uses: setup@v1.3.0\n    with:\n      a: 1\n",
      theirs:
        "steps:\n  - uses: checkout@v1\n    with:\n      keep: false\n  - uses: setup@v1.4.0\n    with:\n      a: 1\n",
      expected:
        "steps:\n  - uses: checkout@v1\n    with:\n      keep: false\n  - uses: setup@v1.4.0\n    with:\n      a: 1\n"
    ),
    Case(
      name: "a comment above a key", path: "a.yml", base: "a: 1\nb: 2\n", ours: "a: 3\nb: 2\n",
      theirs: "a: 1\n# about b\nb: 4\n", expected: "a: 3\n# about b\nb: 4\n"),
    Case(
      name: "an entry of a list is removed beside a new one", path: "a.yml",
      base: "on:\n  - a\n  - b\nx: 1\n",
      ours: "on:\n  - a\nx: 1\n", theirs: "on:\n  - a\n  - b\n  - c\nx: 1\n",
      expected: "on:\n  - a\n  - c\nx: 1\n"),
  ]

  static let toml = [
    Case(
      name: "tables with a version and features", path: "Cargo.toml",
      base: "[dependencies]\na = { version = \"1.0.1\", features = [\"x\"] }\nz = \"1.0\"\n",
      ours: "[dependencies]\na = { version = \"1.0.2\", features = [\"x\"] }\nz = \"1.0\"\n",
      theirs: "[dependencies]\na = { version = \"1.0.1\", features = [\"x\", \"y\"] }\nz = \"1.0\"\n",
      expected: "[dependencies]\na = { version = \"1.0.2\", features = [\"x\", \"y\"] }\nz = \"1.0\"\n"),
    Case(
      name: "a list over lines that one side laid out anew", path: "pyproject.toml",
      base: "[tool]\nenv = [\n    \"a\", \"b\", \"c\", \"d\",\n    \"e\",\n]\n",
      ours: "[tool]\nenv = [\n    \"a\", \"b\", \"c\",\n    \"e\",\n]\n",
      theirs: "[tool]\nenv = [\n    \"a\", \"new\", \"b\",\n    \"c\", \"d\",\n    \"e\",\n]\n",
      expected: "[tool]\nenv = [\n    \"a\", \"new\", \"b\",\n    \"c\",\n    \"e\",\n]\n"),
    Case(
      name: "tables at the end of a file", path: "a.toml", base: "[a]\nx = 1\n",
      ours: "[a]\nx = 1\n\n[b]\nx = 1\n",
      theirs: "[a]\nx = 2\n\n# of theirs\n[c]\ny = \"\"\"\n[no]\n\"\"\"\n",
      expected: "[a]\nx = 2\n\n[b]\nx = 1\n\n# of theirs\n[c]\ny = \"\"\"\n[no]\n\"\"\"\n"),
  ]

  static let ini = [
    Case(
      name: "a value over lines", path: "tox.ini",
      base: "[testenv]\ndeps =\n    a==1.0\n    b==1.0\n    c==1.0\n[x]\ny = 1\n",
      ours: "[testenv]\ndeps =\n    a==1.1\n    b==1.0\n    c==1.0\n    d==1.0\n[x]\ny = 1\n",
      theirs: "[testenv]\ndeps =\n    a==1.2\n    c==1.0\n[x]\ny = 1\n",
      expected: "[testenv]\ndeps =\n    a==1.2\n    c==1.0\n    d==1.0\n[x]\ny = 1\n"),
    Case(
      name: "a section that both extended", path: "a.ini", base: "[a]\nz = 1\n\n[b]\nx = 1\n",
      ours: "[a]\nz = 1\ny = 2\n\n[b]\nx = 1\n", theirs: "[a]\nz = 2\n\n[b]\nx = 1\n",
      expected: "[a]\nz = 2\ny = 2\n\n[b]\nx = 1\n"),
    Case(
      name: "a property that goes on in the next line", path: "a.properties", base: "z=1\n",
      ours: "z=1\nb=one\\\n  two\n", theirs: "z=1\na.b : 3\n", expected: "z=1\nb=one\\\n  two\na.b : 3\n"),
  ]

  static let lists = [
    Case(
      name: "modules of Go", path: "go.mod",
      base: "module m\n\ngo 1.22\n\nrequire (\n\ta.org/a v1.0.0\n\td.org/d v1.0.0\n\tz.org/z v1.0.0\n)\n",
      ours:
        "module m\n\ngo 1.22\n\nrequire (\n\ta.org/a v1.0.0\n\td.org/d v1.1.0\n\tx.org/x v0.1.0 // indirect\n\tz.org/z v1.0.0\n)\n",
      theirs:
        "module m\n\ngo 1.22\n\nrequire (\n\ta.org/a v1.0.0\n\td.org/d v1.2.0\n\te.org/e v2.0.0\n\tz.org/z v1.0.0\n)\n",
      expected:
        "module m\n\ngo 1.22\n\nrequire (\n\ta.org/a v1.0.0\n\td.org/d v1.2.0\n\te.org/e v2.0.0\n\tx.org/x v0.1.0 // indirect\n\tz.org/z v1.0.0\n)\n"
    ),
    Case(
      name: "packages", path: "requirements.txt", base: "a==1.0\nb==1.0\nc==1.0\n", ours: "a==1.0\nc==1.0\n",
      theirs: "a==1.0\nb==1.0\nc>=1.0\nd[x] == 2.0 # why\n", expected: "a==1.0\nc>=1.0\nd[x] == 2.0 # why\n"),
  ]

  static let open = [
    Case(
      name: "what a module of Go is replaced by", path: "go.mod",
      base: "module m\n\nrequire a.org/a v1.0.0\n",
      ours: "module m\n\nrequire a.org/a v1.0.0\n\nreplace a.org/a => ../a\n",
      theirs: "module m\n\nrequire a.org/a v1.1.0\nreplace a.org/a => ../b\n", expected: nil),
    Case(
      name: "one key, two values", path: "a.json", base: "{\n  \"a\": 1,\n  \"b\": 1\n}\n",
      ours: "{\n  \"a\": 2,\n  \"b\": 1\n}\n", theirs: "{\n  \"a\": 3,\n  \"b\": 2\n}\n", expected: nil),
    Case(
      name: "a new key with two values", path: "a.yml", base: "a: 1\n", ours: "a: 1\nb: 1\n",
      theirs: "a: 1\nb: 2\n", expected: nil),
    Case(
      name: "removed against changed", path: "a.yml", base: "a: 1\nb:\n  x: 1\nc: 1\n", ours: "a: 1\nc: 1\n",
      theirs: "a: 1\nb:\n  x: 2\nc: 2\n", expected: nil),
    Case(
      name: "removed against a new comment", path: "a.yml", base: "a: 1\nb: 1\nc: 1\n", ours: "a: 1\nc: 2\n",
      theirs: "a: 1\n# stays\nb: 1\nc: 1\n", expected: nil),
    Case(
      name: "a key that the other side has elsewhere", path: "a.json",
      base: "{\n  \"z\": 1,\n  \"y\": 1,\n  \"x\": 1\n}\n",
      ours: "{\n  \"new\": 1,\n  \"z\": 1,\n  \"y\": 1,\n  \"x\": 1,\n  \"w\": 1\n}\n",
      theirs: "{\n  \"z\": 1,\n  \"y\": 1,\n  \"x\": 1,\n  \"new\": 2\n}\n", expected: nil),
    Case(
      name: "a package with the version that the other side raised everywhere", path: "package.json",
      base: "{\n  \"a/core\": \"^1.2.0\",\n  \"z\": \"3\"\n}\n",
      ours: "{\n  \"a/core\": \"^1.3.0\",\n  \"z\": \"3\"\n}\n",
      theirs: "{\n  \"a/core\": \"^1.2.0\",\n  \"a/more\": \"^1.2.0\",\n  \"z\": \"3\"\n}\n", expected: nil),
    Case(
      name: "a key that each side renamed", path: "a.yml", base: "a: 1\nb: 1\nc: 1\n",
      ours: "a: 1\nb1: 1\nc: 1\n",
      theirs: "a: 1\nb2: 1\nc: 1\n", expected: nil),
    Case(
      name: "an anchor that is used elsewhere", path: "a.yml",
      base: "a: 1\nb: &b\n  x: 1\nc: 1\nz: *b\n", ours: "a: 1\nc: 1\nz: 1\n",
      theirs: "a: 1\nb: &b\n  x: 1\nc: 2\nz: *b\n", expected: nil),
    Case(
      name: "keys indented in two ways", path: "a.yml", base: "a:\n  x: 1\nb: 1\n",
      ours: "a:\n  x: 1\n  y: 1\nb: 1\n", theirs: "a:\n    x: 1\n    z: 1\nb: 1\n", expected: nil),
    Case(
      name: "a range that one side wrote otherwise", path: "package.json",
      base: "{\n  \"a\": \"~1.2.0\",\n  \"b\": 1\n}\n", ours: "{\n  \"a\": \"^1.3.0\",\n  \"b\": 1\n}\n",
      theirs: "{\n  \"a\": \"~1.4.0\",\n  \"b\": 2\n}\n", expected: nil),
    Case(
      name: "an entry that one side removed and the other changed", path: "a.json",
      base: "{\n  \"names\": [\"a\", \"b\"]\n}\n", ours: "{\n  \"names\": [\"a\"]\n}\n",
      theirs: "{\n  \"names\": [\"a\", \"b2\"]\n}\n", expected: nil),
    Case(
      name: "options in a list", path: "a.json", base: "{\n  \"args\": [\"run\"]\n}\n",
      ours: "{\n  \"args\": [\"run\", \"-a\"]\n}\n", theirs: "{\n  \"args\": [\"run\", \"-b\"]\n}\n",
      expected: nil),
    Case(
      name: "a table and a key of it", path: "a.toml", base: "z = 1\n", ours: "z = 1\na.b = 1\n",
      theirs: "z = 1\na = { c = 1 }\n", expected: nil),
    Case(
      name: "a text that is no JSON", path: "a.json", base: "{\n  \"a\": 1\n}\n",
      ours: "{\n  \"a\": 1\n  \"b\": 2\n}\n", theirs: "{\n  \"a\": 1,\n  \"c\": 3\n}\n", expected: nil),
  ]

  static let foreign = [
    Case(
      name: "a key that is there twice", path: "a.yml", base: "x: 1\na: 1\na: 2\n",
      ours: "x: 1\na: 1\na: 2\nb: 1\n",
      theirs: "x: 1\na: 1\na: 3\nc: 1\n", expected: nil),
    Case(
      name: "values from elsewhere", path: "a.yml", base: "a:\n  x: 1\n",
      ours: "a:\n  <<: *one\n  x: 1\n  y: 1\n", theirs: "a:\n  x: 2\n  z: 1\n", expected: nil),
    Case(
      name: "several documents", path: "a.yml", base: "a: 1\n---\na: 1\n", ours: "a: 1\n---\na: 2\nb: 1\n",
      theirs: "a: 1\n---\na: 1\nc: 1\nd: 1\n", expected: nil),
    Case(
      name: "line endings of two kinds", path: "a.yml", base: "a: 1\n", ours: "a: 1\nb: 1\r\n",
      theirs: "a: 2\nc: 1\n", expected: nil),
  ]
}
