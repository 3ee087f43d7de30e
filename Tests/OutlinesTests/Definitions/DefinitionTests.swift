import Outlines
import Testing

@Suite("Definitions")
struct DefinitionTests {
  static let expected: [(Language, String)] = [
    (
      .python,
      """
      constant X 8-8
      class E 9-11
       enumCase A 10-10
       method f 11-11
      function foo 12-19
      call register 21-21

      """
    ),
    (
      .swift,
      """
      struct T 3-14
       method does it 4-5
       property y 6-6
       method == 7-7
       method init 8-8
       method z 10-10 ?
       method z 12-12 ?
      extension Foo.Bar 15-15
       enum K 15-15
        enumCase a 15-15
        enumCase b 15-15
        enumCase c 15-15
      constant re 16-16
      constant raw 17-17

      """
    ),
    (
      .typescript,
      """
      class A 5-14
       property x 7-7
       method v 8-8
       method v 9-9
       method foo 10-12
       property bar 13-13
      enum E 15-15
       enumCase A 15-15
       enumCase B 15-15
      function f 16-16
      constant test 17-20
       key user 18-18
       key other 19-19
      block describe "d" 21-24
       test it "works" 22-22
       block describe "inner" 23-23
        test test "x" 23-23

      """
    ),
    (
      .tsx,
      """
      function View 2-7
      function id 8-8
      function after 9-9

      """
    ),
    (
      .go,
      """
      function init 6-6
      method Do 7-9
      function F 10-10
      struct A 11-11
       property B 11-11
       property C 11-11
       property D 11-11
      interface I 12-15
       method M 13-13
      variable x 17-17
      variable y 17-17

      """
    ),
    (
      .rust,
      """
      struct S 3-5
       property x 5-5
       property y 5-5
      impl S < 'a > 6-9
       method f 7-7
       method g 8-8
      namespace tests 10-11 ?
       function t 11-11
      macro m 12-12
      enum E 13-13
       enumCase A 13-13
       enumCase B 13-13
       enumCase C 13-13

      """
    ),
    (
      .java,
      """
      class A 4-14
       property m 7-7
       enum E 8-8
        enumCase X 8-8
        enumCase Y 8-8
        property q 8-8
        method E 8-8
       method A 9-9
       method foo 10-11
       method bar 12-12
       interface Ann 13-13
        method value 13-13

      """
    ),
    (
      .kotlin,
      """
      class P 2-2
      class O 3-3
       property X 3-3
       method String.ext 3-3
      class E 4-4
       enumCase A 4-4
       enumCase B 4-4
       method f 4-4
      class Q 5-9
       class Companion 6-6
        property z 6-6
       method foo 7-7
       method a test name 8-8
      block dependencies 10-12
       call implementation "a:b:1" 11-11

      """
    ),
    (
      .cpp,
      """
      namespace a::b 5-25
       struct S 6-10
        property x 7-7
        method S 8-8
        method operator== 9-9
       enum K 12-12
        enumCase A 12-12
        enumCase B 12-12
       function S::get 13-13
       function bar 14-14
       function f 16-16 ?
       function f 18-21 ?
       test TEST(Suite,Name) 22-22
       function g 23-23
       variable r 24-24

      """
    ),
    (
      .csharp,
      """
      namespace N 2-12
       class A 3-11
        property P 5-5
        property Q 6-6
        method A 7-7
        method F 8-8
        method Test1 9-9
        enum E 10-10
         enumCase A 10-10
         enumCase B 10-10

      """
    ),
    (
      .ruby,
      """
      class Foo 2-17
       constant X 4-4
       method self.go 5-10
       method a= 11-11
       method valid? 12-16
      block RSpec.describe Foo 18-24
       call let :x 19-19
       test it "works" 20-23

      """
    ),
    (
      .php,
      """
      class X 5-13
       property A 7-7
       property $x 8-8
       method foo 9-9
       method bar 10-12
      function baz 14-14

      """
    ),
    (.shell, "variable X 3-3\nfunction foo 4-11\nfunction bar 12-13\n"),
    (.sql, "type public.users 1-2\nfunction f 3-3\nconstant i 5-5\n"),
    (.json, "key a 2-3\n key b 3-3\n key c 3-3\n  element - 3-3\n   key d 3-3\nkey e 4-4\n"),
    (
      .toml,
      """
      key top 1-1
      section [tool.x] 2-6
       key a.b 3-3
       key c 4-6
      section [[pkg]] 7-8
       key d 8-8
        key x 8-8
        key y 8-8

      """
    ),
    (
      .yaml,
      """
      key a 1-2
      key b 3-8
       element - 4-7
        key name 4-4
        key run 5-7
       element - 8-8
        key name 8-8
      key c 9-10
      key d e 11-11
      section --- 12-13
       key a 13-13

      """
    ),
    (.ini, "key a 1-1\nsection x 2-5\n key b 3-5\nsection y 6-7\n key b 7-7\n"),
    (.properties, "key a.b 1-1\nkey d 2-4\n"),
    (.xml, "element a 1-5\n element string[name=x] 3-3\n element b[id=z] 4-4\n  element c 4-4\n"),
    (.html, "element ul[id=u] 2-2\n element li 2-2\n  element li 2-2\nelement script 3-3\nelement br 3-3\n"),
    (.markdown, "section A 1-6\n section B 3-6\nsection C 7-9\n"),
  ]

  @Test("Each language's definitions are found with their lines", arguments: expected)
  func definitions(language: Language, expected: String) {
    let outline = Outline(Array(Snippets.text(language).utf8), language: language)
    #expect(rendered(outline.items) == expected)
  }

  @Test("Every language is tried") func all() {
    #expect(
      Set(Self.expected.map(\.0)).union([.javascript, .c, .instructions, .lineList]) == Set(Language.allCases)
    )
  }

  @Test("Headers tell overloads apart, whatever their white space")
  func signatures() {
    let text = "struct A {\n  func f(x: Int) {}\n  func f(x:  Int)  {\n  }\n  func f(y: Int) {}\n}\n"
    let children = Outline(Array(text.utf8), language: .swift).items[0].children
    #expect(children.map(\.signature) == ["func f ( x : Int )", "func f ( x : Int )", "func f ( y : Int )"])
  }

  @Test("Keys that stand twice are both kept, with their values")
  func duplicateKeys() {
    let outline = Outline(Array("{\"a\": 1, \"a\": {\"b\": 2}}".utf8), language: .json)
    #expect(outline.items.map { $0.value.map(outline.string) } == ["1", "{\"b\": 2}"])
  }

  @Test("Modifiers, attributes and containers are told")
  func surroundings() {
    let text = "class A {\n  @objc private static func f() {}\n}\n"
    let method = Outline(Array(text.utf8), language: .swift).items[0].children[0]
    #expect(method.modifiers == ["private", "static"])
    #expect(method.attributes == ["@ objc"])
    #expect(method.container == ["A"])
  }
}
