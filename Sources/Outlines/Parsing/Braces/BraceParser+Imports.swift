/// Imports, one function a style.
extension BraceParser {
  /// Takes note of an import.
  ///
  /// - Returns: the items that the statement defines besides; nil if it is no import.
  mutating func importItems(_ statement: Statement, in region: Region) -> [Item]? {
    let found: [Import]?
    switch rules.imports {
    case .none: found = nil
    case .swift: found = swiftImport(statement, in: region)
    case .javascript: found = javascriptImport(statement, in: region)
    case .go: found = goImport(statement, in: region)
    case .rust: found = rustImport(statement, in: region)
    case .java: found = javaImport(statement, in: region)
    case .c: found = usingDeclaration(statement, in: region)
    case .csharp: found = csharpImport(statement, in: region)
    case .php: found = phpImport(statement, in: region)
    }
    guard let found else { return nil }
    imports.append(contentsOf: found)
    return []
  }

  private func make(
    _ form: Import.Form, _ module: String, _ names: [Import.Name] = [], qualifier: String = "",
    _ tokens: Range<Int>, in region: Region
  ) -> Import {
    code.makeImport(
      form, module, names, qualifier: qualifier, tokens,
      isNested: region.place != .file || !region.container.isEmpty || region.isConditional)
  }

  /// Dots, colons and names from a token on, without blanks.
  private func path(_ start: Int, before limit: Int) -> (text: String, end: Int) {
    var end = start
    while end < limit {
      let isPart = code.isMark(end, ".") || code.isMark(end, "*") || code.isMark(end, ":")
      guard isPart || code.isName(end) && !(end > start && code.isName(end - 1)) else { break }
      end += 1
    }
    return (code.joined(start..<end, separator: ""), end)
  }

  private func swiftImport(_ statement: Statement, in region: Region) -> [Import]? {
    guard code.word(statement.head) == "import" else { return nil }
    let kinds: Set<String> = ["struct", "class", "enum", "protocol", "typealias", "func", "let", "var"]
    var start = statement.head + 1
    var qualifier = statement.attributes + statement.modifiers.sorted()
    if kinds.contains(code.word(start)) {
      qualifier.append(code.word(start))
      start += 1
    }
    let module = path(start, before: statement.end).text
    return [make(.module, module, qualifier: qualifier.joined(separator: " "), statement.tokens, in: region)]
  }

  private func javaImport(_ statement: Statement, in region: Region) -> [Import]? {
    guard code.word(statement.head) == "import" else { return nil }
    var start = statement.head + 1
    let isStatic = code.word(start) == "static"
    if isStatic { start += 1 }
    let (module, end) = path(start, before: statement.end)
    let isWildcard = module.hasSuffix(".*")
    let names = code.word(end) == "as" ? [Import.Name(lastPart(module), alias: code.word(end + 1))] : []
    let form: Import.Form = isWildcard ? .wildcard : .module
    return [
      make(
        form, module, names.isEmpty && !isWildcard ? [Import.Name(lastPart(module))] : names,
        qualifier: isStatic ? "static" : "", statement.tokens, in: region)
    ]
  }

  private func lastPart(_ path: String) -> String {
    String(path.split(whereSeparator: { $0 == "." || $0 == ":" || $0 == "\\" || $0 == "/" }).last ?? "")
  }

  private func csharpImport(_ statement: Statement, in region: Region) -> [Import]? {
    var head = statement.head
    var qualifier = ""
    if code.word(head) == "global", code.word(head + 1) == "using" {
      qualifier = "global"
      head += 1
    }
    guard code.word(head) == "using", statement.body == nil, code.isName(head + 1), !region.isType else {
      return nil
    }
    var start = head + 1
    if code.word(start) == "static" {
      qualifier += qualifier.isEmpty ? "static" : " static"
      start += 1
    }
    if let assign = statement.assign, assign == start + 1 {
      let module = code.joined(assign + 1..<max(assign + 1, statement.end - 1), separator: "")
      return [
        make(
          .module, module, [Import.Name(lastPart(module), alias: code.word(start))], qualifier: qualifier,
          statement.tokens, in: region)
      ]
    }
    let module = path(start, before: statement.end).text
    return [make(.wildcard, module, qualifier: qualifier, statement.tokens, in: region)]
  }

