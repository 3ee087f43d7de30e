import Outlines

/// One requirement of Python: a name with extras, a version, a marker.
///
/// Source: PEP 508 for its form, PEP 503 for which names are the same.
struct PipRequirement {
  /// The normalised name with extras and marker: with another marker it is another requirement.
  let name: String
  /// Everything else without blanks.
  let version: [UInt8]

  /// - Parameter text: one requirement, without a comment; nil for options, paths and what is no requirement.
  init?(_ text: some Sequence<UInt8>) {
    var text = Array(text)[...].trimmed
    guard let first = text.first, first.isWord else { return nil }
    let hasAddress = text.contains(text: "://")
    if let place = text.place(of: Array("egg=".utf8), from: text.startIndex), hasAddress {
      // `git+https://host/path#egg=name`
      let egg = text[(place + 4)...].prefix {
        $0.isWord || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".")
      }
      name = PipRequirement.normalised(egg)
      version = Array(text)
      return
    }
    let end = text.firstIndex { !($0.isWord || "-.".utf8.contains($0)) } ?? text.endIndex
    let bare = PipRequirement.normalised(text[..<end])
    text = text[end...].trimmed
    guard text.isEmpty || "[=<>!~;@(,".utf8.contains(text[text.startIndex]) || text.first == UInt8(ascii: "-")
    else { return nil }
    var extras: [String] = []
    if text.first == UInt8(ascii: "["), let close = text.firstIndex(of: UInt8(ascii: "]")) {
      extras = text[..<close].dropFirst().split(separator: UInt8(ascii: ",")).map {
        PipRequirement.normalised($0.trimmed)
      }
      text = text[(close + 1)...]
    }
    let isURL = text.trimmed.first == UInt8(ascii: "@")
    let semicolon = isURL ? nil : text.firstIndex(of: UInt8(ascii: ";"))
    var marker = semicolon.map { text[$0...].dropFirst() } ?? []
    var rest = text[..<(semicolon ?? text.endIndex)]
    // Hashes follow the marker.
    if let options = marker.place(of: Array(" --".utf8), from: marker.startIndex) {
      rest += marker[options...]
      marker = marker[..<options]
    }
    let condition = String(
      decoding: marker.filter { !$0.isBlank }.map { $0 == 0x27 ? 0x22 : $0 }, as: UTF8.self)
    name =
      bare + (extras.isEmpty ? "" : "[" + extras.sorted().joined(separator: ",") + "]")
      + (condition.isEmpty ? "" : "; " + condition)
    version = rest.filter { !$0.isBlank && $0 != UInt8(ascii: "\\") }
  }

  /// Lower case, with one `-` for each run of `-`, `_` and `.`.
  private static func normalised(_ name: some Sequence<UInt8>) -> String {
    var result: [UInt8] = []
    for byte in name {
      let isMark = "-_.".utf8.contains(byte)
      if !isMark {
        result.append(byte.lowercased)
      } else if result.last != UInt8(ascii: "-") {
        result.append(UInt8(ascii: "-"))
      }
    }
    return result.asText
  }

  // MARK: Files

  /// One requirement a line, as in `requirements.txt`.
  static func places(inLinesOf text: SourceText) -> [DefinitionPlace] {
    var result: [DefinitionPlace] = []
    var line = 0
    while line < text.lineCount {
      let first = line
      var joined: [UInt8] = []
      repeat {
        joined += withoutComment(text.line(line))
        line += 1
      } while joined[...].trimmed.last == UInt8(ascii: "\\") && line < text.lineCount
      guard let requirement = PipRequirement(joined) else { continue }
      // Comments that are indented below it say where it comes from.
      let solid = first..<line
      while line < text.lineCount, text.line(line).first?.isBlank ?? false,
        text.line(line)[...].trimmed.first == UInt8(ascii: "#")
      { line += 1 }
      result.append(
        requirement.place(lines: first..<line, solid: solid, scope: [], number: 0, isRemovable: true))
    }
    return result
  }

  /// The arrays of `pyproject.toml` that hold requirements.
  static func places(inProject outline: Outline) -> [DefinitionPlace] {
    var result: [DefinitionPlace] = []
    for (number, item) in outline.allItems.enumerated() where item.kind == .key && isArray(item, in: outline)
    {
      guard let value = item.value else { continue }
      let tokens = outline.tokens(in: item.lines).filter { value.contains($0.start) && $0.kind != .comment }
      var depth = 0
      for (index, token) in tokens.enumerated() {
        let text = outline.bytes(of: token)
        if text.elementsEqual([UInt8(ascii: "{")]) { depth += 1 }
        if text.elementsEqual([UInt8(ascii: "}")]) { depth -= 1 }
        guard token.kind == .string, depth == 0, index > 0, index + 1 < tokens.count, text.count >= 2,
          let requirement = PipRequirement(text.dropFirst().dropLast())
        else { continue }
        let hasComma = outline.bytes(of: tokens[index + 1]).elementsEqual([UInt8(ascii: ",")])
        let next = hasComma ? index + 2 : index + 1
        let isAlone =
          tokens[index - 1].line < token.line && (next >= tokens.count || tokens[next].line > token.line)
        let lines = token.line..<token.line + 1
        result.append(
          requirement.place(
            lines: lines, solid: lines, scope: item.container + [item.name], number: number,
            isRemovable: isAlone))
      }
    }
    return result
  }

  private static func isArray(_ item: Item, in outline: Outline) -> Bool {
    guard let value = item.value, outline.text.bytes[value].first == UInt8(ascii: "[") else { return false }
    let table = item.container.last ?? ""
    switch table {
    case "[project]": return item.name == "dependencies"
    case "[build-system]": return item.name == "requires"
    case "[tool.uv]": return item.name == "dev-dependencies"
    default:
      return ["[project.optional-dependencies]", "[dependency-groups]", "[tool.pdm.dev-dependencies]"]
        .contains(table)
    }
  }

  private func place(
    lines: Range<Int>, solid: Range<Int>, scope: [String], number: Int, isRemovable: Bool
  ) -> DefinitionPlace {
    DefinitionPlace(
      key: DefinitionKey(kind: .requirement, scope: scope, name: name), lines: lines, solidLines: solid,
      content: version[...], isRemovable: isRemovable, scopeNumber: number, isListed: true)
  }

  private static func withoutComment(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var index = line.startIndex
    while index < line.endIndex {
      if line[index] == UInt8(ascii: "#"), index == line.startIndex || line[index - 1].isBlank { break }
      index += 1
    }
    return line[..<index]
  }
}
