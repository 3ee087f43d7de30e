// Arguments are cut by their bytes: to Swift, "=" followed by a combining accent is one character that
// is no longer "=", and a branch name may hold exactly that.
extension String {
  /// The text before the first `separator`, and what follows it, if there is one.
  func cut(at separator: Unicode.Scalar) -> (head: String, tail: String?) {
    guard let index = unicodeScalars.firstIndex(of: separator) else { return (self, nil) }
    let next = unicodeScalars.index(after: index)
    return (String(unicodeScalars[..<index]), String(unicodeScalars[next...]))
  }

  /// The parts between the commas; with `keepingBraces`, a comma inside `{…}` belongs to its part.
  func splitOnCommas(keepingBraces: Bool = false) -> [String] {
    var parts = [String.UnicodeScalarView()]
    var depth = 0
    for scalar in unicodeScalars {
      if keepingBraces, scalar == "{" { depth += 1 }
      if keepingBraces, scalar == "}" { depth = max(0, depth - 1) }
      if scalar == ",", depth == 0 {
        parts.append(String.UnicodeScalarView())
      } else {
        parts[parts.count - 1].append(scalar)
      }
    }
    return parts.map { String($0) }
  }

  /// Whether the bytes of `prefix` start this text.
  func hasBytes(_ prefix: String) -> Bool { utf8.starts(with: prefix.utf8) }

  /// This text without its first `count` scalars.
  func dropScalars(_ count: Int) -> String { String(unicodeScalars.dropFirst(count)) }
}
