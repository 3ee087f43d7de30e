/// A string whose bytes are its value: one token, no escapes, no fields.
public struct PythonString: Sendable, Hashable {
  /// Where its value lies in the text, in bytes.
  public let range: Range<Int>
  public let value: [UInt8]

  public init(range: Range<Int>, value: [UInt8]) {
    self.range = range
    self.value = value
  }
}

/// One argument of a call.
public struct PythonArgument: Sendable {
  /// The token of `name` in `name=value`.
  public let nameToken: Int?
  public let value: Range<Int>
  /// Whether it is `*value` or `**value`.
  public let isSpread: Bool
}

/// What tokens stand for, where that can be told without running anything.
extension PythonModule {
  /// Cuts tokens at the commas that are in no bracket.
  public func parts(_ tokens: Range<Int>) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var start = tokens.lowerBound
    var index = start
    while index < tokens.upperBound {
      if self.tokens[index].isSymbol(",") {
        if start < index { result.append(start..<index) }
        start = index + 1
      }
      index = max(index, self.tokens[index].partner) + 1
    }
    if start < tokens.upperBound { result.append(start..<tokens.upperBound) }
    return result
  }

  /// The arguments of a call.
  ///
  /// - Parameter open: the opening bracket.
  public func arguments(open: Int) -> [PythonArgument] {
    let close = tokens[open].partner
    guard close > open else { return [] }
    return arguments(in: (open + 1)..<close)
  }

  /// The arguments that stand between two brackets.
  public func arguments(in tokens: Range<Int>) -> [PythonArgument] {
    parts(tokens).map { part in
      let first = self.tokens[part.lowerBound]
      if part.count > 2, first.kind == .name, self.tokens[part.lowerBound + 1].isSymbol("=") {
        return PythonArgument(
          nameToken: part.lowerBound, value: (part.lowerBound + 2)..<part.upperBound, isSpread: false)
      }
      let isSpread = first.isSymbol("*") || first.isOperator(PythonToken.doubleStar)
      return PythonArgument(
        nameToken: nil, value: (part.lowerBound + (isSpread ? 1 : 0))..<part.upperBound, isSpread: isSpread)
    }
  }

  /// The string that tokens are, if its value stands in the text as it is.
  public func string(_ tokens: Range<Int>) -> PythonString? {
    guard tokens.count == 1, self.tokens[tokens.lowerBound].kind == .string else { return nil }
    return string(token: tokens.lowerBound)
  }

  /// The value of a string token, if it stands in the text as it is.
  public func string(token: Int) -> PythonString? {
    var range = tokens[token].range
    while range.count > 1, bytes[range.lowerBound] != 0x22, bytes[range.lowerBound] != 0x27 {
      if bytes[range.lowerBound] | 0x20 == UInt8(ascii: "b") { return nil }
      range = (range.lowerBound + 1)..<range.upperBound
    }
    let quote = bytes[range.lowerBound]
    let isTriple =
      range.count >= 6 && bytes[range.lowerBound + 1] == quote && bytes[range.lowerBound + 2] == quote
    let quotes = isTriple ? 3 : 1
    guard range.count >= 2 * quotes else { return nil }
    let inner = (range.lowerBound + quotes)..<(range.upperBound - quotes)
    let value = Array(bytes[inner])
    return value.contains(UInt8(ascii: "\\")) ? nil : PythonString(range: inner, value: value)
  }

  /// The strings of a list, tuple or set, or the single string that tokens are; nil if anything else is among them.
  public func strings(_ tokens: Range<Int>) -> [PythonString]? {
    guard !tokens.isEmpty else { return [] }
    if let single = string(tokens) { return [single] }
    var inner = tokens
    if self.tokens[tokens.lowerBound].opensBracket,
      self.tokens[tokens.lowerBound].partner == tokens.upperBound - 1
    {
      inner = (tokens.lowerBound + 1)..<(tokens.upperBound - 1)
    } else if parts(tokens).count < 2 {
      return nil
    }
    var result: [PythonString] = []
    for part in parts(inner) {
      guard let string = string(part) else { return nil }
      result.append(string)
    }
    return result
  }

  /// The parts of a name with dots; nil if the tokens are anything else.
  public func dottedName(_ tokens: Range<Int>) -> [[UInt8]]? {
    guard tokens.count % 2 == 1 else { return nil }
    var result: [[UInt8]] = []
    for (offset, index) in tokens.enumerated() {
      if offset % 2 == 0 {
        guard self.tokens[index].kind == .name else { return nil }
        result.append(Array(text(index)))
      } else if !self.tokens[index].isSymbol(".") {
        return nil
      }
    }
    return result
  }

  /// The calls whose opening bracket is among some tokens. Logarithmic.
  public func calls(in tokens: Range<Int>) -> ArraySlice<PythonCall> {
    let low = firstCall(from: tokens.lowerBound)
    return calls[low..<max(low, firstCall(from: tokens.upperBound))]
  }

  private func firstCall(from token: Int) -> Int {
    var (low, high) = (0, calls.count)
    while low < high {
      let middle = (low + high) / 2
      if calls[middle].open < token { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The documentation string of a definition's body, or of the module for nil.
  public func documentation(of definition: Int?) -> Int? {
    var index = definition.map { definitions[$0].body.lowerBound } ?? 0
    let end = definition.map { definitions[$0].body.upperBound } ?? tokens.count - 1
    while index < end, tokens[index].kind == .newline || tokens[index].kind == .indent { index += 1 }
    guard index < end, tokens[index].kind == .string else { return nil }
    let next = tokens[index + 1]
    return next.kind == .newline || next.kind == .end || next.isSymbol(";") ? index : nil
  }

  /// The classes that a definition stands in, the innermost first; nil if it stands in a function.
  public func classes(around definition: Int) -> [Int]? { classes(outside: definitions[definition].outer) }

  /// The classes that a scope is or stands in, the innermost first; nil if it is or stands in a function.
  public func classes(outside scope: Int) -> [Int]? {
    var result: [Int] = []
    var index: Int? = scope
    while let scope = index, scope != 0 {
      switch scopes[scope].kind {
      case .classBody: if let definition = scopes[scope].definition { result.append(definition) }
      case .typeParameters: break
      default: return nil
      }
      index = scopes[scope].parent
    }
    return result
  }
}
