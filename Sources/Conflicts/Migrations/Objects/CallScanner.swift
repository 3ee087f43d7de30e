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
  /// How far a call's arguments are read.
  private static let reach = 2000
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
    var arguments: [[UInt8]?] = []
    var named: [String: [UInt8]] = [:]
    var literal: [UInt8]?
    var key: String?
    var depth = 0
    var isFresh = true
    func close() {
      if let key {
        if let literal, named[key] == nil { named[key] = literal }
      } else if !isFresh {
        arguments.append(literal)
      }
    }
    let end = min(bytes.count, place + Self.reach)
    while place < end {
      let byte = bytes[place]
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        let content = string(at: place)
        if depth == 0 && isFresh { literal = Array(bytes[content.text]) }
        isFresh = false
        place = content.end
        continue
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
        depth += 1
        isFresh = false
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
        depth -= 1
        if depth < 0 { place = end }
      case UInt8(ascii: ",") where depth == 0:
        close()
        (literal, key, isFresh) = (nil, nil, true)
      case 0x0A where !hasBracket && depth == 0 && !isFresh: place = end
      case UInt8(ascii: ":") where depth == 0 && isFresh && place + 1 < end && bytes[place + 1].isWord:
        let stop = bytes[(place + 1)...].firstIndex { !$0.isWord } ?? bytes.count
        literal = Array(bytes[(place + 1)..<stop])
        isFresh = false
        place = stop
        continue
      case _ where byte.isWord && depth == 0 && isFresh:
        let stop = bytes[place...].firstIndex { !$0.isWord } ?? bytes.count
        let mark = stop < bytes.count ? bytes[stop] : 0
        let following = stop + 1 < bytes.count ? bytes[stop + 1] : 0
        if key == nil,
          mark == UInt8(ascii: "=") && following != mark || mark == UInt8(ascii: ":") && following != mark
        {
          key = bytes[place..<stop].asText
          place = stop + 1
          continue
        }
        // `models.Index(name=…)` and other values are no literals.
        isFresh = false
        place = stop
        continue
      case _ where !byte.isBlank: if depth == 0 { isFresh = false }
      default: break
      }
      if place < end { place += 1 }
    }
    close()
    return LiteralCall(name: name, arguments: arguments, named: named, line: line)
  }

  private func string(at start: Int) -> (text: Range<Int>, end: Int) {
    let quote = bytes[start]
    var end = start + 1
    while end < bytes.count, bytes[end] != quote, bytes[end] != 0x0A {
      end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
    }
    end = min(end, bytes.count)
    return (start + 1..<end, min(end + 1, bytes.count))
  }
}
