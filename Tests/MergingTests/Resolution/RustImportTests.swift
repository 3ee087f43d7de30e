import Merging
import Testing

/// Rust's imports with braces within braces.
@Suite("Conflicts in Rust's imports")
struct RustImportTests {
  @Test(arguments: settled) func `merges what is imported`(_ one: Case) {
    let resolved = one.resolve()
    #expect(String(decoding: resolved.bytes, as: UTF8.self) == one.expected)
    #expect(resolved.decisions.map(\.rule) == ["imports"])
  }

  @Test(arguments: settled) func `gives the same words with the sides swapped`(_ one: Case) {
    let swapped = Case(
      name: one.name, path: one.path, base: one.base, ours: one.theirs, theirs: one.ours, expected: nil)
    func words(_ text: [UInt8]) -> [String] {
      text.split { $0 == 0x20 || $0 == 0x0A }.map { String(decoding: $0, as: UTF8.self) }.sorted()
    }
    #expect(words(swapped.resolve().bytes) == words(one.resolve().bytes))
  }

  @Test(arguments: open) func `leaves to a person`(_ one: Case) {
    #expect(!one.resolve().isClean)
  }

  @Test func `braces within braces without end do no harm`() {
    let deep = String(repeating: "a::{", count: 20_000) + "x" + String(repeating: "}", count: 20_000)
    let texts = ["use b;\n", "use \(deep);\n", "use c::{d, e};\n"].map { Array($0.utf8) }
    let resolved = resolveText(
      ResolutionRequest(base: texts[0], ours: texts[1], theirs: texts[2], path: Array("a.rs".utf8)))
    #expect(!resolved.bytes.isEmpty)
  }

  static let settled = [
    Case(
      name: "names in inner braces", path: "a.rs", base: "use a::{\n  b::{C, D},\n  E,\n};\n",
      ours: "use a::{\n  b::{C, D, F},\n  E,\n};\n", theirs: "use a::{\n  b::{B, C, D},\n  E,\n};\n",
      expected: "use a::{\n  b::{B, C, D, F},\n  E,\n};\n"),
    Case(
      name: "a module beside a removed name", path: "a.rs", base: "use a::{b::{C, D}, E};\n",
      ours: "use a::{b::{C, D}, E, F};\n", theirs: "use a::{b::C, E};\n", expected: "use a::{b::C, E, F};\n"),
    Case(
      name: "one line and several", path: "a.rs", base: "use a::{b, c::d, E};\n",
      ours: "use a::{\n    b,\n    c::d,\n    f::g,\n    E,\n};\n",
      theirs: "use a::{b, c::{d as x, h}, E};\n",
      expected: "use a::{\n    b,\n    c::d as x,\n    c::h,\n    f::g,\n    E,\n};\n"),
    Case(
      name: "a statement of its own and a list", path: "a.rs", base: "use a::b;\n",
      ours: "use a::{b, c};\n", theirs: "use a::b;\nuse d::{e::f, g};\n",
      expected: "use a::b;\nuse a::c;\nuse d::{e::f, g};\n"),
    Case(
      name: "carriage returns", path: "a.rs", base: "use a::{\r\n    b::C,\r\n    D,\r\n};\r\n",
      ours: "use a::{\r\n    b::C,\r\n    D,\r\n    E,\r\n};\r\n",
      theirs: "use a::{\r\n    b::C,\r\n    D,\r\n    F,\r\n};\r\n",
      expected: "use a::{\r\n    b::C,\r\n    D,\r\n    E,\r\n    F,\r\n};\r\n"),
  ]

  static let open = [
    Case(
      name: "names that one side has moved, and a new one beside them", path: "a.rs",
      base: "use a::{b::{c::C, d::D}, X};\nuse q::Q;\nuse y::Y;\nrun(C, D, X);\n",
      ours: "use a::{b::{c::C, d::D, e::E}, X};\nuse q::Q;\nuse y::Y;\nrun(C, D, E, X);\n",
      theirs: "use a::{b::c::N, X};\nuse q::Q;\nuse y::Y;\nuse z::{C, D};\nrun(C, D, N, X);\n", expected: nil),
    Case(
      name: "one name from two modules", path: "a.rs", base: "use a::{x::Y};\n",
      ours: "use a::{b::C, x::Y};\n",
      theirs: "use a::{d::C, x::Y};\n", expected: nil),
    Case(
      name: "a module that the other side left", path: "a.rs", base: "use a::{b::{C, D}, E};\nrun(C);\n",
      ours: "use a::{b::{C, D, F}, E};\nrun(C);\n", theirs: "use a::E;\nuse z::{C, D};\nrun(C);\n",
      expected: nil),
  ]
}
