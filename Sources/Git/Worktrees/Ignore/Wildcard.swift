/// A match of a text against a pattern with `*`, `**`, `?` and `[…]`, as git's ignore files mean them.
///
/// Terms: in a path pattern `*` and `?` stop at slashes; `**` as a whole part of the path passes them. Outside of paths
/// a star passes everything. Source: gitignore(5) and, for what it leaves open, POSIX `fnmatch`. Invariant: once a star fails
/// to let the rest match anywhere, no star before it that passes no more than this one need try again; that keeps
/// the usual patterns linear, while several `**` may still multiply.
struct Wildcard {
  let pattern: [UInt8]
  let text: [UInt8]
  let isPath: Bool
  let ignoresCase: Bool

  private enum Outcome {
    case match
    case mismatch
    /// The text ended first: no star before can help.
    case exhausted
    /// A single star met a slash: only a `**` before it can help.
    case blocked
  }

  /// Whether the whole of `text` matches the whole of `pattern`.
  static func matches(_ pattern: [UInt8], _ text: [UInt8], isPath: Bool, ignoringCase: Bool) -> Bool {
    Wildcard(pattern: pattern, text: text, isPath: isPath, ignoresCase: ignoringCase).match(0, 0) == .match
  }

  private static let slash = UInt8(ascii: "/")

  private func match(_ patternStart: Int, _ textStart: Int) -> Outcome {
    var p = patternStart
    var t = textStart
    while p < pattern.count {
      let wanted = pattern[p]
      if t == text.count && wanted != UInt8(ascii: "*") { return .exhausted }
      switch wanted {
      case UInt8(ascii: "*"):
        return star(at: p, t, from: patternStart)
      case UInt8(ascii: "?"):
        if isPath && text[t] == Wildcard.slash { return .mismatch }
      case UInt8(ascii: "["):
        guard let (end, holds) = bracket(at: p, fold(text[t])) else { return .exhausted }
        if !holds || isPath && text[t] == Wildcard.slash { return .mismatch }
        p = end
      case UInt8(ascii: "\\"):
        p += 1
        // A backslash at the end means a byte that no text has.
        guard p < pattern.count, fold(pattern[p]) == fold(text[t]) else { return .mismatch }
      default:
        if fold(wanted) != fold(text[t]) { return .mismatch }
      }
      p += 1
      t += 1
    }
    return t == text.count ? .match : .mismatch
  }

  /// Goes on from the star at `p`.
  ///
  /// - Parameter start: where this run of the pattern began: a `**` there counts as a part of its own.
  private func star(at star: Int, _ textStart: Int, from start: Int) -> Outcome {
    var p = star
    while p < pattern.count, pattern[p] == UInt8(ascii: "*") { p += 1 }
    var passesSlashes = !isPath
    if isPath, p - star > 1, isWholePart(star, p, from: start) {
      if p < pattern.count, pattern[p] == Wildcard.slash, match(p + 1, textStart) == .match { return .match }
      passesSlashes = true
    }
    if p == pattern.count {
      return passesSlashes || !text[textStart...].contains(Wildcard.slash) ? .match : .blocked
    }
    var t = textStart
    while true {
      let outcome = match(p, t)
      if outcome != .mismatch {
        if !passesSlashes || outcome != .blocked { return outcome }
      } else if !passesSlashes, t < text.count, text[t] == Wildcard.slash {
        return .blocked
      }
      guard t < text.count else { return .exhausted }
      t += 1
    }
  }

  private func isWholePart(_ star: Int, _ end: Int, from start: Int) -> Bool {
    guard star == start || pattern[star - 1] == Wildcard.slash else { return false }
    if end == pattern.count || pattern[end] == Wildcard.slash { return true }
    return pattern[end] == UInt8(ascii: "\\") && end + 1 < pattern.count && pattern[end + 1] == Wildcard.slash
  }

