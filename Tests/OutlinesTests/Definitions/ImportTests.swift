import Outlines
import Testing

@Suite("Imports")
struct ImportTests {
  static let expected: [(Language, String)] = [
    (.python, "module os [] 1-1\nmodule sys [sys=s] 1-1\nnames .a [b,c=d] 2-5+\nwildcard x [] 7-7?\n"),
    (.swift, "module Foo [] 1-1\nmodule A.B [] 2-2\n"),
    (
      .typescript,
      "names x [default=a,b=c,type D] 1-1+\nmodule n [*=n] 2-2\neffect side.css [] 3-3\nnames z [q,r=s] 4-4+\n"
    ),
    (.go, "module fmt [fmt] 3-3\nmodule a/b [b=z] 4-4\n"),
    (.rust, "names a::b [c,d=e] 1-1+\nnames f [g] 2-2+\n"),
    (.java, "module java.util.List [List] 2-2\nwildcard a.b.C.* [] 3-3\n"),
    (.kotlin, "module a.b.C [C=D] 1-1\n"),
    (.cpp, "include <vector> [] 3-3\ninclude \"a.h\" [] 4-4\n"),
    (.csharp, "wildcard System [] 1-1\n"),
    (.ruby, "include x [] 1-1\n"),
    (.php, "module C\\D [D] 3-3\nnames E [F,G=H] 4-4+\n"),
    (.shell, "include ./lib.sh [] 2-2\n"),
  ]

  @Test("Each language's imports are found with their names", arguments: expected)
  func imports(language: Language, expected: String) {
    let outline = Outline(Array(Snippets.text(language).utf8), language: language)
    #expect(rendered(outline.imports) == expected)
  }

  @Test(
    "An import with a comment or beside other code cannot be merged",
    arguments: ["from a import b  # why\n", "from a import (\n  b, # why\n)\n", "from a import b; x()\n"])
  func notAlone(text: String) {
    let outline = Outline(Array(text.utf8), language: .python)
    #expect(outline.imports.map(\.canMerge) == [false])
  }
}
