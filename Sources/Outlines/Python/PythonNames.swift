/// The names of a Python text, each with a number; the numbers of keywords are the same in all texts.
struct PythonNames: Sendable {
  private(set) var texts: [[UInt8]] = []
  private var numbers: [ArraySlice<UInt8>: Int32] = [:]

  init() { for word in PythonKeyword.allCases { _ = number(of: Array(word.text.utf8)[...]) } }

  /// The number of a name, a new one if it was never seen.
  mutating func number(of name: ArraySlice<UInt8>) -> Int32 {
    if let known = numbers[name] { return known }
    let number = Int32(clamping: texts.count)
    let bytes = Array(name)
    texts.append(bytes)
    numbers[bytes[...]] = number
    return number
  }

  /// The number of a name that may not occur.
  func known(_ name: [UInt8]) -> Int32? { numbers[name[...]] }
}

/// Python's keywords, in the order of their numbers. `match`, `case` and `type` are names to the tokenizer.
enum PythonKeyword: Int32, CaseIterable {
  case falseValue, noneValue, trueValue, and, `as`, assert, async, await, `break`, `class`, `continue`, def,
    del, elif,
    `else`, except, finally, `for`, from, global, `if`, `import`, `in`, `is`, lambda, nonlocal, not, or, pass,
    raise,
    `return`, `try`, `while`, with, yield

  /// The word itself.
  var text: String {
    switch self {
    case .falseValue: "False"
    case .noneValue: "None"
    case .trueValue: "True"
    default: "\(self)"
    }
  }
}
