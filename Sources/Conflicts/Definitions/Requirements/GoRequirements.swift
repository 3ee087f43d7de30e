import Outlines

/// The `require` lines of `go.mod`.
struct GoRequirements {
  let text: SourceText

  func places() -> [DefinitionPlace] {
    var result: [DefinitionPlace] = []
    // The directive whose block is open.
    var block: String?
    for line in 0..<text.lineCount {
      let code = withoutComment(text.line(line))
      var words = code.split(whereSeparator: \.isBlank).map(\.asText)
      if block != nil, words.first == ")" {
        block = nil
        continue
      }
      if block == nil {
        guard let directive = words.first else { continue }
        words.removeFirst()
        if words == ["("] { block = directive }
        guard directive == "require" else { continue }
      }
      guard block ?? "require" == "require", words.count == 2 else { continue }
      result.append(
        DefinitionPlace(
          key: DefinitionKey(kind: .requirement, scope: [], name: words[0]), lines: line..<line + 1,
          solidLines: line..<line + 1, content: Array(words[1].utf8)[...], isRemovable: false, isListed: true)
      )
    }
    return result
  }

  private func withoutComment(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    line[..<(line.place(of: Array("//".utf8), from: line.startIndex) ?? line.endIndex)]
  }
}
