import Outlines

/// A number for what a fixture does: its decorators, signature and body, but neither its name nor comments, white space
/// and documentation.
struct FixtureIdentity {
  private var parts = StableHash()
  var hash: UInt64 { parts.value }

  /// - Parameters:
  ///   - tokens: what is hashed.
  ///   - skipped: a token that does not count: the fixture's own name.
  ///   - documentation: the token of its documentation.
  ///   - former: what names were before an adaptation, by what they are now.
  init(
    _ python: PythonModule, tokens: Range<Int>, skipped: Int?, documentation: Int?, former: [[UInt8]: [UInt8]]
  ) {
    var index = tokens.lowerBound
    var end: Int?
    while index < tokens.upperBound {
      let token = python.tokens[index]
      if index == documentation {
        index += 2
        continue
      }
      // What stands between the fields of a format string is its text.
      if let end, python.tokens[index - 1].kind != .fieldOpen { add(python.bytes[end..<token.start]) }
      let isInText = token.kind == .formatStart || token.kind == .fieldClose || token.kind == .fieldFormat
      end = isInText ? token.end : nil
      if index != skipped { add(token, python.text(index), former) }
      index += 1
    }
  }

  private mutating func add(_ token: PythonToken, _ text: ArraySlice<UInt8>, _ former: [[UInt8]: [UInt8]]) {
    add([token.kind.rawValue][...])
    switch token.kind {
    case .newline, .indent, .dedent, .end: break
    case .name, .string: add(former.isEmpty ? text : restored(text, former))
    default: add(text)
    }
  }

  /// The text with former names, also inside strings.
  private func restored(_ text: ArraySlice<UInt8>, _ former: [[UInt8]: [UInt8]]) -> ArraySlice<UInt8> {
    if let old = former[Array(text)] { return old[...] }
    var result: [UInt8] = []
    var index = text.startIndex
    while index < text.endIndex {
      let word = text[index...].prefix { isWordByte($0) }
      if word.isEmpty {
        result.append(text[index])
        index += 1
      } else {
        result += former[Array(word)] ?? Array(word)
        index = word.endIndex
      }
    }
    return result[...]
  }

  private mutating func add(_ bytes: ArraySlice<UInt8>) {
    parts.add(bytes)
    parts.addEnd()
  }
}

/// Whether a byte can be part of a name.
func isWordByte(_ byte: UInt8) -> Bool {
  byte >= 0x80 || byte == UInt8(ascii: "_") || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A)
    || (byte >= 0x30 && byte <= 0x39)
}

extension FixtureModule {
  /// What a fixture does, as a number.
  func identity(of fixture: Int, former: [[UInt8]: [UInt8]] = [:]) -> UInt64 {
    let fixture = fixtures[fixture]
    return FixtureIdentity(
      python, tokens: fixture.tokens, skipped: fixture.bindingToken,
      documentation: fixture.definition.flatMap { python.documentation(of: $0) }, former: former
    ).hash
  }
}