  /// C++: `using a::b;`, `using namespace a;`. Includes are directives: see `includes`.
  private func usingDeclaration(_ statement: Statement, in region: Region) -> [Import]? {
    guard code.word(statement.head) == "using", statement.assign == nil, region.place == .file else {
      return nil
    }
    let isNamespace = code.word(statement.head + 1) == "namespace"
    let module = path(statement.head + (isNamespace ? 2 : 1), before: statement.end).text
    return [
      make(
        isNamespace ? .wildcard : .module, module, isNamespace ? [] : [Import.Name(lastPart(module))],
        qualifier: "using", statement.tokens, in: region)
    ]
  }

  private func goImport(_ statement: Statement, in region: Region) -> [Import]? {
    guard code.word(statement.head) == "import" else {
      return code.word(statement.head) == "package" ? [] : nil
    }
    var index = statement.head + 1
    guard code.isMark(index, "(") else {
      return goSpec(index, statement.tokens, in: region).map { [$0] } ?? []
    }
    let close = code.close(of: index, before: statement.end) ?? statement.end
    var result: [Import] = []
    index += 1
    while index < close {
      let start = index
      while index < close, !code.isString(index) { index += 1 }
      guard index < close else { break }
      if let found = goSpec(start, start..<index + 1, in: region) { result.append(found) }
      index += 1
    }
    return result
  }

  private func goSpec(_ start: Int, _ tokens: Range<Int>, in region: Region) -> Import? {
    let hasAlias = !code.isString(start)
    let token = hasAlias ? start + 1 : start
    guard token < tokens.upperBound, code.isString(token) else { return nil }
    let alias = hasAlias ? code.string(start) : nil
    let module = code.unquoted(token)
    let form: Import.Form = alias == "_" ? .effect : alias == "." ? .wildcard : .module
    return make(
      form, module, form == .module ? [Import.Name(lastPart(module), alias: alias)] : [], tokens, in: region)
  }

  private func phpImport(_ statement: Statement, in region: Region) -> [Import]? {
    let word = code.word(statement.head)
    if word.hasPrefix("require") || word.hasPrefix("include"),
      let token = statement.tokens.first(where: code.isString)
    {
      return [make(.include, code.unquoted(token), qualifier: word, statement.tokens, in: region)]
    }
    guard word == "use", region.place == .file else { return nil }
    var start = statement.head + 1
    var qualifier = ""
    if ["function", "const"].contains(code.word(start)) {
      qualifier = code.word(start)
      start += 1
    }
    var module = code.word(start)
    if module.hasSuffix("\\"), code.isMark(start + 1, "{") { module.removeLast() }
    if let open = statement.body, let close = code.close(of: open, before: statement.end) {
      return [
        make(.names, module, names(open + 1..<close), qualifier: qualifier, statement.tokens, in: region)
      ]
    }
    let alias = code.word(start + 1) == "as" ? code.word(start + 2) : nil
    return [
      make(
        .module, module, [Import.Name(lastPart(module), alias: alias)], qualifier: qualifier,
        statement.tokens, in: region)
    ]
  }

  /// `a, b as c, type d` between brackets; TypeScript's `type` belongs to the name.
  private func names(_ range: Range<Int>) -> [Import.Name] {
    var result: [Import.Name] = []
    var index = range.lowerBound
    while index < range.upperBound {
      var words: [String] = []
      while index < range.upperBound, !code.isMark(index, ",") {
        words.append(code.string(index))
        index += 1
      }
      index += 1
      if words.count > 1, words[0] == "type", words[1] != "as" || words.count == 2 {
        words = ["type " + words[1]] + words.dropFirst(2)
      }
      guard let name = words.first else { continue }
      let hasAlias = words.count == 3 && (words[1] == "as" || words[1] == ":")
      result.append(Import.Name(name, alias: hasAlias ? words[2] : nil))
    }
    return result
  }

