import Outlines
import Testing

@Suite("Brackets and strings")
struct BalanceTests {
  @Test("Correct files are trusted", arguments: Snippets.all.map(\.language))
  func correct(language: Language) {
    let outline = Outline(Array(Snippets.text(language).utf8), language: language)
    #expect(outline.isBalanced)
    #expect(outline.isTrusted)
  }

  @Test(
    "What does not close is not balanced",
    arguments: [
      (Language.python, "def f(:\n  x = [1\n"), (.python, "x = 'a\n"), (.python, "\"\"\"a\n"),
      (.swift, "func f() {\n"),
      (.swift, "let a = \"\\(b\"\n"), (.typescript, "f(`a${b`)\n"), (.go, "func f() { }}\n"),
      (.rust, "/* /* */\n"),
      (.ruby, "def f\n  if x\nend\n"), (.json, "{\"a\": [1}\n"), (.shell, "f() {\n case x in\n a) ;;\n}\n"),
      (.yaml, "a: [1\n"), (.xml, "<a><b></a>\n"), (.markdown, "```\nx\n"), (.sql, "select 'a\n"),
      (.tsx, "const a = <b>x</b\n"),
    ])
  func broken(language: Language, text: String) {
    #expect(!Outline(Array(text.utf8), language: language).isBalanced)
  }

  @Test(
    "Comments, continuations and alternatives of a preprocessor do not upset the brackets",
    arguments: [
      "#define A(x) do { \\\n  /* it's \\\n   * { */ \\\n  x; \\\n} while (0)\nint f() { }\n",
      "#if 0\nit's {\n#endif\nint f() { }\n",
      "\u{FEFF}#pragma it's\nint f() { }\n", "#ifdef A\nif (a) {\n#else\nif (b) {\n#endif\n}\n",
      "#error \"it's {\"\n",
      "#ifdef __cplusplus\nextern \"C\" {\n#endif\nint f() { }\n#ifdef __cplusplus\n}\n#endif\n",
    ])
  func directives(text: String) {
    #expect(Outline(Array(text.utf8), language: .c).isBalanced)
  }

  @Test("Conflict markers make a file untrusted")
  func conflictMarkers() {
    let text = "<<<<<<< ours\na: 1\n=======\na: 2\n>>>>>>> theirs\n"
    #expect(!Outline(Array(text.utf8), language: .yaml).isTrusted)
  }

  @Test(
    "Strings and comments hide what looks like code",
    arguments: [
      (
        Language.rust, "fn f<'a>(x: &'a str) { let q = '{'; let b = b'}'; }\n",
        ["b", "f", "fn", "let", "q", "str", "x", "'a"]
      ),
      (.javascript, "let a = b / c / d; // e\n", ["let", "a", "b", "c", "d"]),
      (.javascript, "let a = /b'\\/c/g\n", ["let", "a"]),
      (.python, "a = rb'''b\n''' # c\n", ["a"]),
      (.shell, "a=${b#c} # d\n", ["a", "b", "c"]),
      (.sql, "a 'b''c' \"d\" -- e\n", ["a"]),
    ] as [(Language, String, Set<String>)])
  func identifiers(language: Language, text: String, names: Set<String>) {
    let outline = Outline(Array(text.utf8), language: language)
    #expect(outline.isBalanced)
    #expect(outline.identifiers(in: 0..<9) == names)
  }
}
