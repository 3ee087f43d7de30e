/// One definition of a source file, or one key of a data file, with what it holds.
///
/// It never changes. A class, as files have thousands of them and rules pass them around.
public final class Item: Sendable {
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// A function outside a type.
    case function
    /// A function of a type, initialisers and accessors included.
    case method
    case `class`, `struct`, `enum`, `trait`, `interface`, `protocol`, `extension`, `impl`
    /// A namespace, package or module block.
    case namespace
    /// A name for a type: `typealias`, `type X = …`, a table of SQL.
    case type
    case variable, constant, property
    case enumCase
    /// A test that is named by a text: `it("…")`, `test("…")`, `specify "…"`. Test functions are functions.
    case test
    /// A key of a data file, or of an object literal.
    case key
    /// A heading with what follows it.
    case section
    /// An element of XML or HTML that an attribute names.
    case element
    /// A call with a block: `describe("…")`, `context "…" do`, `factory :user do`.
    case block
    /// A call that stands alone: `app.get("/x", …)`, `register(tool)`; or RSpec's `let(:x)`.
    case call
    case macro
  }

  public let kind: Kind
  /// The name as it is written; of a call what is called and the first text or symbol, such as `describe "x"`.
  public let name: String
  /// The names of the items that hold it, outermost first.
  public let container: [String]
  /// The header up to the body, one blank between tokens, without attributes: tells overloads apart.
  public let signature: String
  /// Decorators, attributes and annotations before it, each as written with one blank between tokens.
  public let attributes: [String]
  /// All its lines, decorators, attributes and the comment right above it included.
  public let lines: Range<Int>
  /// The line of its name.
  public let headerLine: Int
  /// The lines between the brackets, or below the header, that hold its body; nil if it has none.
  public let body: Range<Int>?
  /// The bytes of its value, for keys and constants; nil if there is none.
  public let value: Range<Int>?
  /// Whether it stands in one branch of a condition: `if`, `try`, `#if`, or has an attribute such as `#[cfg]`.
  public let isConditional: Bool
  public let children: [Item]
  /// Words before its own that change it, such as `private` and `static`, sorted; only where blocks stand in braces.
  public let modifiers: [String]

  init(
    kind: Kind, name: String, container: [String], signature: String, attributes: [String], lines: Range<Int>,
    headerLine: Int, body: Range<Int>?, value: Range<Int>?, isConditional: Bool, children: [Item],
    modifiers: [String] = []
  ) {
    self.kind = kind
    self.name = name
    self.container = container
    self.signature = signature
    self.attributes = attributes
    self.lines = lines
    self.headerLine = headerLine
    self.body = body
    self.value = value
    self.isConditional = isConditional
    self.children = children
    self.modifiers = modifiers
  }
}

extension Item.Kind {
  /// A type or what extends one.
  public var isType: Bool {
    switch self {
    case .class, .struct, .enum, .trait, .interface, .protocol, .type: true
    default: false
    }
  }

  /// Whether it makes a name known, as opposed to calling, titling or extending something.
  public var isDefinition: Bool {
    switch self {
    case .section, .element, .block, .call, .extension, .impl, .namespace: false
    default: true
    }
  }
}