  // MARK: Rust

  private func rustImport(_ statement: Statement, in region: Region) -> [Import]? {
    guard code.word(statement.head) == "use" else { return nil }
    let qualifier = statement.modifiers.contains("pub") ? "pub" : ""
    var start = statement.head + 1
    var end = start
    while end < statement.end, !code.isMark(end, "{"), !code.isMark(end, ";"), code.word(end) != "as" {
      end += 1
    }
    if code.isMark(end, "{"), let close = code.close(of: end, before: statement.end) {
      let module = code.joined(start..<max(start, end - 2), separator: "")
      let isPlain = !(end + 1..<close).contains { code.isMark($0, "{") }
      return [
        make(
          .names, module, names(rustNames: end + 1..<close),
          qualifier: isPlain ? qualifier : qualifier + " nested", statement.tokens, in: region)
      ]
    }
    if code.isMark(end - 1, "*") {
      return [
        make(
          .wildcard, code.joined(start..<end, separator: ""), qualifier: qualifier, statement.tokens,
          in: region)
      ]
    }
    let name = code.word(end - 1)
    let alias = code.word(end) == "as" ? code.string(min(end + 1, code.count - 1)) : nil
    if end - start >= 4 {
      let module = code.joined(start..<end - 3, separator: "")
      start = end
      return [
        make(
          .names, module, [Import.Name(name, alias: alias)], qualifier: qualifier, statement.tokens,
          in: region)
      ]
    }
    return [
      make(
        .module, name, [Import.Name(name, alias: alias)], qualifier: qualifier, statement.tokens, in: region)
    ]
  }

  /// `a, b::c, d as e, f::{g, h}`: the names, with the path inside the braces before them.
  private func names(rustNames range: Range<Int>) -> [Import.Name] {
    var result: [Import.Name] = []
    var prefix: [Int] = []
    var stack: [Int] = []
    for index in range {
      if code.isMark(index, "{") {
        stack.append(prefix.count)
        continue
      }
      if code.isMark(index, ",") || code.isMark(index, "}") {
        let from = stack.last ?? 0
        if prefix.count > from { result.append(rustName(prefix)) }
        prefix.removeLast(prefix.count - from)
        if code.isMark(index, "}") {
          prefix.removeLast(prefix.count - (stack.dropLast().last ?? 0))
          _ = stack.popLast()
        }
        continue
      }
      prefix.append(index)
    }
    if !prefix.isEmpty { result.append(rustName(prefix)) }
    return result
  }

  private func rustName(_ tokens: [Int]) -> Import.Name {
    let cut = tokens.firstIndex { code.word($0) == "as" } ?? tokens.count
    let name = tokens[..<cut].map(code.string).joined()
    let alias = cut + 1 < tokens.count ? code.string(tokens[cut + 1]) : nil
    return Import.Name(name, alias: alias)
  }

  // MARK: JavaScript

  private func javascriptImport(_ statement: Statement, in region: Region) -> [Import]? {
    let head = statement.head
    let word = code.word(head)
    if word == "import", !code.isMark(head + 1, "("), !code.isMark(head + 1, ".") {
      return [esImport(statement, in: region)]
    }
    let first = statement.tokens.lowerBound
    if code.word(first) == "export" { return exportFrom(first, statement, in: region) }
    guard word == "const" || word == "var" || word == "let", let assign = statement.assign,
      code.word(assign + 1) == "require", code.isMark(assign + 2, "("), code.isString(assign + 3),
      code.isMark(assign + 4, ")"), assign + 5 >= statement.end || code.isMark(assign + 5, ";")
    else { return nil }
    let module = code.unquoted(assign + 3)
    if code.isMark(head + 1, "{"), let close = code.close(of: head + 1, before: assign) {
      return [
        make(.names, module, names(head + 2..<close), qualifier: "require", statement.tokens, in: region)
      ]
    }
    return [
      make(
        .module, module, [Import.Name(code.word(head + 1))], qualifier: "require", statement.tokens,
        in: region)
    ]
  }

