import Outlines

/// Which definitions may stand only once, by the languages' own rules.
enum DefinitionRules {
  /// Whether a second definition of the same name and variant in the same scope replaces the first or is an error.
  static func mustBeUnique(_ item: Item, _ language: Language) -> Bool {
    // What else the name is made of is not known.
    if item.name.contains("#{") || item.name.contains("${") { return false }
    return switch item.kind {
    case .function, .method: isWholeFunction(item, language)
    case .class, .struct, .enum, .trait, .protocol:
      // Ruby opens a class again; C# has parts of one.
      language != .ruby && !item.modifiers.contains("partial")
    case .interface: language != .typescript && language != .tsx
    // C lets a `typedef` stand twice, and beside the structure of its name.
    case .type where language == .c || language == .cpp: false
    case .type: !item.signature.contains("if not exists") && !item.signature.contains("or replace")
    case .constant: language != .c && language != .cpp || item.value != nil
    case .variable: [.go, .swift, .javascript, .typescript, .tsx, .kotlin].contains(language)
    case .property: [.java, .kotlin, .csharp, .swift, .go, .rust, .php].contains(language)
    // Any macro before a function of C looks like one that makes a test.
    case .test where language == .c || language == .cpp:
      ["TEST", "SCENARIO"].contains { item.name.prefix { $0 != "(" }.contains($0) }
    case .enumCase, .test: true
    case .call, .block: language == .ruby && isRubyDefinition(item.name)
    default: false
    }
  }

  private static func isWholeFunction(_ item: Item, _ language: Language) -> Bool {
    switch language {
    case .python: !isPythonVariant(item)
    case .typescript, .tsx, .c: item.body != nil
    case .swift: !item.attributes.contains { $0.contains("_disfavoredOverload") }
    case .go: item.name != "init"
    case .sql: !item.signature.contains("or replace")
    default: true
    }
  }

  /// `@overload`, `@x.setter`, `@x.register` and the like make several functions of one name.
  private static func isPythonVariant(_ item: Item) -> Bool {
    item.attributes.contains { attribute in
      let words = attribute.split(separator: " ")
      guard let last = words.prefix(while: { $0 != "(" }).last else { return false }
      if [
        "overload", "register", "dispatch", "setter", "getter", "deleter", "expression", "comparator",
        "type_check",
      ].contains(last) {
        return true
      }
      return words.count > 1 && words[1] == item.name
    }
  }

  private static func isRubyDefinition(_ name: String) -> Bool {
    ["let ", "let! ", "factory ", "trait ", "subject "].contains { name.hasPrefix($0) }
  }

  /// What tells definitions of one name apart.
  static func variant(of item: Item, _ language: Language) -> String {
    let isStatic = item.modifiers.contains("static") ? "static " : ""
    switch item.kind {
    case .function, .method:
      return language.hasOverloads || language == .sql
        ? isStatic + parameters(item.signature) : accessor(item)
    case .type, .interface, .class, .struct, .enum, .trait, .protocol:
      // TypeScript keeps types and values apart.
      if language == .typescript || language == .tsx { return item.kind == .type ? "type" : "" }
      return typeArguments(of: item, language)
    case .property where language == .csharp:
      // `this[…]` is told apart by its parameters, and `IA.x` is another one than `x`.
      return item.name == "this" || item.signature.contains(". \(item.name)") ? item.signature : isStatic
    case .property, .variable, .constant: return language == .sql ? item.signature : isStatic
    case .enumCase: return language == .swift ? "case" : ""
    default: return ""
    }
  }

  /// `<T, int>` behind the name of a type of C++ or C#: a specialisation, or one with another number of parameters.
  static func typeArguments(of item: Item, _ language: Language) -> String {
    guard language == .cpp || language == .csharp else { return "" }
    let words = item.signature.split(separator: " ").drop { $0 != item.name }.dropFirst()
    var depth = 0
    var result = ""
    for word in words {
      if word == "<" { depth += 1 }
      if depth == 0 { break }
      result += word
      if word == ">" { depth -= 1 }
    }
    return result
  }

  /// `get` and `set` of one property, and a static member beside another.
  private static func accessor(_ item: Item) -> String {
    let isStatic = item.modifiers.contains("static") ? "static " : ""
    if item.signature.hasPrefix("get ") { return isStatic + "get" }
    return item.signature.hasPrefix("set ") ? isStatic + "set" : isStatic
  }

  /// A header without the parameters that a call may leave out: `f()` calls both `f()` and `f(_ x: Int = 0)`.
  private static func parameters(_ signature: String) -> String {
    let words = signature.split(separator: " ")
    var result: [Substring] = []
    var depth = 0
    var start = 0
    var isOptional = false
    for word in words {
      if word == "(" || word == "[" || word == "<" || word == "{" {
        depth += 1
        if depth == 1 { start = result.count + 1 }
      } else if word == ")" || word == "]" || word == ">" || word == "}" {
        if depth == 1, isOptional, start <= result.count { result.removeSubrange(start...) }
        if depth == 1 { isOptional = false }
        depth = max(0, depth - 1)
      } else if word == ",", depth == 1 {
        if isOptional, start <= result.count { result.removeSubrange(start...) }
        isOptional = false
        start = result.count
      } else if word == "=", depth == 1 {
        isOptional = true
      }
      result.append(word)
    }
    if result.count > 1 { result.removeAll { $0 == "," } }
    return result.joined(separator: " ")
  }
}

/// A function that a decorator offers as a tool: FastMCP's `@mcp.tool()`.
enum RegisteredTool {
  /// The name that it is registered under; nil if it is no tool.
  static func name(of item: Item) -> String? {
    for attribute in item.attributes {
      let words = attribute.split(separator: " ")
      let path = words.prefix { $0 != "(" }
      guard path.count >= 4, path.first == "@", path.last == "tool" else { continue }
      let arguments = words.dropFirst(path.count)
      if let named = argument(named: "name", in: arguments) { return named }
      if arguments.count >= 3, let text = unquoted(arguments[arguments.startIndex + 1]) { return text }
      return item.name
    }
    return nil
  }

  private static func argument(named name: String, in words: ArraySlice<Substring>) -> String? {
    for index in words.indices.dropLast(2) where words[index] == name && words[index + 1] == "=" {
      return unquoted(words[index + 2])
    }
    return nil
  }

  private static func unquoted(_ word: Substring) -> String? {
    guard let first = word.first, first == "\"" || first == "'", word.count >= 2, word.last == first else {
      return nil
    }
    return String(word.dropFirst().dropLast())
  }
}
