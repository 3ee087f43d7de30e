/// One entry of a dictionary, map or object literal in code, or one named argument of a call.
public struct LiteralEntry: Sendable, Hashable {
  /// What holds the literal, outermost first: definitions, then what is assigned or called, then keys.
  public let path: [String]
  /// Which literal of the file it is in; entries of one literal share it.
  public let literal: Int
  /// The key without quotes. Only constant keys count: texts, numbers, names with dots, and tuples of these.
  public let key: String
  /// Whether the key is a text where names mean something else: `"a"` beside `a` in Python.
  public let isText: Bool
  /// The bytes of what stands behind the key; of the whole entry where it has no value.
  public let value: Range<Int>
  /// Its lines, without the comment above.
  public let lines: Range<Int>
  /// The same with the comment above; nil unless it fills them alone with the comma behind it, so that they can be
  /// taken out.
  public let ownLines: Range<Int>?
}

extension Outline {
  /// The entries of all literals whose keys must stand only once, in the order in which the literals end.
  ///
  /// Read anew each time, as few merges need them. Data files have none: their keys are items.
  ///
  /// - Complexity: linear in the number of tokens.
  public var literalEntries: [LiteralEntry] {
    let forms = LiteralForm.forms(of: language)
    guard !forms.isEmpty, isBalanced else { return [] }
    var reader = LiteralReader(self, forms)
    return reader.read()
  }
}
