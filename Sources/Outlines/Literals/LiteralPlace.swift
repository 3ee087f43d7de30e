/// What stands around the brackets of literals.
struct LiteralPlace {
  let code: CodeTokens

  /// Whether a bracket can open a literal of a form.
  func fits(_ form: LiteralForm, _ index: Int) -> Bool {
    guard code.isMark(index, form.open) else { return false }
    switch form.place {
    case .anywhere: return true
    case .call: return isCall(index)
    case .named(let ending): return code.word(index - 1).lowercased().hasSuffix(ending.lowercased())
    case .value: return isValue(index)
    case .match:
      return code.isMark(index - 1, ")") && code.word(Int(code.partners[index - 1]) - 1) == "match"
    }
  }

  /// The arguments of a call; not the parameters of a function of Ruby, which are written without a comma at the end.
  private func isCall(_ index: Int) -> Bool {
    guard index > 0, code.isName(index - 1) || code.isMark(index - 1, ")") || code.isMark(index - 1, "]")
    else { return false }
    guard code.language == .ruby else { return true }
    var start = index - 1
    while code.isMark(start - 1, "."), code.isName(start - 2) { start -= 2 }
    return code.isAdjacent(index - 1) && code.word(start - 1) != "def"
  }

  /// Whether a value is expected before a brace, so that it is no block.
  private func isValue(_ index: Int) -> Bool {
    if code.isName(index - 1) {
      return ["return", "default", "yield", "await", "satisfies"].contains(code.word(index - 1))
    }
    switch code.mark(index - 1) {
    case UInt8(ascii: "("), UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: ":"), UInt8(ascii: "?"),
      UInt8(ascii: "="), UInt8(ascii: "&"), UInt8(ascii: "|"), UInt8(ascii: "{"):
      return true
    default: return false
    }
  }

  /// Whether what a bracket closes takes a value apart, where one key may be taken twice: `{ a: x, a: y } = z`,
  /// or the parameters of a function of JavaScript.
  func isPattern(closedBy index: Int) -> Bool {
    guard code.isMark(index, ")") else { return code.isMark(index + 1, "=") && !code.isMark(index + 2, "=") }
    guard [.javascript, .typescript, .tsx].contains(code.language) else { return false }
    return code.isMark(index + 1, "{") || code.isMark(index + 1, "=") && code.isMark(index + 2, ">")
  }

  /// What a bracket is assigned to or is the argument of; nil if nothing tells.
  func name(before index: Int) -> String? {
    var place = index - 1
    if code.isMark(place, "=") { place -= code.isMark(place - 1, ":") ? 2 : 1 }
    // The type of `x: T = {` is no name of it.
    let isType = place < index - 1 && code.isMark(place - 1, ":")
    return code.isName(place) && !isType ? code.word(place) : nil
  }
}
