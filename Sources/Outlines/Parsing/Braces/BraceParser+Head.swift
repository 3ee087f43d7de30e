/// What stands before a definition's own word: attributes and modifiers.
extension BraceParser {
  /// Finds the head of a statement, and collects what stands before it.
  func readHead(_ statement: inout Statement, before limit: Int) {
    var index = statement.head
    while index < limit {
      if let end = attributeEnd(index, before: limit) {
        statement.attributes.append(code.joined(index..<end))
        index = end
      } else if let end = modifierEnd(index, before: limit) {
        statement.modifiers.insert(code.word(index))
        index = end
      } else {
        break
      }
    }
    statement.head = min(index, max(limit - 1, statement.tokens.lowerBound))
  }

  private func attributeEnd(_ index: Int, before limit: Int) -> Int? {
    switch code.mark(index) {
    case UInt8(ascii: "@"):
      guard code.isName(index + 1), code.word(index + 1) != "interface" else { return nil }
      var end = index + 2
      while end + 1 < limit, code.isMark(end, ".") || code.isMark(end, ":"), code.isAdjacent(end - 1),
        code.isName(end + 1)
      {
        end += 2
      }
      if end < limit, code.isMark(end, "("), code.isAdjacent(end - 1) { end = code.skip(end, before: limit) }
      return end <= limit ? end : nil
    case UInt8(ascii: "#"):
      guard rules.hasHashAttributes else { return nil }
      let open = code.isMark(index + 1, "!") ? index + 2 : index + 1
      guard code.isMark(open, "["), let close = code.close(of: open, before: limit) else { return nil }
      return close + 1
    case UInt8(ascii: "["):
      let isCpp = rules.imports == .c && code.isMark(index + 1, "[")
      guard rules.hasBracketAttributes || isCpp else { return nil }
      return code.close(of: index, before: limit).map { $0 + 1 }
    default: return templateEnd(index, before: limit)
    }
  }

  /// Behind `template <…>`.
  private func templateEnd(_ index: Int, before limit: Int) -> Int? {
    guard rules.imports == .c, code.isMark(index + 1, "<"), code.word(index) == "template" else { return nil }
    return angleEnd(index + 1, before: limit)
  }

  /// Behind the `>` that closes a `<`; nil if there is none.
  func angleEnd(_ open: Int, before limit: Int) -> Int? {
    var depth = 0
    var index = open
    while index < limit {
      switch code.mark(index) {
      case UInt8(ascii: "<"): depth += 1
      case UInt8(ascii: ">") where !(code.isMark(index - 1, "-") || code.isMark(index - 1, "=")): depth -= 1
      case UInt8(ascii: ";"), UInt8(ascii: "}"): return nil
      default: break
      }
      index = code.skip(index, before: limit)
      if depth == 0 { return index }
    }
    return nil
  }

  private func modifierEnd(_ index: Int, before limit: Int) -> Int? {
    guard code.isName(index), index + 1 < limit else { return nil }
    let word = code.word(index)
    guard rules.modifiers.contains(word) || joins(word, with: code.word(index + 1)) else { return nil }
    switch code.mark(index + 1) {
    case UInt8(ascii: "("):
      let isScope =
        word == "pub" || code.word(index + 2) == "set" || word == "unowned" || word == "nonisolated"
      return isScope ? code.skip(index + 1, before: limit) : nil
    case UInt8(ascii: "="), UInt8(ascii: ":"), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "?"),
      UInt8(ascii: "."), UInt8(ascii: "<"), UInt8(ascii: ")"):
      // The word is a name here; only C++ writes `public:` before members.
      return code.mark(index + 1) == UInt8(ascii: ":") && rules.imports == .c ? index + 2 : nil
    case UInt8(ascii: "{"):
      return word == "export" || word == "default" ? nil : word == "extern" ? index + 1 : nil
    case UInt8(ascii: "*"): return word == "export" ? nil : index + 1
    default: break
    }
    if code.isString(index + 1) { return word == "extern" ? index + 2 : nil }
    return index + 1
  }

  /// Words that are modifiers only before certain others: `class func`, `const fn`, `enum class`.
  private func joins(_ word: String, with next: String) -> Bool {
    switch word {
    case "class":
      rules.functions.contains(next) && next != "init"
        || code.language == .swift && (next == "var" || next == "let")
    case "const":
      code.language == .rust && ["fn", "unsafe", "async", "extern"].contains(next)
        || (code.language == .javascript || code.language == .typescript || code.language == .tsx)
          && next == "enum"
    case "fun": next == "interface"
    case "record": next == "struct" || next == "class"
    default: false
    }
  }
}