  private func fold(_ byte: UInt8) -> UInt8 {
    ignoresCase && (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }
}

// MARK: - Brackets

extension Wildcard {
  /// Whether a byte is one of those in the brackets at `start`.
  ///
  /// - Returns: where they close and the answer; nil if they never close.
  private func bracket(at start: Int, _ byte: UInt8) -> (end: Int, holds: Bool)? {
    var p = start + 1
    guard p < pattern.count else { return nil }
    let isNegated = pattern[p] == UInt8(ascii: "!") || pattern[p] == UInt8(ascii: "^")
    if isNegated { p += 1 }
    var holds = false
    var last: UInt8?
    var isFirst = true
    while true {
      guard p < pattern.count else { return nil }
      var current = pattern[p]
      if current == UInt8(ascii: "]") && !isFirst { return (p, holds != isNegated) }
      isFirst = false
      if current == UInt8(ascii: "-"), let low = last, p + 1 < pattern.count,
        pattern[p + 1] != UInt8(ascii: "]")
      {
        p += 1
        guard let high = literal(at: &p) else { return nil }
        if contains(low, high, byte) { holds = true }
        last = nil
      } else if current == UInt8(ascii: "["), p + 1 < pattern.count, pattern[p + 1] == UInt8(ascii: ":") {
        guard let (end, inClass) = namedClass(at: p, byte) else { return nil }
        if inClass == true { holds = true }
        // `[:` that begins no class is a bracket like any other.
        if inClass == nil && byte == current { holds = true }
        last = inClass == nil ? current : nil
        p = end
      } else {
        guard let value = literal(at: &p) else { return nil }
        current = value
        if fold(current) == byte { holds = true }
        last = current
      }
      p += 1
    }
  }

  /// The byte at `p`, or the one behind a backslash there.
  private func literal(at p: inout Int) -> UInt8? {
    if pattern[p] == UInt8(ascii: "\\") { p += 1 }
    return p < pattern.count ? pattern[p] : nil
  }

  private func contains(_ low: UInt8, _ high: UInt8, _ byte: UInt8) -> Bool {
    if low <= byte && byte <= high { return true }
    guard ignoresCase, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) else { return false }
    return low <= byte & ~0x20 && byte & ~0x20 <= high
  }

  /// - Returns: nil if the brackets never close or the class is unknown; no answer where `[:` begins no class.
  private func namedClass(at start: Int, _ byte: UInt8) -> (end: Int, holds: Bool?)? {
    guard let close = pattern[(start + 2)...].firstIndex(of: UInt8(ascii: "]")) else { return nil }
    guard close > start + 2, pattern[close - 1] == UInt8(ascii: ":") else { return (start, nil) }
    let name = String(decoding: pattern[(start + 2)..<(close - 1)], as: UTF8.self)
    guard let holds = Wildcard.isMember(byte, of: name, ignoringCase: ignoresCase) else { return nil }
    return (close, holds)
  }

  /// - Returns: nil for an unknown class.
  private static func isMember(_ byte: UInt8, of name: String, ignoringCase: Bool) -> Bool? {
    let isLower = (0x61...0x7A).contains(byte)
    let isUpper = (0x41...0x5A).contains(byte)
    let isDigit = (0x30...0x39).contains(byte)
    switch name {
    case "alnum": return isLower || isUpper || isDigit
    case "alpha": return isLower || isUpper
    case "blank": return byte == 0x20 || byte == 0x09
    case "cntrl": return byte < 0x20 || byte == 0x7F
    case "digit": return isDigit
    case "graph": return (0x21...0x7E).contains(byte)
    case "lower": return isLower
    case "print": return (0x20...0x7E).contains(byte)
    case "punct": return (0x21...0x7E).contains(byte) && !isLower && !isUpper && !isDigit
    case "space": return byte == 0x20 || (0x09...0x0D).contains(byte)
    case "upper": return isUpper || ignoringCase && isLower
    case "xdigit": return isDigit || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
    default: return nil
    }
  }
}