  /// `import d, { a as b } from "x"`, `import * as n from "x"`, `import "x"`, each with or without `type`.
  private func esImport(_ statement: Statement, in region: Region) -> Import {
    var index = statement.head + 1
    var qualifier = ""
    if code.word(index) == "type", !code.isMark(index + 1, ","), code.word(index + 1) != "from" {
      qualifier = "type"
      index += 1
    }
    if code.isString(index) { return make(.effect, code.unquoted(index), [], statement.tokens, in: region) }
    let string = (index..<statement.end).first(where: code.isString)
    let module = string.map(code.unquoted) ?? ""
    var found: [Import.Name] = []
    var form = Import.Form.module
    if code.isName(index), code.word(index) != "from" || code.word(index + 1) == "from" {
      found.append(Import.Name("default", alias: code.word(index)))
      index += 1
    }
    if code.isMark(index, ",") { index += 1 }
    if code.isMark(index, "*") {
      found.append(Import.Name("*", alias: code.word(index + 2)))
    } else if code.isMark(index, "{"), let close = code.close(of: index, before: statement.end) {
      form = .names
      found += names(index + 1..<close)
    }
    return make(form, module, found, qualifier: qualifier, statement.tokens, in: region)
  }

  private func exportFrom(_ first: Int, _ statement: Statement, in region: Region) -> [Import]? {
    let isType =
      code.word(first + 1) == "type" && (code.isMark(first + 2, "{") || code.isMark(first + 2, "*"))
    let start = isType ? first + 2 : first + 1
    guard code.isMark(start, "{") || code.isMark(start, "*") else { return nil }
    var found: [Import.Name] = []
    var index = start + 1
    if code.isMark(start, "{"), let close = code.close(of: start, before: statement.end) {
      found = names(start + 1..<close)
      index = close + 1
    }
    guard let string = (index..<max(index, statement.end)).first(where: code.isString) else { return [] }
    return [
      make(
        .export, code.unquoted(string), found, qualifier: isType ? "type" : "", statement.tokens, in: region)
    ]
  }
}

extension CodeTokens {
  /// An import whose tokens are known; whether it can be merged follows from what else is in its lines.
  func makeImport(
    _ form: Import.Form, _ module: String, _ names: [Import.Name], qualifier: String, _ range: Range<Int>,
    isNested: Bool
  ) -> Import {
    let first = line(range.lowerBound)
    let last = endLine(max(range.upperBound - 1, range.lowerBound))
    return Import(
      form: form, module: module, names: names, lines: first..<last + 1,
      canMerge: form == .names && standsAlone(range), qualifier: qualifier,
      isNested: isNested || isConditional(line: first), indentation: lines[first].indentation)
  }

  /// Whether tokens fill their lines: nothing else, not even a comment, stands in them.
  func standsAlone(_ range: Range<Int>) -> Bool {
    guard let firstToken = range.first, let lastToken = range.last else { return false }
    var place = text.start(ofLine: line(firstToken))
    for index in range {
      if !isBlank(place..<tokens[index].start) { return false }
      place = tokens[index].end
    }
    return isBlank(place..<max(place, text.start(ofLine: endLine(lastToken) + 1)))
  }

  private func isBlank(_ range: Range<Int>) -> Bool {
    text.bytes[range].allSatisfy { $0.isBlank || $0 == 0x0A || $0 == UInt8(ascii: "\\") }
  }

  /// C: `#include <x>` and `#include "x"`; C#, Swift have no such directives.
  func includes(_ directives: [Token]) -> [Import] {
    directives.compactMap { token in
      let rest = text.bytes[token.range].dropFirst().drop { $0.isBlank }
      let word = Array("include".utf8)
      guard rest.starts(with: word) else { return nil }
      let after = rest.dropFirst(word.count).drop { $0.isLetter || $0.isBlank }
      let file = String(decoding: after.prefix { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self)
      let module = file.split(separator: " ").first.map(String.init) ?? ""
      return Import(
        form: .include, module: module, names: [], lines: token.line..<token.line + 1, canMerge: false,
        qualifier: "",
        isNested: isConditional(line: token.line), indentation: lines[token.line].indentation)
    }
  }
}
