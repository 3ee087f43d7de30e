/// One statement that brings names from elsewhere.
public struct Import: Sendable, Hashable {
  public enum Form: String, Sendable, Hashable {
    /// The module as a whole: `import os`, `import Foundation`, `import "fmt"`, `use foo;`.
    case module
    /// Names of it: `from x import a, b`, `import { a } from "x"`, `use x::{a, b};`.
    case names
    /// Everything in it: `from x import *`, `import java.util.*;`.
    case wildcard
    /// Only for what it does when loaded: `import "x.css"`, `import _ "x"`.
    case effect
    /// A file's text: `#include`, `require 'x'`, `source x`.
    case include
    /// Names passed on: `export { a } from "x"`, `pub use`.
    case export
  }

  /// A name that it brings, and what the file calls it.
  public struct Name: Sendable, Hashable {
    public let name: String
    public let alias: String?

    /// - Parameters:
    ///   - name: what the module calls it.
    ///   - alias: what this file calls it, if that is something else.
    public init(_ name: String, alias: String? = nil) {
      self.name = name
      self.alias = alias
    }

    /// What this file calls it.
    public var local: String { alias ?? name }
  }

  public let form: Form
  /// The module, package or file, as it is written, without quotes.
  public let module: String
  /// In the order they are written; for a module as a whole its alias, if it has one.
  public let names: [Name]
  /// Every line of it.
  public let lines: Range<Int>
  /// Whether its names can be put into another import of the same module and form: it stands alone on whole lines,
  /// lists names, and has no comment inside.
  public let canMerge: Bool
  /// What else is part of it, so that only imports that agree here can be merged: `type`, `static`, `@testable`, `pub`.
  public let qualifier: String
  /// Whether it stands inside a block (`if TYPE_CHECKING:`, a function, `#if`), not at the top of the file.
  public let isNested: Bool
  /// How far its first line is indented.
  public let indentation: Int
}
