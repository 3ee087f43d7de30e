/// A call with literal arguments, as migrations in programming languages are made of.
struct LiteralCall {
  /// The function's or method's name alone.
  let name: String
  /// Strings and symbols given by position; nil for anything else.
  let arguments: [[UInt8]?]
  /// Strings given by name, the first of each name.
  let named: [String: [UInt8]]
  let line: Int
}

/// Finds calls in a source text of any language that writes them with brackets, and Ruby's without.
///
/// Only names, strings, symbols, commas and brackets are looked at. Linear: each call reads its own arguments, the
/// arguments of arguments are skipped, and a call's reach is bounded.
struct CallScanner {
  private let bytes: [UInt8]
  private var index = 0
  private var line = 1
  private static let mostCalls = 10_000

  static func calls(in bytes: [UInt8], named wanted: Set<String>) -> [LiteralCall] {
    var scanner = CallScanner(bytes: bytes)
    var calls: [LiteralCall] = []
    while calls.count < mostCalls, let call = scanner.next(wanted) { calls.append(call) }
    return calls
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func next(_ wanted: Set<String>) -> LiteralCall? {
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0x0A {
        line += 1
        index += 1
      } else if isComment(index) {
        index = bytes[index...].firstIndex(of: 0x0A) ?? bytes.count
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        let end = string(at: index).end
        line += bytes[index..<end].count { $0 == 0x0A }
        index = end
      } else if byte.isWord {
        let start = index
        while index < bytes.count, bytes[index].isWord { index += 1 }
        let name = bytes[start..<index].asText
        if wanted.contains(name), let call = call(name) { return call }
      } else {
        index += 1
      }
    }
    return nil
  }

  private func isComment(_ place: Int) -> Bool {
    let following = place + 1 < bytes.count ? bytes[place + 1] : 0
    return bytes[place] == UInt8(ascii: "#") || bytes[place] == UInt8(ascii: "/") && following == bytes[place]
  }

  /// The call whose name has just been read; the place stays behind the name, so that inner calls are found too.
  private func call(_ name: String) -> LiteralCall? {
    var place = index
    while place < bytes.count, bytes[place] == 0x20 { place += 1 }
    guard place < bytes.count else { return nil }
    let hasBracket = bytes[place] == UInt8(ascii: "(")
    if hasBracket { place += 1 } else if place == index || !":\"'".utf8.contains(bytes[place]) { return nil }
    var reader = ArgumentReader(bytes, from: place, hasBracket: hasBracket)
    reader.read()
    return LiteralCall(name: name, arguments: reader.arguments, named: reader.named, line: line)
  }

  private func string(at start: Int) -> (text: Range<Int>, end: Int) { quotedText(in: bytes, at: start) }
}

/// The content of the string that begins at a quote and ends in the same line, and what follows it.
func quotedText(in bytes: [UInt8], at start: Int) -> (text: Range<Int>, end: Int) {
  let quote = bytes[start]
  var end = start + 1
  while end < bytes.count, bytes[end] != quote, bytes[end] != 0x0A {
    end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
  }
  end = min(end, bytes.count)
  return (start + 1..<end, min(end + 1, bytes.count))
}
