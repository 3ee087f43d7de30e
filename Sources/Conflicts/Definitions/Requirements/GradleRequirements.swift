import Outlines

/// The statements `implementation "group:name:version"` in the blocks `dependencies` of a Gradle build.
struct GradleRequirements {
  let outline: Outline

  func places() -> [DefinitionPlace] {
    let tokens = outline.tokens.filter { $0.kind != .comment && !$0.isInterpolated }
    var result: [DefinitionPlace] = []
    var blocks: [(name: String, number: Int)] = []
    for (index, token) in tokens.enumerated() {
      switch (token.kind, outline.bytes(of: token).first) {
      case (.punctuation, UInt8(ascii: "{")):
        blocks.append((label(before: index, tokens), index))
      case (.punctuation, UInt8(ascii: "}")): _ = blocks.popLast()
      case (.identifier, _):
        guard let block = blocks.last, block.name == "dependencies", isFirst(index, tokens),
          let place = place(at: index, tokens, scope: blocks.map(\.name), number: block.number)
        else { continue }
        result.append(place)
      default: break
      }
    }
    return result
  }

  /// `name {` or `name(…) {`.
  private func label(before brace: Int, _ tokens: [Token]) -> String {
    var index = brace - 1
    while index >= 0, tokens[index].line == tokens[brace].line, tokens[index].kind != .identifier {
      index -= 1
    }
    return index >= 0 && tokens[index].line == tokens[brace].line ? outline.string(tokens[index].range) : ""
  }

  private func isFirst(_ index: Int, _ tokens: [Token]) -> Bool {
    index == 0 || tokens[index - 1].line < tokens[index].line
  }

  private func place(at index: Int, _ tokens: [Token], scope: [String], number: Int) -> DefinitionPlace? {
    let line = tokens[index].line
    let rest = tokens[(index + 1)...].prefix { $0.line == line }
    guard let text = rest.prefix(2).first(where: { $0.kind == .string }) else { return nil }
    let parts = outline.bytes(of: text).dropFirst().dropLast().split(
      separator: UInt8(ascii: ":"), omittingEmptySubsequences: false
    ).map(\.asText)
    guard parts.count >= 2, !parts[0].isEmpty else { return nil }
    let classifier = parts.count > 3 ? ":" + parts[3] : ""
    let configuration = outline.string(tokens[index].range)
    let opensBlock = rest.last.map { outline.bytes(of: $0).first == UInt8(ascii: "{") } ?? false
    return DefinitionPlace(
      key: DefinitionKey(
        kind: .requirement, scope: scope, name: "\(configuration) \(parts[0]):\(parts[1])\(classifier)"),
      lines: line..<line + 1, solidLines: line..<line + 1,
      content: Array(parts.joined(separator: ":").utf8)[...], isRemovable: !opensBlock, scopeNumber: number)
  }
}
